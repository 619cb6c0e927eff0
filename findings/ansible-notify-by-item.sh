#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, the keyword notify of a task with a loop. Release 2.21.5 does the same.
# Guess:     in "notify: restart {{ item }}", each item that is changed notifies its own handler, and an item that is
#            not changed notifies none.
# Seen:      as soon as one item is changed, the handlers of all items run, also those of unchanged items. If the task
#            includes a file for each item, and a task of the file notifies, only the handlers of the changed items run.
# Effect:    a change of one site of a loop restarts all sites.
# Here:      the guide to idempotence says so where it speaks of handlers (docs/idempotence.md).
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14

cat >one.yml <<'YAML'
- {ansible.builtin.debug: {msg: one}, changed_when: item == changes, notify: "restart {{ item }}"}
YAML
played() {
  cat >play.yml <<YAML
- hosts: localhost
  gather_facts: false
  handlers:
    - {name: restart web, ansible.builtin.debug: {msg: RUN web}}
    - {name: restart db, ansible.builtin.debug: {msg: RUN db}}
  tasks:
    - $1
      loop: [web, db]
YAML
  venv/bin/ansible-playbook -i localhost, -c local play.yml -e "changes=$2" >printed 2>&1
  echo "$2 changed: $(sed -n 's/^ *"msg": "RUN \(.*\)"$/\1/p' printed | xargs | grep . || echo none)"
}
task='ansible.builtin.debug: {msg: one}
      changed_when: item == changes
      notify: "restart {{ item }}"'
seen=$(
  played "$task" nothing
  played "$task" db
  played "$task" web
  played "ansible.builtin.include_tasks: one.yml" db
)
expected="nothing changed: none
db changed: web db
web changed: web db
db changed: db"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
