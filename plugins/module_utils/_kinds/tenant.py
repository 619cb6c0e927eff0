# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tenant (api: tenants#tenant)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import AFTER_2021_2, ICON, SLUG
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    ENVIRONMENTS,
    PROJECTS,
    TAG_SETS,
    TENANTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.logo import ICON_OR_LOGO, LOGO, Picture
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.connections import Connections
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.tags import TagList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text

TENANT = Resource(
    kind="tenant",
    location=TENANTS,
    fields=(
        Field("description", "Description", Text()),
        SLUG,
        Field("is_disabled", "IsDisabled", Flag(), since=AFTER_2021_2),
        Field("tenant_tags", "TenantTags", TagList(TAG_SETS), shared="tenant_tags_mode"),
        # Sent with every write: the server removes all connections of a tenant that is sent without them.
        Field(
            "projects",
            "ProjectEnvironments",
            Connections("project", PROJECTS, "environments", ENVIRONMENTS),
            shared="projects_mode",
        ),
        Field("clone_from", "ClonedFromTenantId", Reference(TENANTS), change="on_create"),
        ICON,
        LOGO,
    ),
    exclusive=(ICON_OR_LOGO,),
    companions=(Picture(),),
    creation=Creation(in_address={"clone": "ClonedFromTenantId"}),
    published=Published(unmanaged={"CustomFields": "whether anybody but the server creates them is unverified"}),
)
