#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, the checks of meta/argument_specs.yml. Release 2.21.5 does the same.
# Guess:     the specification of an entry point is checked whenever its file of tasks runs, with or without .yml in
#            tasks_from. If a rule such as mutually_exclusive has an effect below an option, it has one for the options
#            of the role too, as in the specification of a module; otherwise it is an error.
# Seen:      "tasks_from: remove.yml" runs the same tasks as "tasks_from: remove", without any check. mutually_exclusive
#            below an option is checked, and at the top it is ignored. Neither gives a message.
# Effect:    a role that removes things runs without the option that it requires, because its user wrote the whole name
#            of the file. Two options that exclude each other are accepted together.
# Here:      each role of the collection has one entry point, and its modules check which options exclude each other.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14

mkdir -p roles/example/{meta,tasks}
cat >roles/example/meta/argument_specs.yml <<'YAML'
argument_specs:
  main:
    options:
      example_name: {type: str}
      example_id: {type: str}
      example_proxy:
        type: dict
        options: {name: {type: str}, id: {type: str}}
        mutually_exclusive: [[name, id]]
    mutually_exclusive: [[example_name, example_id]]
  remove:
    options:
      example_name: {type: str, required: true}
YAML
echo '- ansible.builtin.debug: {msg: "SEEN {{ told }}: runs"}' | tee roles/example/tasks/{main,remove}.yml >/dev/null
cat >play.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  tasks:
    - ansible.builtin.include_tasks: one.yml
      vars: {told: "{{ item.told }}"}
      loop:
        - {told: remove, file: remove}
        - {told: remove.yml, file: remove.yml}
        - {told: both at the top, file: main, name: a, id: b}
        - {told: both below an option, file: main, proxy: {name: a, id: b}}
YAML
cat >one.yml <<'YAML'
- vars:
    example_name: "{{ item.name | default(omit) }}"
    example_id: "{{ item.id | default(omit) }}"
    example_proxy: "{{ item.proxy | default(omit) }}"
  block:
    - ansible.builtin.include_role: {name: example, tasks_from: "{{ item.file }}"}
  rescue:
    - ansible.builtin.debug: {msg: "SEEN {{ told }}: {{ ansible_failed_result.argument_errors | first }}"}
YAML
venv/bin/ansible-playbook -i localhost, -c local play.yml >printed 2>&1 || true
sed -n 's/^ *"msg": "SEEN \(.*\)"$/\1/p' printed >seen
cat >expected <<'TEXT'
remove: missing required arguments: example_name
remove.yml: runs
both at the top: runs
both below an option: parameters are mutually exclusive: name|id found in example_proxy
TEXT
cat seen
if ! diff expected seen; then
  cat printed
  echo "an output other than expected"
  exit 1
fi
