#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_worker_pool
short_description: Manage worker pools
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes worker pools, whose workers run those steps of deployments and runbooks that
    do not run on a target.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.options.slug
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  worker_pool_type:
    description:
      - V(StaticWorkerPool) holds the workers that you put in it. V(DynamicWorkerPool) gets its workers from Octopus
        Cloud when they are needed.
      - If it is left out, a new pool is static. The type of an existing pool cannot be changed, and another type is an
        error.
    type: str
    choices:
      - StaticWorkerPool
      - DynamicWorkerPool
  worker_type:
    description:
      - For a dynamic pool, the type of its workers, for example V(Ubuntu2204) or V(WindowsDefault). It can't be
        cleared.
      - The link C(WorkerPoolsDynamicWorkerTypes) of a server in Octopus Cloud lists the types.
    type: str
  is_default:
    description:
      - Whether this is the default pool, which runs the steps that name no pool. V(true) makes the previous default an
        ordinary pool.
      - There is always one default. V(false) for the default changes nothing and gives a warning; make another one the
        default instead.
    type: bool
  sort_order:
    description:
      - The place of the pool in the portal's list, lowest number first. If it is left out, a new pool comes last.
    type: int
seealso:
  - module: octopus.deploy.octopus_worker
  - module: octopus.deploy.octopus_info
notes:
  - The server refuses to remove the default pool, a pool that a step or a machine names, and a pool that is the only
    pool of a worker.
"""

EXAMPLES = r"""
---
- name: Create a pool for workers in the office
  octopus.deploy.octopus_worker_pool:
    name: Office
    description: For what must reach the test databases

- name: Create a pool, and make it the default
  octopus.deploy.octopus_worker_pool:
    name: Everyday
    is_default: true
    sort_order: 1

- name: Create a dynamic pool of Octopus Cloud
  octopus.deploy.octopus_worker_pool:
    name: Hosted Ubuntu 22.04
    worker_pool_type: DynamicWorkerPool
    worker_type: Ubuntu2204

- name: Remove a pool that nothing uses
  octopus.deploy.octopus_worker_pool:
    name: Cellar
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: WorkerPools-2
    Name: Office
    SpaceId: Spaces-1
  # Do not edit below this line: make kinds writes the rest from tests/tools/return_values.yml.
  description:
    - The document as the server returned it, with the property names of the API. Secrets are masked.
    - In check mode, a document that would change is shown as the task would send it. Empty if the document does not
      exist, for example after O(state=absent).
  returned: success
  type: dict
id:
  description:
    - The ID of the document, even if the task removed it. Null if there was no such document and the task did not
      create it.
  returned: success
  type: str
  sample: WorkerPools-2
space:
  description: The space that the task worked in.
  returned: success
  type: dict
  contains:
    id:
      description:
        - The ID of the space. It can be null for the default space, whose ID the server does not always give, and in
          check mode for a space that does not exist yet.
      type: str
    name:
      description: The name of the space. Null if O(space) is not given, as the server does not name its default space.
      type: str
    is_default:
      description: Whether this is the server's default space.
      type: bool
  sample:
    id: Spaces-2
    name: Web team
    is_default: false
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created worker pool 'Office' (WorkerPools-2)"]
requests:
  description: The requests that the task made, in order.
  returned: at verbosity 3 (C(-vvv)) and higher
  type: list
  elements: dict
  contains:
    method:
      description: The HTTP method.
      type: str
    url:
      description: The address that was requested.
      type: str
    status:
      description: The HTTP status of the answer.
      type: int
    seconds:
      description: How many seconds the answer took.
      type: float
  sample:
    - method: GET
      url: https://octopus.example.com/api
      status: 200
      seconds: 0.0123
"""

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.worker_pool import WORKER_POOL
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(WORKER_POOL))


if __name__ == "__main__":
    main()
