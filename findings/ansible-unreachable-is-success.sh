#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, the tests success and failed, and the keyword until, of a host that can't be reached.
#            Release 2.21.5 does the same.
# Guess:     with ignore_unreachable, the registered result of a host that can't be reached has not succeeded, so that
#            "until: asked is success" tries again. In a loop that delegates to several hosts, one of them that can't be
#            reached is an item that failed, which ignore_errors passes over.
# Seen:      the result is "success" and not "failed", so that the task is not tried again, and tasks with "when: asked
#            is success" run, although the result has nothing of the module. A loop with such an item makes the host of
#            the play itself unreachable, in spite of ignore_errors: no further task runs for it, nor does a rescue.
# Effect:    a task that waits for a machine after a reboot goes on at the first attempt. A play on localhost that asks
#            several machines ends at the first one that is down.
# Here:      a module that can't reach Octopus Server fails, and never calls its host unreachable, so that until and
#            rescue notice it.
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
  hosts: {web1: , web2: {ansible_remote_tmp: /dev/null/tmp}, web3: }
  vars: {ansible_connection: local, ansible_python_interpreter: "{{ ansible_playbook_python }}"}
YAML
played() {
  cat >play.yml
  exit=0
  venv/bin/ansible-playbook -i hosts.yml play.yml >printed 2>&1 || exit=$?
  sed -n 's/^ *"msg": "RUN \(.*\)"$/\1/p' printed
  echo "$1: exit $exit, attempts again: $(grep -c RETRYING printed || true)"
}
seen=$(
  played "a host" <<'YAML'
- hosts: web2
  gather_facts: false
  tasks:
    - name: Ask
      ansible.builtin.ping:
      ignore_unreachable: true
      register: asked
      until: asked is success
      retries: 2
      delay: 0
    - ansible.builtin.debug:
        msg: "RUN success {{ asked is success }}, failed {{ asked is failed }}, pong {{ asked.ping is defined }}"
YAML
  played "a host whose task fails" <<'YAML'
- hosts: web1
  gather_facts: false
  tasks:
    - name: Ask
      ansible.builtin.ping: {data: crash}
      ignore_errors: true
      register: asked
      until: asked is success
      retries: 2
      delay: 0
    - ansible.builtin.debug:
        msg: "RUN success {{ asked is success }}, failed {{ asked is failed }}, pong {{ asked.ping is defined }}"
YAML
  played "a loop" <<'YAML'
- hosts: web1
  gather_facts: false
  tasks:
    - block:
        - name: Ask
          ansible.builtin.ping:
          delegate_to: "{{ item }}"
          loop: [web2, web3]
          ignore_errors: true
      rescue:
        - ansible.builtin.debug: {msg: RUN rescue}
    - ansible.builtin.debug: {msg: RUN after}
YAML
)
expected="success True, failed False, pong False
a host: exit 0, attempts again: 0
success False, failed True, pong False
a host whose task fails: exit 0, attempts again: 2
a loop: exit 4, attempts again: 0"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
