# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents that a search reads: those of each kind, and documents without a module of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    LIBRARY_VARIABLE_SETS,
    PROJECTS,
    RUNBOOKS,
    SCRIPT_MODULES,
    TENANTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.of_owners import (
    ALL_PROCESSES,
    ALL_RUNBOOK_PROCESSES,
    ALL_SETS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_values import ALL_VALUES
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import identified


@dataclass(frozen=True)
class Source:
    """The documents of one kind.

    ``owner``: the property with the ID of the document that they belong to; ``owners``: where that document can live.
    ``own_id``: the owner's property with the ID of its document, where servers also list frozen copies for releases.
    ``read``: reads the documents where the pages of a collection do not have them. ``in_git``: whether the documents of
    a project are in Git, by the project's conversion state.
    """

    resource: Resource
    owner: str = ""
    owners: tuple[Location, ...] = ()
    own_id: str = ""
    read: Callable[[Client, Document], Iterable[Document]] | None = None
    in_git: Callable[[Mapping[str, Any]], bool] = lambda state: False

    @property
    def kind(self) -> str:
        """The name of the kind, such as ``project_trigger``."""
        return self.resource.kind

    @property
    def location(self) -> Location:
        """The location of the documents."""
        return self.resource.location

    def is_of_projects(self) -> bool:
        """Whether the documents are projects, or belong to projects."""
        return self.location == PROJECTS or bool({PROJECTS, RUNBOOKS} & set(self.owners))


def variable_sets(client: Client, space: Document) -> Iterator[Document]:
    """Every variable set of a space; they have one list instead of pages (api: variables#variable-set)."""
    for each in client.items(space, ALL_SETS.location.link, ALL_SETS.parameters):
        yield identified(each, "The link 'Variables'")


def tenant_values(client: Client, space: Document) -> Iterator[Document]:
    """The values of each tenant, in the form of a variable set: by name and scope (api: tenants#values)."""
    for values in client.items(space, ALL_VALUES.link):
        found: list[Document] = []
        names: list[Document] = []
        for owner in (values.get("ProjectVariables") or {}).values():
            names.append({"Id": owner.get("ProjectId"), "Name": owner.get("ProjectName")})
            for environment, given in (owner.get("Variables") or {}).items():
                found += _values(owner, given, {"Project": [owner.get("ProjectId")], "Environment": [environment]})
        for owner in (values.get("LibraryVariables") or {}).values():
            owner_id = owner.get("LibraryVariableSetId")
            names.append({"Id": owner_id, "Name": owner.get("LibraryVariableSetName")})
            found += _values(owner, owner.get("Variables"), {"LibraryVariableSet": [owner_id]})
        yield {"TenantId": values.get("TenantId"), "Variables": found, "ScopeValues": {"Owners": names}}


def _values(owner: Document, given: Any, scope: Mapping[str, Any]) -> Iterator[Document]:
    """The values that a tenant gives templates, by the IDs of the templates."""
    names = {each.get("Id"): each.get("Name") for each in owner.get("Templates") or ()}
    for template, value in (given or {}).items():
        yield {"Name": names.get(template) or template, "Value": value, "Scope": scope}


# Documents that belong to other documents. No module manages them, or a module that names their owner does.
OF_OWNERS = (
    Source(
        Resource("variables", ALL_SETS.location, ()),
        owner="OwnerId",
        owners=(PROJECTS, LIBRARY_VARIABLE_SETS, SCRIPT_MODULES),
        own_id=ALL_SETS.own_id,
        read=variable_sets,
        in_git=lambda state: bool(state.get("VariablesAreInGit")),
    ),
    Source(
        Resource("deployment_process", ALL_PROCESSES.location, ()),
        owner="ProjectId",
        owners=(PROJECTS,),
        own_id=ALL_PROCESSES.own_id,
        in_git=lambda state: True,
    ),
    Source(
        Resource("runbook", RUNBOOKS, ()),
        owner="ProjectId",
        owners=(PROJECTS,),
        in_git=lambda state: bool(state.get("RunbooksAreInGit")),
    ),
    Source(
        Resource("runbook_process", ALL_RUNBOOK_PROCESSES.location, ()),
        owner="RunbookId",
        owners=(RUNBOOKS,),
        own_id=ALL_RUNBOOK_PROCESSES.own_id,
        in_git=lambda state: bool(state.get("RunbooksAreInGit")),
    ),
    Source(
        Resource("tenant_variables", ALL_VALUES, ()),
        owner="TenantId",
        owners=(TENANTS,),
        read=tenant_values,
    ),
)


def sources(kinds: Iterable[Resource]) -> list[Source]:
    """All sources, by kind: these kinds as far as they can name something in a space, and ``OF_OWNERS``."""
    special = {each.kind for each in OF_OWNERS}
    found = [of_kind(each) for each in kinds if each.kind not in special and is_searched(each)]
    return sorted((*found, *OF_OWNERS), key=lambda each: each.kind)


def is_searched(kind: Resource) -> bool:
    """Whether a kind has a collection that is read at once, in the space or with references to documents of spaces."""
    if kind.is_owned or (kind.location.parent and kind.location.parent.only):
        return False
    return not kind.location.system or not (kind.companions or all(each.system for each in kind.locations()))


def of_kind(kind: Resource) -> Source:
    parent = kind.location.parent
    return Source(kind, parent.prop, (parent.location,)) if parent else Source(kind)


def with_owners(chosen: Sequence[Source], everything: Iterable[Source]) -> list[Source]:
    """The chosen sources and the sources of the owners, because the result has the owners' names."""
    needed = list(chosen)
    for each in everything:
        if each not in needed and any(each.location in source.owners for source in needed):
            needed.append(each)
    # The owner of an owner: a runbook process belongs to a runbook, which belongs to a project.
    return needed if len(needed) == len(chosen) else with_owners(needed, everything)
