#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-rulebook 1.3.2, the conditions of rules. It needs Java 17.
# Guess:     "and" binds more tightly than "or", as in Python, in Jinja and in the "when" of a task. A comparison with
#            != is true for an event that lacks the property, and so is "not" before a comparison with ==.
# Seen:      the two words are equal, and a condition is read from left to right: "A or B and C" is "(A or B) and C". A
#            comparison of a property that is missing is false, whether with ==, with != or with "not" before it. A
#            property that is null differs from a text, as was expected.
# Effect:    a rule about one category, or about another one in production, acts on neither outside production. A rule
#            for everybody but one user leaves out the events that nobody caused. No message says so.
# Here:      the guide to events says to use parentheses, and to ask whether a property is defined (docs/events.md).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-rulebook==1.3.2 ansible-core==2.19.14

mkdir sources
cat >sources/one_event.py <<'PYTHON'
import asyncio


async def main(queue, args):
    """Give one event, and time for its rules."""
    await queue.put({"a": 1, "b": 2, "c": 3, "user": None})
    await asyncio.sleep(10)
PYTHON
cat >rulebook.yml <<'YAML'
- name: One event
  hosts: localhost
  match_multiple_rules: true
  sources:
    - one_event: {}
  rules:
    - {name: or_and, condition: event.a == 1 or event.b == 0 and event.c == 0, action: {debug: {msg: MET or_and}}}
    - {name: grouped, condition: event.a == 1 or (event.b == 0 and event.c == 0), action: {debug: {msg: MET grouped}}}
    - {name: and_or, condition: event.c == 0 and event.b == 0 or event.a == 1, action: {debug: {msg: MET and_or}}}
    - {name: nobody, condition: event.user != "system", action: {debug: {msg: MET nobody}}}
    - {name: missing, condition: event.project != "web", action: {debug: {msg: MET missing}}}
    - {name: not_missing, condition: not (event.project == "web"), action: {debug: {msg: MET not_missing}}}
    - name: undefined
      condition: event.project is not defined or event.project != "web"
      action: {debug: {msg: MET undefined}}
YAML
PATH="$work/venv/bin:$PATH" ansible-rulebook -S sources -r rulebook.yml >printed 2>&1

met=$(sed -n 's/^MET //p' printed | sort | tr '\n' ' ')
echo "met: $met"
if [ "$met" != "and_or grouped nobody undefined " ]; then
  cat printed
  echo "an output other than: and_or grouped nobody undefined"
  exit 1
fi
