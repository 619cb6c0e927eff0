#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14 and 2.21.5, the test version with its default version_type, loose.
# Guess:     a release is newer than its pre-releases, and two versions with the usual signs can always be compared:
#            1.0.0 is newer than 1.0.0-rc.1, v1.0.0 equals 1.0.0.
# Seen:      1.0.0 is older than 1.0.0-rc.1. v1.0.0 and 1.0.0 can't be compared, nor 1.0.0-beta and 1.0.0-2, which fails
#            the task. beta.10 is newer than beta.9, as it should be. With version_type: semver, 1.0.0 is newer than
#            1.0.0-rc.1, but 1.0.0.1 is an error.
# Effect:    a playbook that looks for the newest version of a list with the test prefers each release candidate to its
#            release, without a message.
# Here:      the collection asks the server, or compares versions by the server's rules. The guide to packages says what
#            the test does (docs/packages.md).
#
# Needs Python 3.12 (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is the one
# above.
set -euo pipefail

python=${PYTHON:-python3.12}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
touch ansible.cfg
cat >play.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  tasks:
    - ansible.builtin.set_fact:
        answer: "{{ item[0] is version(item[1], item[2], version_type=item[3]) }}"
      loop:
        - [1.0.0, 1.0.0-rc.1, ">", loose]
        - [1.0.0-beta.10, 1.0.0-beta.9, ">", loose]
        - [v1.0.0, 1.0.0, "==", loose]
        - [1.0.0-beta, 1.0.0-2, ">", loose]
        - [1.0.0, 1.0.0-rc.1, ">", semver]
        - [1.0.0.1, 1.0.0, ">", semver]
      register: asked
      ignore_errors: true
    - ansible.builtin.copy:
        dest: "{{ playbook_dir }}/answers"
        content: >-
          {% for each in asked.results %}{{ each.item | join(" ") }}:
          {{ each.ansible_facts.answer | default("error") }}; {% endfor %}
YAML
seen="1.0.0 1.0.0-rc.1 > loose: False; 1.0.0-beta.10 1.0.0-beta.9 > loose: True; v1.0.0 1.0.0 == loose: error;\
 1.0.0-beta 1.0.0-2 > loose: error; 1.0.0 1.0.0-rc.1 > semver: True; 1.0.0.1 1.0.0 > semver: error;"

for release in 2.19.14 2.21.5; do
  "$python" -m venv "$release"
  "$release/bin/python" -m pip install --quiet --disable-pip-version-check "ansible-core==$release"
  ANSIBLE_CONFIG="$work/ansible.cfg" "$release/bin/ansible-playbook" play.yml >printed 2>&1 || cat printed
  found=$(sed 's/ *$//' answers)
  rm answers
  echo "$release: $found"
  if [ "$found" != "$seen" ]; then
    echo "an output other than: $seen"
    exit 1
  fi
done
