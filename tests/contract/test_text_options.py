# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML makes numbers, booleans, dates, lists and mappings of what was meant as text: no text option takes them.

Every text option of every module, at any depth, through both doors, in configurations and in their files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from ansible_collections.octopus.deploy.plugins.module_utils._model.options import item_arguments
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, run
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.all_tasks import TASKS
from contract.doors import DOORS

# What YAML makes of 1.10, 0123, yes, 2026-11-27, 2026-11-27 12:30:45, [A, B] and {a: b}; and how they are told.
WRONG: dict[str, tuple[Any, str, str]] = {
    "number": (1.1, "a number", " (1.1)"),
    "octal": (83, "a number", " (83)"),
    "boolean": (True, "true or false", " (true)"),
    "date": (date(2026, 11, 27), "a date", " (2026-11-27)"),
    "time": (datetime.fromisoformat("2026-11-27 12:30:45"), "a time", " (2026-11-27T12:30:45)"),
    "list": (["A", "B"], "a list", ""),
    "mapping": ({"a": "b"}, "a mapping", ""),
}
QUOTES, TEMPLATE = "put it in quotes", ", or end its template with | string"
NOWHERE = {"octopus_url": "http://127.0.0.1:1", "octopus_api_key": "API-NONE"}


def filled(arguments: Mapping[str, Any], wrong: Any, place: str, told: dict[str, bool]) -> dict[str, Any]:
    """Options in which all texts are ``wrong``; ``told`` gets their places, and whether the value may be shown."""
    found: dict[str, Any] = {}
    for option, argument in arguments.items():
        here = f"{place}.{option}" if place else option
        kind, elements = argument.get("type", "str"), argument.get("elements", "str")
        if argument.get("options"):
            inside = filled(argument["options"], wrong, f"{here}[0]" if kind == "list" else here, told)
            found[option] = [inside] if kind == "list" else inside
        elif kind in ("str", "path"):
            found[option], told[here] = apart(wrong, argument), not argument.get("no_log")
        elif kind == "list" and elements in ("str", "path"):
            found[option], told[f"{here}[0]"] = [apart(wrong, argument)], not argument.get("no_log")
    return found


def apart(wrong: Any, argument: Mapping[str, Any]) -> Any:
    """A value that is masked nowhere else because it is a secret here as well."""
    return date(1999, 12, 31) if wrong.__class__ is date and argument.get("no_log") else wrong


def silent_about(message: str, told: Mapping[str, bool], wrong: str) -> list[str]:
    """The lines that a message lacks."""
    name, value = WRONG[wrong][1:]
    how = QUOTES if wrong in ("list", "mapping") else f"{QUOTES}{TEMPLATE}"
    lines = [f"{place}: must be text, not {name}{value if shown else ''}; {how}" for place, shown in told.items()]
    return sorted({*lines} - {line.strip() for line in message.splitlines()})


@pytest.mark.parametrize("door", sorted(DOORS))
@pytest.mark.parametrize("wrong", sorted(WRONG))
def test_every_text_option_of_every_module(wrong: str, door: str) -> None:
    silent = {}
    for name, task in TASKS.items():
        told: dict[str, bool] = {}
        options = filled(task.specification()["argument_spec"], WRONG[wrong][0], "", told)
        assert told
        result = DOORS[door](name, options)
        assert result["failed"] is True
        silent[name] = silent_about(result["msg"], told, wrong)
    assert not any(silent.values()), {name: each[:3] for name, each in silent.items() if each}


@pytest.mark.parametrize("source", ["config", "src"])
@pytest.mark.parametrize("wrong", sorted(WRONG))
def test_every_text_option_of_every_kind_in_a_configuration(wrong: str, source: str, tmp_path: Path) -> None:
    told: dict[str, bool] = {}
    config = {
        each.plural: [filled(item_arguments(each), WRONG[wrong][0], f"{each.plural}[0]", told)] for each in CONFIGURED
    }
    if source == "src":
        file = tmp_path / "all.yml"
        file.write_text(yaml.safe_dump(config), encoding="utf-8")
        given: dict[str, Any] = {"src": [str(file)]}
    else:
        given = {"config": config}
    defaults = {"validate_certs": True, "timeout": 1, "retries": 0, "parallelism": 1, "prune_limit": 1}
    result = run(TASKS["octopus_config"], Request({**NOWHERE, **defaults, **given}, environment={}))
    assert silent_about(result["msg"], told, wrong) == []


@pytest.mark.parametrize("door", sorted(DOORS))
def test_what_is_told_of_one(door: str) -> None:
    """The words in full, where there is but one mistake."""
    result = DOORS[door]("octopus_channel", {**NOWHERE, "name": "Stable", "project": 1.1})
    assert result["msg"] == f"project: must be text, not a number (1.1); put it in quotes{TEMPLATE}"


@pytest.mark.parametrize("door", sorted(DOORS))
def test_a_secret_is_not_shown(door: str) -> None:
    result = DOORS[door]("octopus_environment", {**NOWHERE, "name": "A", "octopus_api_key": 31415926})
    assert result["msg"] == f"octopus_api_key: must be text, not a number; put it in quotes{TEMPLATE}"
    assert "31415926" not in json.dumps({**result, "invocation": None})


@pytest.mark.parametrize("door", sorted(DOORS))
@pytest.mark.parametrize(
    "options",
    [
        {"sort_order": "1", "use_guided_failure": "yes"},
        {"use_guided_failure": "False", "sort_order": 3.0},
        {"environment_tags": "A/B,C/D"},
        {"extension_settings": [{"extension_id": "x", "values": '{"a": 1}'}]},
    ],
    ids=str,
)
def test_other_types_are_as_tolerant_as_ansible(door: str, options: dict[str, Any]) -> None:
    """What a template gives as text is taken for a number or a boolean where one is meant."""
    result = DOORS[door]("octopus_environment", {**NOWHERE, "retries": 0, "name": "A", **options})
    assert "127.0.0.1" in result["msg"], "it got as far as the server"
