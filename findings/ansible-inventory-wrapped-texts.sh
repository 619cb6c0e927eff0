#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-inventory of ansible-core 2.19.14, with an inventory plugin that reads a text from JSON.
# Guess:     the texts of hosts are texts in the JSON of --list, as in that of --host and in older releases.
# Seen:      --list writes {"__ansible_unsafe": "hello"} in place of "hello", and --host writes "hello". The filter
#            from_json refuses the output of --list.
# Effect:    a program that reads --list, such as jq in a pipeline, gets an object for each text that a plugin took from
#            a server.
# Here:      the guide to the inventory names the difference (docs/inventory.md).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14

mkdir "$work/plugins"
cat >"$work/plugins/one_host.py" <<'PYTHON'
DOCUMENTATION = """
name: one_host
short_description: One host
description: One host with one variable.
options:
  plugin:
    description: The name of this plugin.
    required: true
"""
import json

from ansible.plugins.inventory import BaseInventoryPlugin


class InventoryModule(BaseInventoryPlugin):
    NAME = "one_host"

    def parse(self, inventory, loader, path, cache=True):
        super().parse(inventory, loader, path)
        inventory.add_host("web-1")
        inventory.set_variable("web-1", "note", json.loads('"hello"'))
PYTHON
echo "plugin: one_host" >"$work/one_host.yml"

touch "$work/ansible.cfg"
export ANSIBLE_CONFIG="$work/ansible.cfg" ANSIBLE_INVENTORY_PLUGINS="$work/plugins" ANSIBLE_INVENTORY_ENABLED=one_host
"$work/venv/bin/ansible-inventory" -i "$work/one_host.yml" --list >"$work/list.json"
"$work/venv/bin/ansible-inventory" -i "$work/one_host.yml" --host web-1 >"$work/host.json"

text="{{ (lookup('ansible.builtin.file', '$work/list.json') | from_json)._meta.hostvars['web-1'].note }}"
status=0
"$work/venv/bin/ansible" localhost -m ansible.builtin.debug -a "msg=$text" >/dev/null 2>&1 || status=$?

"$work/venv/bin/python" - "$work" "$status" <<'PYTHON'
import json
import pathlib
import sys

folder, status = pathlib.Path(sys.argv[1]), int(sys.argv[2])
listed, host = (json.loads((folder / name).read_text()) for name in ("list.json", "host.json"))
SEEN = (
    ("--list", listed["_meta"]["hostvars"]["web-1"]["note"], {"__ansible_unsafe": "hello"}),
    ("--host", host["note"], "hello"),
    ("status of a task with from_json of --list", status, 2),
)
changed = 0
for what, found, seen in SEEN:
    print(f"{what}: {found!r}")
    changed += found != seen
sys.exit(f"{changed} of {len(SEEN)} outputs have changed" if changed else 0)
PYTHON
