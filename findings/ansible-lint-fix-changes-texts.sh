#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-lint 26.10.1 with ansible-core 2.19.14, the option --fix.
# Guess:     it changes how a file is written, and the values in it stay the same for Ansible. The text of a literal
#            block, such as a script, stays as it is, byte for byte, and --fix=none, without any rule, changes no value.
# Seen:      blanks at the ends of lines are cut off within literal blocks, too. The number 010, which is 8 for Ansible,
#            becomes the text "010". Both happen in playbooks and in other YAML files, and with --fix=none. The log says
#            "Rule specific fix not applied" of these very lines. Texts in quotes and folded blocks keep their values.
# Effect:    a description in Markdown loses its line breaks, and a script the blanks in the files that it writes. The
#            next run of the playbook writes the new text to the server.
# Here:      the guide to editors says how to write such values (docs/editor.md).
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ansible-lint==26.10.1 ansible-core==2.19.14
export PATH="$work/venv/bin:$PATH" NO_COLOR=1

mkdir "$work/project"
cd "$work/project"
touch ansible.cfg
cat >values.py <<'PYTHON'
import sys

import yaml

with open(sys.argv[1], encoding="utf-8") as file:
    values = yaml.safe_load(file)
if isinstance(values, list):
    values = values[0]["vars"]
print(", ".join(f"{name} {value!r}" for name, value in values.items()))
PYTHON

# written FILE BEFORE: writes a file in which each line of the values has the text BEFORE in front.
written() {
  # The blanks at the end of "one" are meant.
  printf "$2%s\n" 'literal: |' '  one  ' '  two' 'folded: >' '  one  ' '  two' 'quoted: "one  \ntwo\n"' 'number: 010' >>"$1"
}

# fixed OPTION FILE: the values of a file after ansible-lint --fix.
fixed() {
  status=0
  ansible-lint --offline "$1" "$2" >said 2>&1 || status=$?
  # The status is 8 after a file was rewritten.
  [ "$status" = 8 ] || { cat said >&2; return 1; }
  grep --quiet "Rule specific fix not applied for: yaml.trailing-spaces." said
  echo "$2 after $1: $(python values.py "$2")"
}

seen=""
for option in --fix --fix=none; do
  printf '%s\n' --- '- name: A play' '  hosts: localhost' '  tasks: []' '  vars:' >play.yml
  written play.yml "    "
  echo --- >data.yml
  written data.yml ""
  [ -n "$seen" ] || seen+="before: $(python values.py play.yml)"$'\n'
  seen+="$(fixed "$option" play.yml)"$'\n'"$(fixed "$option" data.yml)"$'\n'
done

before="literal 'one  \ntwo\n', folded 'one   two\n', quoted 'one  \ntwo\n', number 8"
after="literal 'one\ntwo\n', folded 'one   two\n', quoted 'one  \ntwo\n', number '010'"
expected="before: $before
play.yml after --fix: $after
data.yml after --fix: $after
play.yml after --fix=none: $after
data.yml after --fix=none: $after
"
printf '%s' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s' "$expected" >&2
  exit 1
fi
