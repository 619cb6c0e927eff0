#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14 and 2.21.5, the registered result of a loop with a condition.
# Guess:     each item of results has "failed", whether it ran, failed or was skipped, in each release.
# Seen:      an item that "when" skips has no "failed" in 2.19, and has it in 2.21. "skipped" is in skipped items alone,
#            in both.
# Effect:    results | selectattr('failed'), by which a play collects what went wrong in a loop, fails with 2.19 as soon
#            as an item was skipped, with the message that a dictionary has no attribute failed.
# Here:      no guide and no role relies on it. The test failed, as in results | select('failed'), works with both.
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
    - ansible.builtin.command: "{{ item }}"
      loop: ["true", "false", "skipped"]
      when: item != "skipped"
      register: ran
      ignore_errors: true
    - ansible.builtin.set_fact:
        failures: "{{ ran.results | selectattr('failed') | map(attribute='item') | join }}"
      register: collected
      ignore_errors: true
    - ansible.builtin.copy:
        dest: "{{ playbook_dir }}/answers"
        content: >-
          failed in: {% for each in ran.results if 'failed' in each %}{{ each.item }} {% endfor -%}
          by attribute: {{ failures | default('an error') }},
          by test: {{ ran.results | select('failed') | map(attribute='item') | join }}
YAML

# asked RELEASE SEEN: compares the answers of a release of ansible-core with those that were seen.
asked() {
  "$python" -m venv "$1"
  "$1/bin/python" -m pip install --quiet --disable-pip-version-check "ansible-core==$1"
  ANSIBLE_CONFIG="$work/ansible.cfg" "$1/bin/ansible-playbook" play.yml >printed 2>&1 || cat printed
  echo "$1: $(cat answers)"
  if [ "$(cat answers)" != "$2" ]; then
    echo "an output other than: $2"
    exit 1
  fi
  rm answers
}

asked 2.19.14 "failed in: true false by attribute: an error, by test: false"
asked 2.21.5 "failed in: true false skipped by attribute: false, by test: false"
