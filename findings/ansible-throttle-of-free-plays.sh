#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, the keyword throttle, in a play with the strategy free. Release 2.21.5 does the
#            same.
# Guess:     "throttle: 1" at a block or a play lets one task of the block or play run at a time, whichever it is: the
#            documentation calls it a limit of "concurrent task runs on task, block and playbook level".
# Seen:      a block and a play only hand the number down to their tasks, each of which counts for itself. With the
#            strategy free, a host runs the first task while another one runs the second. No warning says so, although
#            the strategy warns of other keywords, such as run_once, that it can't honour.
# Effect:    two hosts change a thing at the same time that one host alone may touch, such as the same tenant, or a
#            server that allows a single login.
# Here:      the tasks of the modules need no throttle: the guides run them once, on localhost or with run_once.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14

cat >hosts.yml <<'YAML'
all:
  hosts: {web1: , web2: }
  vars:
    ansible_connection: local
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
YAML
# Each task of a host waits until a task of the other host runs beside it, or for some seconds.
cat >task.sh <<'SHELL'
echo "$1" >>running
for _ in 1 2 3 4 5 6 7 8; do
  if [ "$(sort -u running | wc -l)" = 2 ]; then touch together; fi
  sleep 1
done
sed -i "0,/$1/{/$1/d}" running
SHELL
played() {
  rm -f running together
  touch running
  cat >play.yml <<YAML
- hosts: all
  gather_facts: false
  strategy: $1
  $([ "$2" != play ] || echo "throttle: 1")
  tasks:
    - name: Both tasks
      $([ "$2" != block ] || echo "throttle: 1")
      block:
        - ansible.builtin.command: {cmd: "sh task.sh {{ inventory_hostname }}", chdir: "{{ playbook_dir }}"}
        - ansible.builtin.command: {cmd: "sh task.sh {{ inventory_hostname }}", chdir: "{{ playbook_dir }}"}
YAML
  venv/bin/ansible-playbook -i hosts.yml play.yml >printed 2>&1
  if [ -e together ]; then beside="at the same time"; else beside="one at a time"; fi
  echo "$1, throttle of $2: $beside, $(grep --count WARNING printed || true) warnings"
}
seen=$(played linear none && played linear block && played free block && played free play)
expected="linear, throttle of none: at the same time, 0 warnings
linear, throttle of block: one at a time, 0 warnings
free, throttle of block: at the same time, 0 warnings
free, throttle of play: at the same time, 0 warnings"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
