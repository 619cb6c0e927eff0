# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML turns some texts into numbers, booleans, dates, lists and mappings: text options refuse them.

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
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED, arguments_of
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, run
from contract.doors import DOORS
from emulator.testing import Emulator
from tasks import TASKS

pytestmark = pytest.mark.both_doors

# YAML's values for 1.10, 0123, yes, 2026-11-27, 2026-11-27 12:30:45, [A, B] and {a: b}, and their names in messages.
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


def filled(arguments: Mapping[str, Any], wrong: Any, place: str, shows: dict[str, bool]) -> dict[str, Any]:
    """Options in which all texts are ``wrong``; ``shows`` gets their places, and whether the value may be shown."""
    found: dict[str, Any] = {}
    for option, argument in arguments.items():
        here = f"{place}.{option}" if place else option
        kind, elements = argument.get("type", "str"), argument.get("elements", "str")
        if argument.get("options"):
            inside = filled(argument["options"], wrong, f"{here}[0]" if kind == "list" else here, shows)
            found[option] = [inside] if kind == "list" else inside
        elif kind in ("str", "path"):
            found[option], shows[here] = apart(wrong, argument), not argument.get("no_log")
        elif kind == "list" and elements in ("str", "path"):
            found[option], shows[f"{here}[0]"] = [apart(wrong, argument)], not argument.get("no_log")
    return found


def apart(wrong: Any, argument: Mapping[str, Any]) -> Any:
    """A value that is masked nowhere else because it is a secret here as well."""
    return date(1999, 12, 31) if wrong.__class__ is date and argument.get("no_log") else wrong


def silent_about(message: str, shows: Mapping[str, bool], wrong: str) -> list[str]:
    """The lines that a message lacks."""
    name, value = WRONG[wrong][1:]
    single = "give a single text"
    how = {"list": single, "mapping": f"{single}, in quotes if it begins with {{"}.get(wrong, f"{QUOTES}{TEMPLATE}")
    lines = [f"{place}: must be text, not {name}{value if shown else ''}; {how}" for place, shown in shows.items()]
    return sorted({*lines} - {line.strip() for line in message.splitlines()})


@pytest.mark.parametrize("door", sorted(DOORS))
@pytest.mark.parametrize("wrong", sorted(WRONG))
def test_every_text_option_of_every_module(wrong: str, door: str) -> None:
    silent = {}
    for name, task in TASKS.items():
        shows: dict[str, bool] = {}
        options = filled(task.specification()["argument_spec"], WRONG[wrong][0], "", shows)
        assert shows
        result = DOORS[door](name, options)
        assert result["failed"] is True
        silent[name] = silent_about(result["msg"], shows, wrong)
    assert not any(silent.values()), {name: each[:3] for name, each in silent.items() if each}


@pytest.mark.parametrize("source", ["config", "src"])
@pytest.mark.parametrize("wrong", sorted(WRONG))
def test_every_text_option_of_every_kind_in_a_configuration(wrong: str, source: str, tmp_path: Path) -> None:
    shows: dict[str, bool] = {}
    config = {
        each.plural: [filled(arguments_of(each.plural), WRONG[wrong][0], f"{each.plural}[0]", shows)]
        for each in CONFIGURED
    }
    if source == "src":
        file = tmp_path / "all.yml"
        file.write_text(yaml.dump(config, Dumper=yaml.CSafeDumper), encoding="utf-8")
        given: dict[str, Any] = {"src": [str(file)]}
    else:
        given = {"config": config}
    defaults = {"validate_certs": True, "timeout": 1, "retries": 0, "parallelism": 1, "prune_limit": 1}
    result = run(TASKS["octopus_config"], Request({**NOWHERE, **defaults, **given}, environment={}))
    assert silent_about(result["msg"], shows, wrong) == []


@pytest.mark.parametrize("door", sorted(DOORS))
def test_the_message_about_one_mistake_has_all_words(door: str) -> None:
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
    """Text from a template is accepted for an option that is a number or a boolean."""
    result = DOORS[door]("octopus_environment", {**NOWHERE, "retries": 0, "name": "A", **options})
    assert "127.0.0.1" in result["msg"], "it got as far as the server"


# Half of an octopus: JSON and templates can spell it, but it can't be sent to any server.
HALF = "ab\ud83d-hunter-22"
HALVED = "character 3 is half of a character (a lone surrogate); write the whole character"


def halved(arguments: Mapping[str, Any], place: str, places: list[str]) -> dict[str, Any]:
    """Options in which all texts, and all keys and values of free content, have half of a character."""
    found: dict[str, Any] = {}
    for option, argument in arguments.items():
        here = f"{place}.{option}" if place else option
        kind, elements = argument.get("type", "str"), argument.get("elements", "str")
        if argument.get("options"):
            inside = halved(argument["options"], f"{here}[0]" if kind == "list" else here, places)
            found[option] = [inside] if kind == "list" else inside
        elif argument.get("choices") or option in ("config", "follow"):
            found[option] = argument.get("default")
        elif kind in ("str", "path", "raw"):
            found[option] = HALF
            places.append(here)
        elif kind == "list" and elements in ("str", "path"):
            found[option] = [HALF]
            places.append(f"{here}[0]")
        elif kind == "dict":
            found[option] = {"key": HALF, "\ud83d": "x"}
            places += [f"{here}.key"]
    return {option: value for option, value in found.items() if value is not None}


def lacking(result: dict[str, Any], places: list[str]) -> list[str]:
    """The places that a message does not name; nothing in it shows the text itself."""
    assert result["failed"] is True
    assert "hunter-22" not in result["msg"] and "bug" not in result["msg"]
    result["msg"].encode()
    message = {line.strip() for line in result["msg"].splitlines()}
    return [place for place in places if f"{place}: {HALVED}" not in message]


@pytest.mark.parametrize("door", sorted(DOORS))
def test_half_a_character_in_every_text_option_of_every_module(door: str) -> None:
    silent = {}
    for name, task in TASKS.items():
        places: list[str] = []
        options = halved(task.specification()["argument_spec"], "", places)
        silent[name] = lacking(DOORS[door](name, options), places)
    assert not any(silent.values()), {name: each[:3] for name, each in silent.items() if each}


@pytest.mark.parametrize("source", ["config", "src"])
@pytest.mark.parametrize("door", sorted(DOORS))
def test_half_a_character_in_every_text_option_of_every_kind_in_a_configuration(
    door: str, source: str, tmp_path: Path
) -> None:
    places: list[str] = []
    config = {each.plural: [halved(arguments_of(each.plural), f"{each.plural}[0]", places)] for each in CONFIGURED}
    file = tmp_path / "all.json"
    file.write_text(json.dumps(config), encoding="utf-8")
    given: dict[str, Any] = {"src": [str(file)]} if source == "src" else {"config": config}
    assert lacking(DOORS[door]("octopus_config", {**NOWHERE, **given}), places) == []
    named: dict[str, Any] = {"config": {"environments": [{"name": HALF}]}, "secrets": {"a": HALF}}
    assert lacking(DOORS[door]("octopus_config", {**NOWHERE, **named}), ["secrets.a"]) == []


@pytest.mark.parametrize("door", sorted(DOORS))
@pytest.mark.parametrize(
    ("module", "options", "message"),
    [
        ("octopus_environment", {"name": "A", "\ud83d": "x"}, "\\ud83d: there is no such option"),
        ("octopus_environment", {"name": "A", "state": "\ud83d"}, "not '\\ud83d'"),
        ("octopus_config", {"config": {"\ud83d": []}}, "\\ud83d: there is no such kind"),
        ("octopus_api", {"body": {"\ud83d": 1}, "follow": [{"link": "x"}]}, "body.\\ud83d: in the key, character 1 is"),
    ],
)
def test_half_a_character_that_is_shown(door: str, module: str, options: dict[str, Any], message: str) -> None:
    result = DOORS[door](module, {**NOWHERE, **options})
    assert message in result["msg"]
    result["msg"].encode()


@pytest.mark.parametrize("variable", ["OCTOPUS_URL", "OCTOPUS_API_KEY", "OCTOPUS_SPACE"])
def test_a_variable_of_the_environment_that_is_not_in_utf_8(
    variable: str, monkeypatch: pytest.MonkeyPatch, running_emulator: Emulator
) -> None:
    known = {"OCTOPUS_URL": running_emulator.url, "OCTOPUS_API_KEY": running_emulator.api_key}
    for name, value in {**known, variable: "ab\udcff-hunter-22"}.items():
        monkeypatch.setenv(name, value)
    for door in DOORS.values():
        result = door("octopus_environment", {"name": "A"})
        assert f"(or {variable} in the environment): character 3 is half of a character" in result["msg"]
        assert "hunter-22" not in json.dumps(result)
