#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-runner 2.4.3 with ansible-core 2.19.14, two runs with the same ident, such as the name of a job.
# Guess:     the second run takes the place of the first: its events and stats are its own, as its status and its
#            output are, or a folder of artifacts that exists is refused.
# Seen:      status, rc and stdout are those of the second run. events has the events of both runs, mixed by their
#            counters, and stats is the recap of whichever run had fewer events: a failed run has the status "failed"
#            and no failures, and a run that changed nothing has the changes of the run before. Between runs of the
#            same length, chance decides.
# Effect:    a service that reports what a deployment changed, or on which hosts it failed, tells of another run.
# Here:      the guides start playbooks with ansible-playbook. A program that uses ansible-runner gives each run an
#            ident of its own, or none.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ansible-runner==2.4.3 ansible-core==2.19.14
export PATH="$work/venv/bin:$PATH"
cat >"$work/run.py" <<'PYTHON'
import pathlib
import sys

import ansible_runner

PLAY = "- {hosts: all, gather_facts: false, tasks: [TASKS]}"
CHANGED = "{ansible.builtin.debug: , changed_when: true}"
FAILED = "{ansible.builtin.debug: , failed_when: true}"
UNCHANGED = "{ansible.builtin.debug: }"
RUNS = {
    "changed": [CHANGED],
    "failed": [UNCHANGED, FAILED],
    "unchanged": [UNCHANGED, UNCHANGED, UNCHANGED],
}


def run(name: str, tasks: list[str], folder: str, ident: str) -> None:
    project = pathlib.Path(folder, "project")
    project.mkdir(parents=True, exist_ok=True)
    (project / "play.yml").write_text(PLAY.replace("TASKS", ", ".join(tasks)))
    done = ansible_runner.run(
        private_data_dir=folder, playbook="play.yml", inventory="here ansible_connection=local", quiet=True, ident=ident
    )
    recaps = sum("PLAY RECAP" in event["stdout"] for event in done.events)
    stats = {key: sum(done.stats[key].values()) for key in ("changed", "failures")}
    print(f"{name}: {done.status}, {stats}, recaps among the events: {recaps}")


for name, tasks in RUNS.items():
    run(f"own ident, {name}", tasks, sys.argv[1] + "/own", name)
for name, tasks in RUNS.items():
    run(f"same ident, {name}", tasks, sys.argv[1] + "/same", "job")
PYTHON
seen=$("$work/venv/bin/python" "$work/run.py" "$work")
expected="own ident, changed: successful, {'changed': 1, 'failures': 0}, recaps among the events: 1
own ident, failed: failed, {'changed': 0, 'failures': 1}, recaps among the events: 1
own ident, unchanged: successful, {'changed': 0, 'failures': 0}, recaps among the events: 1
same ident, changed: successful, {'changed': 1, 'failures': 0}, recaps among the events: 1
same ident, failed: failed, {'changed': 1, 'failures': 0}, recaps among the events: 2
same ident, unchanged: successful, {'changed': 1, 'failures': 0}, recaps among the events: 3"
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
