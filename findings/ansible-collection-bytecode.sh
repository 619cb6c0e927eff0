#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ansible-playbook compiles the Python files of a collection again in each run, although it names their cache files.
#
# Version:   ansible-core 2.19.14 and 2.21.0, with Python 3.12
# Guess:     the first run writes the bytecode of a collection's module_utils into the file that __cached__ names, as
#            Python does for any imported module, and later runs load it
# Behaviour: __cached__ names a file, but ansible-core compiles the source itself, and neither reads nor writes
#            bytecode. A large collection pays for that in each command. Without the loader of ansible-core, the same
#            import writes the file
# Output:    2.19.14: named, files by ansible-playbook: 0, by python: 1
#            2.21.0: named, files by ansible-playbook: 0, by python: 1
# Here:      the file in plugins/action of each module imports the kinds of this module and no others
#
# Needs Python 3.12 (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is the one
# above.
set -euo pipefail

python=${PYTHON:-python3.12}
unset PYTHONDONTWRITEBYTECODE PYTHONPYCACHEPREFIX
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

plugins=collections/ansible_collections/example/example/plugins
module=ansible_collections.example.example.plugins.module_utils.shared
mkdir -p "$plugins/action" "$plugins/module_utils"
echo 'ANSWER = 42' > "$plugins/module_utils/shared.py"
cat > "$plugins/action/try_it.py" <<'PYTHON'
from ansible.plugins.action import ActionBase
from ansible_collections.example.example.plugins.module_utils import shared


class ActionModule(ActionBase):
    def run(self, tmp=None, task_vars=None):
        return {"changed": False, "msg": "named" if shared.__cached__.endswith(".pyc") else "not named"}
PYTHON
cat > play.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  tasks:
    - example.example.try_it:
YAML

files() {
  find collections -name 'shared.*.pyc' | wc -l | tr -d ' '
}

seen=""
for version in 2.19.14 2.21.0; do
  "$python" -m venv "$version"
  "./$version/bin/pip" install --quiet --disable-pip-version-check "ansible-core==$version"
  said=""
  for _run in 1 2; do
    said=$(ANSIBLE_COLLECTIONS_PATH=collections "./$version/bin/ansible-playbook" -v play.yml 2> errors.txt)
  done
  named=$(grep -o '"msg": "[a-z ]*"' <<< "$said" | cut -d '"' -f 4)
  here=$(files)
  PYTHONPATH=collections "./$version/bin/python" -c "import $module"
  seen+="$version: $named, files by ansible-playbook: $here, by python: $(files)"$'\n'
  find collections -name __pycache__ -prune -exec rm -r {} +
done

printf '%s' "$seen"
expected="2.19.14: named, files by ansible-playbook: 0, by python: 1
2.21.0: named, files by ansible-playbook: 0, by python: 1
"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s' "$expected" >&2
  exit 1
fi
