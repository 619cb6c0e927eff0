#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, the keyword max_fail_percentage of a play. Release 2.21.5 does the same.
# Guess:     a play with max_fail_percentage: 0 ends when a task fails on one host, as with any_errors_fatal, wherever
#            the task stands. The section always of its block runs before that, which is what the section is for.
# Seen:      this is true of a block without sections, and of one whose rescue fails. If the block has a section always,
#            even one that does nothing, the other hosts go on with the tasks behind the block, the next batch begins,
#            and the next play runs. With any_errors_fatal, the play ends in each of these cases.
# Effect:    a rolling update that should stop at the first failure goes on to all machines, because a task of the block
#            takes the machine back into the load balancer, or enables it in Octopus again, whatever has failed.
# Here:      the guide to the inventory says why a play with such a block has to have batches of one host
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

cat >hosts.yml <<'YAML'
all:
  hosts: {web1: , web2: , web3: , web4: }
  vars:
    ansible_connection: local
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
YAML
played() {
  cat >play.yml <<YAML
- hosts: all
  gather_facts: false
  serial: 2
  $1
  tasks:
    - block:
        - {ansible.builtin.ping: , failed_when: inventory_hostname == 'web1'}
      ${2:+$2: [$3]}
    - ansible.builtin.debug: {msg: "SEEN updated {{ inventory_hostname }}"}
- hosts: all
  gather_facts: false
  tasks:
    - ansible.builtin.debug: {msg: "SEEN next play {{ inventory_hostname }}"}
YAML
  exit=0
  venv/bin/ansible-playbook -i hosts.yml play.yml >printed 2>&1 || exit=$?
  found=$(sed -n 's/^ *"msg": "SEEN \(.*\) \(.*\)"$/\1 \2/p' printed | LC_ALL=C sort -r | paste --serial --delimiters=,)
  echo "$1, ${2:-no section}: exit $exit, ${found:-ended}"
}
seen=$(
  for keyword in "max_fail_percentage: 0" "any_errors_fatal: true"; do
    played "$keyword" "" ""
    played "$keyword" rescue "ansible.builtin.fail: "
    played "$keyword" always "ansible.builtin.meta: noop"
  done
)
on="updated web4,updated web3,updated web2,next play web4,next play web3,next play web2"
expected="max_fail_percentage: 0, no section: exit 2, ended
max_fail_percentage: 0, rescue: exit 2, ended
max_fail_percentage: 0, always: exit 2, $on
any_errors_fatal: true, no section: exit 2, ended
any_errors_fatal: true, rescue: exit 2, ended
any_errors_fatal: true, always: exit 2, ended"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
