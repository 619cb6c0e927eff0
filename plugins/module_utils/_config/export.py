# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports a space as a configuration: names in place of IDs, placeholders for secrets, only managed properties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index, parallel
from ansible_collections.octopus.deploy.plugins.module_utils._converge.fitting import fitting
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import exported_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

Config = dict[str, list[dict[str, Any]]]


def exported(client: Client, index: Index, resources: Sequence[Resource], threads: int) -> Config:
    """The documents of these kinds as items, sorted by name within each kind."""
    config: Config = {}
    for resource in resources:

        def one(document: Document, resource: Resource = resource) -> dict[str, Any]:
            return exported_document(resource, document, client, index)

        managed = [each for each in documents(resource, index) if is_exported(resource, each, Context(client, index))]
        found = parallel(one, managed, threads)
        items = [each for each in found if each]
        config[resource.plural] = sorted(items, key=lambda item: [folded(part) for part in identity(resource, item)])
    return config


def documents(resource: Resource, index: Index) -> list[Document]:
    """All documents of a kind; for a singleton, the document of the space or the server."""
    return [index.holder(resource.location) or {}] if resource.singleton else index.documents(resource.location)


def is_exported(resource: Resource, document: Document, context: Context) -> bool:
    """Whether a playbook can manage the document.

    A document that another kind manages is left out, and so is one that the server does not let anybody change, as
    another server may have it in another state.
    """
    if resource.hooks.managed_elsewhere(str(document.get("Id") or "")):
        return False
    try:
        if resource.hooks.look_at_whole_documents:
            fitting(resource, resource.fields, document, context)
            resource.hooks.guard(document, {}, context)
    except OptionError:
        return False
    return True


def identity(resource: Resource, item: dict[str, Any]) -> list[str]:
    return [str(item.get(resource.parent.option)) if resource.parent else "", str(item.get("name"))]


def exported_document(resource: Resource, document: Document, client: Client, index: Index) -> dict[str, Any]:
    """The options that would create a document and its companions."""
    parent = resource.location.parent
    context = Context(client, index, owner_id=str(document.get(parent.prop if parent else "Id") or ""))
    offered = [each for each in resource.companions if each.offered(document, context)]
    whole = {**document, **{each.prop: each.read(document, context) for each in offered}}
    fitting(resource, resource.fields, whole, context)
    name = str(document.get(resource.location.naming.prop))
    place = resource.plural if resource.singleton else f"{resource.plural}.{name}"
    if resource.singleton:
        return exported_fields(resource.fields, whole, context, place)
    inside = index.names(parent.location, [str(document.get(parent.prop))])[0] + "." if parent else ""
    return {"name": name, **exported_fields(resource.fields, whole, context, f"{resource.plural}.{inside}{name}")}
