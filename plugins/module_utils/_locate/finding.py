# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Locates the document that a task manages. Reads only."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import companions_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Companion, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Missing, belongs
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, name_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded


def parent_of(resource: Resource, parameters: Parameters, context: Context) -> str:
    """The ID of the parent document; empty for a kind without a parent, and for a parent that does not exist yet."""
    parent = resource.location.parent
    value = resource.given_parent(parameters) if parent else ""
    found = context.resolver.resolve(parent.location, value) if parent and value else ""
    return found if isinstance(found, str) else ""


def space_of(resource: Resource, parameters: Parameters, context: Context) -> str:
    """The ID of the space that the options name for a document of the server; empty if they name none."""
    space = resource.given_space(parameters)
    if space is None or resource.of_space is None:
        return ""
    if parameters.get("state") == "absent":
        found = context.resolver.resolve(*space)
        # A space that does not exist has no document to remove.
        return to_come(space[1]) if isinstance(found, Missing) else found
    return resolved(*space, context, resource.of_space.option)


@dataclass(frozen=True)
class Located:
    """The document that a task manages; None if it does not exist.

    ``parent_id``: see ``parent_of``. ``read_at``: the client's clock, in seconds, just before the document was read.
    """

    document: Document | None
    parent_id: str = ""
    read_at: float = 0.0


def locate(resource: Resource, parameters: Parameters, context: Context) -> Located:
    """Locate the document that a task manages."""
    if not resource.owner and parameters.get("state") != "absent":
        # Look references up first, to keep the time between reading and writing the document short.
        for location, value in resource.references(parameters):
            if not location.parent:
                context.resolver.resolve(location, value)
    return locate_without_references(resource, parameters, context)


def locate_without_references(resource: Resource, parameters: Parameters, context: Context) -> Located:
    """Locate the document that a task manages, without looking references up first."""
    if resource.owner:
        parent_id = parent_of_owner(resource, parameters, context)
        read_at = context.client.now()
        owner = owner_of(resource, parameters, context, parent_id)
        return Located(with_companions(resource, owner, parameters, context), parent_id, read_at)
    parent_id = parent_of(resource, parameters, context)
    read_at = context.client.now()
    return Located(find(resource, parameters, context, parent_id), parent_id, read_at)


def find(resource: Resource, parameters: Parameters, context: Context, parent_id: str = "") -> Document | None:
    """The document that a task manages, with the companions that the task manages; None if it does not exist."""
    found = _found(resource, parameters, context, parent_id)
    if not found or not resource.companions or parameters.get("state") == "absent":
        return found
    return with_companions(resource, found, parameters, context)


def with_companions(resource: Resource, found: Document, parameters: Parameters, context: Context) -> Document:
    """A document with the companions that the task manages; a document to come has the companions of a new document."""
    managed = {each.api or each.type.companion for each in given_fields(resource.fields, parameters)}
    companions = [each for each in resource.companions if each.prop in managed]
    if not companions:
        return found
    if is_to_come(str(found.get("Id") or "")):
        return {**found, **{each.prop: _initial_companion(resource, each, found, context) for each in companions}}
    return {**found, **companions_of(companions, found, context)}


def parent_of_owner(resource: Resource, parameters: Parameters, context: Context) -> str:
    """The ID of the document within which the owner's name is unique; empty for a name that is unique everywhere."""
    parent, value = resource.location.parent, resource.given_parent(parameters)
    return resolved(parent.location, value, context, resource.parent.option) if parent and resource.parent else ""


def owner_of(resource: Resource, parameters: Parameters, context: Context, parent_id: str) -> Document:
    """The owner that the options name; an owner to come has the ID ``to_come(name)``, its name and its parent.

    Raises ``OptionError`` for an owner that does not exist, and ``ValueError`` for a kind without an owner.
    """
    owner = resource.owner
    if owner is None:
        raise ValueError(f"no option names the owner of {resource.kind}")
    given = str(parameters[owner.option])
    inside = {owner.location.parent.prop: parent_id} if owner.location.parent else {}
    identity = resolved(owner.location, given, replace(context, owner_id=parent_id), owner.option)
    if is_to_come(identity):
        return {"Id": identity, owner.location.naming.prop: name_to_come(identity), **inside}
    if is_to_come(parent_id):
        # The new parent is a clone and gets a copy of this document of its source.
        name = context.resolver.names(owner.location, [identity])[0]
        return {"Id": to_come(name), owner.location.naming.prop: name, **inside}
    found = context.resolver.seen(owner.location, identity)
    if found is None:
        raise OptionError(owner.option, f"the {owner.location.label} {given!r} ({identity}) does not exist any more")
    return found


def _initial_companion(resource: Resource, companion: Companion, document: Document, context: Context) -> Any:
    """The companion that a new owner will begin with; a clone begins with a copy of its source's companion."""
    source = _source(resource, document, context) if companion.copied else None
    planned = context.resolver.planned_changes(resource.location).get(change_key(resource, source)) if source else None
    if source is None or (planned and companion.prop in planned[1]):
        return deepcopy(planned[1][companion.prop] if planned else companion.blank)
    return (
        _initial_companion(resource, companion, source, context)
        if is_to_come(source["Id"])
        else companion.read(source, context)
    )


def _source(resource: Resource, document: Document, context: Context) -> Document | None:
    """The document that an owner to come is a copy of, as a clone or because its parent is a clone.

    None if the owner is not a copy.
    """
    owner, parent = resource.owner, resource.location.parent
    if owner is None:
        return None
    if parent is None:
        inside, identity = "", context.resolver.copied_from(owner.location, document["Id"])
    else:
        inside = context.resolver.copied_from(parent.location, document[parent.prop]) or ""
        found = context.resolver.resolve(owner.location, name_to_come(document["Id"]), inside) if inside else None
        identity = found if isinstance(found, str) else None
    if identity is None or is_to_come(identity):
        named = {owner.location.naming.prop: name_to_come(identity or "")}
        return {"Id": identity, **named, **({parent.prop: inside} if parent else {})} if identity else None
    return context.resolver.seen(owner.location, identity)


def change_key(resource: Resource, document: Document) -> str:
    """The key for the planned change of a document that belongs to an owner.

    Owners to come that have the same name in different parents have the same ID.
    """
    parent = resource.location.parent
    inside = f"{document.get(parent.prop)} " if parent and is_to_come(document["Id"]) else ""
    return f"{inside}{document['Id']}"


def _found(resource: Resource, parameters: Parameters, context: Context, parent_id: str) -> Document | None:
    """The document by ``id``, else by ``name``, else by ``new_name``."""
    documents, location = context.documents, resource.location
    if resource.singleton:
        return documents.holder(location) or {"Id": to_come(location.label)}
    if parameters.get("id"):
        document = documents.by_id(location, parameters["id"], parent_id)
        # A document of another parent is never removed; if it is to be changed, the plan reports its parent.
        elsewhere = parameters.get("state") == "absent" and not belongs(document or {}, location.parent, parent_id)
        return None if elsewhere else document
    if resource.parent and (not parent_id or is_to_come(parent_id)):
        if parameters.get("state") == "absent" and not parent_id and not context.check:
            # Outside check mode, earlier tasks have created their documents, so a missing parent has none to remove.
            return None
        names = [parameters[option] for option in ("name", "new_name") if parameters.get(option)]
        copies = (documents.by_name(location, name, parent_id) for name in names if parent_id)
        # A clone gets copies of its source's documents, any other new parent gets its kind's default document.
        return next((each for each in copies if each), None) or _default_document(resource, parameters, parent_id)
    inside = parent_id or space_of(resource, parameters, context)
    found = documents.by_name(location, parameters["name"], inside)
    if parameters.get("new_name"):
        renamed = documents.by_name(location, parameters["new_name"], inside)
        if found and renamed and found["Id"] != renamed["Id"]:
            raise OptionError(
                "new_name",
                f"{renamed[location.naming.prop]!r} is the name of another {resource.label} ({renamed['Id']}), "
                f"so {found[location.naming.prop]!r} ({found['Id']}) can't be renamed to it",
            )
        return found or renamed
    return found


def _default_document(resource: Resource, parameters: Parameters, parent_id: str) -> Document | None:
    """The default document of a parent that does not exist yet, if the task manages it. The document has no ID."""
    parent = resource.location.parent
    known = dict(parent.brings) if parent else {}
    names = {folded(parameters[option]) for option in ("name", "new_name") if parameters.get(option)}
    if not parent or folded(known.get(resource.location.naming.prop) or "") not in names:
        return None
    return {"Id": None, parent.prop: parent_id or to_come(resource.given_parent(parameters)), **known}
