#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      molecule 26.10.0 with ansible-core 2.19.14, the step idempotence.
# Guess:     the step fails if a task of the second run is changed, and only then, whichever callback prints the run. If
#            it can't tell, it says so.
# Seen:      the step looks for "changed=" with a number in everything that the run prints. With the callback minimal or
#            oneline, which print no recap, a task that is always changed passes: "idempotence: Executed: Successful".
#            With the default callback, a task that is ok fails the step if its message says "changed=3".
# Effect:    an ansible.cfg or an environment variable that chooses a shorter output turns the check off. A task that
#            prints the recap of another run, such as the log of a deployment, fails it, and no task is named.
# Here:      the guide to idempotence says which callback the check needs (docs/idempotence.md).
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check molecule==26.10.0 ansible-core==2.19.14
export PATH="$work/venv/bin:$PATH" HOME="$work"

scenario() {
  mkdir -p "$work/$1/molecule/default"
  cat >"$work/$1/molecule/default/molecule.yml" <<'YAML'
driver: {name: default, options: {managed: false}}
platforms: [{name: localhost}]
provisioner:
  name: ansible
  inventory: {host_vars: {localhost: {ansible_connection: local}}}
scenario: {test_sequence: [converge, idempotence]}
YAML
  cat >"$work/$1/molecule/default/converge.yml"
}
scenario changed <<'YAML'
- hosts: localhost
  gather_facts: false
  tasks:
    - {name: Always changed, ansible.builtin.debug: {msg: hello}, changed_when: true}
YAML
scenario unchanged <<'YAML'
- hosts: localhost
  gather_facts: false
  tasks:
    - {name: Never changed, ansible.builtin.debug: {msg: "the other run: changed=3"}}
YAML

judged() {
  cd "$work/$1"
  molecule reset >/dev/null 2>&1
  if ANSIBLE_STDOUT_CALLBACK=$2 molecule test >printed 2>&1; then
    echo "$1, $2: passed"
  elif grep -q "Idempotence test failed" printed; then
    echo "$1, $2: not idempotent"
  else
    cat printed
  fi
}
seen=$(judged changed default && judged changed minimal && judged changed oneline && judged unchanged default)
expected="changed, default: not idempotent
changed, minimal: passed
changed, oneline: passed
unchanged, default: not idempotent"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "an output other than: $expected"
  exit 1
fi
