#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-rulebook 1.3.2, with a source that waits for feedback, and --persistence-id. It needs Java 17.
# Guess:     an event comes back in the feedback after its action has run, and an action that a kill interrupts runs
#            again when the program is started again with the same --persistence-id.
# Seen:      eleven events come back while the action of the first one still runs. After a kill and a new start no
#            action runs again, and nothing tells that: the state is kept only if the variables name a database too.
# Effect:    a source that moves on when an event comes back, as the feedback is meant for, loses the running action and
#            ten that wait.
# Here:      the guide to events names a database, and make interop kills ansible-rulebook and counts (docs/events.md).
set -euo pipefail

work=$(mktemp -d)
group=""
stop() {
  if [ -n "$group" ]; then
    kill -9 -- "-$group" 2>/dev/null || true
    wait "$group" 2>/dev/null || true
    group=""
  fi
}
trap 'stop; rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ansible-rulebook==1.3.2 ansible-core==2.19.14

mkdir "$work/sources"
cat >"$work/sources/twenty.py" <<'PYTHON'
import asyncio
import pathlib


async def main(queue, args):
    """Give twenty events at the first start, and none after that."""
    fed_back = pathlib.Path(args["folder"], "fed_back")
    if not fed_back.exists():
        for number in range(20):
            await queue.put({"number": number})
            event = await args["eda_feedback_queue"].get()
            with fed_back.open("a") as file:
                file.write(f"{event['number']}\n")
    await asyncio.Event().wait()
PYTHON
cat >"$work/rulebook.yml" <<YAML
- name: Twenty events
  hosts: localhost
  sources:
    - twenty:
        feedback: true
        folder: $work
  rules:
    - name: Any event
      condition: event.number is defined
      action:
        run_module:
          name: ansible.builtin.shell
          module_args:
            cmd: echo begun >>$work/begun; sleep 60
YAML
cat >"$work/inventory.yml" <<YAML
all:
  hosts:
    localhost:
      ansible_connection: local
      ansible_python_interpreter: $work/venv/bin/python
YAML

start() {
  cd "$work"
  PATH="$work/venv/bin:$PATH" setsid ansible-rulebook -S sources -r rulebook.yml -i inventory.yml \
    --persistence-id twenty >>"$work/printed" 2>&1 </dev/null &
  group=$!
}
lines() {
  if [ -e "$1" ]; then wc -l <"$1"; else echo 0; fi
}

start
for _ in $(seq 120); do
  if [ -e "$work/begun" ]; then break; fi
  sleep 1
done
sleep 10
fed_back=$(lines "$work/fed_back")
begun=$(lines "$work/begun")
stop
start
sleep 25
again=$(($(lines "$work/begun") - begun))
stop

echo "actions begun: $begun; events in the feedback: $fed_back; actions begun after the kill: $again"
if [ "$begun $fed_back $again" != "1 11 0" ]; then
  cat "$work/printed"
  echo "an output other than 1, 11 and 0"
  exit 1
fi
