# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Locates the document that a task manages. Reads only."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Companion, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import belongs
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Owner, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, name_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded


def parent_of(resource: Resource, parameters: Parameters, context: Context) -> str:
    """The ID of the parent document; empty for a kind without a parent, and for a parent that does not exist yet."""
    parent, value = resource.location.parent, resource.given_parent(parameters)
    found = context.resolver.resolve(parent.location, value) if parent and value else ""
    return found if isinstance(found, str) else ""


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
    if resource.owner:
        read_at = context.client.now()
        owner = owner_of(resource, parameters, context)
        return Located(with_companions(resource, owner, parameters, context), read_at=read_at)
    if parameters.get("state") != "absent":
        # Look references up first, to keep the time between reading and writing the document short.
        for location, value in resource.references(parameters):
            if not location.parent:
                context.resolver.resolve(location, value)
    parent_id = parent_of(resource, parameters, context)
    read_at = context.client.now()
    return Located(find(resource, parameters, context, parent_id), parent_id, read_at)


def find(resource: Resource, parameters: Parameters, context: Context, parent_id: str = "") -> Document | None:
    """The document that a task manages, with the companions that the task manages."""
    found = _found(resource, parameters, context, parent_id)
    if not found or parameters.get("state") == "absent":
        return found
    return with_companions(resource, found, parameters, context)


def with_companions(resource: Resource, found: Document, parameters: Parameters, context: Context) -> Document:
    """A document with the companions that the task manages; one to come has those that it will begin with."""
    managed = {each.api or each.type.companion for each in given_fields(resource.fields, parameters)}
    companions = [each for each in resource.companions if each.prop in managed]
    owner = resource.owner
    if owner and is_to_come(found["Id"]):
        return {**found, **{each.prop: _beginning(resource, owner, each, found["Id"], context) for each in companions}}
    return {**found, **{each.prop: each.read(found, context) for each in companions}}


def owner_of(resource: Resource, parameters: Parameters, context: Context) -> Document:
    """The owner that the options name; of an owner to come, the ID ``to_come(name)`` and the name."""
    owner = resource.owner
    if owner is None:
        raise ValueError(f"no option names the owner of {resource.kind}")
    given = str(parameters[owner.option])
    identity = resolved(owner.location, given, context, owner.option)
    if is_to_come(identity):
        return {"Id": identity, owner.location.naming.prop: name_to_come(identity)}
    found = context.resolver.seen(owner.location, identity)
    if found is None:
        raise OptionError(owner.option, f"the {owner.location.label} {given!r} ({identity}) does not exist any more")
    return found


def _beginning(resource: Resource, owner: Owner, companion: Companion, identity: str, context: Context) -> Any:
    """The companion that an owner to come will have at first: a clone has a copy of its source's."""
    source = context.resolver.copied_from(owner.location, identity) if companion.copied else None
    planned = context.resolver.foretold(resource.location).get(source or "")
    if source is None or (planned and companion.prop in planned[1]):
        return deepcopy(planned[1][companion.prop] if planned else companion.blank)
    if is_to_come(source):
        return _beginning(resource, owner, companion, source, context)
    original = context.resolver.seen(owner.location, source)
    return companion.read(original, context) if original else deepcopy(companion.blank)


def _found(resource: Resource, parameters: Parameters, context: Context, parent_id: str) -> Document | None:
    """The document by ``id``, else by ``name``, else by ``new_name``."""
    documents, location = context.documents, resource.location
    if resource.singleton:
        return documents.holder(location) or {}
    if parameters.get("id"):
        document = documents.by_id(location, parameters["id"], parent_id)
        # A document of another parent is never removed; planning a change of it names its parent.
        elsewhere = parameters.get("state") == "absent" and not belongs(document or {}, location.parent, parent_id)
        return None if elsewhere else document
    if resource.parent and (not parent_id or is_to_come(parent_id)):
        if parameters.get("state") == "absent" and not parent_id and not context.check:
            # Outside check mode the missing parent will not be created any more, so there is nothing to remove.
            return None
        names = [parameters[option] for option in ("name", "new_name") if parameters.get(option)]
        copies = (documents.by_name(location, name, parent_id) for name in names if parent_id)
        # A clone gets copies of its source's documents, any other new parent gets its kind's default document.
        return next((each for each in copies if each), None) or _default_document(resource, parameters, parent_id)
    found = documents.by_name(location, parameters["name"], parent_id)
    if parameters.get("new_name"):
        renamed = documents.by_name(location, parameters["new_name"], parent_id)
        if found and renamed and found["Id"] != renamed["Id"]:
            raise OptionError(
                "new_name",
                f"{renamed[location.naming.prop]!r} is the name of another {resource.label} ({renamed['Id']}), "
                f"so {found[location.naming.prop]!r} ({found['Id']}) can't be renamed to it",
            )
        return found or renamed
    return found


def _default_document(resource: Resource, parameters: Parameters, parent_id: str) -> Document | None:
    """The default document of a parent that does not exist yet, if the task manages it; it has no ID."""
    parent = resource.location.parent
    known = dict(parent.brings) if parent else {}
    names = {folded(parameters[option]) for option in ("name", "new_name") if parameters.get(option)}
    if not parent or folded(known.get(resource.location.naming.prop) or "") not in names:
        return None
    return {"Id": None, parent.prop: parent_id or to_come(resource.given_parent(parameters)), **known}
