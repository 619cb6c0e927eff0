#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      the filters unique, groupby, union and intersect of ansible-core 2.19.14, and lists_mergeby of
#            community.general 11.4.2, as the package ansible 12.3.0 has it. ansible-core 2.21.5 and community.general
#            13.5.0 do the same.
# Guess:     these filters have one notion of equality, so that union gives what unique gives of both lists, and each
#            entry of a list has a place in the result.
# Seen:      unique and groupby take Prod and prod for one value, and keep the first spelling. union, intersect,
#            selectattr and lists_mergeby take them for two. For unique, true and 1 are one value as well, in
#            dictionaries too. lists_mergeby silently drops each entry without the key by which it merges.
# Effect:    of two paths, branches or image tags that differ in case, one is lost on the way through unique. An entry
#            with a misspelt key is not in the merged list, and a configuration that removes what it does not name
#            removes its document.
# Here:      the guides and examples use unique for names and IDs alone, whose case does not count in Octopus.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
pip=("$work/venv/bin/python" -m pip --disable-pip-version-check)
"${pip[@]}" install --quiet ansible-core==2.19.14
# The package has many collections, of which one is needed.
"${pip[@]}" download --quiet --no-deps --dest "$work" ansible==12.3.0
"$work/venv/bin/python" -c 'import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
names = [each for each in archive.namelist() if each.startswith("ansible_collections/community/general/")]
archive.extractall(sys.argv[2], names)' "$work"/ansible-12.3.0-*.whl "$work"

cat >"$work/play.yml" <<'YAML'
- hosts: localhost
  gather_facts: false
  vars:
    first: [{name: Prod, a: 1}]
    second: [{name: prod, b: 2}, {nam: Test, b: 3}]
    both: "{{ first + second[:1] }}"
  tasks:
    - ansible.builtin.debug:
        msg:
          - "unique: {{ ['Prod', 'prod'] | unique }}"
          - "unique of values: {{ [{'on': 1}, {'on': true}] | unique }}"
          - "union: {{ ['Prod'] | union(['prod']) | sort(case_sensitive=true) }}"
          - "intersect: {{ ['Prod'] | intersect(['prod']) }}"
          - "groupby: {{ both | groupby('name') | map('first') }}"
          - "selectattr: {{ both | selectattr('name', 'eq', 'prod') | map(attribute='name') }}"
          - "lists_mergeby: {{ first | community.general.lists_mergeby(second, 'name') | map(attribute='name') }}"
YAML
cd "$work"
ANSIBLE_COLLECTIONS_PATH="$work" venv/bin/ansible-playbook -i localhost, -c local play.yml >printed 2>&1 || cat printed
sed -n 's/^ *"\([a-z_ ]*: .*\)",*$/\1/p' printed >seen
cat >expected <<'TEXT'
unique: ['Prod']
unique of values: [{'on': 1}]
union: ['Prod', 'prod']
intersect: []
groupby: ['Prod']
selectattr: ['prod']
lists_mergeby: ['Prod', 'prod']
TEXT
cat seen
if ! diff expected seen; then
  cat printed
  echo "an output other than expected"
  exit 1
fi
