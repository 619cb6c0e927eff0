#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      the filters union, intersect, difference and unique of ansible-core 2.19.14. Release 2.21.5 does the same.
# Guess:     each of them keeps the order of the first list, as unique does, or at least gives one list for one input.
# Seen:      the order of texts differs in each run of ansible-playbook, because union, intersect and difference
#            go through a set, and Python hashes texts with a new key in each process. Lists of dictionaries keep their
#            order, and so does unique. The documentation of each filter has a sentence about the arbitrary order.
# Effect:    a task that compares a list in its order is changed in some runs and not in others. Where the order decides
#            which value is used, the value changes with it.
# Here:      the guide to idempotence names the option whose order counts, and the filters that keep an order
#            (docs/idempotence.md).
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14

cat >play.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  vars:
    texts: [Common, Region, Tenant, Product, Team]
    maps: [{name: Common}, {name: Region}, {name: Tenant}]
  tasks:
    - ansible.builtin.debug:
        msg:
          - "union: {{ texts | union(['Other']) }}"
          - "intersect: {{ texts | intersect(texts) }}"
          - "difference: {{ texts | difference(['Other']) }}"
          - "maps: {{ maps | union([{'name': 'Other'}]) }}"
          - "unique: {{ (texts + ['Other']) | unique }}"
YAML
# A fixed key in place of Python's random one makes the outputs of two runs comparable.
for key in 1 2 3 4; do
  PYTHONHASHSEED=$key venv/bin/ansible-playbook -i localhost, -c local play.yml |
    sed -n 's/^ *"\([a-z]*: .*\)",*$/\1/p' >"$key"
done
cat 1 2
seen=$(for filter in union intersect difference maps unique; do
  orders=$(grep -h "^$filter: " 1 2 3 4 | sort -u | wc -l)
  echo "$filter: $(sed -e 's/^1$/one order/' -e 's/^[234]$/several orders/' <<<"$orders")"
done)
expected="union: several orders
intersect: several orders
difference: several orders
maps: one order
unique: one order"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "an output other than: $expected"
  exit 1
fi
