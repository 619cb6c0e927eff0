# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports a space as a configuration: names in place of IDs, placeholders for secrets, only managed properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import BY_PLURAL, Mistakes, items_of
from ansible_collections.octopus.deploy.plugins.module_utils._config.threads import parallel
from ansible_collections.octopus.deploy.plugins.module_utils._converge.misfit import refuse_misfit
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import (
    ListedCompanions,
    listed_companions,
    read_companions,
)
from ansible_collections.octopus.deploy.plugins.module_utils._locate.reader import batches
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context, Notes
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import exported_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Owner, Resource
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, is_unreadable
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

Config = dict[str, list[dict[str, Any]]]


def exported(
    client: Client,
    index: Index,
    resources: Sequence[Resource],
    threads: int,
    warnings: list[str],
    is_lenient: bool = False,
) -> Config:
    """The documents of these kinds as items, sorted by name within each kind.

    ``warnings`` gets a message about everything that the items leave out. ``is_lenient``: leave out a kind that can't
    be read, instead of raising ``OctopusError``, unless no kind can be read.
    """
    config: Config = {}
    warned: list[str] = []
    unread: dict[str, list[str]] = {}
    context = Context(client, index, notes=Notes(warned))
    for resource in resources:
        before = len(warned)
        try:
            config[resource.plural] = exported_items(resource, index, context, threads)
        except OctopusError as error:
            is_nothing_left = not config and resource is resources[-1]
            if not (is_lenient and is_unreadable(error)) or is_nothing_left:
                raise
            # A kind that is left out has no items to warn of.
            del warned[before:]
            unread.setdefault(str(error), []).append(resource.plural)
    # Threads warn in any order.
    warnings += sorted(warned)
    warnings += [
        f"{', '.join(kinds)}: left out, because they could not be read; other kinds have their IDs for names: {why}"
        for why, kinds in unread.items()
    ]
    warnings += refused_values(config)
    return config


def exported_items(resource: Resource, index: Index, context: Context, threads: int) -> list[dict[str, Any]]:
    """The documents of a kind as items. Raises ``OctopusError``, for a collection that was not readable as well."""
    for location in locations_of(resource):
        if location in index.unread:
            raise index.unread[location]
    if resource.location.parent:
        warn_of_git(resource, index.documents(resource.location.parent.location), context)
    items = [item for each in resource.variants for item in exported_kind(each, index, context, threads)]
    return sorted(items, key=lambda item: [folded(part) for part in identity(resource, item)])


def locations_of(resource: Resource) -> list[Location]:
    """The locations of a kind's documents, or of their owners."""
    return [each.owner.location if each.owner else each.location for each in resource.variants]


def refused_values(config: Config) -> Iterator[str]:
    """A warning about each mistake that octopus_config would find in an export, for example a text that is written like
    a mask, or a value that is not among the choices that this version knows.
    """
    try:
        items_of(config, {})
    except Mistakes as mistakes:
        mask = Mask.of(mistakes.secrets)
        for problem in mistakes.problems:
            plural, index = problem.partition("]")[0].split("[")
            names = identity(BY_PLURAL[plural], config[plural][int(index)])
            name = ": ".join(each for each in names if each)
            yield mask.text(f"{plural}: {name!r} would be refused in a configuration: {problem}")


def parents_of(resources: Sequence[Resource]) -> list[Location]:
    """The collections that an export of these kinds needs as well: parents may keep documents in a Git repository."""
    parents = [each.location.parent for each in resources]
    return [each.location for each in parents if each and not each.only]


def warn_of_git(resource: Resource, parents: Iterable[Document], context: Context) -> None:
    """Warn of parents that keep the documents of a kind in a Git repository, where no list of the server has them."""
    parent = resource.location.parent
    for each in parents:
        if parent and context.client.is_in_git(each, parent.link):
            called = f"{parent.location.label} {each.get(parent.location.naming.prop)!r}"
            context.warn(f"{resource.plural}: left out those of {called}, which keeps them in a Git repository")


def warn_of_left_out(resource: Resource, location: Location, owner: Document, context: Context) -> None:
    """Warn of an owner that has no companion of a kind on the server."""
    called = f"{location.label} {owner.get(location.naming.prop)!r}"
    context.warn(f"{resource.plural}: left out {called}, for which the server does not offer them; they may be in Git")


def exported_kind(resource: Resource, index: Index, context: Context, threads: int) -> list[dict[str, Any]]:
    """The documents of a kind as items; of a kind with owners, the documents of one kind of owner."""
    # Warnings come from exporting a document, and not from deciding whether to export it.
    silent = replace(context, notes=Notes())
    managed = (each for each in documents(resource, index) if is_exported(resource, each, silent))
    # Without companions, there is nothing to wait for.
    threads = threads if resource.companions else 1
    found: list[dict[str, Any]] = []
    listed: ListedCompanions = {}
    # Only some companions are in memory at a time: a set of variables also has the names of all machines.
    for some in batches(managed):
        listed = listed_companions(resource.companions, some, silent, listed)
        one = partial(exported_document, resource, run=context, listed=listed)
        found += [each for each in parallel(one, some, threads) if each]
    return found


def documents(resource: Resource, index: Index) -> Iterable[Document]:
    """All documents of a kind or their owners; for a singleton, the document of the space or the server."""
    if resource.singleton:
        return [index.holder(resource.location) or {}]
    return index.documents(resource.owner.location if resource.owner else resource.location)


def is_exported(resource: Resource, document: Document, context: Context) -> bool:
    """Whether a playbook can manage the document.

    A document that another kind manages is left out, and so is one that the server does not let anybody change, as
    another server may have it in another state.
    """
    if resource.hooks.managed_elsewhere(str(document.get("Id") or "")):
        return False
    try:
        if resource.hooks.look_at_whole_documents:
            refuse_misfit(resource, resource.fields, document, context)
            resource.hooks.guard(document, {}, context)
    except OptionError:
        return False
    return True


def identity(resource: Resource, item: dict[str, Any]) -> list[str]:
    """The names that distinguish an item: those of its parent, its owner, or its document."""
    if resource.is_owned:
        inside = [str(item.get(resource.parent.option))] if resource.parent else []
        return [*inside, *(str(item.get(each.option) or "") for each in resource.owners)]
    return [str(item.get(resource.parent.option)) if resource.parent else "", str(item.get("name"))]


def exported_document(resource: Resource, document: Document, run: Context, listed: ListedCompanions) -> dict[str, Any]:
    """The options that would create a document and its companions.

    ``run``: the context of all documents; ``listed``: the companions that lists of the server hold.
    """
    parent = resource.location.parent
    context = replace(run, owner_id=str(document.get(parent.prop if parent else "Id") or ""))
    offered = [each for each in resource.companions if each.offered(document, context)]
    whole = {**document, **read_companions(offered, document, context, listed)}
    if resource.singleton and not document:
        # The space does not exist yet.
        whole = {each.prop: each.blank for each in resource.companions}
    refuse_misfit(resource, resource.fields, whole, context)
    if resource.singleton:
        return exported_fields(resource.fields, whole, context, resource.plural)
    if resource.owner:
        if offered:
            return exported_of(resource.owner, resource, whole, context)
        warn_of_left_out(resource, resource.owner.location, document, run)
        return {}
    name = str(document.get(resource.location.naming.prop))
    place = f"{resource.plural}.{parents_name(resource, document, context)}{name}"
    item = {"name": name, **exported_fields(resource.fields, whole, context, place)}
    warn_of_missing_options(resource, item, run)
    return item


def warn_of_missing_options(resource: Resource, item: dict[str, Any], context: Context) -> None:
    """Warn of an item that can't create its document elsewhere: this version may have no option for its type."""
    if any(item.keys().isdisjoint(group) for group in resource.creation.one_of):
        context.warn(
            f"{resource.plural}: the {resource.location.label} {item['name']!r} lacks an option that a new "
            "one needs, because the server has no value for it, or this version of the collection does not know the "
            "type; octopus_config can't create it elsewhere"
        )


def exported_of(owner: Owner, resource: Resource, whole: Document, context: Context) -> dict[str, Any]:
    """The options for the document of an owner; nothing for an owner without entries."""
    name = str(whole.get(owner.location.naming.prop))
    place = f"{resource.plural}.{owner.option}.{parents_name(resource, whole, context)}{name}"
    found = exported_fields(resource.fields, whole, context, place)
    parent = {resource.parent.option} if resource.parent else set()
    return {owner.option: name, **found} if found.keys() - parent else {}


def parents_name(resource: Resource, document: Document, context: Context) -> str:
    """The name of the parent and a dot; empty for a kind without a parent."""
    parent = resource.location.parent
    return context.resolver.names(parent.location, [str(document.get(parent.prop))])[0] + "." if parent else ""
