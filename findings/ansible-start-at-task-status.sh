#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-playbook of ansible-core 2.19.14, the option --start-at-task. Release 2.21.5 does the same.
# Guess:     a playbook can't be started at a task that include_tasks brings, because it is not known yet. The exit
#            status tells that no task was found, as it does for a host that --limit does not find.
# Seen:      no task runs, a line says "[ERROR]: No matching task", and the exit status is 0. The same goes for a task
#            that include_tasks brings, and for one in a rescue section. With --limit and an unknown host, the exit
#            status is 1.
# Effect:    a job that goes on with a deployment where it has failed reports success without a task, as soon as
#            somebody has changed the name of the task or has made an include of an import.
# Here:      the guide to idempotence says to run the whole playbook again (docs/idempotence.md).
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14

cat >included.yml <<'YAML'
- {name: Deploy from another file, ansible.builtin.debug: {msg: "deployed"}}
YAML
cat >play.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  tasks:
    - {name: Prepare, ansible.builtin.debug: {msg: "prepared"}}
    - {name: Include, ansible.builtin.include_tasks: included.yml}
    - block:
        - {name: Deploy, ansible.builtin.debug: {msg: "deployed"}}
      rescue:
        - {name: Roll back, ansible.builtin.debug: {msg: "rolled back"}}
YAML
played() {
  exit=0
  venv/bin/ansible-playbook -i localhost, -c local play.yml "$@" >printed 2>&1 || exit=$?
  ran=$(sed -n 's/^ *"msg": "\(.*\)"$/\1/p' printed | xargs)
  echo "$*: exit $exit, ${ran:-none}, errors $(grep -c '^\[*ERROR' printed || true)"
}
seen=$(
  played --start-at-task Deploy
  played --start-at-task "Deploy the shop"
  played --start-at-task "Deploy from another file"
  played --start-at-task "Roll back"
  played --limit nobody
)
expected="--start-at-task Deploy: exit 0, deployed, errors 0
--start-at-task Deploy the shop: exit 0, none, errors 1
--start-at-task Deploy from another file: exit 0, none, errors 1
--start-at-task Roll back: exit 0, none, errors 1
--limit nobody: exit 1, none, errors 1"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
