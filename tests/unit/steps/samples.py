# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values for the options of every type of step, made from their arguments, and names without a server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.json_texts import JsonText
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import Feature, Setting
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.table import STEP_TYPES
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import StepNumber
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context, Lookup
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client

TYPES: dict[str, StepType] = {each.option: each.type for each in STEP_TYPES if isinstance(each.type, StepType)}
SECRET = "hunter2 hunter2"


# Step templates by their IDs, for tests that fill them.
TEMPLATES: dict[str, dict[str, Any]] = {}


class Version:
    """Everything that a plan may know of a server."""

    version = "2026.3.15581"

    def items(self, holder: Any, link: str) -> list[dict[str, Any]]:
        return [{**holder, **each} for each in holder["Kept"]]

    def documents(self, holder: Any, link: str) -> list[dict[str, Any]]:
        return [{"Id": "Feeds-9", "FeedType": "OctopusProject"}]


class Names:
    """Every document has the name ``The <label>``, and the name of its link as the beginning of its ID."""

    def resolve(self, location: Location, value: str, *more: Any) -> str:
        return f"{location.link}-1" if value.startswith("The ") else value

    def holder(self, location: Location) -> dict[str, Any]:
        return {"Links": {}}

    def planned_changes(self, location: Location) -> Mapping[str, Any]:
        return {}

    def seen(self, location: Location, document_id: str) -> dict[str, Any] | None:
        return TEMPLATES.get(document_id)

    def names(self, location: Location, ids: Iterable[str]) -> list[str]:
        return [f"The {location.label}" if each == f"{location.link}-1" else each for each in ids]


def context(**more: Any) -> Context:
    return Context(client=cast(Client, Version()), resolver=cast(Lookup, Names()), **more)


def value_for(field: Field) -> Any:
    """A value for an option, which a new step does not have by itself."""
    argument, location = field.type.argument(), field.type.named()
    if isinstance(field.type, Feature):
        return {each.option: value_for(each) for each in field.type.fields} or {"enabled": True}
    if argument.get("options"):
        return {each.option: value_for(each) for each in field.type.parts()}
    if location:
        return [f"The {location.label}"] if argument["type"] == "list" else f"The {location.label}"
    if argument.get("choices"):
        return next(each for each in argument["choices"] if not isinstance(field, Setting) or each != field.usual)
    if argument.get("no_log"):
        return SECRET
    if isinstance(field.type, JsonText):
        return ["one", "two"] if field.type.type != "dict" else {"one": "1", "two": "2"}
    if isinstance(field.type, StepNumber):
        return 1234
    plain: Mapping[str, Any] = {
        "str": f"some {field.option}",
        "bool": not (isinstance(field, Setting) and field.usual == "True"),
        "list": ["one", "two"],
        "dict": {"one": "1", "two": "2"},
    }
    return plain[argument["type"]]


def options_of(kind: StepType) -> dict[str, Any]:
    """Every option of a type; of options that exclude each other the first one."""
    others = {option for group in kind.rivals for option in group[1:]}
    return {each.option: value_for(each) for each in kind.fields if each.option not in others}


def least(kind: StepType) -> dict[str, Any]:
    """The options that a new step of a type needs."""
    needed = {each.option for each in kind.fields if each.required == "for_new"}
    needed |= {group[0] for group in kind.needed if not needed & set(group)}
    return {each.option: value_for(each) for each in kind.fields if each.option in needed}


def every_option() -> dict[str, Any]:
    """A value for every typed option and each option in it, whether they exclude each other or not."""
    return {each.option: {part.option: value_for(part) for part in each.type.parts()} for each in STEP_TYPES}
