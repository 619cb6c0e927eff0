# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values that a tenant gives to the templates of projects and library variable sets (api: tenants#values)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import TENANTS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_disconnected import without_lost_values
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_missing import missing_values
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_owner_types import OF_PROJECTS, OF_SETS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_value_list import TenantValueList
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tenant_values import TenantValues
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Owner, Published, Resource

TENANT_VARIABLES = Resource(
    kind="tenant_variables",
    location=Location("", "variables"),
    owners=(Owner("tenant", TENANTS, left=without_lost_values),),
    fields=(
        Field("project_variables", "Values", TenantValueList(OF_PROJECTS), shared="mode"),
        Field("common_variables", "Values", TenantValueList(OF_SETS), shared="mode"),
    ),
    companions=(TenantValues(),),
    hooks=Hooks(reported=missing_values),
    published=Published(
        definition="TenantVariableResource",
        read_only=("ConcurrencyToken", "TenantId", "TenantName"),
        unmanaged=dict.fromkeys(("ProjectVariables", "LibraryVariables"), "the lists of values are options"),
    ),
)
