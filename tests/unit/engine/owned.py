# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small kind whose documents belong to projects or library variable sets, for tests of all such kinds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    CHANNELS,
    ENVIRONMENTS,
    LIBRARY_VARIABLE_SETS,
    PROJECTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import CompanionDocument
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    FieldType,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Owner, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import ReferenceList, resolved
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Shape

IN = ReferenceList(ENVIRONMENTS)


@dataclass(frozen=True)
class Entries(FieldType):
    """The variables of a set, each known by its name alone."""

    def argument(self) -> Argument:
        options: dict[str, Argument] = {
            "name": {"type": "str", "required": True},
            "value": {"type": "str"},
            "environments": IN.argument(),
            "channel": {"type": "str"},
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        }
        return {"type": "list", "elements": "dict", "options": options}

    def shape(self) -> Shape:
        return Shape("an object", (dict,))

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        for each in given:
            yield from IN.references(each.get("environments"))
            if each.get("channel"):
                yield CHANNELS, each["channel"]

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        has = {each["Name"]: each for each in current["Variables"]}
        asked = [each for each in given if each.get("state") != "absent"]
        made = [{**has.get(each["name"], {}), **entry(each, context, option)} for each in asked]
        return {**current, "Variables": made}

    def joined(self, given: Any, current: Any, wanted: Any, context: Context, option: str) -> Any:
        asked = {each["Name"]: each for each in wanted["Variables"]}
        gone = {each["name"] for each in given if each.get("state") == "absent"}
        has = {each["Name"]: each for each in current["Variables"] if each["Name"] not in gone}
        return {**wanted, "Variables": list({**has, **asked}.values())}

    def same(self, current: Any, wanted: Any) -> bool:
        return bool(
            [(each["Name"], each["Value"], each["Scope"]) for each in current["Variables"]]
            == [(each["Name"], each["Value"], each["Scope"]) for each in wanted["Variables"]]
        )

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return [option_of(each, context) for each in value["Variables"]]

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self.shown(value, context) or None


def entry(given: Mapping[str, Any], context: Context, option: str) -> dict[str, Any]:
    scope: dict[str, list[str]] = {}
    if given.get("environments"):
        scope["Environment"] = sorted(IN.wanted(given["environments"], None, context, f"{option}.environments"))
    if given.get("channel"):
        scope["Channel"] = [resolved(CHANNELS, given["channel"], context, f"{option}.channel")]
    return {"Name": given["name"], "Value": given.get("value"), "Type": "String", "Scope": scope}


def option_of(variable: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """A variable as an entry of the option."""
    found = {"name": variable["Name"], "value": variable["Value"]}
    scope = variable["Scope"]
    if scope.get("Environment"):
        found["environments"] = context.resolver.names(ENVIRONMENTS, scope["Environment"])
    if scope.get("Channel"):
        found["channel"] = context.resolver.names(CHANNELS, scope["Channel"])[0]
    return found


def spelled_out(parameters: Parameters) -> Parameters:
    """``short``: a mapping of names to values, in place of ``entries``."""
    short = parameters.get("short")
    written = [{"name": name, "value": value} for name, value in (short or {}).items()]
    return parameters if short is None else {**parameters, "short": None, "entries": written}


@dataclass(frozen=True)
class Short(Entries):
    """The short form, which is written out before anything looks at it."""

    def argument(self) -> Argument:
        return {"type": "dict"}

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return None


ENTRIES = Resource(
    kind="entries",
    location=Location("", "entries"),
    fields=(Field("entries", "Entries", Entries(), shared="mode"), Field("short", "Entries", Short(), shared="mode")),
    companions=(
        CompanionDocument(
            "Entries",
            "Variables",
            label="variables",
            versioned=True,
            blank={"Variables": [], "Version": 0},
            names={"Environments": ENVIRONMENTS, "Channels": CHANNELS},
        ),
    ),
    owners=(Owner("project", PROJECTS), Owner("library_variable_set", LIBRARY_VARIABLE_SETS)),
    hooks=Hooks(spelled_out=spelled_out),
)
