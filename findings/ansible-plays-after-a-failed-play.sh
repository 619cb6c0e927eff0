#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-playbook of ansible-core 2.19.14. Release 2.21.5 does the same.
# Guess:     a host on which a task fails, or that can't be reached, takes no part in later plays, and other hosts do,
#            whether the later plays are in the same playbook or in the next one of the command line.
# Seen:      this is true in the same playbook, as long as the failed play has a host left. If it has none, no later play
#            runs, for other hosts either. The second playbook of a command line does not run for any host as soon as a
#            single one has failed in the first.
# Effect:    a last play on localhost, which enables machines again or reports, runs when one of two machines fails, and
#            does not run when both do, or when there is only one.
# Here:      the guide to the inventory says where a task belongs that has to run after a failure
#            (docs/inventory.md).
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
  hosts: {web1: {lost: true}, web2: , last: }
  vars:
    ansible_connection: local
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
YAML
cat >first.yml <<'YAML'
- hosts: "{{ first }}"
  gather_facts: false
  tasks:
    - ansible.builtin.ping:
      vars: {ansible_remote_tmp: "{{ '/dev/null/tmp' if lost is defined and how == 'unreachable' else '/tmp' }}"}
      failed_when: lost is defined
YAML
cat >second.yml <<'YAML'
- hosts: web1:web2
  gather_facts: false
  tasks: [{ansible.builtin.debug: {msg: "RAN {{ inventory_hostname }}"}}]
- hosts: last
  gather_facts: false
  tasks: [{ansible.builtin.debug: {msg: "RAN {{ inventory_hostname }}"}}]
YAML
cat first.yml second.yml >both.yml

played() {
  venv/bin/ansible-playbook -i hosts.yml -e "how=$1" -e "first=$2" "${@:3}" >printed 2>&1 || true
  ran=$(sed -n 's/^ *"msg": "RAN \(.*\)"$/\1/p' printed | xargs)
  echo "web1 $1, first play for $2, ${*:3}: ${ran:-none}"
}
seen=$(
  for how in failed unreachable; do
    played $how web1:web2 both.yml
    played $how web1 both.yml
    played $how web1:web2 first.yml second.yml
  done
)
expected="web1 failed, first play for web1:web2, both.yml: web2 last
web1 failed, first play for web1, both.yml: none
web1 failed, first play for web1:web2, first.yml second.yml: none
web1 unreachable, first play for web1:web2, both.yml: web2 last
web1 unreachable, first play for web1, both.yml: none
web1 unreachable, first play for web1:web2, first.yml second.yml: none"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
