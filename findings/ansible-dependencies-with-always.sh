#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, roles that depend on the same role, with --tags. Release 2.21.5 does the same.
# Guess:     with roles a and b that both depend on c, "--tags b" runs all tasks of c before b, because a dependency
#            has the tags of the role that needs it.
# Seen:      this is true only as long as c has no task with the tag always. If it has one, that task runs for a, which
#            is not chosen. From then on c counts as done, so that the rest of it does not run for b, and b runs without
#            it. The exit status is 0. Without --tags, and with the tag of the first role, all of c runs.
# Effect:    a dependency that checks its variables in a task with the tag always, and then prepares something, does not
#            prepare it when a part of the playbook is run.
# Here:      the roles of this collection have no dependencies.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14

mkdir -p roles/{a,b}/{meta,tasks} roles/c/tasks
for role in a b; do
  echo "dependencies: [{role: c}]" >"roles/$role/meta/main.yml"
  echo "- {ansible.builtin.debug: {msg: RUN $role}}" >"roles/$role/tasks/main.yml"
done
cat >play.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  roles: [{role: a, tags: a}, {role: b, tags: b}]
YAML
# c has a task that checks, with the given tags, and a task that works.
played() {
  cat >roles/c/tasks/main.yml <<YAML
- {ansible.builtin.debug: {msg: RUN c/check}, tags: [$1]}
- {ansible.builtin.debug: {msg: RUN c/work}}
YAML
  label="[$*]"
  shift
  venv/bin/ansible-playbook -i localhost, -c local play.yml "$@" >printed 2>&1
  echo "$label $(sed -n 's/^ *"msg": "RUN \(.*\)"$/\1/p' printed | xargs)"
}
seen=$(
  played ""
  played always
  played "" --tags a
  played always --tags a
  played "" --tags b
  played always --tags b
)
expected="[] c/check c/work a b
[always] c/check c/work a b
[ --tags a] c/check c/work a
[always --tags a] c/check c/work a
[ --tags b] c/check c/work b
[always --tags b] c/check b"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  cat printed
  echo "an output other than: $expected"
  exit 1
fi
