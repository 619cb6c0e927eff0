# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Locates the document that a task speaks of. Reads only."""

from __future__ import annotations

from dataclasses import dataclass

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import belongs
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded


def parent_of(resource: Resource, parameters: Parameters, context: Context) -> str:
    """The ID of the document that the resource belongs to; empty where it belongs to none, or to one to come."""
    parent, value = resource.location.parent, resource.given_parent(parameters)
    found = context.resolver.resolve(parent.location, value) if parent and value else ""
    return found if isinstance(found, str) else ""


@dataclass(frozen=True)
class Located:
    """The document that a task speaks of (None where there is none), and where it lies.

    ``parent_id``: the ID of the document that it belongs to; empty where it belongs to none, or to one to come.
    ``read_at``: when it was read, by the client's clock.
    """

    document: Document | None
    parent_id: str = ""
    read_at: float = 0.0


def locate(resource: Resource, parameters: Parameters, context: Context) -> Located:
    """The document that a task speaks of, and where it lies."""
    if parameters.get("state") != "absent":
        # References first, so that nothing comes between reading the document and writing it.
        for location, value in resource.references(parameters):
            if not location.parent:
                context.resolver.resolve(location, value)
    parent_id = parent_of(resource, parameters, context)
    read_at = context.client.now()
    return Located(find(resource, parameters, context, parent_id), parent_id, read_at)


def find(resource: Resource, parameters: Parameters, context: Context, parent_id: str = "") -> Document | None:
    """The document that a task speaks of, with the documents beside it that the task manages."""
    found = _found(resource, parameters, context, parent_id)
    if not found or parameters.get("state") == "absent":
        return found
    managed = {each.api for each in given_fields(resource.fields, parameters)}
    companions = [each for each in resource.companions if each.prop in managed]
    return {**found, **{each.prop: each.read(found, context) for each in companions}}


def _found(resource: Resource, parameters: Parameters, context: Context, parent_id: str) -> Document | None:
    """The document: by ``id``, else by ``name``, else by the name that it is to bear."""
    documents, location = context.documents, resource.location
    if resource.singleton:
        return documents.holder(location) or {}
    if parameters.get("id"):
        document = documents.by_id(location, parameters["id"], parent_id)
        # Of another parent's, nothing is removed; whoever wants it changed is told what it belongs to.
        elsewhere = parameters.get("state") == "absent" and not belongs(document or {}, location.parent, parent_id)
        return None if elsewhere else document
    if resource.parent and (not parent_id or is_to_come(parent_id)):
        if parameters.get("state") == "absent" and not parent_id and not context.check:
            # Outside check mode nothing makes the parent any more, so that there is nothing to remove.
            return None
        names = [parameters[option] for option in ("name", "new_name") if parameters.get(option)]
        copies = (documents.by_name(location, name, parent_id) for name in names if parent_id)
        # A clone has what its source has, any other what comes with all of its kind.
        return next((each for each in copies if each), None) or _brought(resource, parameters, parent_id)
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


def _brought(resource: Resource, parameters: Parameters, parent_id: str) -> Document | None:
    """The document that one which is still to be made will have from the start, if the task speaks of that."""
    parent = resource.location.parent
    known = dict(parent.brings) if parent else {}
    names = {folded(parameters[option]) for option in ("name", "new_name") if parameters.get(option)}
    if not parent or folded(known.get(resource.location.naming.prop) or "") not in names:
        return None
    return {"Id": None, parent.prop: parent_id or to_come(resource.given_parent(parameters)), **known}
