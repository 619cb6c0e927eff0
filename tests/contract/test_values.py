# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that no server accepts are reported before any request, by every kind's module and by octopus_config."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
import yaml
from ansible.module_utils.common.arg_spec import ModuleArgumentSpecValidator
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import arguments_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.choices import ChoiceList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.limits import Limit
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.maps import DocumentMap
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.patterns import (
    Pattern,
    VersionRange,
    WebAddress,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.retention import DefaultRetention, Retention
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.schedules import DayOfMonth, Moment, TimeOfDay
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.sort_order_list import SortOrderList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Address, Text, TextList
from ansible_collections.octopus.deploy.plugins.module_utils._model.values import LEAST
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, run
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import CONNECTION_ARGUMENTS
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task
from contract.sample import known_as
from contract.samples import SAMPLES
from tasks import TASKS

# Nothing listens there, so every request fails with a message.
NOWHERE = {"octopus_url": "http://127.0.0.1:9", "octopus_api_key": "API-KEY", "retries": 0}
# Values for the options that a task may need, or one of.
EXAMPLES: dict[str, Any] = {
    "name": "x",
    "kind": "machine",
    "config": {},
    "health_statuses": ["Unavailable"],
    "longer_than": "7d",
    "user": "x",
    "project": "x",
    "environments": ["x"],
    "tenant": "x",
    "variables": [],
    "steps": [],
    "runbook": "x",
    "package_id": "x",
    "path": "x",
    "task": "ServerTasks-1",
    "ids": ["ServerTasks-1"],
    "version": "1.0.0",
    "project_variables": [],
    "follow": [{"link": "Environments"}],
    "service_account": "x",
    "values": {},
    # A task for a document without a name needs one of its options.
    **{option: value for each in SAMPLES if not each.identified_by for option, value in each.minimal.items()},
}
# Some tasks demand such an option, and others don't take it together with another example.
IF_REQUIRED = ("ids",)
Case = tuple[str, dict[str, Any], str]


def wrong(field: Field) -> Iterator[tuple[Any, str]]:
    """Values that no server accepts for an option, with a part of the message about each."""
    kind = field.type
    if field.required == "for_new" and kind.argument()["type"] == "list":
        yield [], "can't be empty"
    if isinstance(kind, Number) and kind.minimum is not None:
        yield kind.minimum - 1, f"not {kind.minimum - 1}"
    if isinstance(kind, Number) and not kind.text:
        yield 2**31, "not 2147483648"
        yield -(2**31) - 1, "not -2147483649"
    if field.option.endswith("port") and kind.argument()["type"] != "str":
        yield 99999, "must be from 1 to 65535"
    if isinstance(kind, Limit):
        yield -1, "must be 0 or more, not -1"
        yield 2**31, "must be 2147483647 or less, not 2147483648"
    if isinstance(kind, Pattern):
        yield "^(beta", "'^(beta' is not a regular expression: the ( at character 2 is not closed"
    if isinstance(kind, VersionRange):
        yield "1.0 - 2.0", "'1.0 - 2.0' is not a version range of NuGet or Maven; write it as they do, e.g. 1.0"
    if isinstance(kind, SortOrderList):
        for unwanted in kind.unnameable:
            yield [{"name": f"a{unwanted} b"}], f"must not contain the character {unwanted}"
            yield [{"name": "a", "new_name": f"a{unwanted}"}], f"must not contain the character {unwanted}"
    if isinstance(kind, (KeyedList, DocumentMap)):
        entry = {each.option: anything(each) for each in kind.parts() if each.required == "always"}
        yield [entry, dict(entry)], "'x' is given more than once"
    if isinstance(kind, (Retention, DefaultRetention)):
        yield {"quantity_to_keep": -1}, "must be 0 (forever) or more, not -1"
        yield {"quantity_to_keep": 2**31}, "must be 2147483647 or less, not 2147483648"
        yield {"strategy": "Forever", "quantity_to_keep": 3}, "can only be used with strategy Count, not with Forever"
        yield {"strategy": "Forever", "unit": "Days"}, "unit: can only be used with strategy Count, not with Forever"
    if isinstance(kind, WebAddress):
        yield "hooks.example.com/a", "'hooks.example.com/a' is not an address; write it with its scheme"
    if isinstance(kind, Address):
        other = "https" if kind.example.startswith("poll") else "poll"
        if kind.example:
            yield f"{other}://host/", f"e.g. {kind.example}, not '{other}://host/'"
        yield f"{kind.example.partition(':')[0] or 'https'}://host:99999/", "the port must be 65535 or less"
        yield "host", "'host' is not an address; write it with its scheme"
    if isinstance(kind, DayOfMonth):
        yield "32", "'32' is not a day of the month"
    if isinstance(kind, TimeOfDay):
        yield "25:00", "'25:00' is not a time of day"
    if isinstance(kind, Moment):
        yield "tomorrow", "'tomorrow' is not a point in time"
    if isinstance(kind, TextList):
        yield ["a", " "], "an entry is empty"
    if isinstance(kind, ChoiceList) and not kind.clearable:
        yield [], "can't be cleared"
    if isinstance(kind, Text) and not kind.clearable:
        yield " ", "is empty" if kind.secret else "can't be cleared"
    if isinstance(kind, Text) and kind.longest:
        yield "x" * (kind.longest + 1), f"must be at most {kind.longest} characters, not {kind.longest + 1}"


def anything(field: Field) -> Any:
    """A value for an option that has to be there."""
    return {"list": [], "int": 1, "bool": True, "dict": {}}.get(field.type.argument()["type"], "x")


def cases(fields: tuple[Field, ...], path: str, whole: Callable[[dict[str, Any]], dict[str, Any]]) -> Iterator[Case]:
    """A path, options with a wrong value there, and the message; ``whole``: puts a document in its place."""
    required = {each.option: anything(each) for each in fields if each.required == "always"}
    for field in fields:
        for value, expected in wrong(field):
            yield f"{path}{field.option}", whole({**required, field.option: value}), expected
        nested = field.type.parts()
        if nested and not isinstance(field.type, Secret):
            several = field.type.argument()["type"] == "list"

            def inside(part: dict[str, Any], option: str = field.option, several: bool = several) -> dict[str, Any]:
                return whole({**required, option: [part] if several else part})

            yield from cases(nested, f"{path}{field.option}{'[0]' if several else ''}.", inside)


def cases_of(resource: Resource) -> list[Case]:
    return list(cases(resource.fields, "", lambda options: {**known_as(resource), **options}))


def msg_of(module: str, options: dict[str, Any]) -> str:
    """The message of a task that must fail."""
    task = TASKS[module]
    specification = task.specification()
    arguments = specification.pop("argument_spec")
    validated = ModuleArgumentSpecValidator(arguments, **specification).validate({**NOWHERE, **options})
    assert not validated.error_messages, validated.error_messages
    result = run(task, Request(validated.validated_parameters, environment={}))
    assert result["failed"] is True
    return str(result["msg"])


@pytest.mark.parametrize("resource", KINDS, ids=lambda each: each.kind)
def test_one_module(resource: Resource) -> None:
    for path, options, expected in cases_of(resource):
        message = msg_of(resource_task(resource).name, options)
        assert message.startswith((f"{path}: ", f"{path}.", f"{path}[")), (path, message)
        assert expected in message and "\n" not in message


@pytest.mark.parametrize("resource", CONFIGURED, ids=lambda each: each.kind)
def test_a_configuration(resource: Resource) -> None:
    """All mistakes are reported at once, each with its place."""
    found = cases_of(resource)
    if not found:
        return
    named = [{**options, **known_as(resource, f"x{index}")} for index, options in enumerate(each[1] for each in found)]
    lines = msg_of("octopus_config", {"config": {resource.plural: named}}).split("\n")[1:]
    problems = [each.strip() for each in lines if ": is there" not in each]
    assert len(problems) == len(found)
    for index, (path, _options, expected) in enumerate(found):
        assert problems[index].startswith(f"{resource.plural}[{index}].{path}") and expected in problems[index]


NAMED_SHORTLY = [each for each in KINDS if each.location.naming.longest]


@pytest.mark.parametrize("resource", NAMED_SHORTLY, ids=lambda each: each.kind)
def test_a_name_that_is_too_long(resource: Resource) -> None:
    longest, module = resource.location.naming.longest, resource_task(resource).name
    message = f"must be at most {longest} characters, not {longest + 1}"
    name = "x" * (longest + 1)
    required = {each.option: anything(each) for each in resource.fields if each.required == "always"}
    assert msg_of(module, {**required, "name": name}) == f"name: {message}"
    assert msg_of(module, {**required, "name": "x", "new_name": name}) == f"new_name: {message}"
    configured = msg_of("octopus_config", {"config": {resource.plural: [{**required, "name": name}]}})
    assert f"{resource.plural}[0].name: {message}" in configured


NAMED_WITHOUT = [(each, unwanted) for each in KINDS for unwanted in each.location.naming.unwanted]


@pytest.mark.parametrize(("resource", "unwanted"), NAMED_WITHOUT, ids=lambda each: getattr(each, "kind", each))
def test_a_name_with_a_character_that_servers_refuse(resource: Resource, unwanted: str) -> None:
    expected, module = f"must not contain the character {unwanted}", resource_task(resource).name
    name = f"a{unwanted}b"
    required = {each.option: anything(each) for each in resource.fields if each.required == "always"}
    assert msg_of(module, {**required, "name": name}) == f"name: {expected}"
    assert msg_of(module, {**required, "name": "x", "new_name": name}) == f"new_name: {expected}"
    configured = msg_of("octopus_config", {"config": {resource.plural: [{**required, "name": name}]}})
    assert f"{resource.plural}[0].name: {expected}" in configured
    assert expected not in msg_of(module, {**required, "name": name, "new_name": "x"}), (
        "an existing document is found by it"
    )


RESERVED = [(each, name) for each in KINDS for name in each.location.naming.reserved]


@pytest.mark.parametrize(("resource", "name"), RESERVED, ids=lambda each: getattr(each, "kind", each))
def test_a_name_that_servers_reserve(resource: Resource, name: str) -> None:
    expected, module = f"{name!r} is reserved by the server; give another name", resource_task(resource).name
    assert msg_of(module, {"name": name}) == f"name: {expected}"
    assert msg_of(module, {"name": "x", "new_name": name}) == f"new_name: {expected}"
    configured = msg_of("octopus_config", {"config": {resource.plural: [{"name": name}]}})
    assert f"{resource.plural}[0].name: {expected}" in configured
    assert "reserved" not in msg_of(module, {"name": name, "new_name": "x"})


@pytest.mark.parametrize("options", [{"name": f" {'x' * 50} "}, {"name": "x" * 51, "state": "absent"}])
def test_a_name_that_is_long_enough_is_looked_for(options: dict[str, Any]) -> None:
    assert "characters" not in msg_of("octopus_environment", options)


def test_a_name_is_counted_as_the_server_does() -> None:
    """A server counts in units of UTF-16, of which an emoji takes two."""
    assert msg_of("octopus_environment", {"name": "\N{ROCKET}" * 26}) == "name: must be at most 50 characters, not 52"
    assert "characters" not in msg_of("octopus_environment", {"name": "\N{ROCKET}" * 25})


def test_the_documentation_says_how_long_a_name_may_be() -> None:
    for resource in NAMED_SHORTLY:
        module = import_module(f"ansible_collections.octopus.deploy.plugins.modules.octopus_{resource.kind}")
        told_there = yaml.safe_load(module.DOCUMENTATION)["options"]["name"]["description"]
        assert f"at most {resource.location.naming.longest} characters" in " ".join(told_there), resource.kind


def example(option: str, argument: dict[str, Any]) -> Any:
    """A value that an option takes: variables are a list in one module, and a dictionary in another."""
    if "choices" in argument:
        return argument["choices"][0]
    value = EXAMPLES[option]
    return {} if argument["type"] == "dict" and not isinstance(value, dict) else value


@pytest.mark.parametrize("module", sorted(TASKS))
def test_numbers_of_a_task_itself(module: str) -> None:
    """A number of requests, seconds or documents; none of them can be negative."""
    arguments = {**TASKS[module].arguments, **CONNECTION_ARGUMENTS}
    numbers = [option for option, each in arguments.items() if each["type"] == "int" and option in LEAST]
    taken = [each for each in EXAMPLES if each in arguments]
    taken = [each for each in taken if each not in IF_REQUIRED or arguments[each].get("required")]
    needed = {option: example(option, arguments[option]) for option in taken}
    for option in numbers:
        assert msg_of(module, {**needed, option: -1}) == f"{option}: must be {LEAST[option]} or more, not -1"


def test_no_number_of_a_task_is_forgotten() -> None:
    of_kinds = {option for each in KINDS for option in arguments_of(each.fields)}
    every = {(option, each["type"]) for task in TASKS.values() for option, each in task.arguments.items()}
    assert {option for option, its_type in every if its_type == "int"} - of_kinds <= set(LEAST)


def test_there_are_many() -> None:
    assert sum(len(cases_of(each)) for each in KINDS) > 150


def test_all_mistakes_of_a_task_at_once() -> None:
    message = msg_of("octopus_environment", {"name": "x", "sort_order": -1, "slug": " "})
    assert sorted(each.split(":")[0] for each in message.split("\n")) == ["slug", "sort_order"]


def test_a_document_that_is_removed_may_have_any_values() -> None:
    assert "sort_order" not in msg_of("octopus_environment", {"name": "x", "sort_order": -1, "state": "absent"})
