# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the values of a project and what they depend on, with few requests (api: values#scopes-that-match)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import LIBRARY_VARIABLE_SETS, PROJECTS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_values import TenantValues
from ansible_collections.octopus.deploy.plugins.module_utils._locate.together import by_ids
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, name_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils._preview.ranks import (
    PROCESS,
    Candidate,
    Situation,
    Source,
)
from ansible_collections.octopus.deploy.plugins.module_utils._preview.sets import (
    of_set,
    of_templates,
    of_tenant,
    scope_documents,
)
from ansible_collections.octopus.deploy.plugins.module_utils._preview.surroundings import Asked, surroundings
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError

LINK = "Variables"
SCRIPTS = "ScriptModule"
DEPLOYMENT = "deployment"


@dataclass(frozen=True)
class Reading:
    """The values of a project with what they depend on. ``names``: by kind of scope and ID."""

    project: Document
    candidates: tuple[Candidate, ...]
    situation: Situation
    names: Mapping[tuple[str, str], str]

    def naming(self, kind: str, value: str) -> str:
        return name_to_come(value) if is_to_come(value) else self.names.get((kind, value), value)


def read(asked: Asked, context: Context) -> Reading | None:
    """Everything about a project's values; None in check mode for a project that does not exist yet."""
    project_id = resolved(PROJECTS, asked.project, context, "project")
    project = None if is_to_come(project_id) else context.resolver.seen(PROJECTS, project_id)
    if project is None:
        return None
    owners = [project, *_libraries(project, context)]
    sources = {each["Id"]: Source(each.get("Name") or each["Id"], place) for place, each in enumerate(owners)}
    sets = {each["Id"]: variable_set(each, context) for each in owners}
    scopes = scope_documents(sets.values())
    names = {(kind, each["Id"]): each.get("Name") or each["Id"] for kind, found in scopes.items() for each in found}
    around = surroundings(asked, project, scopes, replace(context, owner_id=project_id))
    with_sources = [(owner, sources[owner["Id"]]) for owner in owners]
    given = list(_given(around.tenant, with_sources, context))
    candidates: list[Candidate] = []
    for owner, source in with_sources:
        candidates += of_set(sets[owner["Id"]], source)
        candidates += (each for each in given if each.source == source)
        candidates += of_templates(owner, source)
    names.update({**around.names, (PROCESS, project_id): DEPLOYMENT})
    return Reading(project, tuple(candidates), around.situation, names)


def variable_set(owner: Document, context: Context) -> Document:
    """The variables of a project or a library variable set."""
    if context.client.is_in_git(owner, LINK):
        raise OctopusError(f"project: the variables of {owner.get('Name')!r} are in Git, which is not supported yet")
    return context.client.document(owner, LINK)


def _libraries(project: Document, context: Context) -> Iterator[Document]:
    """The library variable sets that a project includes, in its order, without script modules."""
    holder = context.resolver.holder(LIBRARY_VARIABLE_SETS) or {}
    link, wanted = LIBRARY_VARIABLE_SETS.link, list(project.get("IncludedLibraryVariableSetIds") or [])
    known = {each["Id"]: each for each in by_ids(context.client, holder, link, wanted)}
    for each in wanted:
        if each not in known:
            context.warn(f"project: this user can't read the library variable set {each}, so its values are missing")
        elif known[each].get("ContentType") != SCRIPTS:
            yield known[each]


def _given(tenant: Document | None, owners: Sequence[tuple[Document, Source]], context: Context) -> Iterator[Candidate]:
    """The values that the tenant gives."""
    if tenant is not None:
        yield from of_tenant(TenantValues().read(tenant, context), tenant["Id"], owners)
