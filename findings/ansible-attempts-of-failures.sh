#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, the keywords until and retries. Release 2.21.5 does the same.
# Guess:     the value attempts of the result says how often the task has run, however it ends.
# Seen:      with retries: 2 the task runs three times. If the last of them succeeds, attempts is 3; if it fails, it is 2.
#            So a success at the second attempt and a failure of all three have the same number.
# Effect:    a report that reads attempts to say how flaky a server is, or that compares it with retries + 1 to know that
#            the task has given up, is wrong.
# Here:      the modules wait by themselves, and say how long they have waited.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14
export PATH="$work/venv/bin:$PATH" ANSIBLE_NOCOLOR=1

cat >play.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  vars:
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
  tasks:
    - ansible.builtin.shell: "echo x >> runs.{{ item }}; test $(wc -l < runs.{{ item }}) -ge {{ item }}"
      args: {chdir: "{{ playbook_dir }}"}
      loop: [1, 2, 3, 4]
      register: command
      until: command is success
      retries: 2
      delay: 0
      ignore_errors: true
    - ansible.builtin.debug:
        msg: "SEEN {{ 'failure' if item is failed else 'success' }}, attempts {{ item.attempts }}, runs {{
          lookup('ansible.builtin.file', playbook_dir ~ '/runs.' ~ item.item) | split | length }}"
      loop: "{{ command.results }}"
      loop_control: {label: "{{ item.item }}"}
YAML
ansible-playbook -i localhost, -c local play.yml >printed 2>&1 || { cat printed >&2; exit 2; }
seen=$(sed -n 's/.*SEEN \(.*\)".*/\1/p' printed)
expected='success, attempts 1, runs 1
success, attempts 2, runs 2
success, attempts 3, runs 3
failure, attempts 2, runs 3'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
