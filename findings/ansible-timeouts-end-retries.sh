#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, a task with the keywords timeout, until and retries. Release 2.21.5 does the same.
# Guess:     an attempt that exceeds the time-out is a failed attempt, so that the task is tried again. That is why a
#            task has both keywords: one attempt hangs, and the next one succeeds.
# Seen:      the first attempt that exceeds the time-out ends the task, without another attempt, and the result has no
#            "attempts". An attempt that fails in another way is followed by the next one: with retries: 3, the command
#            runs four times, and "attempts" says 3.
# Effect:    a task that asks a service until it answers fails at the first answer that never comes. A message that
#            names the attempts fails for its part, or names one too few.
# Here:      the modules have a time-out for each request, and wait for server tasks by themselves.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14

cat >play.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  vars: {ansible_python_interpreter: "{{ ansible_playbook_python }}"}
  tasks:
    - ansible.builtin.shell: "echo >>{{ playbook_dir }}/failing; exit 1"
      timeout: 60
      register: failing
      until: failing.rc == 0
      retries: 3
      delay: 0
      ignore_errors: true
    - ansible.builtin.shell: "echo >>{{ playbook_dir }}/hanging; sleep 60"
      timeout: 10
      register: hanging
      until: hanging.rc == 0
      retries: 3
      delay: 0
      ignore_errors: true
    - ansible.builtin.debug:
        msg:
          - "failing: attempts {{ failing.attempts | default('not counted') }}"
          - "hanging: attempts {{ hanging.attempts | default('not counted') }}"
YAML
venv/bin/ansible-playbook -i localhost, -c local play.yml >printed 2>&1
seen=$(
  sed -n 's/^ *"\([a-z]*: attempts .*\)",*$/\1/p' printed
  echo "started: failing $(wc -l <failing), hanging $(wc -l <hanging)"
)
expected="failing: attempts 3
hanging: attempts not counted
started: failing 4, hanging 1"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
