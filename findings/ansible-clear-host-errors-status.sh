#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, the action clear_host_errors of meta. Release 2.21.5 does the same.
# Guess:     as its documentation says, the host takes part in the next play again, and not in the rest of the current
#            one. The failure has happened nevertheless, so that the exit status is 2, or 4 if the host could not be
#            reached, as the recap says.
# Seen:      the exit status is 0, beside a recap with failed=1 or unreachable=1. A host that could not be reached is
#            back at once: it runs the tasks that it has missed, and the rest of the current play.
# Effect:    a play that gives its lost hosts another chance, such as to enable machines again, makes each failure of
#            the playbook a success for the pipeline that called it.
# Here:      no playbook, role or guide uses it.
# Reported:  https://github.com/ansible/ansible/issues/86208, of hosts that can't be reached
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14

# A host on which no temporary folder can be created counts as unreachable, as one without an answer does.
cat >hosts.yml <<'YAML'
all:
  hosts: {web1: , failing: {fails: true}, lost: {ansible_remote_tmp: /dev/null/tmp}}
  vars: {ansible_connection: local, ansible_python_interpreter: "{{ ansible_playbook_python }}"}
YAML
played() {
  cat >play.yml <<YAML
- hosts: web1:$1
  gather_facts: false
  tasks:
    - {name: Update, ansible.builtin.ping: , failed_when: fails is defined}
    - {ansible.builtin.debug: {msg: "RUN between/{{ inventory_hostname }}"}}
    - ansible.builtin.meta: $2
    - {ansible.builtin.debug: {msg: "RUN same/{{ inventory_hostname }}"}}
- hosts: web1:$1
  gather_facts: false
  tasks:
    - {ansible.builtin.debug: {msg: "RUN next/{{ inventory_hostname }}"}}
YAML
  exit=0
  venv/bin/ansible-playbook -i hosts.yml play.yml >printed 2>&1 || exit=$?
  counts=$(sed -n "s/^$1 .*\(unreachable=[0-9]*\) *\(failed=[0-9]*\).*/\1 \2/p" printed)
  ran=$(sed -n 's/^ *"msg": "RUN \(.*\)"$/\1/p' printed | grep "/$1$" | xargs)
  echo "$2: exit $exit, $counts, ${ran:-none}"
}
seen=$(
  played failing noop
  played failing clear_host_errors
  played lost noop
  played lost clear_host_errors
)
expected="noop: exit 2, unreachable=0 failed=1, none
clear_host_errors: exit 0, unreachable=0 failed=1, next/failing
noop: exit 4, unreachable=1 failed=0, none
clear_host_errors: exit 0, unreachable=1 failed=0, between/lost same/lost next/lost"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
