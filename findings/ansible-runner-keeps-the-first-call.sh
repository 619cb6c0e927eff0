#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-runner 2.4.3 with ansible-core 2.19.14.
# Guess:     extravars, envvars and cmdline of a call of ansible_runner.run() are those of this run. The next call with the
#            same private_data_dir and without them has none, and one with others has the others.
# Seen:      the first call writes them into files of the folder env, which each later call reads, and which none
#            replaces. A later call without "--check" is a run in check mode. A variable of the environment keeps its
#            first value, whatever a later call gives. Extra variables of a later call win, beside the first ones.
# Effect:    a service that previews a deployment and then starts it deploys nothing, with the status "successful", and
#            a variable that was meant for one run, such as the channel of a release, is part of all that follow.
# Here:      the guides start playbooks with ansible-playbook, which keeps nothing of a run.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ansible-runner==2.4.3 ansible-core==2.19.14
export PATH="$work/venv/bin:$PATH"
mkdir -p "$work/data/project"
cat >"$work/data/project/play.yml" <<'YAML'
- hosts: all
  gather_facts: false
  tasks:
    - ansible.builtin.debug:
        msg: "SEEN release {{ release | default('none') }}, channel {{ channel | default('none') }},
          STAGE {{ lookup('ansible.builtin.env', 'STAGE') or 'none' }}, check mode {{ ansible_check_mode }}"
YAML
cat >"$work/run.py" <<'PYTHON'
import re
import sys

import ansible_runner

CALLS = {
    "first call": {"extravars": {"release": "1.0", "channel": "Beta"}, "envvars": {"STAGE": "Test"}, "cmdline": "--check"},
    "without anything": {},
    "with others": {"extravars": {"release": "2.0"}, "envvars": {"STAGE": "Production"}},
}
for name, call in CALLS.items():
    run = ansible_runner.run(
        private_data_dir=sys.argv[1], playbook="play.yml", inventory="here ansible_connection=local", quiet=True, **call
    )
    printed = "".join(event["stdout"] for event in run.events)
    found = re.search('SEEN ([^"]*)', printed)[1]
    print(f"{name}: {run.status}: {found}")
PYTHON
unset STAGE
seen=$("$work/venv/bin/python" "$work/run.py" "$work/data")
expected='first call: successful: release 1.0, channel Beta, STAGE Test, check mode True
without anything: successful: release 1.0, channel Beta, STAGE Test, check mode True
with others: successful: release 2.0, channel Beta, STAGE Test, check mode True'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
