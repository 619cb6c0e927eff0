#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-rulebook 1.3.2, the throttle of rules. It needs Java 17.
# Guess:     events that lack an attribute of group_by_attributes are a group, like those in which it is null: the
#            action runs once for them within the time of once_within, and accumulate_within counts them together.
# Seen:      once_within runs the action for each event that lacks one of the attributes, and accumulate_within for
#            none, however many there are. Events in which the attribute is null are a group, as was expected.
# Effect:    a rule that groups by the tenant acts on each event without a tenant, as if it had no throttle, or never
#            does. No message says so.
# Here:      the guide to events groups by a property that each event has, and says why (docs/events.md).
#
# Needs Python 3.11 or newer (PYTHON names another one), Java 17 and a package index. Exits with 0 as long as the
# behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ansible-rulebook==1.3.2 ansible-core==2.19.14

mkdir "$work/sources"
cat >"$work/sources/some.py" <<'PYTHON'
import asyncio


async def main(queue, args):
    """Give the events, and wait until the rules are through with them."""
    for event in args["events"]:
        await queue.put(event)
    await asyncio.sleep(5)
PYTHON

# acted THROTTLE EVENTS: the numbers of the events on which a rule with this throttle acts
acted() {
  cat >"$work/rulebook.yml" <<YAML
- name: Events
  hosts: localhost
  sources:
    - some:
        events: $2
  rules:
    - name: A deployment
      condition: event.number is defined
      throttle:
        $1
        group_by_attributes: [event.tenant, event.project]
      action:
        debug:
          msg: "acted on {{ event.number }}"
YAML
  (cd "$work" && PATH="$work/venv/bin:$PATH" timeout 120 ansible-rulebook -S sources -r rulebook.yml) \
    >"$work/printed" 2>&1 </dev/null || true
  sed -n 's/^acted on //p' "$work/printed" | tr '\n' ' '
}

named='[{number: 1, project: Web, tenant: Acme}, {number: 2, project: Web, tenant: Acme}]'
null='[{number: 1, project: Web, tenant: null}, {number: 2, project: Web, tenant: null}]'
lacking='[{number: 1, project: Web}, {number: 2, project: Web}, {number: 3, project: Web}]'
wrong=0
# expect WHAT SEEN EXPECTED
expect() {
  echo "$1: acted on ${2:-none}"
  if [ "$2" != "$3" ]; then
    echo "expected: ${3:-none}"
    wrong=1
  fi
}
once='once_within: 1 hour'
count=$'accumulate_within: 1 hour\n        threshold: 2'
expect "once, the same tenant" "$(acted "$once" "$named")" "1 "
expect "once, null" "$(acted "$once" "$null")" "1 "
expect "once, no tenant" "$(acted "$once" "$lacking")" "1 2 3 "
expect "two, the same tenant" "$(acted "$count" "$named")" "2 "
expect "two, null" "$(acted "$count" "$null")" "2 "
expect "two, no tenant" "$(acted "$count" "$lacking")" ""
exit "$wrong"
