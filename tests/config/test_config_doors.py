# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Both doors lead to the same result, in this process and through ansible-playbook."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from config.driving import asked
from contract.doors import DOORS
from emulator.testing import Emulator
from playbooks.playbook import play, run, write_play

SECRET = "hunter-22-secret"
VARYING = ("seconds", "request_count", "invocation", "requests", "ansible_facts")
CONFIG: dict[str, Any] = {
    "environments": [{"name": "Production", "description": "Two\nlines"}],
    "project_groups": [{"name": "Web"}],
    "lifecycles": [{"name": "Standard"}],
    "projects": [
        {
            "name": "Shop",
            "project_group": "Web",
            "lifecycle": "Standard",
            "templates": [{"name": "Key", "sensitive_default_value": "<secret key>"}],
        }
    ],
}


def same(result: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in result.items() if key not in VARYING}


def test_in_this_process(server: Emulator, tmp_path: Path) -> None:
    """The same results word for word: a plan, a run, a mistake, an export, files."""
    connection = {"octopus_url": server.url, "octopus_api_key": server.api_key}
    found = {}
    for name, door in sorted(DOORS.items()):
        server.reset()
        steps: list[tuple[str, dict[str, Any], bool]] = [
            ("octopus_config", {"config": CONFIG, "secrets": {"key": SECRET}}, True),
            ("octopus_config", {"config": CONFIG, "secrets": {"key": SECRET}}, False),
            ("octopus_config", {"config": CONFIG, "prune": ["environments"]}, False),
            ("octopus_config", {"config": {"environments": [{"nam": "x"}]}}, False),
            ("octopus_config", {}, False),
            ("octopus_config_info", {"dest": str(tmp_path / name)}, False),
        ]
        results = [same(door(module, {**connection, **options}, check=check)) for module, options, check in steps]
        assert [bool(each.get("failed")) for each in results] == [False, False, False, True, True, False]
        assert SECRET not in json.dumps(results)
        found[name] = results
    for module, action in zip(found["module"], found["action"], strict=True):
        assert module == action


@pytest.mark.parametrize("in_process", [True, False], ids=["action", "module"])
def test_through_ansible_playbook(server: Emulator, tmp_path: Path, in_process: bool) -> None:
    """A folder written by one playbook and read by another; with -vvv no secret anywhere, and progress with -v."""
    folder = tmp_path / "config"
    tasks = f"""
- name: Make it
  octopus.deploy.octopus_config:
    config: {json.dumps(CONFIG)}
    secrets:
      key: {SECRET}

- name: Write it down
  octopus.deploy.octopus_config_info:
    dest: {folder}

- name: Take it back
  octopus.deploy.octopus_config:
    src: [{folder}]
"""
    path = write_play(tmp_path / "play.yml", tasks)
    switch = ("-e", json.dumps({"octopus_in_process": in_process}))
    made = play(path, server, "--diff", "-vvv", *switch)
    assert (made.ok, made.changed) == (3, 2)
    assert SECRET not in made.output and server.api_key not in made.output
    assert ("created environment Production" in made.output) == in_process
    (written,) = yaml.safe_load((folder / "environments.yml").read_text(encoding="utf-8"))["environments"]
    assert written["description"] == CONFIG["environments"][0]["description"]
    again, requests = asked(server, lambda: play(path, server, *switch))
    assert (again.ok, again.changed) == (3, 0)
    assert {each.method for each in requests} == {"GET"}


def test_a_mistake_in_a_playbook(server: Emulator, tmp_path: Path) -> None:
    path = write_play(
        tmp_path / "play.yml",
        "- name: Make it\n  octopus.deploy.octopus_config:\n    config: {environments: [{name: A, sort_order: x}]}\n",
    )
    played = run(path, server)
    assert played.code == 2
    assert "environments[0].sort_order" in played.output and "Traceback" not in played.output
    assert server.requests == []
