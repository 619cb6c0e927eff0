#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, the rescue section of a block, with the keywords run_once and any_errors_fatal.
#            Release 2.21.5 does the same.
# Guess:     rescue runs for a host on which a task of the block fails, and has this task in ansible_failed_task. The
#            failure of a task with run_once counts for all hosts, so that rescue runs for all of them.
# Seen:      after a task with run_once, rescue runs for the first host alone, which is rescued. All others leave the
#            play without a line, and are not in the recap, which has no failure; the exit status is 2. With
#            any_errors_fatal, rescue runs for all hosts, but ansible_failed_task and ansible_failed_result are
#            undefined where the task did not fail, and a rescue that names the reason fails there.
# Effect:    a play that deploys once for all its hosts and rescues a failure goes on with one host. A rescue that
#            reports what failed works on the failed host only.
# Here:      the guides deploy in plays of localhost, and the guide to deployments says why (docs/deployments.md).
# Reported:  https://github.com/ansible/ansible/issues/87308, of run_once
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
- hosts: all
  gather_facts: false
  $1
  tasks:
    - block:
        - {name: Deploy, ansible.builtin.debug: {msg: "deploying"}, $2}
      rescue:
        - ansible.builtin.debug:
            msg: "RUN rescue/{{ inventory_hostname }}/{{ ansible_failed_task.name | default('undefined') }}"
    - ansible.builtin.debug:
        msg: "RUN after/{{ inventory_hostname }}"
YAML
  exit=0
  venv/bin/ansible-playbook -i hosts.yml play.yml >printed 2>&1 || exit=$?
  echo "$1, $2:"
  sed -n 's/^ *"msg": "RUN \(.*\)"$/\1/p' printed | LC_ALL=C sort -r | xargs
  echo "exit $exit, recap: $(sed -n 's/^\(web[0-9]\) .*\(failed=[0-9]*\).*/\1 \2/p' printed | xargs)"
}
seen=$(
  play "any_errors_fatal: false" "failed_when: inventory_hostname == 'web2'"
  play "any_errors_fatal: false" "failed_when: true, run_once: true"
  play "any_errors_fatal: true" "failed_when: inventory_hostname == 'web2'"
)
expected="any_errors_fatal: false, failed_when: inventory_hostname == 'web2':
rescue/web2/Deploy after/web3 after/web2 after/web1
exit 0, recap: web1 failed=0 web2 failed=0 web3 failed=0
any_errors_fatal: false, failed_when: true, run_once: true:
rescue/web1/Deploy after/web1
exit 2, recap: web1 failed=0
any_errors_fatal: true, failed_when: inventory_hostname == 'web2':
rescue/web3/undefined rescue/web2/Deploy rescue/web1/undefined after/web3 after/web2 after/web1
exit 0, recap: web1 failed=0 web2 failed=0 web3 failed=0"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
