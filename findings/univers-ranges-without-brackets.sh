#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   univers 32.0.1, which reads the ranges of NuGet and Maven in Python.
# Guess:     a range without brackets, the most common one in .nuspec and pom.xml, means what its tool says: for NuGet
#            1.0 and newer, for Maven a recommendation, so that 2.0 fits as well. And "v1.0" is older than 1.0 to Maven,
#            because a word precedes a number.
# Seen:      NuGet's range raises InvalidNuGetVersion, "version does not contain any digit: None", although its text is
#            valid. Maven's range becomes "vers:maven/None" and contains nothing, not even 1.0. A leading v is cut off
#            before versions of Maven are compared, so that v1.0 and 1.0 are equal.
# Effect:    the rule 1.0 of a channel can't be tested with the library for one feed, and nothing fits it for another.
# Here:      the collection reads ranges itself (docs/api/lifecycles.md).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check univers==32.0.1

"$work/venv/bin/python" - <<'PYTHON'
import sys

from univers.version_range import MavenVersionRange, NugetVersionRange
from univers.versions import MavenVersion, NugetVersion


def contains(ranges, versions, text, version):
    try:
        return versions(version) in ranges.from_native(text)
    except Exception as error:
        return type(error).__name__


SEEN = (
    ("NuGet: 2.0 in [1.0,)", contains(NugetVersionRange, NugetVersion, "[1.0,)", "2.0"), True),
    ("NuGet: 2.0 in 1.0", contains(NugetVersionRange, NugetVersion, "1.0", "2.0"), "InvalidNuGetVersion"),
    ("Maven: 1.0 in [1.0]", contains(MavenVersionRange, MavenVersion, "[1.0]", "1.0"), True),
    ("Maven: 1.0 in 1.0", contains(MavenVersionRange, MavenVersion, "1.0", "1.0"), False),
    ("Maven: 2.0 in 1.0", contains(MavenVersionRange, MavenVersion, "1.0", "2.0"), False),
    ("Maven: v1.0 is 1.0", MavenVersion("v1.0") == MavenVersion("1.0"), True),
)
changed = 0
for what, found, seen in SEEN:
    print(f"{what}: {found!r}")
    changed += found != seen
sys.exit(f"{changed} of {len(SEEN)} outputs have changed" if changed else 0)
PYTHON
