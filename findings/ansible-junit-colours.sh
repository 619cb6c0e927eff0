#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A coloured message of one failed task makes the callback junit of ansible-core lose the report of all tasks.
#
# Version:   ansible-core 2.19.14 and 2.21.0, with Python 3.12
# Guess:     the escape sequences of colours, which the log of a deployment or a test often has, are taken out of the
#            report, because XML 1.0 has no way to write their first character
# Behaviour: the output of a task is written as JSON, in which they do no harm, but the message of a failed one
#            unchanged. If a single message has such a sequence, no file is written, and a warning says "not well-formed"
# Output:    2.19.14: coloured output 1 file, coloured message 0 files: not well-formed (invalid token)
#            2.21.0: coloured output 1 file, coloured message 0 files: not well-formed (invalid token)
# Effect:    the pipeline has no report of the very run that failed
# Here:      the modules take such characters out of their messages, and leave them in the logs of their results
#
# Needs Python 3.12 (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is the one
# above.
set -euo pipefail

python=${PYTHON:-python3.12}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
touch ansible.cfg

cat > output.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  tasks:
    - name: A task that ends well
      ansible.builtin.debug:
        msg: Fine
    - name: A command with colours
      ansible.builtin.command: printf '\033[31mred\033[0m'
YAML
cp output.yml message.yml
cat >> message.yml <<'YAML'
      register: command
    - name: A failure with colours
      ansible.builtin.fail:
        msg: "The command said: {{ command.stdout }}"
YAML

# The number of files that the report of a playbook has.
reported() {
  rm -rf reports
  JUNIT_OUTPUT_DIR=reports ANSIBLE_CALLBACKS_ENABLED=junit ANSIBLE_NOCOLOR=1 ANSIBLE_CONFIG=ansible.cfg \
    "./$1/bin/ansible-playbook" "$2" > said 2>&1 || true
  find reports -name '*.xml' | wc -l
}

seen=""
for version in 2.19.14 2.21.0; do
  "$python" -m venv "$version"
  "./$version/bin/pip" install --quiet --disable-pip-version-check "ansible-core==$version"
  seen+="$version: coloured output $(reported "$version" output.yml) file,"
  seen+=" coloured message $(reported "$version" message.yml) files:"
  seen+=" $(grep -o -m 1 'not well-formed (invalid token)' said || echo no warning)"$'\n'
done

printf '%s' "$seen"
expected="2.19.14: coloured output 1 file, coloured message 0 files: not well-formed (invalid token)
2.21.0: coloured output 1 file, coloured message 0 files: not well-formed (invalid token)
"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s' "$expected" >&2
  exit 1
fi
