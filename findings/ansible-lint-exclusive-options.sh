#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-lint 26.10.1 with ansible-core 2.19.14, the rule args.
# Guess:     the rule reports what a module's own check of its options refuses, so that a task with two options that
#            exclude each other (mutually_exclusive) is reported like one that lacks a required option.
# Seen:      the task with both options is not reported, with all rules switched on; the one without any of them is. The
#            rule drops each message that begins with ansible-core's words "parameters are mutually exclusive".
# Effect:    a linted playbook fails when it runs, at the task that both checks look at.
# Here:      plugins/plugin_utils/linted.py begins such messages with other words, and leaves out those that a template
#            may make wrong, which is why the rule drops them.
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
    options = {"name": {"type": "str"}, "id": {"type": "str"}}
    module = AnsibleModule(options, mutually_exclusive=[("name", "id")], required_one_of=[("name", "id")])
    module.exit_json(changed=False)


if __name__ == "__main__":
    main()
PYTHON
cat >"$work/play.yml" <<'YAML'
---
- name: Two things
  hosts: localhost
  gather_facts: false
  tasks:
    - name: A thing with both options
      example.example.thing:
        name: one
        id: Things-1
    - name: A thing with neither
      example.example.thing: {}
YAML
printf -- '---\nwarn_list: []\n' >"$work/config.yml"

cd "$work"
export PATH="$work/venv/bin:$PATH" NO_COLOR=1 ANSIBLE_COLLECTIONS_PATH=$work/collections
status=0
ansible-lint --offline --parseable -c config.yml play.yml >out 2>error || status=$?
grep 'args\[module\]' out | sed 's/\[\/\]//'
played=$(ansible-playbook play.yml 2>&1 || true)
grep --only-matching "parameters are mutually exclusive: name|id" <<<"$played" | tail -1
if [ "$status" -ne 2 ] || [ "$(grep -c 'args\[module\]' out)" -ne 1 ] || grep -q "mutually exclusive" out; then
    echo "The behaviour has changed: status $status" >&2
    cat out error >&2
    exit 1
fi
