#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, the variable ansible_check_mode. Release 2.21.5 does the same.
# Guess:     the variable says whether the task runs in check mode: it is true where the keyword check_mode of the task,
#            the block, the imported file or the play is true, and false with check_mode: false.
# Seen:      it only says whether ansible-playbook was called with --check. With check_mode: true it is false, and with
#            --check and check_mode: false it is true.
# Effect:    a play with check_mode: true, made for a preview, takes the way of a real run wherever a role asks the
#            variable. A task with "check_mode: false" and "when: not ansible_check_mode", which is meant to be left out
#            of a preview, writes. The same is true of diff and ansible_diff_mode.
# Here:      the modules go by the check mode of the task. The guide to idempotence says what the variable does not know
#            (docs/idempotence.md).
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14

cat >play.yml <<YAML
- hosts: localhost
  gather_facts: false
  check_mode: "{{ keyword }}"
  diff: "{{ keyword }}"
  tasks:
    - ansible.builtin.debug:
        msg: "RUN here {{ ansible_check_mode }} {{ ansible_diff_mode }}"
    - ansible.builtin.debug:
        msg: "RUN outside {{ ansible_check_mode }} {{ ansible_diff_mode }}"
      check_mode: false
      diff: false
    - {name: Do, ansible.builtin.file: {path: $work/done, state: touch, mode: "0600"}}
    - name: Do outside check mode
      ansible.builtin.file: {path: $work/guarded, state: touch, mode: "0600"}
      check_mode: false
      when: not ansible_check_mode
YAML
played() {
  rm -f "done" guarded
  venv/bin/ansible-playbook -i localhost, -c local play.yml -e "ansible_python_interpreter=$work/venv/bin/python" \
    -e "$@" >printed 2>&1
  find . -maxdepth 1 '(' -name "done" -o -name guarded ')' -printf '%f\n' | LC_ALL=C sort >found
  echo "$*: $(sed -n 's/^ *"msg": "RUN \(.*\)"$/\1/p' printed | xargs), written: $(xargs <found)"
}
seen=$(
  played '{"keyword": false}'
  played '{"keyword": true}'
  played '{"keyword": false}' --check --diff
)
expected='{"keyword": false}: here False False outside False False, written: done guarded
{"keyword": true}: here False False outside False False, written: guarded
{"keyword": false} --check --diff: here True True outside True True, written: done'
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
