#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible.utils 6.0.0, as the package ansible 12.3.0 has it, with ansible-core 2.19.14: the filters to_paths
#            and get_path. Release 6.1.1, in ansible 14.5.0, does the same.
# Guess:     to_paths writes a key with dots in brackets, wherever it stands, and get_path finds each value by the path
#            that to_paths has made of it.
# Seen:      this holds for a key below another key. A key at the top is written without brackets: get_path can't find
#            Octopus.Action.RunOnServer, and of the key "Web.Port" and the key "Port" below "Web" only the later value
#            is left, without a message. With prepend, all values are kept.
# Effect:    a comparison of two maps of variables, or of a step's properties, by their paths can miss a difference.
# Here:      the guide to variables, whose names have dots, says to use prepend (docs/variables.md).
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
names = [each for each in archive.namelist() if each.startswith("ansible_collections/ansible/utils/")]
archive.extractall(sys.argv[2], names)' "$work"/ansible-12.3.0-*.whl "$work"

cat >"$work/play.yml" <<'YAML'
- hosts: localhost
  gather_facts: false
  vars:
    top: {Octopus.Action.RunOnServer: "true"}
    below: {properties: {Octopus.Action.RunOnServer: "true"}}
    both: {Web.Port: 80, Web: {Port: 8080}}
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
  tasks:
    - block:
        - ansible.builtin.set_fact:
            found: "{{ top | ansible.utils.get_path(top | ansible.utils.to_paths | first) }}"
      rescue:
        - ansible.builtin.set_fact:
            found: "{{ ansible_failed_result.msg | split(': ') | last }}"
    - ansible.builtin.copy:
        dest: "{{ playbook_dir }}/seen"
        content: |
          below: {{ below | ansible.utils.to_paths | to_json }}
          below, found: {{ below | ansible.utils.get_path(below | ansible.utils.to_paths | first) }}
          top: {{ top | ansible.utils.to_paths | to_json }}
          top, found: {{ found }}
          both: {{ both | ansible.utils.to_paths | to_json }}
          prepended: {{ both | ansible.utils.to_paths(prepend='all') | to_json }}
YAML
cd "$work"
ANSIBLE_COLLECTIONS_PATH="$work" venv/bin/ansible-playbook -i localhost, -c local play.yml >printed 2>&1 || cat printed
cat >expected <<'TEXT'
below: {"properties['Octopus.Action.RunOnServer']": "true"}
below, found: true
top: {"Octopus.Action.RunOnServer": "true"}
top, found: 'Octopus' is undefined
both: {"Web.Port": 8080}
prepended: {"all['Web.Port']": 80, "all.Web.Port": 8080}
TEXT
cat seen
if ! diff expected seen; then
  echo "an output other than expected"
  exit 1
fi
