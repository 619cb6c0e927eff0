# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The templates for which a tenant has no value although they have no default (api: tenants#templates-of-tenants)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import ENVIRONMENTS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_cells import ANYWHERE, cells_of
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_owner_types import (
    OF_PROJECTS,
    OF_SETS,
    OWNER_TYPES,
    OwnerType,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_templates import Templates, has_default
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import listed
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded


def missing_values(document: Document, current: Document | None, context: Context) -> Mapping[str, Any]:
    """The entry ``missing`` of the result, with a warning if it is not empty."""
    values = document.get("Values") or {}
    templates = Templates(values, replace(context, owner_id=str(document.get("Id") or "")))
    found = [each for owner_type in OWNER_TYPES for each in _missing(owner_type, values, templates)]
    if found:
        names = [f"{each.get(OF_PROJECTS.option) or each[OF_SETS.option]}: {each['name']}" for each in found]
        context.warn(
            f"the tenant {document.get('Name')!r} has no value for {listed(names)}, and these templates have no default"
        )
    return {"missing": found}


def _missing(owner_type: OwnerType, values: Document, templates: Templates) -> Iterator[dict[str, Any]]:
    cells, names = cells_of(owner_type, values), templates.context.resolver.names
    connected = templates.connections()
    for owner in templates.known(owner_type):
        for template in templates.of(owner_type, owner):
            key = (owner, str(template["Id"]))
            if has_default(template) or (*key, ANYWHERE) in cells:
                continue
            about = {owner_type.option: names(owner_type.location, [owner])[0], "name": template["Name"]}
            if owner_type is not OF_PROJECTS:
                # A common value for some environments counts for all: whether the others lack a value is unverified.
                yield from () if any(cell[:2] == key for cell in cells) else (about,)
                continue
            lacking = [each for each in connected[owner] if (*key, each) not in cells]
            if lacking:
                yield {**about, "environments": sorted(names(ENVIRONMENTS, lacking), key=folded)}
