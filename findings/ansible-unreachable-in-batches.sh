#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, the keywords max_fail_percentage and any_errors_fatal of a play in batches. Release
#            2.21.5 does the same.
# Guess:     max_fail_percentage counts the hosts that the play loses, whether a task fails on them or they can't be
#            reached. With 0, the play stops at the first one, and so it does with any_errors_fatal.
# Seen:      both keywords stop the play after a failed task. If a host can't be reached, max_fail_percentage: 0 does
#            not even end the batch, and any_errors_fatal ends the batch but not the play: the next batch begins. With
#            batches of one host, a play without the keyword stops at such a host, and with any_errors_fatal: true the
#            play goes on.
# Effect:    a rolling update that should stop at the first loss goes on with the hosts that are left. It looks right in
#            a test with a task that fails.
# Here:      the playbook in the guide to the inventory has batches of one host and no such keyword (docs/inventory.md).
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
  hosts:
    web1:
    web2: {bad: true}
    web3:
    web4: {bad: true}
    web5:
    web6:
  vars:
    ansible_connection: local
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
YAML
played() {
  cat >play.yml <<YAML
- hosts: all
  gather_facts: false
  serial: $3
  $1
  tasks:
    - ansible.builtin.ping:
      vars: {ansible_remote_tmp: "{{ '/dev/null/tmp' if bad is defined and '$2' == 'unreachable' else '/tmp' }}"}
      failed_when: bad is defined
    - ansible.builtin.debug: {msg: "UPDATED {{ inventory_hostname }}"}
YAML
  venv/bin/ansible-playbook -i hosts.yml play.yml >printed 2>&1 || true
  updated=$(sed -n 's/^ *"msg": "UPDATED \(.*\)"$/\1/p' printed | LC_ALL=C sort | xargs)
  echo "$1, $2, batches of $3: ${updated:-none}"
}
seen=$(
  played "max_fail_percentage: 0" failed 2
  played "max_fail_percentage: 0" unreachable 2
  played "any_errors_fatal: true" failed 2
  played "any_errors_fatal: true" unreachable 2
  played "any_errors_fatal: false" unreachable 1
  played "any_errors_fatal: true" unreachable 1
)
expected="max_fail_percentage: 0, failed, batches of 2: none
max_fail_percentage: 0, unreachable, batches of 2: web1 web3 web5 web6
any_errors_fatal: true, failed, batches of 2: none
any_errors_fatal: true, unreachable, batches of 2: web5 web6
any_errors_fatal: false, unreachable, batches of 1: web1
any_errors_fatal: true, unreachable, batches of 1: web1 web3 web5 web6"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
