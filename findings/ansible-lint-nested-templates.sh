#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-lint 26.10.1 with ansible-core 2.19.14, the rule args.
# Guess:     the rule checks the options of each task by itself. A template in a nested option of type int can't be
#            checked, so that this one option is passed over.
# Seen:      the template makes the rule raise a KeyError, which ansible-lint turns into a warning about an "ignored
#            exception". All matches of the rule in the file are lost, those of the other tasks too. The exit status
#            is 0.
# Effect:    one templated number hides every misspelt option of a playbook.
# Here:      plugins/plugin_utils/linted.py checks the options for ansible-lint itself, passes over templates, and avoids
#            the words in messages by which the rule looks for a nested option.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ansible-lint==26.10.1 ansible-core==2.19.14

modules=$work/collections/ansible_collections/example/example/plugins/modules
mkdir -p "$modules"
cat >"$modules/thing.py" <<'PYTHON'
from ansible.module_utils.basic import AnsibleModule


def main():
    size = {"type": "dict", "options": {"count": {"type": "int"}}}
    module = AnsibleModule(argument_spec={"name": {"type": "str"}, "size": size})
    module.exit_json(changed=False)


if __name__ == "__main__":
    main()
PYTHON

misspelt='---
- name: A play
  hosts: localhost
  gather_facts: false
  tasks:
    - name: A misspelt option
      example.example.thing:
        nmae: one
'
templated='
    - name: A template
      example.example.thing:
        name: two
        size:
          count: "{{ 1 + 1 }}"
'
cd "$work"
export PATH="$work/venv/bin:$PATH" ANSIBLE_COLLECTIONS_PATH="$work/collections"
unset PYTHONPATH

# Prints the rules that match in a playbook, and how many exceptions were ignored.
shown() {
    printf '%s' "$1" >play.yml
    ansible-lint --offline --nocolor --format=pep8 play.yml >out 2>errors || true
    echo "$(grep -o '^play.yml:[0-9]*: args\[module\]' out | tr '\n' ' ')ignored: $(grep -c 'Ignored exception' errors || true)"
}

changed=0
expect() {
    found=$(shown "$2")
    echo "$1: $found"
    if [[ $found != "$3" ]]; then changed=$((changed + 1)); fi
}
expect "a misspelt option" "$misspelt" "play.yml:6: args[module] ignored: 0"
expect "and a template in another task" "$misspelt$templated" "ignored: 1"
if [[ $changed != 0 ]]; then
    echo "The behaviour has changed." >&2
    exit 1
fi
