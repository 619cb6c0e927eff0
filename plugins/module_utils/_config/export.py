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
from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document

Config = dict[str, list[dict[str, Any]]]


def exported(client: Client, survey: Survey, resources: Sequence[Resource], threads: int) -> Config:
    """The documents of these kinds, each kind's in the order of their names."""
    config = {}
    for resource in resources:

        def one(document: Document, resource: Resource = resource) -> dict[str, Any]:
            return exported_document(resource, document, Context(client, survey, owner=document))

        found = parallel(one, survey.documents(resource.collection), threads)
        config[resource.plural] = sorted(found, key=lambda item: folded(item["name"]))
    return config


def exported_document(resource: Resource, document: Document, context: Context) -> dict[str, Any]:
    """A document as the options that would make it."""
    name = str(document.get(resource.collection.named_by))
    return {"name": name, **exported_fields(resource.fields, document, context, f"{resource.plural}.{name}")}
