#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-lint 26.10.1 with ansible-core 2.19.14, the rule fqcn.
# Guess:     a collection may route the action of a module to an action plugin of another name (plugin_routing in
#            meta/runtime.yml), and ansible-lint still knows the module by its own name. At most it does not check the
#            options of the module any more.
# Seen:      ansible-lint calls the name of the module wrong, and proposes the name of the action plugin, for which
#            there is no module and no documentation. Without the route it has nothing to say.
# Effect:    correct tasks of every user of such a collection fail, and the proposed name does not work as the module.
# Here:      plugins/action has a file for each module, and meta/runtime.yml routes no action.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ansible-lint==26.10.1 ansible-core==2.19.14

collection=$work/collections/ansible_collections/example/example
mkdir -p "$collection/plugins/modules" "$collection/plugins/action" "$collection/meta"
cat >"$collection/plugins/modules/thing.py" <<'PYTHON'
from ansible.module_utils.basic import AnsibleModule


def main():
    AnsibleModule(argument_spec={"name": {"type": "str"}}).exit_json(changed=False)


if __name__ == "__main__":
    main()
PYTHON
cat >"$collection/plugins/action/shared.py" <<'PYTHON'
from ansible.plugins.action import ActionBase


class ActionModule(ActionBase):
    def run(self, tmp=None, task_vars=None):
        return self._execute_module(task_vars=task_vars)
PYTHON
cd "$work"
cat >play.yml <<'YAML'
---
- name: A play
  hosts: localhost
  gather_facts: false
  tasks:
    - name: A task
      example.example.thing:
        name: one
YAML
export PATH="$work/venv/bin:$PATH" ANSIBLE_COLLECTIONS_PATH="$work/collections"
unset PYTHONPATH

# Prints the rules that match, and the names that they propose.
shown() {
    printf '%s' "$1" >"$collection/meta/runtime.yml"
    ansible-lint --offline --nocolor --format=pep8 play.yml >out 2>errors || true
    ran=$(ansible-playbook -i localhost, -c local -e "ansible_python_interpreter=$work/venv/bin/python" play.yml 2>&1 | grep -o 'ok=[0-9]* ' || true)
    echo "${ran}$(sed -n 's/^play.yml[0-9:]* \(fqcn\[[a-z]*\]\).* \W\(\S*\)\W instead of .*/\1 \2/p' out)"
}

changed=0
expect() {
    found=$(shown "$2")
    echo "$1: $found"
    if [[ $found != "$3" ]]; then changed=$((changed + 1)); fi
}
requires=$'requires_ansible: ">=2.19.0"\n'
route=$'plugin_routing:\n  action:\n    thing:\n      redirect: example.example.shared\n'
expect "without a route" "$requires" "ok=1 "
expect "with a route" "$requires$route" "ok=1 fqcn[canonical] example.example.shared"
if [[ $changed != 0 ]]; then
    echo "The behaviour has changed." >&2
    exit 1
fi
