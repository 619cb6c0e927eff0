# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Worker: a machine that does the work of steps that need no deployment target (api: machines#worker)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import Field, Flag, Text
from ansible_collections.octopus.deploy.plugins.module_utils._engine.references import Reference, ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.collections import (
    MACHINE_POLICIES,
    WORKER_POOLS,
    WORKERS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.discovery import discovered_by
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.drain import (
    DRAIN_FIELD,
    DRAIN_OR_DISABLE,
    drain_action,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.endpoints import (
    MACHINE_READ_ONLY,
    MACHINE_UNMANAGED,
    NO_WORKER_ENDPOINTS,
    WORKER_ENDPOINT_OPTIONS,
    WORKER_ENDPOINTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.health_check import HEALTH_CHECK

WORKER = Resource(
    kind="worker",
    collection=WORKERS,
    fields=(
        Field("slug", "Slug", Text(clearable=False)),
        Field("is_disabled", "IsDisabled", Flag()),
        DRAIN_FIELD,
        Field("worker_pools", "WorkerPoolIds", ReferenceList(WORKER_POOLS), needed=True),
        Field("machine_policy", "MachinePolicyId", Reference(MACHINE_POLICIES)),
        Field("skip_initial_health_check", "SkipInitialHealthCheck", Flag(), transient=True, since=(2024, 2)),
        *WORKER_ENDPOINTS,
    ),
    one_of_on_create=(WORKER_ENDPOINT_OPTIONS,),
    exclusive=(WORKER_ENDPOINT_OPTIONS, DRAIN_OR_DISABLE),
    complete=discovered_by("DiscoverWorker", WORKERS),
    starts={"IsDisabled": False},
    actions=(drain_action(WORKERS), HEALTH_CHECK),
    read_only=MACHINE_READ_ONLY,
    unmanaged={**MACHINE_UNMANAGED, **NO_WORKER_ENDPOINTS},
)
