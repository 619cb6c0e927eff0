#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   @snyk/nuget-semver 1.6.1 for JavaScript, which compares the versions of NuGet packages.
# Guess:     it orders pre-releases as NuGet and SemVer 2.0.0 do: numbers between dots are compared as numbers, so that
#            beta.10 is newer than beta.2.
# Seen:      beta.10 is older than beta.2: pre-releases are compared as texts. The fourth number, letter case and
#            metadata count as they do for NuGet.
# Effect:    a program that looks for the newest package with it stays at beta.9, whatever comes after it.
# Here:      the collection compares versions itself, by the rules in docs/api/versions.md.
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @snyk/nuget-semver@1.6.1

cat >run.cjs <<'NODE'
const versions = require("@snyk/nuget-semver");

const SEEN = [
  ["beta.2 is older than beta.10", versions.lt("1.0.0-beta.2", "1.0.0-beta.10"), false],
  ["the newest of beta.2, beta.9 and beta.10",
    ["1.0.0-beta.2", "1.0.0-beta.9", "1.0.0-beta.10"].sort(versions.compare).pop(), "1.0.0-beta.9"],
  ["1.0.0.1 is newer than 1.0.0", versions.gt("1.0.0.1", "1.0.0"), true],
  ["ALPHA equals alpha", versions.eq("1.0.0-ALPHA", "1.0.0-alpha"), true],
  ["1.0.0+a equals 1.0.0+b", versions.eq("1.0.0+a", "1.0.0+b"), true],
];
let changed = 0;
for (const [what, found, seen] of SEEN) {
  console.log(`${what}: ${found}`);
  changed += found === seen ? 0 : 1;
}
if (changed > 0) {
  console.log(`${changed} of ${SEEN.length} outputs have changed`);
  process.exit(1);
}
NODE
node run.cjs
