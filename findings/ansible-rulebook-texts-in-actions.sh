#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-rulebook 1.3.2, the templates in its actions. It needs Java 17.
# Guess:     "{{ event.release }}" gives the action the text of the event, as a template in a playbook does.
# Seen:      a text that Python would read as a value becomes this value: the version 1.10 becomes the number 1.1, "007"
#            stays a text, "1_000" becomes 1000, and a list of numbers comes out of "[1]". The filter string changes
#            nothing. A text in front, or the filter tojson, keeps the text.
# Effect:    an action about the release 1.10 is about the release 1.1, without a message.
# Here:      the guide to events says to write tojson, or to read the event in a playbook (docs/events.md).
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
    """Give one event, and wait for the end."""
    await queue.put({"release": "1.10", "name": "007", "digits": "1_000", "list": "[1]"})
    await asyncio.Event().wait()
PYTHON
cat >rulebook.yml <<'YAML'
- name: One event
  hosts: localhost
  match_multiple_rules: true
  sources:
    - one_event: {}
  rules:
    - name: Copy the texts
      condition: event.release is defined
      action:
        post_event:
          event:
            copied: true
            release: "{{ event.release }}"
            string: "{{ event.release | string }}"
            name: "{{ event.name }}"
            digits: "{{ event.digits }}"
            list: "{{ event.list }}"
            before: "v{{ event.release }}"
            tojson: "{{ event.release | tojson }}"
    - name: Print the copies
      condition: event.copied is defined
      actions:
        - debug:
            msg: "COPIES {{ event | tojson }}"
        - shutdown:
            delay: 0
            kind: now
YAML
PATH="$work/venv/bin:$PATH" timeout 120 ansible-rulebook -S sources -r rulebook.yml >printed 2>&1 || cat printed

venv/bin/python - <<'PYTHON'
import json
import pathlib
import sys

SEEN = {
    "release": 1.1,
    "string": 1.1,
    "name": "007",
    "digits": 1000,
    "list": [1],
    "before": "v1.10",
    "tojson": "1.10",
}
printed = pathlib.Path("printed").read_text()
copies = [json.loads(line.partition(" ")[2]) for line in printed.splitlines() if line.startswith("COPIES ")]
if not copies:
    sys.exit(f"no event was copied:\n{printed}")
found = {name: copies[0][name] for name in SEEN}
print(json.dumps(found))
sys.exit("an output other than " + json.dumps(SEEN) if found != SEEN else 0)
PYTHON
