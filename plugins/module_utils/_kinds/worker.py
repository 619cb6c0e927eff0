# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Worker: a machine that runs steps which need no deployment target (api: machines#worker)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.endpoints import (
    MACHINE_READ_ONLY,
    MACHINE_UNMANAGED,
    NO_WORKER_ENDPOINTS,
    WORKER_ENDPOINT_OPTIONS,
    WORKER_ENDPOINTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import SLUG
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    MACHINE_POLICIES,
    WORKER_POOLS,
    WORKERS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference, ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.discovery import discovered_by
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.drain import (
    DRAIN_FIELD,
    DRAIN_OR_DISABLE,
    drain_action,
)
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.health_check import health_check_action

WORKER = Resource(
    kind="worker",
    location=WORKERS,
    fields=(
        SLUG,
        Field("is_disabled", "IsDisabled", Flag()),
        DRAIN_FIELD,
        Field("worker_pools", "WorkerPoolIds", ReferenceList(WORKER_POOLS), required="for_new"),
        Field("machine_policy", "MachinePolicyId", Reference(MACHINE_POLICIES, clearable=False)),
        Field("skip_initial_health_check", "SkipInitialHealthCheck", Flag(), change="instruction", since=(2024, 2)),
        *WORKER_ENDPOINTS,
    ),
    exclusive=(WORKER_ENDPOINT_OPTIONS, DRAIN_OR_DISABLE),
    actions=(drain_action(WORKERS), health_check_action(WORKERS)),
    creation=Creation(one_of=(WORKER_ENDPOINT_OPTIONS,), starts={"IsDisabled": False}),
    hooks=Hooks(complete=discovered_by("DiscoverWorker", WORKERS)),
    published=Published(read_only=MACHINE_READ_ONLY, unmanaged={**MACHINE_UNMANAGED, **NO_WORKER_ENDPOINTS}),
)
