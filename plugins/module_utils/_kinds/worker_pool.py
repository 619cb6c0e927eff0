# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Worker pool (api: machines#worker)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import SLUG
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import WORKER_POOLS
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.default_flag import DefaultFlag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# The first release with worker types.
WORKER_TYPES = (2021, 1)
STATIC, DYNAMIC = "StaticWorkerPool", "DynamicWorkerPool"


def set_pool_type(pool: Document, parameters: Parameters, context: Context) -> None:
    """Make a new pool static by default. Raises ``OptionError`` for a worker type that does not fit the pool's type."""
    pool["WorkerPoolType"] = pool.get("WorkerPoolType") or STATIC
    if pool["WorkerPoolType"] == STATIC and pool.get("WorkerType"):
        problem = f"can only be used with worker_pool_type {DYNAMIC}, whose workers the cloud provides"
        raise OptionError("worker_type", problem)
    if pool["WorkerPoolType"] == DYNAMIC and not pool.get("WorkerType") and context.server_is_at_least(*WORKER_TYPES):
        raise OptionError("worker_type", f"must be given with worker_pool_type {DYNAMIC}")


WORKER_POOL = Resource(
    kind="worker_pool",
    location=WORKER_POOLS,
    fields=(
        Field("description", "Description", Text()),
        SLUG,
        Field("worker_pool_type", "WorkerPoolType", Choice((STATIC, DYNAMIC)), change="fixed"),
        Field("worker_type", "WorkerType", Text(clearable=False), since=WORKER_TYPES),
        Field("is_default", "IsDefault", DefaultFlag()),
        Field("sort_order", "SortOrder", Number(minimum=0)),
    ),
    hooks=Hooks(complete=set_pool_type),
    published=Published(read_only=("CanAddWorkers",)),
)
