# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Machine: a deployment target (api: machines#target)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.deployment_scope import PARTICIPATION
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.endpoints import (
    ENDPOINT_OPTIONS,
    ENDPOINTS,
    MACHINE_READ_ONLY,
    MACHINE_UNMANAGED,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import SLUG
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    MACHINE_POLICIES,
    MACHINES,
    OF_TARGETS,
    TAG_SETS,
    TENANTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference, ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.tags import TagList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import TextList
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.discovery import discovered_by
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.drain import (
    DRAIN_FIELD,
    DRAIN_OR_DISABLE,
    drain_action,
)
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.health_check import health_check_action

MACHINE = Resource(
    kind="machine",
    location=MACHINES,
    fields=(
        SLUG,
        Field("is_disabled", "IsDisabled", Flag()),
        DRAIN_FIELD,
        Field("environments", "EnvironmentIds", ReferenceList(OF_TARGETS), required="for_new"),
        Field("roles", "Roles", TextList(), required="for_new"),
        Field("machine_policy", "MachinePolicyId", Reference(MACHINE_POLICIES, clearable=False)),
        PARTICIPATION,
        Field("tenants", "TenantIds", ReferenceList(TENANTS)),
        Field("tenant_tags", "TenantTags", TagList(TAG_SETS)),
        Field("skip_initial_health_check", "SkipInitialHealthCheck", Flag(), change="instruction", since=(2024, 2)),
        *ENDPOINTS,
    ),
    exclusive=(ENDPOINT_OPTIONS, DRAIN_OR_DISABLE),
    actions=(drain_action(MACHINES), health_check_action(MACHINES)),
    creation=Creation(one_of=(ENDPOINT_OPTIONS,)),
    hooks=Hooks(complete=discovered_by("DiscoverMachine", MACHINES)),
    published=Published(
        definition="DeploymentTargetResource",
        read_only=MACHINE_READ_ONLY,
        unmanaged={
            **MACHINE_UNMANAGED,
            **dict.fromkeys(
                ("DeploymentActionContainerResource.GitUrl", "DeploymentActionContainerResource.Dockerfile"),
                "only the container of a step can be built from them; the container of a target is an image",
            ),
        },
    ),
)
