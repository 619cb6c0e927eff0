#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   json-diff-ts 4.10.4 for JavaScript, which compares JSON, applies a difference and takes it back.
# Guess:     a difference that was made a list of atomic changes, each with a JSONPath, and then a difference again, still
#            gives the newer document. revertChangeset gives the older one.
# Seen:      a property whose name has a dot keeps its old value, and beside "Properties" there is a new property,
#            "Properties[Octopus.Action.Script.ScriptBody]"; a removed property stays. If two or more entries were added
#            to a list, revertChangeset takes every second one away. There is no error. With embeddedObjKeys, which tells
#            entries apart by a key, lists come out rightly.
# Effect:    a review in which somebody chooses the changes to apply, as the README proposes, does not change a step,
#            whose properties have such names. Undoing the roles that were added to a target leaves one of them.
# Here:      the collection compares documents property by property, and lists as sets or in their order.
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund json-diff-ts@4.10.4

cat >changes.mjs <<'NODE'
import { applyChangeset, atomizeChangeset, diff, revertChangeset, unatomizeChangeset } from "json-diff-ts";

const BODY = "Octopus.Action.Script.ScriptBody";
const PROPERTIES = [
  [{ Timeout: "1" }, { Timeout: "2" }],
  [{ [BODY]: "old" }, { [BODY]: "new" }],
  [{ [BODY]: "old" }, {}],
];
for (const [before, after] of PROPERTIES) {
  const changes = atomizeChangeset(diff({ Properties: before }, { Properties: after }));
  const applied = applyChangeset({ Properties: { ...before } }, unatomizeChangeset(changes));
  console.log(`${JSON.stringify(before)} -> ${JSON.stringify(after)}: ${JSON.stringify(applied)}`);
}
const OPTIONS = { "by position": {}, "by value": { embeddedObjKeys: { Roles: "$value" } } };
for (const [name, options] of Object.entries(OPTIONS)) {
  const before = { Roles: ["web"] };
  const after = { Roles: ["web", "db", "cache"] };
  const undone = revertChangeset(structuredClone(after), diff(before, after, options));
  console.log(`${name}, undone: ${JSON.stringify(undone)}`);
}
NODE
seen=$(node changes.mjs)
expected='{"Timeout":"1"} -> {"Timeout":"2"}: {"Properties":{"Timeout":"2"}}
{"Octopus.Action.Script.ScriptBody":"old"} -> {"Octopus.Action.Script.ScriptBody":"new"}: {"Properties":{"Octopus.Action.Script.ScriptBody":"old"},"Properties[Octopus.Action.Script.ScriptBody]":"new"}
{"Octopus.Action.Script.ScriptBody":"old"} -> {}: {"Properties":{"Octopus.Action.Script.ScriptBody":"old"}}
by position, undone: {"Roles":["web","cache"]}
by value, undone: {"Roles":["web"]}'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
