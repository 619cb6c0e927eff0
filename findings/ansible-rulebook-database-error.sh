#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-rulebook 1.3.2, with --persistence-id, a PostgreSQL database in its variables, and a source that
#            waits for feedback. It needs Java 17 and the programs of PostgreSQL.
# Guess:     an event that arrives while the database is stopped waits until the database is back, or the program ends,
#            so that whatever watches it starts it again.
# Seen:      the program prints "Failed to persist" or a similar error, drops the event without feedback, and goes on
#            with the next event.
# Effect:    a source that waits for the feedback, as it has to, gives no further event, and nothing tells why.
# Here:      the source logs a warning after ten minutes. As it has not moved on, a new start gives the event again
#            (docs/events.md).
set -euo pipefail

initdb=$(command -v initdb || find /usr/lib/postgresql -path "*/bin/initdb" | sort | tail -n 1)
programs=$(dirname "$(readlink -f "$initdb")")
work=$(mktemp -d)
rulebook=""
as_user() {
  # PostgreSQL refuses to run as root.
  if [ "$(id -u)" = 0 ]; then setpriv --reuid nobody --regid nogroup --clear-groups -- "$@"; else "$@"; fi
}
database() {
  (cd / && as_user "$programs/pg_ctl" -D "$work/db/data" -w "$@" >/dev/null)
}
stop() {
  if [ -n "$rulebook" ]; then kill -9 -- "-$rulebook" 2>/dev/null || true; fi
  database stop -m immediate 2>/dev/null || true
}
trap 'stop; rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir -p "$work/db" "$work/sources"
if [ "$(id -u)" = 0 ]; then chown nobody "$work/db"; fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
(cd / && as_user "$programs/initdb" -D "$work/db/data" -U eda -A trust >/dev/null)
start=(start -l "$work/db/log" -o "-h 127.0.0.1 -p $port -k $work/db")
database "${start[@]}"
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ansible-rulebook==1.3.2 ansible-core==2.19.14

cat >"$work/sources/three.py" <<'PYTHON'
import asyncio
import pathlib


async def fed_back(args):
    """Write down the events of the feedback."""
    while True:
        event = await args["eda_feedback_queue"].get()
        with pathlib.Path(args["folder"], "fed_back").open("a") as file:
            file.write(f"{event['number']}\n")


async def main(queue, args):
    """Give an event as soon as a file with its number is there."""
    listening = asyncio.create_task(fed_back(args))
    for number in (1, 2, 3):
        while not pathlib.Path(args["folder"], str(number)).exists():
            await asyncio.sleep(0.1)
        await queue.put({"number": number})
    await listening
PYTHON
cat >"$work/rulebook.yml" <<YAML
- name: Three events
  hosts: localhost
  sources:
    - three:
        feedback: true
        folder: $work
  rules:
    - name: Any event
      condition: event.number is defined
      action:
        debug:
          msg: "done {{ event.number }}"
YAML
cat >"$work/vars.yml" <<YAML
drools_db_host: 127.0.0.1
drools_db_port: $port
drools_db_name: postgres
drools_db_user: eda
YAML
cd "$work"
PATH="$work/venv/bin:$PATH" setsid ansible-rulebook -S sources -r rulebook.yml -e vars.yml --persistence-id three \
  >printed 2>&1 </dev/null &
rulebook=$!
touch fed_back
# Up to two minutes until a line is in a file.
wait_for() {
  for _ in $(seq 240); do
    if grep -q "$1" "$2"; then return; fi
    sleep 0.5
  done
  cat printed
  echo "no $1 in $2"
  exit 1
}
touch 1
wait_for '^1$' fed_back
database stop -m immediate
touch 2
wait_for 'rule_set_runner - ERROR' printed
database "${start[@]}"
touch 3
wait_for '^3$' fed_back

fed=$(tr '\n' ' ' <fed_back)
done=$(sed -n 's/^done //p' printed | tr '\n' ' ')
echo "events in the feedback: $fed- actions: $done"
if ! kill -0 "$rulebook" || [ "$fed" != "1 3 " ] || [[ "$done" == *2* ]]; then
  cat printed
  echo "an output other than 1 3 in the feedback, and no action for 2"
  exit 1
fi
