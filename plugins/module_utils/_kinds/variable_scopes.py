# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scope of a variable: the deployments and steps that its value applies to (api: variables#scope-kinds)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    CHANNELS,
    DEPLOYMENT_PROCESSES,
    MACHINES,
    RUNBOOKS,
    SCOPES,
    TAG_SETS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_names import actions_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed, plural
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import (
    Argument,
    Field,
    FieldType,
    ReferenceUse,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, name_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import (
    EVER,
    ReferenceList,
    report_missing,
    report_mistake,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.tags import TagList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import TextList
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, near_misses
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import TEXTS, Shape

# The name of a project's deployment process among its processes; the others are its runbooks.
DEPLOYMENT = "deployment"
ENVIRONMENT, ROLE, ACTION, CHANNEL, TAG, PROCESS = (
    "Environment",
    "Role",
    "Action",
    "Channel",
    "TenantTag",
    "ProcessOwner",
)
# The documents that a variable set lists with the IDs that its scopes may have, by the name of the list.
LISTED: Mapping[str, Location] = {"Environments": SCOPES, "Machines": MACHINES, "Channels": CHANNELS}
# The scopes that variables of a library variable set can't have, because they belong to one project.
OF_PROJECTS = ("steps", "channels", "processes")
# The scopes that a variable with a prompt can have. The release that brought processes is unverified.
WITH_PROMPT = (ENVIRONMENT, PROCESS)
# IDs, each with its name.
Pairs = tuple[tuple[str, str], ...]
# The texts of a scope as sets, for comparison.
ScopeKey = frozenset[tuple[str, frozenset[str]]]


@dataclass(frozen=True, eq=False)
class ListedNames(FieldType):
    """Names of steps and processes, which the variable set lists with their IDs.

    ``label``: the word for one of them; ``known``: pairs of ID and name.
    """

    label: str
    known: tuple[tuple[str, str], ...] = ()

    def argument(self) -> Argument:
        return {"type": "list", "elements": "str"}

    def shape(self) -> Shape:
        return TEXTS

    def check(self, given: Any, option: str) -> None:
        if any(not str(each).strip() for each in given):
            raise OptionError(option, f"has an empty entry, which names no {self.label}; [] is the empty list")

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> list[str]:
        return list(dict.fromkeys(self._id_of(str(each), context, option) for each in given))

    def same(self, current: Any, wanted: Any) -> bool:
        return set(current or []) == set(wanted or [])

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return sorted((self.name_of(each, context) for each in value or []), key=folded)

    def _id_of(self, name: str, context: Context, option: str) -> str:
        ids = [identity for identity, known in self.known if folded(known) == folded(name)]
        if len(ids) > 1:
            problem = f"{len(ids)} {plural(self.label)} are called {name!r}; give the ID of one of them: {listed(ids)}"
            report_mistake(problem, context, option)
        ids += [identity for identity, known in self.known if folded(identity) == folded(name)]
        ids += [] if ids else self.unlisted(name, context)
        if ids:
            return ids[0]
        near = near_misses(name, [known for _id, known in self.known])
        report_missing(f"there is no {self.label} named {name!r}", near, context, option)
        return to_come(name)

    def unlisted(self, name: str, context: Context) -> list[str]:
        """The ID of a document with this name that the set does not list."""
        return []

    def name_of(self, identity: str, context: Context) -> str:
        """The name that identifies a document, else its ID."""
        if is_to_come(identity) and identity not in dict(self.known):
            return name_to_come(identity)
        name = dict(self.known).get(identity, identity)
        # A name that several documents have does not identify one.
        return name if [folded(known) for _id, known in self.known].count(folded(name)) == 1 else identity


@dataclass(frozen=True, eq=False)
class ProcessNames(ListedNames):
    """The deployment process and the runbooks of a project.

    A set lists neither the runbooks that the run creates, nor the new names of runbooks that the run renames.
    ``owner_id``: the ID of the project.
    """

    owner_id: str = ""

    def named(self) -> Location | None:
        return RUNBOOKS

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        return ((RUNBOOKS, str(each)) for each in given or () if folded(each) != DEPLOYMENT)

    def unlisted(self, name: str, context: Context) -> list[str]:
        if not self.owner_id or not context.server_is_at_least(*(RUNBOOKS.since or EVER)):
            return []
        found = context.resolver.resolve(RUNBOOKS, name, self.owner_id)
        return [found] if isinstance(found, str) else []

    def name_of(self, identity: str, context: Context) -> str:
        change = context.resolver.planned_changes(RUNBOOKS).get(identity)
        if change and not is_to_come(identity):
            return str(change[1].get("Name"))
        known = super().name_of(identity, context)
        is_new = known == identity and identity not in dict(self.known)
        return context.resolver.names(RUNBOOKS, [identity])[0] if is_new else known


TAGS = TagList(TAG_SETS)
SCOPE = Nested(
    (
        Field("environments", ENVIRONMENT, ReferenceList(SCOPES)),
        Field("machines", "Machine", ReferenceList(MACHINES)),
        Field("target_tags", ROLE, TextList()),
        Field("channels", CHANNEL, ReferenceList(CHANNELS)),
        Field("steps", ACTION, ListedNames("step")),
        Field("tenant_tags", TAG, TAGS),
        Field("processes", PROCESS, ProcessNames("process")),
    )
)
KNOWN_KINDS = tuple(each.api for each in SCOPE.fields)


def scope_type(variable_set: Document, owner_id: str, context: Context) -> Nested:
    """The field type of a scope in this set, which knows the steps and processes that the set lists."""
    values = variable_set.get("ScopeValues") or {}
    steps = _steps_after_run(_pairs(values.get("Actions")), owner_id, context)
    types = {
        ACTION: ListedNames("step", steps),
        PROCESS: ProcessNames("process", _processes(values.get("Processes"), owner_id), owner_id),
    }
    fields = tuple(replace(each, type=types[each.api]) if each.api in types else each for each in SCOPE.fields)
    return replace(SCOPE, fields=fields)


def _pairs(found: Any) -> Pairs:
    return tuple((str(each.get("Id")), str(each.get("Name"))) for each in found or ())


def _steps_after_run(known: Pairs, owner_id: str, context: Context) -> Pairs:
    """The steps at the end of the run, which may create, rename and remove steps of the project."""
    change = context.resolver.planned_changes(DEPLOYMENT_PROCESSES).get(owner_id)
    if not change:
        return known
    before, after = (actions_of(each) for each in change)
    names = {str(each.get("Id")): str(each.get("Name")) for each in after if each.get("Id")}
    removed = {str(each.get("Id")) for each in before} - set(names)
    kept = tuple((each, names.get(each, name)) for each, name in known if each not in removed)
    kept_names = {folded(name) for _id, name in kept}
    new = (str(each.get("Name")) for each in after if folded(each.get("Name")) not in kept_names)
    return (*kept, *((to_come(name), name) for name in new))


def _processes(found: Any, owner_id: str) -> tuple[tuple[str, str], ...]:
    """The processes of a project; a runbook with the name of the deployment process is identified only by its ID."""
    runbooks = [each for each in found or () if each.get("ProcessType") != "Deployment" and each.get("Id") != owner_id]
    named = [(each, each if folded(name) == DEPLOYMENT else name) for each, name in _pairs(runbooks)]
    return ((owner_id, DEPLOYMENT), *named)


def scope_of(given: Any, of_type: Nested, tags: Sequence[str], context: Context, option: str) -> dict[str, list[str]]:
    """The scope that the options ask for, with IDs.

    ``of_type``: its type, from ``scope_type``; ``tags``: the tags that are known to exist.
    """
    asked = given_fields(of_type.fields, given)
    made = of_type.wanted(given, {TAG: list(tags)}, context, option) if asked else {}
    found = {each.api: made[each.api] for each in asked if made and made[each.api]}
    return dict(scope_after_run(found, context))


def tags_known(variable_set: Document) -> list[str]:
    """The tenant tags that a set lists, and those in the scopes of its variables."""
    offered = (each.get("Name") for each in (variable_set.get("ScopeValues") or {}).get("TenantTags") or ())
    used = (tag for each in variable_set.get("Variables") or () for tag in (each.get("Scope") or {}).get(TAG) or ())
    return list(dict.fromkeys(str(tag) for tag in (*offered, *used) if tag))


def scope_after_run(scope: Any, context: Context) -> Any:
    """A scope at the end of the run, which may rename tags: a scope has the names of tags, not their IDs."""
    if not (scope or {}).get(TAG) or not context.resolver.planned_changes(TAG_SETS):
        return scope
    return {**scope, TAG: TAGS.shown(scope[TAG], context)}


def scope_key(scope: Any) -> ScopeKey:
    """A scope for comparison: the order of IDs, the case of tags and empty lists do not matter."""
    return frozenset((kind, frozenset(folded(each) for each in ids)) for kind, ids in (scope or {}).items() if ids)


def is_known(scope: Any) -> bool:
    """Whether options can describe a scope: newer servers may have further kinds of it."""
    return all(kind in KNOWN_KINDS for kind, ids in (scope or {}).items() if ids)
