#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   compare-versions 6.1.1 for JavaScript, which many tools use to compare versions.
# Guess:     a label that is not a number, such as the hash of a commit or a date with a time, is compared as a text.
# Seen:      a label that begins with a digit counts as the number at its beginning: ci.7f3a9c and ci.7b0000 are equal,
#            and so are 20261130T1800 and 20261130T0900. A label x is a wildcard, and equal to any other.
# Effect:    a sorted list has any of the equal packages at its end, and a check for a newer one finds none.
# Here:      the collection has the orders of Octopus (docs/versions.md).
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund compare-versions@6.1.1

cat >compare.cjs <<'NODE'
const { compareVersions } = require("compare-versions");

const PAIRS = [
  ["1.0.0-beta.10", "1.0.0-beta.2"], ["1.0.0-ci.7f3a9c", "1.0.0-ci.7b0000"],
  ["1.0.0-20261130T1800", "1.0.0-20261130T0900"], ["1.0.0-x.1", "1.0.0-rc.1"],
];
for (const [first, second] of PAIRS) {
  console.log(`${first} ${"<=>"[compareVersions(first, second) + 1]} ${second}`);
}
NODE
seen=$(node compare.cjs)
printf '%s\n' "$seen"
expected='1.0.0-beta.10 > 1.0.0-beta.2
1.0.0-ci.7f3a9c = 1.0.0-ci.7b0000
1.0.0-20261130T1800 = 1.0.0-20261130T0900
1.0.0-x.1 = 1.0.0-rc.1'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
