# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values that a tenant loses because the same run disconnects it, or removes their template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import PROJECTS, TENANTS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_cells import scope_of
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_owner_types import (
    OF_PROJECTS,
    OWNER_TYPES,
    OwnerType,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_templates import INCLUDED, Templates
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_values import CONNECTIONS, OLDER, Entry
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

VALUES = "Values"


def without_lost_values(tenant: Document, context: Context) -> Document:
    """The tenant with the values that the server shows once the run has written what they depend on.

    A server shows values only for templates that the tenant has. For projects, the older form shows values only for
    environments in which the tenant is connected.
    """
    values = tenant.get(VALUES)
    if not values or not _depends_on_changes(tenant, values, context):
        return tenant
    templates = Templates(values, replace(context, owner_id=str(tenant["Id"])))
    kept = {owner_type.prop: list(_kept(owner_type, templates)) for owner_type in OWNER_TYPES}
    # A write in the older form sends the whole document back.
    older = {OLDER: _older(templates)} if OLDER in values else {}
    return {**tenant, VALUES: {**values, **kept, **older}}


def _depends_on_changes(tenant: Document, values: Document, context: Context) -> bool:
    """Whether the run changes the connections of a tenant, or templates that the tenant has values for."""
    own = context.resolver.planned_changes(TENANTS).get(str(tenant["Id"]))
    if own and own[0].get(CONNECTIONS) != own[1].get(CONNECTIONS):
        return True
    changes = [
        change
        for owner_type in OWNER_TYPES
        for location in (owner_type.location, PROJECTS)
        for owner, change in context.resolver.planned_changes(location).items()
        if owner in values[CONNECTIONS] or any(each[owner_type.owner] == owner for each in values[owner_type.prop])
    ]
    return any(before.get(part) != after.get(part) for before, after in changes for part in ("Templates", INCLUDED))


def _kept(owner_type: OwnerType, templates: Templates) -> Iterator[Entry]:
    owners = templates.owners(owner_type)
    for entry in templates.values[owner_type.prop]:
        owner = entry[owner_type.owner]
        known = {each["Id"] for each in templates.of(owner_type, owner)} if owner in owners else ()
        in_all_environments = templates.is_scoped or owner_type is not OF_PROJECTS
        is_shown = in_all_environments or set(scope_of(entry)) <= set(templates.environments(owner))
        if entry["TemplateId"] in known and is_shown:
            yield entry


def _older(templates: Templates) -> Document:
    """The document of the older form, without the projects and environments that the tenant is not connected to."""
    found, owner_type = templates.values[OLDER], OF_PROJECTS
    connected = templates.connections()
    parts = {
        owner: {
            **part,
            "Variables": {
                each: values for each, values in (part.get("Variables") or {}).items() if each in connected[owner]
            },
        }
        for owner, part in (found.get(owner_type.older) or {}).items()
        if owner in connected
    }
    return {**found, owner_type.older: parts}
