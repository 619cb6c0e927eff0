#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   deepdiff 9.1.0 for Python, the argument group_by.
# Guess:     group_by="Name" compares two lists entry by entry. If two entries of a list have the same name, it refuses
#            the lists or warns, or compares both of them.
# Seen:      of the entries with one name only the last is compared. A changed value and a removed entry before it are
#            no difference, without a message. With group_by_sort_key, or a second key, both are found. An entry
#            without the key has a message.
# Effect:    the variables of a project in Octopus have the same name for each scope. A comparison of two exports, or of
#            an export with the server, says that nothing has changed.
# Here:      docs/variables.md says what a comparison by name loses. The modules find a variable by name and scope.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check deepdiff==9.1.0

cat >compare.py <<'PYTHON'
from deepdiff import DeepDiff

OLD = [
    {"Name": "Port", "Value": "80", "Scope": "Test"},
    {"Name": "Port", "Value": "443", "Scope": "Production"},
    {"Name": "Host", "Value": "web", "Scope": ""},
]
CHANGED = [{**OLD[0], "Value": "8080"}, *OLD[1:]]
REMOVED = OLD[1:]

for name, options in {
    "by name": {"group_by": "Name"},
    "by name, sorted": {"group_by": "Name", "group_by_sort_key": "Scope"},
    "by name and scope": {"group_by": ["Name", "Scope"]},
}.items():
    print(name, [bool(DeepDiff(OLD, new, **options)) for new in (CHANGED, REMOVED)])
print("without the key", bool(DeepDiff(OLD, [*OLD, {"Value": "x"}], group_by="Name")))
PYTHON
seen=$(venv/bin/python compare.py 2>printed && cat printed)
expected="by name [False, False]
by name, sorted [True, True]
by name and scope [True, True]
without the key True
Unable to group t2 by Name. The key is missing in {'Value': 'x'}"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
