#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-inventory of ansible-core 2.19.14, with an inventory in INI format. Release 2.21.5 does the same.
# Guess:     a value in a section such as [all:vars] is a text, as the guide to inventories says: "INI values are
#            interpreted as strings". On the line of a host, a value is a Python literal, so that quotes make a text.
# Seen:      values are Python literals in both places: 1.10 becomes the number 1.1 in [all:vars], 1_000 the number
#            1000, and None is null. On the line of a host, double quotes change nothing, because the line is split as a
#            shell does it, which takes the quotes away. Single quotes within the double ones make a text. The sections
#            of variables need one pair of quotes.
# Effect:    a group's release 1.10 is release 1.1, which may well exist, without a message.
# Here:      the guide to packages says how to write versions in such files (docs/packages.md).
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14

cat >hosts.ini <<'INI'
web host_plain=1.10 host_quoted="1.10" host_twice="'1.10'"

[all:vars]
group_plain=1.10
group_quoted="1.10"
group_grouped=1_000
group_none=None
INI
venv/bin/ansible-inventory -i hosts.ini --host web >printed
cat >expected <<'JSON'
{
    "group_grouped": 1000,
    "group_none": null,
    "group_plain": 1.1,
    "group_quoted": "1.10",
    "host_plain": 1.1,
    "host_quoted": 1.1,
    "host_twice": "1.10"
}
JSON
cat printed
if ! diff expected printed; then
  echo "an output other than expected"
  exit 1
fi
