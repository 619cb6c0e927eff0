# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A space as a configuration: names in place of IDs, placeholders in place of secrets, nothing server-made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.survey import Survey, parallel
from ansible_collections.octopus.deploy.plugins.module_utils._engine.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._engine.directory import folded
from ansible_collections.octopus.deploy.plugins.module_utils._engine.documents import exported_fields
from ansible_collections.octopus.deploy.plugins.module_utils._engine.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fitting import fitting
from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document

Config = dict[str, list[dict[str, Any]]]


def exported(client: Client, survey: Survey, resources: Sequence[Resource], threads: int) -> Config:
    """The documents of these kinds, each kind's in the order of their names."""
    config: Config = {}
    for resource in resources:

        def one(document: Document, resource: Resource = resource) -> dict[str, Any]:
            return exported_document(resource, document, client, survey)

        told = [each for each in documents(resource, survey) if is_told(resource, each, Context(client, survey))]
        found = parallel(one, told, threads)
        items = [each for each in found if each]
        config[resource.plural] = sorted(items, key=lambda item: [folded(part) for part in identity(resource, item)])
    return config


def documents(resource: Resource, survey: Survey) -> list[Document]:
    """All documents of a kind; of one that stands for the space or the server, that one."""
    return [survey.holder(resource.collection) or {}] if resource.singleton else survey.documents(resource.collection)


def is_told(resource: Resource, document: Document, context: Context) -> bool:
    """Whether it is the user's to say what it is.

    What another document brings along is not, nor what the server takes no change of: another may have it otherwise.
    """
    if resource.told_elsewhere and resource.told_elsewhere(str(document["Id"])):
        return False
    try:
        if resource.guard:
            fitting(resource, resource.fields, document, context)
            resource.guard(document, {}, context)
    except OptionError:
        return False
    return True


def identity(resource: Resource, item: dict[str, Any]) -> list[str]:
    return [str(item.get(resource.parent.option)) if resource.parent else "", str(item.get("name"))]


def exported_document(resource: Resource, document: Document, client: Client, survey: Survey) -> dict[str, Any]:
    """A document, with those beside it, as the options that would make it."""
    parent = resource.collection.parent
    context = Context(client, survey, parent_id=str(document.get(parent.prop if parent else "Id") or ""))
    offered = [each for each in resource.sides if each.offered(document, context)]
    whole = {**document, **{each.prop: each.read(document, context) for each in offered}}
    fitting(resource, resource.fields, whole, context)
    name = str(document.get(resource.collection.named_by))
    place = resource.plural if resource.singleton else f"{resource.plural}.{name}"
    if resource.singleton:
        return exported_fields(resource.fields, whole, context, place)
    inside = survey.names(parent.collection, [str(document.get(parent.prop))])[0] + "." if parent else ""
    return {"name": name, **exported_fields(resource.fields, whole, context, f"{resource.plural}.{inside}{name}")}
