# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the document that a task speaks of. Reads only."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import belongs
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Parameters, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded


def parent_of(resource: Resource, parameters: Parameters, context: Context) -> str:
    """The ID of the document that the resource belongs to; empty where it belongs to none, or to one to come."""
    parent, value = resource.location.parent, resource.given_parent(parameters)
    found = context.resolver.resolve(parent.location, value) if parent and value else ""
    return found if isinstance(found, str) else ""


def find(resource: Resource, parameters: Parameters, context: Context) -> Document | None:
    """The resource that a task speaks of, with the documents beside it that the task manages."""
    found = _found(resource, parameters, context)
    if not found or parameters.get("state") == "absent":
        return found
    managed = {each.api for each in given_fields(resource.fields, parameters)}
    companions = [each for each in resource.companions if each.prop in managed]
    return {**found, **{each.prop: each.read(found, context) for each in companions}}


def _found(resource: Resource, parameters: Parameters, context: Context) -> Document | None:
    """The document: by ``id``, else by ``name``, else by the name that it is to bear."""
    resolver, location, parent_id = context.resolver, resource.location, context.parent_id
    if resource.singleton:
        return resolver.holder(location) or {}
    if parameters.get("id"):
        document = resolver.by_id(location, parameters["id"], parent_id)
        # Of another parent's, nothing is removed; whoever wants it changed is told what it belongs to.
        elsewhere = parameters.get("state") == "absent" and not belongs(document or {}, location.parent, parent_id)
        return None if elsewhere else document
    if resource.parent and (not parent_id or is_to_come(parent_id)):
        if parameters.get("state") == "absent" and not parent_id and not context.check:
            # Outside check mode nothing makes the parent any more, so that there is nothing to remove.
            return None
        names = [parameters[option] for option in ("name", "new_name") if parameters.get(option)]
        copies = (resolver.by_name(location, name, parent_id) for name in names if parent_id)
        # A clone has what its source has, any other what comes with all of its kind.
        return next((each for each in copies if each), None) or _brought(resource, parameters, parent_id)
    found = resolver.by_name(location, parameters["name"], parent_id)
    if parameters.get("new_name"):
        renamed = resolver.by_name(location, parameters["new_name"], parent_id)
        if found and renamed and found["Id"] != renamed["Id"]:
            raise OptionError(
                "new_name",
                f"{renamed[location.named_by]!r} is the name of another {resource.label} ({renamed['Id']}), "
                f"so {found[location.named_by]!r} ({found['Id']}) can't be renamed to it",
            )
        return found or renamed
    return found


def _brought(resource: Resource, parameters: Parameters, parent_id: str) -> Document | None:
    """The document that one which is still to be made will have from the start, if the task speaks of that."""
    parent = resource.location.parent
    known = dict(parent.brings) if parent else {}
    names = {folded(parameters[option]) for option in ("name", "new_name") if parameters.get(option)}
    if not parent or folded(known.get(resource.location.named_by) or "") not in names:
        return None
    return {"Id": None, parent.prop: parent_id or to_come(resource.given_parent(parameters)), **known}
