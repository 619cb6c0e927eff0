#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, the actions end_host, end_batch and end_play of meta. Release 2.21.5 does the same.
# Guess:     the always section of a block runs however the block is left, as "finally" does in a programming language,
#            and handlers that were notified before run at the end of the play.
# Seen:      neither runs for a host after any of the three actions in the block. The recap says ok, and the exit status
#            is 0. Where a task fails in place of the action, always runs; the handler then needs --force-handlers.
# Effect:    a block that takes a host out of service and ends early, because there is nothing to do, leaves it out of
#            service, without a message. A service whose configuration has changed is not restarted.
# Here:      the guide to the inventory says so where it proposes always (docs/inventory.md). The playbooks use no meta.
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
  hosts: {web1: , web2: , web3: }
  vars: {ansible_connection: local, ansible_python_interpreter: "{{ ansible_playbook_python }}"}
YAML
play() {
  cat >play.yml <<YAML
- hosts: web1
  gather_facts: false
  handlers:
    - {name: Restart, ansible.builtin.debug: {msg: "RUN handler"}}
  tasks:
    - {name: Configure, ansible.builtin.debug: {msg: "configured"}, changed_when: true, notify: Restart}
    - block:
        - {name: Leave, $1}
        - {name: Later, ansible.builtin.debug: {msg: "RUN rest"}}
      always:
        - {name: Enable, ansible.builtin.debug: {msg: "RUN always"}}
YAML
  exit=0
  venv/bin/ansible-playbook -i hosts.yml play.yml "${@:2}" >printed 2>&1 || exit=$?
  ran=$(sed -n 's/^ *"msg": "RUN \(.*\)"$/\1/p' printed | xargs)
  echo "$1: exit $exit, ${ran:-none}"
}
seen=$(
  play "ansible.builtin.meta: noop"
  play "ansible.builtin.fail: " --force-handlers
  play "ansible.builtin.meta: end_host"
  play "ansible.builtin.meta: end_batch"
  play "ansible.builtin.meta: end_play"
)
expected="ansible.builtin.meta: noop: exit 0, rest always handler
ansible.builtin.fail: : exit 2, always handler
ansible.builtin.meta: end_host: exit 0, none
ansible.builtin.meta: end_batch: exit 0, none
ansible.builtin.meta: end_play: exit 0, none"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
