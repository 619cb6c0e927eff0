#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      the filters remove_keys and replace_keys of ansible.utils 6.0.0, as the package ansible 12.3.0 has it, with
#            ansible-core 2.19.14. Release 6.1.1, in ansible 14.5.0, does the same.
# Guess:     remove_keys takes out the named keys at any depth and leaves all other values as they are, as replace_keys
#            does.
# Seen:      remove_keys also takes 0, false, null, empty texts, empty lists and empty dictionaries out of every list,
#            whether the list has anything to do with the keys or not. An entry of a list that has only the removed key
#            is lost with it. As the values of keys, all of them stay. replace_keys leaves the lists as they are.
# Effect:    a document that a playbook reads from an API and sends back without its "Id" or "Links" has lists with
#            fewer entries, and later entries have moved to other positions, without a message.
# Here:      no guide and no example uses the filter. Exports have names in place of IDs and no links, so that there is
#            nothing to remove.
# Reported:  https://github.com/ansible-collections/ansible.utils/issues/247, of empty texts
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
archive.extractall(sys.argv[2], names)' "$work"/ansible-*.whl "$work"

cat >"$work/play.yml" <<'YAML'
- hosts: localhost
  gather_facts: false
  vars:
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
    values: {Id: Projects-1, number: 0, flag: false, nothing: null, text: "", list: [], dictionary: {}}
    lists: {Id: Projects-1, weekdays: [0, 1, 2], flags: [true, false], texts: ["", a], rows: [[], [1]]}
    entries: [{Id: Tags-1}, {Id: Tags-2, name: b}]
  tasks:
    - ansible.builtin.copy:
        dest: "{{ playbook_dir }}/seen"
        content: |
          values: {{ values | ansible.utils.remove_keys(target=['Id']) | to_json }}
          lists: {{ lists | ansible.utils.remove_keys(target=['Id']) | to_json }}
          without a key to remove: {{ lists | ansible.utils.remove_keys(target=['Other']) | to_json }}
          entries: {{ entries | ansible.utils.remove_keys(target=['Id']) | to_json }}
          replaced: {{ lists | ansible.utils.replace_keys(target=[{'before': 'texts', 'after': 'words'}]) | to_json }}
YAML
cd "$work"
ANSIBLE_COLLECTIONS_PATH="$work" venv/bin/ansible-playbook -i localhost, -c local play.yml >printed 2>&1 || cat printed
cat >expected <<'TEXT'
values: {"number": 0, "flag": false, "nothing": null, "text": "", "list": [], "dictionary": {}}
lists: {"weekdays": [1, 2], "flags": [true], "texts": ["a"], "rows": [[1]]}
without a key to remove: {"Id": "Projects-1", "weekdays": [1, 2], "flags": [true], "texts": ["a"], "rows": [[1]]}
entries: [{"name": "b"}]
replaced: {"Id": "Projects-1", "weekdays": [0, 1, 2], "flags": [true, false], "rows": [[], [1]], "words": ["", "a"]}
TEXT
cat seen
if ! diff expected seen; then
  echo "an output other than expected"
  exit 1
fi
