# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A property of an answer has the wrong type: the task says which property, in words of its own.

For each option of each kind, and for each property below the one that the option manages: the server answers with a
value of each wrong type there, in every document in which the property is.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource, every_field
from config.driving import task
from config.generated import Shared
from config.test_fuzz_answers import JSON, changed, is_report
from config.test_refused_reads import single
from contract.fuzzing import BUG, no_spin
from contract.sample import Sample
from contract.samples import SAMPLES

WRONG: tuple[Any, ...] = (
    7,
    "x",
    True,
    {},
    [],
    [7],
    ["x"],
    [None],
    [[]],
    [{}],
    {"x": 7},
    {"x": None},
    {"x": ["x"]},
    1.5,
)
# All wrong values for all properties take an hour. By default, each property gets a few of them in turn.
EVERY = bool(os.environ.get("OCTOPUS_FUZZ_EXAMPLES"))
FEW = 2
WAYS = ("check", "run", "plan", "configure", "export")
BY_KIND = {each.kind: each for each in KINDS}
CONFIGURABLE = {each.kind for each in CONFIGURED}
Path = tuple[str, ...]
ANY = "*"


@pytest.fixture(scope="module")
def server() -> Iterator[Shared]:
    with Shared() as running:
        yield running


def heads(each: Field) -> set[str]:
    """The properties of a document that a field manages."""
    if each.api:
        return {each.api}
    inside = {part.api for part in every_field((each,)) if part.api}
    return inside | {str(getattr(each.type, "prop", ""))} - {""}


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The path to each place in a JSON value, without the indexes of lists and free keys of maps."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, part in value.items():
            yield from paths(part, (*path, key))
    elif isinstance(value, list):
        for part in value:
            yield from paths(part, (*path, ANY))


def put(value: Any, path: Path, what: Any) -> None:
    """Replace each part of a JSON value that a path leads to, wherever in the value the path begins."""
    if isinstance(value, list):
        for part in value:
            put(part, path, what)
    elif isinstance(value, dict):
        replace(value, path, what)
        for key, part in value.items():
            if key != path[0]:
                put(part, path, what)


def replace(holder: Any, path: Path, what: Any) -> None:
    keys = [path[0]] if isinstance(holder, dict) and path[0] in holder else []
    if isinstance(holder, list) and path[0] == ANY:
        keys = list(range(len(holder)))
    for key in keys:
        if len(path) == 1:
            holder[key] = copy.deepcopy(what)
        else:
            replace(holder[key], path[1:], what)


def odd(path: Path, what: Any) -> Any:
    def change(answer: requests.Response) -> tuple[bytes, str]:
        try:
            value = answer.json()
        except ValueError:
            return answer.content, answer.headers.get("Content-Type", "")
        put(value, path, what)
        return json.dumps(value).encode(), JSON

    return change


def answers(server: Shared, sample: Sample, options: dict[str, Any]) -> list[Any]:
    """The server's answers when a task reads a document that already is as the options say."""
    seen: list[Any] = []

    def keep(answer: requests.Response) -> tuple[bytes, str]:
        if "json" in answer.headers.get("Content-Type", ""):
            seen.append(answer.json())
        return answer.content, answer.headers.get("Content-Type", "")

    with changed(None, keep):
        single(server, sample, options, check=True)
    return seen


def inside(answer: Any, known: set[str]) -> Iterator[Path]:
    """The ways in an answer that begin with one of these properties."""
    if isinstance(answer, dict):
        for key, part in answer.items():
            yield from ((key, *path) for path in [(), *paths(part)]) if key in known else inside(part, known)
    elif isinstance(answer, list):
        for part in answer:
            yield from inside(part, known)


def perform(server: Shared, sample: Sample, options: dict[str, Any], way: str) -> dict[str, Any]:
    resource = BY_KIND[sample.kind]
    if way in ("check", "run") or sample.kind not in CONFIGURABLE:
        return single(server, sample, options, check=way == "check")
    how: dict[str, Any] = {"retries": 0, "parallelism": 1}
    if way == "export":
        return task(server, "octopus_config_info", kinds=[resource.plural], **how)
    return task(server, "octopus_config", config={resource.plural: [options]}, check=way == "plan", **how)


def whole(resource: Resource, sample: Sample, option: str, value: Any) -> dict[str, Any]:
    at_first = {**sample.minimal, **sample.on_create} if not sample.is_there else {}
    return {**at_first, **sample.known, option: value}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.title)
def test_a_property_of_another_type(server: Shared, sample: Sample) -> None:
    resource = BY_KIND[sample.kind]
    turn = 0
    for each in resource.fields:
        values = [value for value in sample.steps.get(each.option, ()) if value not in ("", [], {}, None)]
        for value in values[:1]:
            server.reset()
            sample.prepare(server)
            first = whole(resource, sample, each.option, value)
            single(server, sample, first, check=False)
            # A wrong value that was read may be sent back.
            server.on_purpose("*")
            options = {**sample.known, each.option: sample.steps[each.option][-1]} if turn % 2 else first
            seen = answers(server, sample, first)
            for path in dict.fromkeys(path for answer in seen for path in inside(answer, heads(each))):
                for number, what in enumerate(WRONG):
                    if not EVERY and (number + turn) % (len(WRONG) // FEW):
                        continue
                    for way in WAYS if EVERY else [WAYS[(number + turn) % len(WAYS)]]:
                        with no_spin(), changed(None, odd(path, what)):
                            result = perform(server, sample, options, way)
                        case = (each.option, ".".join(path), what, way, result.get("msg"))
                        assert BUG not in str(result), case
                        is_report(result)
                turn += 1


PROJECT = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
RULES = [{"action_packages": [{"deployment_action": "Deploy"}], "version_range": "[1.0,)"}]
CHANNEL = {"name": "Stable", "project": "Shop", "rules": RULES}
SAID: tuple[tuple[Path, Any, str], ...] = (
    (("Rules",), 7, "Rules is a number instead of a list of objects"),
    (("Rules",), ["x"], "Rules[0] is a text instead of an object"),
    (("Rules", ANY), None, "Rules[0] is nothing instead of an object"),
    (("Rules", ANY, "ActionPackages"), True, "Rules[0].ActionPackages is true instead of a list of objects"),
    (
        ("Rules", ANY, "ActionPackages", ANY, "DeploymentAction"),
        [],
        "Rules[0].ActionPackages[0].DeploymentAction is an empty list instead of a text",
    ),
)


@pytest.mark.parametrize(("path", "what", "message"), SAID, ids=lambda value: value if isinstance(value, str) else None)
def test_the_message_about_a_wrong_type_is_complete(server: Shared, path: Path, what: Any, message: str) -> None:
    """The message names the property, the document, the found and the expected type, and what to do."""
    server.reset()
    task(server, "octopus_project", **PROJECT)
    made = task(server, "octopus_channel", **CHANNEL)
    whole_space = {"channels": [CHANNEL]}
    tasks: tuple[tuple[str, dict[str, Any]], ...] = (
        ("octopus_channel", CHANNEL),
        ("octopus_config", {"config": whole_space}),
        ("octopus_config_info", {"kinds": ["channels"]}),
    )
    for module, options in tasks:
        with changed(None, odd(path, what)):
            result = task(server, module, **options)
        assert result["failed"] is True
        # If all channels are read, the message names the first one.
        named = f"channel 'Stable' ({made['id']})", "channel 'Default' (Channels-1)"
        assert message in result["msg"] and any(each in result["msg"] for each in named), result["msg"]
        assert "octopus_api" in result["msg"] and BUG not in result["msg"]
        assert not result.get("changed")


def test_an_answer_to_a_write(server: Shared) -> None:
    """The report has the writes."""
    server.reset()
    task(server, "octopus_project", **PROJECT)
    server.on_purpose("*")
    with changed(None, odd(("Rules",), "x")):
        result = task(server, "octopus_channel", **CHANNEL)
    assert result["failed"] is True and result["changed"] is True
    assert "Rules is a text instead of a list of objects" in result["msg"]
    assert result["done"] == ["created channel 'Stable' (Channels-2)"]


def test_a_property_that_is_not_managed_may_have_any_type(server: Shared) -> None:
    """A property that the task does not manage may have any type, and is sent back unchanged."""
    server.reset()
    with changed(None, odd(("Phases",), "x")):
        result = task(server, "octopus_lifecycle", name="Default Lifecycle", description="New", check=True)
    assert not result.get("failed") and result["changed"] is True, result["msg"]
