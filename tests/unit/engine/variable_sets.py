# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A variable set and the names around it, for tests of its entries without a server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_entries import VariableEntries
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_short_form import spelled_out
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context, Covered, Lookup
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, name_to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client

ENTRIES = VariableEntries()
OPTION = "variables"
NAMES = {
    "Production": "Environments-1",
    "Test": "Environments-2",
    "Web1": "Machines-1",
    "Beta": "Channels-1",
    "Subscription": "Accounts-1",
    "Certificate": "Certificates-1",
    "Pool": "WorkerPools-1",
}
SCOPE_VALUES = {
    "Actions": [{"Id": "a-1", "Name": "Deploy"}, {"Id": "a-2", "Name": "Twice"}, {"Id": "a-3", "Name": "Twice"}],
    "Processes": [
        {"Id": "Projects-1", "Name": "Shop", "ProcessType": "Deployment"},
        {"Id": "Runbooks-1", "Name": "Back up", "ProcessType": "Runbook"},
    ],
    "TenantTags": [{"Id": "Region/EU", "Name": "Region/EU"}],
}


class Version:
    """Everything that a plan may know of a server."""

    version = "2026.3.15581"


class Names:
    """Names and IDs from a table."""

    def resolve(self, location: Location, value: str, parent_id: str = "", held: Iterable[str] = ()) -> str | Missing:
        return NAMES.get(value) or (value if value in NAMES.values() else Missing(("Production",)))

    def names(self, location: Location, ids: Iterable[str]) -> list[str]:
        of = {identity: name for name, identity in NAMES.items()}
        return [name_to_come(each) if is_to_come(each) else of.get(each, each) for each in ids]

    def remember(self, location: Location, value: str, document_id: str, *more: Any) -> str:
        return document_id

    def why_unseen(self, location: Location, about: Covered | None = None) -> str:
        return ""

    def planned_changes(self, location: Location) -> Mapping[str, Any]:
        return {}

    def seen(self, location: Location, document_id: str) -> Any:
        return {"Id": document_id, "ProjectGroupId": "ProjectGroups-1"}


def context(**more: Any) -> Context:
    return Context(client=cast(Client, Version()), resolver=cast(Lookup, Names()), owner_id="Projects-1", **more)


def a_variable(name: str, value: str | None = "", **more: Any) -> dict[str, Any]:
    """A variable as the server returns it."""
    return {
        "Id": f"{name}-1",
        "Name": name,
        "Value": value,
        "Type": "String",
        "IsSensitive": False,
        "IsEditable": True,
        "Description": "",
        "Prompt": None,
        "Scope": {},
        **more,
    }


def a_secret(name: str, **more: Any) -> dict[str, Any]:
    return a_variable(name, None, Type="Sensitive", IsSensitive=True, **more)


def a_set(*variables: dict[str, Any]) -> dict[str, Any]:
    return {
        "Id": "variableset-Projects-1",
        "OwnerId": "Projects-1",
        "Version": 7,
        "Variables": list(variables),
        "ScopeValues": SCOPE_VALUES,
        "NewerThing": 1,
    }


def planned(current: dict[str, Any], given: Any, at: Context | None = None, mode: str = "replace") -> dict[str, Any]:
    """The set that a task with these options asks for."""
    parameters = spelled_out(given) if isinstance(given, dict) else {"variables": given}
    at = at or context()
    plan = ENTRIES.merged if mode == "merge" else ENTRIES.wanted
    return plan(parameters["variables"], current, at, OPTION)
