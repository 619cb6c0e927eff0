#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, the module set_stats. Release 2.21.5 does the same.
# Guess:     if two tasks set the same name, the later value is the one that counts, as with set_fact. With aggregate, which
#            is the default, lists and dictionaries are joined, and perhaps numbers are added.
# Seen:      texts are joined, too: 1.0 and 2.0 are 1.02.0. If the type of the later value differs, it is silently
#            dropped, and a dictionary or a list of the first task stays as well. With aggregate: false, the later
#            value counts.
# Effect:    what a job hands on to the next one of a workflow, such as the release that it has made, is a release that
#            does not exist, as soon as a second host or a repeated task sets it.
# Here:      docs/inside_octopus.md says so where statistics become output variables, and its examples do not aggregate.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14
export PATH="$work/venv/bin:$PATH" ANSIBLE_NOCOLOR=1

cat >play.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  tasks:
    - ansible.builtin.set_stats:
        data: {release: "1.0", count: 1, names: [a], types: "1", one: {a: 1}}
    - ansible.builtin.set_stats:
        data: {release: "2.0", count: 2, names: [b], types: 2, one: [b]}
    - ansible.builtin.set_stats:
        data: {alone: "1.0"}
    - ansible.builtin.set_stats:
        data: {alone: "2.0"}
        aggregate: false
YAML
ANSIBLE_SHOW_CUSTOM_STATS=1 ansible-playbook -i localhost, -c local play.yml >printed 2>&1
seen=$(sed -n 's/.*RUN: //p' printed | python -c 'import json, sys; print(json.dumps(json.load(sys.stdin), sort_keys=True))')
grep -o 'WARNING.*' printed || true
expected='{"alone": "2.0", "count": 3, "names": ["a", "b"], "one": {"a": 1}, "release": "1.02.0", "types": "1"}'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
