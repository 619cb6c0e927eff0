#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   jsondiffpatch 0.7.7 for JavaScript, which compares JSON, applies a difference and takes it back.
# Guess:     with objectHash, which tells the entries of a list apart by their Id, patch gives the newer list and unpatch
#            the older one, whatever was added, moved and changed between the two.
# Seen:      patch always gives the newer list. If an entry has changed and has moved against the others, unpatch leaves
#            the new value, and writes the old one into the entry that is now at another position. If the entry changed
#            and three were added before it, the new value stays, and the list gets an undefined entry. There is no error.
# Effect:    a program that undoes a change to the variables of a project, which are one list of such entries, gives one
#            variable the value of another.
# Here:      the collection takes nothing back: a playbook with the old values restores them (docs/variables.md).
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund jsondiffpatch@0.7.7

cat >undo.mjs <<'NODE'
import { create } from "jsondiffpatch";

const compare = create({ objectHash: (variable) => variable.Id });
// Each word is a variable: its ID and its value.
const CHANGES = [
  ["a=old b=1", "a=new b=1"],
  ["a=old b=1", "c=1 b=1 a=new"],
  ["a=old b=1 c=1", "c=1 b=1 a=new"],
  ["a=old", "b=1 a=new"],
  ["a=old", "b=1 c=1 d=1 a=new"],
];
const variables = (text) => text.split(" ").map((word) => ({ Id: word[0], Value: word.slice(2) }));
const asText = (list) => list.map((each) => (each ? `${each.Id}=${each.Value}` : `${each}`)).join(" ");

for (const [before, after] of CHANGES) {
  const difference = compare.diff(variables(before), variables(after));
  const applied = asText(compare.patch(variables(before), difference));
  const undone = asText(compare.unpatch(variables(after), structuredClone(difference)));
  console.log(`${before} -> ${after}: applied ${applied === after ? "rightly" : applied}, undone ${undone}`);
}
NODE
seen=$(node undo.mjs)
expected='a=old b=1 -> a=new b=1: applied rightly, undone a=old b=1
a=old b=1 -> c=1 b=1 a=new: applied rightly, undone a=new b=old
a=old b=1 c=1 -> c=1 b=1 a=new: applied rightly, undone a=new b=old c=1
a=old -> b=1 a=new: applied rightly, undone a=old
a=old -> b=1 c=1 d=1 a=new: applied rightly, undone a=new undefined'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
