#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      the filter community.general.json_query 11.4.2, as the package ansible 12.3.0 has it, with ansible-core
#            2.19.14 and jmespath 1.1.0. Release 13.5.0, of ansible 14.5.0, with ansible-core 2.21.5 does the same.
# Guess:     a query gives the same for the same values, whether they are written in a playbook or come from a module.
# Seen:      for values from YAML, and for those that set_fact makes of them, sum, max and sort of numbers fail, and so
#            does sort_by, with numbers and with texts: "invalid type for value: 3, expected one of: ['array-number']".
#            max of texts, and comparisons of numbers, work. For the output of a module, and after to_json | from_json,
#            all of them work.
# Effect:    a query that was tried on the answer of a server fails on the same list in a file of variables, with a
#            message that calls a number no number.
# Here:      the guides and the roles sort with Jinja's filters, and none of them uses json_query.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
pip=("$work/venv/bin/python" -m pip --disable-pip-version-check)
"${pip[@]}" install --quiet ansible-core==2.19.14 jmespath==1.1.0
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
    written: [{name: b, order: 3}, {name: a, order: 1}]
    queries:
      - sum([].order)
      - max([].order)
      - sort([].order)
      - sort_by(@, &order)[].name
      - sort_by(@, &name)[].name
      - max([].name)
      - "[?order > `1`].name"
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
  tasks:
    - ansible.builtin.command: echo '[{"name":"b","order":3},{"name":"a","order":1}]'
      register: printed
    - ansible.builtin.set_fact:
        kept: "{{ written }}"
    - ansible.builtin.debug:
        msg: "SEEN {{ item.0.name }} {{ item.1 }}: {{ item.0.value | community.general.json_query(item.1) | to_json }}"
      loop: "{{ [{'name': 'written', 'value': written}, {'name': 'set_fact', 'value': kept},
        {'name': 'printed', 'value': printed.stdout | from_json}] | product(queries) }}"
      loop_control: {label: "{{ item.0.name }} {{ item.1 }}"}
      ignore_errors: true
YAML
cd "$work"
ANSIBLE_COLLECTIONS_PATH="$work" venv/bin/ansible-playbook -i localhost, -c local play.yml >printed 2>&1 || true
cat >expected <<'TEXT'
written sum([].order): fails
written max([].order): fails
written sort([].order): fails
written sort_by(@, &order)[].name: fails
written sort_by(@, &name)[].name: fails
written max([].name): "b"
written [?order > `1`].name: ["b"]
set_fact sum([].order): fails
set_fact max([].order): fails
set_fact sort([].order): fails
set_fact sort_by(@, &order)[].name: fails
set_fact sort_by(@, &name)[].name: fails
set_fact max([].name): "b"
set_fact [?order > `1`].name: ["b"]
printed sum([].order): 4
printed max([].order): 3
printed sort([].order): [1, 3]
printed sort_by(@, &order)[].name: ["a", "b"]
printed sort_by(@, &name)[].name: ["a", "b"]
printed max([].name): "b"
printed [?order > `1`].name: ["b"]
TEXT
sed -n -e 's/^failed: \[localhost\] (item=\(.*\)) => .*invalid type for value.*/\1: fails/p' \
  -e 's/^ *"msg": "SEEN \(.*\)"$/\1/p' printed | sed 's/\\"/"/g' >seen
cat seen
if ! diff expected seen; then
  cat printed
  echo "an output other than expected"
  exit 1
fi
