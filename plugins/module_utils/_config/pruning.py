# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prune: decides which documents are removed, of those that the server has and the configuration does not name."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import (
    BY_PLURAL,
    Mistakes,
    kinds_called,
    without_removed_entries,
)
from ansible_collections.octopus.deploy.plugins.module_utils._config.listing import MARK, Listed
from ansible_collections.octopus.deploy.plugins.module_utils._config.named_in_plans import texts
from ansible_collections.octopus.deploy.plugins.module_utils._config.outcomes import Planned
from ansible_collections.octopus.deploy.plugins.module_utils._config.vital import vital
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan, why_default_stays
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE, DELETE
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Missing
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client

# Whether prune keeps a document of a kind; see ``Protection``.
Protected = Callable[[Resource, Listed], bool]


def prunable(asked: Sequence[str], of_the_server: bool, config: Mapping[str, Any]) -> list[Resource]:
    """The kinds that a task wants to prune. Raises ``OptionError`` for a kind that it may not intend.

    ``of_the_server``: whether the task allows kinds that all spaces share; ``config``: the configuration.
    """
    kinds = kinds_called(asked, "prune")
    for plural in asked:
        if plural not in config:
            raise OptionError(
                "prune",
                f"the configuration does not mention {plural}, so all of them would be removed. If you want that, "
                f"give an empty list, {plural}: []",
            )
        if BY_PLURAL[plural].location.system and not of_the_server:
            raise OptionError(
                "prune",
                f"{plural} belong to the whole server, not to one space. To prune them, set prune_server: true",
            )
    return kinds


def claimed_by(planned: Sequence[Planned]) -> set[str]:
    """The IDs of the documents that items are about."""
    # The document of the server itself has no ID.
    of_own = (each.plan.current for each in planned if not each.resource.owner)
    return {str(current.get("Id")) for current in of_own if current}


def unlisted(index: Index, resource: Resource, claimed: Container[str]) -> list[Listed]:
    """The documents of a kind that the server has and no item is about. ``claimed``: see ``claimed_by``."""
    elsewhere = resource.hooks.managed_elsewhere
    found = [
        each
        for each in index.listed(resource.location)
        if each.id not in claimed and not elsewhere(each.id) and not index.is_named(resource.location, each)
    ]
    return sorted(titled(index, resource, found), key=lambda each: each.title.casefold())


def coming_along(index: Index, resource: Resource, planned: Sequence[Planned]) -> list[Listed]:
    """The documents of a kind that the server creates with new documents of the run, and that no item is about."""
    inside = resource.location.parent
    owners = [to_come(each.item.name) for each in planned if each.item and inside and makes(each, inside.location)]
    found = (each for owner in owners for each in index.first_documents(resource.location, owner))
    return titled(index, resource, [each for each in found if not index.is_named(resource.location, each)])


def makes(planned: Planned, location: Location) -> bool:
    """Whether an item creates a document at a location."""
    return planned.resource.location == location and planned.plan.write == CREATE


def titled(index: Index, resource: Resource, found: Sequence[Listed]) -> list[Listed]:
    """The documents with the names of their parents."""
    inside = resource.location.parent
    if inside is None:
        return list(found)
    parents = index.names(inside.location, [each.parent for each in found])
    return [replace(each, within=parent) for parent, each in zip(parents, found)]


def pruned(
    kinds: Sequence[Resource], unmanaged: Mapping[str, Sequence[Listed]], protected: Protected, limit: int
) -> list[Planned]:
    """The removals that a task asks for. Raises ``OptionError`` if there are more than ``limit``."""
    found = [removal(kind, each) for kind in kinds for each in unmanaged[kind.plural] if not protected(kind, each)]
    if len(found) > limit:
        names = listed([f"{each.resource.label} {each.name}" for each in found])
        raise OptionError(
            "prune_limit", f"{len(found)} documents would be removed, more than {limit}; nothing was changed: {names}"
        )
    return found


def removal(resource: Resource, document: Listed) -> Planned:
    """The planned removal of a document that no item is about; a document of a new parent or space has no ID yet."""
    inside = resource.location.parent
    identity = None if is_to_come(document.parent) or is_to_come(document.id) else document.id
    current = {
        "Id": identity,
        resource.location.naming.prop: document.name,
        **({inside.prop: document.parent} if inside else {}),
    }
    return Planned(resource, document.title, Plan(DELETE, current, before={"name": document.title, "id": identity}))


def owner_to_come(planned: Planned) -> str:
    """``to_come(name)`` of the new document that an item creates, or of its new parent; empty if neither is new."""
    inside = planned.resource.location.parent
    if inside:
        owner = str(planned.plan.wanted.get(inside.prop) or "")
        return owner if is_to_come(owner) else ""
    return to_come(planned.item.name) if planned.item and planned.plan.write == CREATE else ""


def new_defaults(planned: Planned) -> Iterator[tuple[Location, str]]:
    """The location and the owner's ID of a document that an item makes the default in place of another document."""
    for _option, owner in planned.default_flags:
        if not (planned.plan.current or {}).get(MARK):
            yield planned.resource.location, owner


def used_by(planned: Planned, client: Client, index: Index) -> Iterator[str]:
    """Every ID that an item's document may use: of its owner, of documents that it can't be without, and every text in
    the values that the item asks for.
    """
    parameters = planned.item.parameters if planned.item and not planned.item.absent else {}
    yield from (ids[0] for ids in vital_ids(planned) if len(ids) == 1)
    if planned.resource.owner and planned.plan.current:
        yield str(planned.plan.current["Id"])
    for each in given_fields(planned.resource.fields, parameters):
        given = without_removed_entries(parameters[each.option])
        # Some values hold names instead of IDs, such as the tag set in a tag.
        for location, value in each.type.references(given):
            found = index.resolve(location, value) if index.has_read(location) else Missing()
            yield from texts(found)
        wanted = each.of(planned.plan.wanted) if each.api else None
        if each.change == "deferred" and wanted is None:
            # The plan of a new document does not hold its deferred values.
            context = Context(client, index, check=True, owner_id=owner_to_come(planned))
            try:
                wanted = each.type.wanted(given, None, context, each.option)
            except OptionError:
                continue
        yield from texts(each.type.managed(wanted))


def vital_ids(planned: Planned) -> Iterator[list[str]]:
    """The IDs of the documents that an item's document can't be without; see ``vital``."""
    if planned.item and not planned.item.absent:
        yield from vital(planned.resource.fields, planned.plan.wanted or planned.plan.current or {})


def removed_by_items(planned: Sequence[Planned]) -> dict[str, Planned]:
    """The items that remove a document, by the ID of the document."""
    absent = [(each, each.plan.current) for each in planned if each.item and each.item.absent and each.plan.current]
    return {str(current["Id"]): each for each, current in absent if current.get("Id")}


def removed_defaults(planned: Sequence[Planned]) -> list[str]:
    """The mistakes of items that remove a default document, while the run makes no other one the default.

    A document that the server removes with its parent or its space may be the default.
    """
    moved = {of for each in planned for of in new_defaults(each)}
    removed = [each for each in planned if each.plan.write == DELETE]
    gone = {(each.plan.current or {}).get("Id") for each in removed} - {None}
    problems = []
    for each in removed:
        current, inside = each.plan.current or {}, each.resource.location.parent
        owner = str(current.get(inside.prop) or "") if inside else ""
        problem = why_default_stays(each.resource, each.plan)
        with_others = owner in gone or current.get("SpaceId") in gone
        if problem and not with_others and (each.resource.location, owner) not in moved:
            problems.append(f"{each.place}.state: {problem}")
    return problems


def refuse_removed(planned: Sequence[Planned], client: Client, index: Index) -> None:
    """Raise ``Mistakes`` for items that refer to documents which other items remove."""
    removals = removed_by_items(planned)
    problems = []
    for each in planned if removals else ():
        all_removed = (ids for ids in vital_ids(each) if removals.keys() >= set(ids))
        used = (*used_by(each, client, index), *(one for ids in all_removed for one in ids))
        problems += [
            f"{each.place}: refers to {removals[one].name!r}, which {removals[one].place} removes"
            for one in dict.fromkeys(used)
            if one in removals
        ]
    if problems:
        raise Mistakes(problems)
