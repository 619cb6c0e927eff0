#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      the callback junit of ansible-core 2.19.14. Release 2.21.5 does the same.
# Guess:     a host that ansible-playbook can't reach is a test case with an error in the report, as a failed task is.
# Seen:      the report has no test case for the host, neither for the task that did not reach it nor for later ones. If
#            no host is reachable, the report has no test case at all. Both reports have no error and no failure.
#            ansible-playbook itself exits with 4.
# Effect:    a pipeline that judges a run by the report, such as one that goes on to upload it whatever happens, calls a
#            run a success in which nothing was deployed.
# Here:      the callback octopus.deploy.octopus_step fails the step for a host that can't be reached.
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
    reached:
    lost: {ansible_remote_tmp: /dev/null/tmp}
  vars:
    ansible_connection: local
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
YAML
cat >play.yml <<'YAML'
- hosts: all
  gather_facts: false
  tasks:
    - {name: First, ansible.builtin.ping: }
    - {name: Second, ansible.builtin.ping: , failed_when: fails is defined}
YAML

reported() {
  rm -rf reports
  exit=0
  JUNIT_OUTPUT_DIR=reports ANSIBLE_CALLBACKS_ENABLED=junit \
    venv/bin/ansible-playbook -i hosts.yml play.yml "${@:2}" >printed 2>&1 || exit=$?
  echo "$1: exit $exit, $(grep -ho '^<testsuites .*tests="[0-9]*"' reports/*.xml)"
}
seen=$(
  reported "reached, failing" --limit reached --extra-vars fails=true
  reported "reached and lost"
  reported "lost" --limit lost
)
expected='reached, failing: exit 2, <testsuites disabled="0" errors="1" failures="0" tests="2"
reached and lost: exit 4, <testsuites disabled="0" errors="0" failures="0" tests="2"
lost: exit 4, <testsuites disabled="0" errors="0" failures="0" tests="0"'
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
