# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that YAML makes of a value without quotes, through both doors, as ansible-playbook hands it over."""

from __future__ import annotations

import json
from typing import Any

import pytest
from emulator.testing import Emulator
from playbooks.playbook import run, write_play

VALUES = {
    "text": "plain",
    "quoted": "'1.10'",
    "integer": "7",
    "octal": "0123",
    "float": "1.10",
    "sexagesimal": "12:30:45",
    "boolean": "yes",
    "empty": "null",
    "date": "2026-11-27",
    "time": "2026-11-27T12:30:45Z",
    "list": "[A, B]",
    "mapping": "{a: 2026-11-27}",
    "unsafe": "!unsafe '{{ no template }}'",
    "template of text": '\'{{ "te" ~ "xt" }}\'',
    "template of a number": "'{{ 40 + 2 }}'",
    "template of nothing": "'{{ none }}'",
    "template of a date": "'{{ a_date }}'",
}
TASK = """
- name: {name}
  octopus.deploy.{task}
  check_mode: true
  diff: true
  ignore_errors: true
  register: found
  vars:
    octopus_in_process: {here}
    a_date: 2026-11-27
- name: Write it down
  ansible.builtin.copy:
    content: "{{{{ found | to_json }}}}"
    dest: {folder}/{name}-{here}.json
    mode: "0600"
"""
TEXTS = ", ".join(VALUES.values())
ITEMS = ", ".join(f"{{name: {each}}}" for each in VALUES.values())
FREE = ", ".join(f"{key}: {value}" for key, value in VALUES.items())
TASKS = {
    "texts": f"octopus_environment: {{name: A, environment_tags: [{TEXTS}]}}",
    "items": f"octopus_config: {{config: {{environments: [{ITEMS}]}}}}",
    "free": f"octopus_environment: {{name: A, extension_settings: [{{extension_id: x, values: {{{FREE}}}}}]}}",
    "numbers": "octopus_environment: {name: A, sort_order: '5', use_guided_failure: '{{ 1 }}'}",
}
COMPARED = ("changed", "diff", "failed", "msg", "resource", "warnings")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """The results of each task by the fast door and by its module."""
    folder = tmp_path_factory.mktemp("results")
    tasks = [
        TASK.format(name=name, task=task, here=here, folder=folder)
        for name, task in TASKS.items()
        for here in ("true", "false")
    ]
    with Emulator() as server:
        played = run(write_play(folder / "play.yml", "".join(tasks)), server)
    assert played.code == 0, played.output
    assert "Traceback" not in played.output
    return {
        name: [json.loads((folder / f"{name}-{here}.json").read_text(encoding="utf-8")) for here in ("true", "false")]
        for name in TASKS
    }


@pytest.mark.parametrize("name", TASKS)
def test_both_doors_give_the_same(found: dict[str, list[dict[str, Any]]], name: str) -> None:
    here, module = ({key: each.get(key) for key in COMPARED} for each in found[name])
    assert here == module


@pytest.mark.parametrize("name", ["texts", "items"])
def test_only_text_is_a_text(found: dict[str, list[dict[str, Any]]], name: str) -> None:
    message = found[name][0]["msg"]
    place = "environment_tags[{}]" if name == "texts" else "environments[{}].name"
    refused = [number for number in range(len(VALUES)) if f"{place.format(number)}: must be text, not" in message]
    texts = {"text", "quoted", "unsafe", "template of text", "empty", "template of nothing"}
    assert {[*VALUES][number] for number in refused} == {*VALUES} - texts
    assert "(2026-11-27); put it in quotes" in message


def test_free_values_are_as_json_has_them(found: dict[str, list[dict[str, Any]]]) -> None:
    (settings,) = found["free"][0]["diff"]["after"]["extension_settings"]
    assert settings["values"]["date"] == "2026-11-27"
    assert settings["values"]["mapping"] == {"a": "2026-11-27"}
    assert settings["values"]["unsafe"] == "{{ no template }}"
    assert settings["values"]["boolean"] is True


def test_numbers_as_text(found: dict[str, list[dict[str, Any]]]) -> None:
    after = found["numbers"][0]["diff"]["after"]
    assert (after["sort_order"], after["use_guided_failure"]) == (5, True)
