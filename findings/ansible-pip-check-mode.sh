#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      the module pip of ansible-core 2.19.14, in check mode. Release 2.21.5 does the same.
# Guess:     in check mode, which the module supports fully by its documentation, it says what the run will say:
#            packages that are installed are unchanged, whether they are given by name or in a file of requirements.
# Seen:      this is true for names alone. With requirements, or with names and extra_args, the module says "changed" in
#            check mode without a look at what is installed, and the run that follows is unchanged.
# Effect:    a nightly run with --check, which should find machines that differ from their playbooks, finds each of them
#            each night. A real difference does not stand out any more.
# Here:      contract tests hold check mode of each module to what the run then does.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14 uritemplate==4.2.0
echo uritemplate==4.2.0 >requirements.txt

task() {
  cat >play.yml <<YAML
- hosts: localhost
  gather_facts: false
  vars: {ansible_python_interpreter: "{{ ansible_playbook_python }}"}
  tasks:
    - ansible.builtin.pip:
        virtualenv: $work/venv
        $1
        $2
YAML
  for mode in "" --check; do
    venv/bin/ansible-playbook -i localhost, -c local play.yml $mode >printed 2>&1 || true
    echo "${1%%:*}${2:+ and ${2%%:*}}, ${mode:-run}: $(grep -o 'changed=[01]  *unreachable=0  *failed=[01]' printed | xargs)"
  done
}
seen=$(
  task "name: uritemplate==4.2.0" ""
  task "requirements: $work/requirements.txt" ""
  task "name: uritemplate==4.2.0" "extra_args: --no-input"
)
expected="name, run: changed=0 unreachable=0 failed=0
name, --check: changed=0 unreachable=0 failed=0
requirements, run: changed=0 unreachable=0 failed=0
requirements, --check: changed=1 unreachable=0 failed=0
name and extra_args, run: changed=0 unreachable=0 failed=0
name and extra_args, --check: changed=1 unreachable=0 failed=0"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
