#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-rulebook 1.3.2 (drools_jpy 0.4.1), with --persistence-id, drools_db_file_path in its variables, and
#            a source that waits for feedback. It needs Java 17.
# Guess:     a kill loses no action, because an event comes back in the feedback after it is in the file: all actions
#            that wait run after a new start.
# Seen:      a kill right after the feedback loses waiting actions, because H2, the database in the file, writes half a
#            second late. With H2's setting WRITE_DELAY=0 behind the path, all of them run.
# Effect:    a source for which no event may be lost loses several if its container is killed while events come in.
# Here:      the guide to events has the setting, and make interop counts with it (docs/events.md).
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
cat >"$work/sources/burst.py" <<'PYTHON'
import asyncio
import pathlib


async def main(queue, args):
    """Give ten events at the first start, and none after that."""
    fed_back = pathlib.Path(args["folder"], "fed_back")
    if not fed_back.exists():
        for number in range(10):
            await queue.put({"number": number})
            event = await args["eda_feedback_queue"].get()
            with fed_back.open("a") as file:
                file.write(f"{event['number']}\n")
    await asyncio.Event().wait()
PYTHON
cat >"$work/inventory.yml" <<YAML
all:
  hosts:
    localhost:
      ansible_connection: local
      ansible_python_interpreter: $work/venv/bin/python
YAML

lines() {
  if [ -e "$1" ]; then wc -l <"$1"; else echo 0; fi
}
start() {
  (
    cd "$folder"
    PATH="$work/venv/bin:$PATH" exec setsid ansible-rulebook -S "$work/sources" -r rulebook.yml -e vars.yml \
      -i "$work/inventory.yml" --persistence-id burst
  ) >>"$folder/printed" 2>&1 </dev/null &
  group=$!
}
# The events whose actions ran after a kill right after the last feedback: with a setting of H2 behind the path, or none.
after_a_kill() {
  folder=$work/$1
  mkdir "$folder"
  cat >"$folder/rulebook.yml" <<YAML
- name: Ten events
  hosts: localhost
  sources:
    - burst:
        feedback: true
        folder: $folder
  rules:
    - name: Any event
      condition: event.number is defined
      action:
        run_module:
          name: ansible.builtin.shell
          module_args:
            cmd: "[ -e $folder/killed ] || sleep 600; echo {{ event.number }} >>$folder/done"
YAML
  echo "drools_db_file_path: $folder/state$2" >"$folder/vars.yml"
  start
  for _ in $(seq 6000); do
    if [ "$(lines "$folder/fed_back")" -ge 10 ]; then break; fi
    sleep 0.02
  done
  stop
  touch "$folder/killed"
  start
  # An action takes a few seconds; no new one for a minute means that none is left.
  seen=-1
  until [ "$(lines "$folder/done")" -ge 10 ] || [ "$(lines "$folder/done")" -eq "$seen" ]; do
    seen=$(lines "$folder/done")
    sleep 60
  done
  stop
  sort -u "$folder/done" 2>/dev/null | wc -l
}
late=$(after_a_kill late "")
prompt=$(after_a_kill prompt ";WRITE_DELAY=0")

echo "actions of ten events that ran after a kill: $late as it is, $prompt with WRITE_DELAY=0"
if [ "$late" -ge 10 ] || [ "$prompt" -ne 10 ]; then
  tail -n 20 "$work/late/printed" "$work/prompt/printed"
  echo "an output other than fewer than 10, and then 10"
  exit 1
fi
