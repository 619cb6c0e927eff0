# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of octopus_info: reads documents of any kind, by name, by IDs or with other parameters of their link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.export import warn_of_git, warn_of_left_out
from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.on_demand import OnDemand
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import BY_KIND, BY_PLURAL
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import (
    ListedCompanions,
    listed_companions,
    read_companions,
)
from ansible_collections.octopus.deploy.plugins.module_utils._locate.reader import PAGE
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import SKIP_THE_TASK, Context, Notes
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, is_unlinked
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import without_id_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.values import refuse_empty
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, Result, Task
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils._suggestions import meant
from ansible_collections.octopus.deploy.plugins.module_utils._tasks import records
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.filters import ARGUMENTS as FILTERS
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.filters import Filters, filters_of, option_of
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.names_of_ids import names_of_ids
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.selection import with_ids, with_name, without_names
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.starting import documents, explained, starting_point
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    MissingLink,
    MissingParameter,
    ServerRefused,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import has_id
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import document

ARGUMENTS: dict[str, Argument] = {
    "kind": {"type": "str", "required": True},
    "name": {"type": "str"},
    "ids": {"type": "list", "elements": "str"},
    "parameters": {"type": "dict"},
    "limit": {"type": "int"},
    **FILTERS,
    "with_names": {"type": "bool", "default": False},
}
# Kinds by their names in modules and in configurations.
BY_NAME = OnDemand({**BY_KIND.imports, **BY_PLURAL.imports})
WORDS = (*chain(*zip(BY_KIND, BY_PLURAL)), *(name for each in records.RECORDS for name in (each.kind, each.plural)))
SINGULARS = (*BY_KIND, *(each.kind for each in records.RECORDS))
PREFIX = "octopus_"
NOT_FOUND = 404


@dataclass(frozen=True)
class Reading:
    """One task: the document with the links to begin at, the server's and the space's documents, and the options.

    ``start``: has the server's links only, if the space does not exist yet.
    """

    start: Document
    resolver: Resolver
    context: Context
    options: Mapping[str, Any]
    filters: Filters

    @property
    def client(self) -> Client:
        return self.context.client


def gather(session: Session, request: Request) -> Result:
    """Read the documents that the task asks for; they are under ``resources`` in the result."""
    options = request.parameters
    refuse_empty(ARGUMENTS, options, selecting=ARGUMENTS)
    start = starting_point(session, request)
    resolver = Resolver(session.client, start.document, coming=start.document is None)
    request.warnings.extend([start.warning] if start.warning else [])
    context = Context(session.client, resolver, request.check, notes=Notes(request.warnings))
    found: list[Document] = []
    with explained(start), _in_words_of_options(options["kind"]):
        filters = filters_of(options, records.BY_NAME.get(_word(options)), context)
        reading = Reading(start.document or session.client.system(), resolver, context, options, filters)
        if not filters.find_nothing:
            here = _documents(reading) if start.document else _of_new_space(_documents(reading))
            found = list(islice(here, options.get("limit")))
        if not found and not filters.find_nothing:
            _warn_of_unseen(reading)
        names = {"names": names_of_ids(found, context)} if options["with_names"] else {}
    warnings = {"warnings": context.notes.warnings} if context.notes.warnings else {}
    return {"changed": False, "resources": found, **names, "space": start.space.described(), **warnings}


def _warn_of_unseen(reading: Reading) -> None:
    """Warn if the user may not see all documents of a kind, none of which was found."""
    known = BY_NAME.get(_word(reading.options)) or records.BY_NAME.get(_word(reading.options))
    unseen = reading.resolver.why_unseen(known.location) if known else ""
    if unseen:
        reading.context.warn(f"{reading.options['kind']}: nothing was found, but {unseen}")


def _of_new_space(documents: Iterable[Document]) -> Iterator[Document]:
    """Leave out the documents of the default space, which the lists of the server have, too."""
    for each in documents:
        # Some lists of the server hold texts.
        if not isinstance(each, dict):
            yield each
        elif not each.get("SpaceId"):
            yield without_id_to_come(each)


@contextmanager
def _in_words_of_options(kind: str) -> Iterator[None]:
    """Turn errors about links into errors about options.

    The error about a name that is neither a kind nor a link has similar kinds, and the error about a part of an address
    that is missing has the option that gives it.
    """
    try:
        yield
    except MissingParameter as missing:
        options = [option_of(each) for each in missing.parameters]
        raise OptionError(" and ".join(options), f"must be given for this kind. {missing}") from missing
    except MissingLink as missing:
        if missing.link != kind:
            raise
        alike = meant(kind.removeprefix(PREFIX), WORDS, SINGULARS)
        raise OptionError(
            "kind", f"there is no such kind{alike}{'' if alike.endswith('?') else '.'} {missing}"
        ) from missing


def _word(options: Mapping[str, Any]) -> str:
    return str(options["kind"]).removeprefix(PREFIX)


def _collection(reading: Reading) -> Location:
    name, kind = _word(reading.options), reading.options["kind"]
    resource, record = BY_NAME.get(name), records.BY_NAME.get(name)
    if resource and resource.singleton:
        raise OptionError("kind", f"{resource.plural} do not have names; octopus_config_info reads them")
    if resource and is_unlinked(resource.location):
        reading.context.require(resource.location.since, "kind", SKIP_THE_TASK)
    if record:
        if record.found_by and reading.options.get("name") is not None:
            raise without_names(record.found_by)
        missing = next((each for each in record.needs if reading.options.get(each) is None), None)
        if missing:
            raise OptionError(
                missing, f"must be given for this kind: each {missing} has its own {record.location.label}"
            )
        return record.of_tenant if record.of_tenant and reading.options.get("tenant") else record.location
    return resource.location if resource else Location(kind, kind)


def _documents(reading: Reading) -> Iterator[Document]:
    """The documents of a kind or a link; for a kind whose documents belong to owners, those of the owners asked for."""
    resource = BY_NAME.get(_word(reading.options))
    if resource and reading.options.get("ids") is None:
        warn_of_git(resource, _parents_in_git(resource, reading), reading.context)
    owned = [each for each in resource.variants if each.owner] if resource else []
    if not owned:
        yield from _found(reading, _collection(reading))
    for variant, owner in ((each, each.owner) for each in owned):
        owners = _found(reading, owner.location) if owner else iter(())
        # With a limit, most owners may not be needed.
        listed: ListedCompanions = {each.prop: {} for each in variant.companions}
        if reading.options.get("limit") is None:
            owners = iter(every := list(owners))
            listed = listed_companions(variant.companions, every, reading.context, {})
        for each in owners:
            offered = [companion for companion in variant.companions if companion.offered(each, reading.context)]
            if owner and not offered:
                warn_of_left_out(variant, owner.location, each, reading.context)
            whole = read_companions(offered, each, reading.context, listed)
            if variant.own(whole):
                yield variant.own(whole)


def _parents_in_git(resource: Resource, reading: Reading) -> Iterable[Document]:
    """The parents asked for that may keep the documents of a kind in Git."""
    parent, since = resource.location.parent, resource.location.lists.in_git
    if parent is None or since is None or not reading.context.server_is_at_least(*since):
        return ()
    parent_id = reading.filters.parent_in(resource.location, ())
    if not parent_id:
        return reading.resolver.everything(parent.location)
    one = reading.resolver.seen(parent.location, parent_id)
    return [one] if one else []


def _found(reading: Reading, location: Location) -> Iterator[Document]:
    client, resolver, filters, options = reading.client, reading.resolver, reading.filters, reading.options
    name, ids = options.get("name"), options.get("ids")
    is_there = resolver.holder(location) is not None
    if not is_there or location.lists.instead or (location.parent and location.parent.only):
        # No link of the starting point leads to documents of this kind, or their space does not exist yet.
        if options.get("parameters") and not is_there:
            # Only a server knows which documents the parameters select.
            return
        if options.get("parameters"):
            raise OptionError("parameters", f"can't be given for this kind: no single list has every {location.label}")
        parent_id = filters.parent_in(location, ())
        everything = filters.apply(resolver.everything(location, parent_id), (), parent_id)
        yield from with_name(with_ids(everything, ids), name)
        return
    holder, link, parent_id = _list(reading, location)
    offered = client.parameters(holder, link)
    parameters: dict[str, Any] = {key: value for key, value in location.lists.filters if key in offered}
    parameters.update(options.get("parameters") or {})
    if ids is not None and "ids" not in offered and "id" in offered:
        yield from filters.apply(_each(client, holder, link, ids, parameters), (), parent_id)
        return
    if ids is not None:
        if not ids:
            return
        parameters["ids"] = ids
    if name is not None:
        searched = str(name).strip()
        parameters.update({each: searched for each in ("name", "partialName", "filter") if each in offered})
    if "take" in offered and "id" not in parameters:
        # Ask for long pages: the default page of 2026.3 has ten environments. The limit must not shorten a page in
        # which a name or an ID is looked for.
        limit = options.get("limit") if name is None and ids is None else None
        parameters.setdefault("take", min(limit or PAGE, PAGE))
        if "skip" in offered:
            # Newer lists want both parameters, or neither (api: approvals#rule).
            parameters.setdefault("skip", 0)
    queries = [{**query, **parameters} for query in filters.queries(offered)]
    # The queries differ only in the state, and the same query must not be sent twice if the user's parameters set it.
    distinct = [each for place, each in enumerate(queries) if each not in queries[:place]]
    lists = [documents(client, holder, link, each) for each in distinct]
    found = filters.apply(filters.merged(lists), offered, parent_id)
    yield from with_name(with_ids(found, ids), name)


def _list(reading: Reading, location: Location) -> tuple[Document, str, str]:
    """The document and its link to a list of a location's documents; the ID of the parent if the list is its own.

    A parent's own list is read if the list of all documents, such as that of releases, has no filter for the parent.
    Raises ``OptionError`` if only parents have lists, and the options name no parent.
    """
    # A link to a documented address is added to the document that the task starts at.
    holder = (reading.resolver.holder(location) if location.unlinked else None) or reading.start
    is_here = has_link(holder, location.link)
    offered = reading.client.parameters(holder, location.link) if is_here or not location.parent else ()
    parent_id = reading.filters.parent_in(location, offered)
    if location.parent and parent_id:
        parent = reading.resolver.seen(location.parent.location, parent_id)
        if parent and (has_link(parent, location.parent.link) or not is_here):
            return parent, location.parent.link, parent_id
    if location.parent and not is_here:
        owner = location.parent.location.label
        raise OptionError(owner, f"must be given for this kind: each {owner} has its own {location.label}")
    return holder, location.link, ""


def _each(
    client: Client, holder: Document, link: str, ids: Iterable[str], parameters: Mapping[str, Any]
) -> Iterator[Document]:
    for document_id in ids:
        try:
            found = client.get(holder, link, {**parameters, "id": document_id})
        except ServerRefused as refused:
            if refused.status != NOT_FOUND:
                raise
            continue
        # ``document`` raises an error for an answer that is not a document, such as an empty one.
        if not isinstance(found, list) and has_id(document(found, f"The link {link!r}"), document_id):
            yield found


INFO = Task(
    name="octopus_info",
    arguments=ARGUMENTS,
    perform=gather,
    mutually_exclusive=(("name", "ids"),),
)
