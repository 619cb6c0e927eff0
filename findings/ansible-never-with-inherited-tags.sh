#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, the tag never. Release 2.21.5 does the same.
# Guess:     a task with the tag never runs if --tags names never or another tag of the task, as the documentation says
#            ("skip that task unless you specifically request it"). The tags of the play, the role or the block around
#            it, which all tasks inherit, don't make it run.
# Seen:      an inherited tag counts like a tag of the task's own: --tags deploy runs each task with the tag never in a
#            play, an imported file, a block or a role with the tag deploy. "--tags tagged" runs none of them, and the
#            tags of include_tasks stay with the include.
# Effect:    a play whose tasks of purge or reset wait for their own tag runs them in a run of "--tags deploy", as soon
#            as somebody gives the whole role that tag.
# Here:      the roles and playbooks of the collection have no tags. A task that removes documents waits for an option.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14

mkdir -p roles/reset/tasks
for place in play import include role; do
  cat >"$place.yml" <<YAML
- {ansible.builtin.debug: {msg: "SEEN $place"}, tags: [never, purge]}
YAML
done
mv role.yml roles/reset/tasks/main.yml
cat >site.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  tags: [whole]
  tasks:
    - {ansible.builtin.debug: {msg: SEEN play}, tags: [never, purge]}
- hosts: localhost
  gather_facts: false
  roles:
    - {role: reset, tags: [deploy]}
  tasks:
    - {ansible.builtin.import_tasks: import.yml, tags: [deploy]}
    - {ansible.builtin.include_tasks: include.yml, tags: [deploy]}
    - tags: [deploy]
      block:
        - {ansible.builtin.debug: {msg: SEEN block}, tags: [never, purge]}
YAML
rm play.yml
played() {
  venv/bin/ansible-playbook -i localhost, -c local site.yml "$@" >printed 2>&1
  found=$(sed -n 's/^ *"msg": "SEEN \(.*\)"$/\1/p' printed | xargs)
  echo "${*:-no tags}: ${found:-nothing}"
}
seen=$(played && played --tags all && played --tags whole && played --tags deploy && played --tags tagged)
expected="no tags: nothing
--tags all: nothing
--tags whole: play
--tags deploy: role import block
--tags tagged: nothing"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
