#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, the keyword notify of a task that fails although it says "changed". Release 2.21.5
#            does the same.
# Guess:     a handler runs if a task that notifies it is changed and the host goes on: also if the failure is ignored
#            or rescued, and if other items of a loop have failed. The recap counts such a task as changed.
# Seen:      a task that fails notifies nothing, whether the failure is ignored or rescued, and with --force-handlers,
#            too. One failed item of a loop takes the handler away from all the others. The recap counts a changed task
#            whose failure is ignored, and none whose failure is rescued or ends the play. With failed_when: false the
#            handler runs.
# Effect:    a task that has written a part of its work and then fails leaves a service with the old configuration. The
#            next run finds that part unchanged, and does not restart the service either.
# Here:      a task that fails after it has written says "changed". The guide to idempotence says what ansible-core
#            makes of that, and where a follow-up belongs (docs/idempotence.md).
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
    - {name: Restart, ansible.builtin.debug: {msg: "restarted"}}
  tasks:
    - block:
        - {name: Write, ansible.builtin.command: $2, notify: Restart, $3}
      $4
YAML
  venv/bin/ansible-playbook -i hosts.yml play.yml "${@:5}" >printed 2>&1 || true
  handled=$(grep -c '"msg": "restarted"' printed || true)
  echo "$1: $(grep -o 'changed=[0-9]*' printed), handlers $handled"
}
rescue='rescue: [{ansible.builtin.debug: {msg: "rescued"}}]'
loop='"{{ item }}", loop: ["true", "false", "true"]'
seen=$(
  play "no failure" '"true"' "changed_when: true" ""
  play "ignored" '"true"' "failed_when: true, ignore_errors: true" ""
  play "rescued" '"true"' "failed_when: true" "$rescue"
  play "forced" '"true"' "failed_when: true" "" --force-handlers
  play "one of three ignored" "$loop" "ignore_errors: true" ""
  play "failed_when: false" "$loop" "failed_when: false" ""
)
expected="no failure: changed=1, handlers 1
ignored: changed=1, handlers 0
rescued: changed=0, handlers 0
forced: changed=0, handlers 0
one of three ignored: changed=1, handlers 0
failed_when: false: changed=1, handlers 1"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
