# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The deployments in which an account, a certificate or a machine may be used (api: accounts#account)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import SCOPES, TAG_SETS, TENANTS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import (
    ReferenceList,
    VitalReferences,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.tags import TagList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice

PARTICIPATION = Field(
    "tenanted_deployment_participation",
    "TenantedDeploymentParticipation",
    Choice(("Untenanted", "TenantedOrUntenanted", "Tenanted")),
)
SCOPE = (
    Field("environments", "EnvironmentIds", VitalReferences(SCOPES), shared="environments_mode"),
    PARTICIPATION,
    Field("tenants", "TenantIds", ReferenceList(TENANTS), shared="tenants_mode"),
    Field("tenant_tags", "TenantTags", TagList(TAG_SETS), shared="tenant_tags_mode"),
)
