#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_worker
short_description: Manage workers
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes workers, which run those steps of deployments and runbooks that do not run on
    a target.
  - 'The server can reach a worker in one of these ways: O(listening_tentacle), O(polling_tentacle), O(ssh) and
    O(kubernetes_agent). At most one can be given, and a new worker needs one. In the options, machine means the
    worker.'
  - The way in which the server reaches an existing worker cannot be changed, but everything else can. To change the
    way, remove the worker first, with O(state=absent) in a task of its own.
  - The server itself finds out the health, the versions and the operating system, and the task never compares them.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.slug
  - octopus.deploy.endpoints
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  worker_pools:
    description:
      - The pools that the worker belongs to (C(WorkerPoolIds)). Names, slugs or IDs, in any order. A new worker needs
        at least one.
    type: list
    elements: str
seealso:
  - module: octopus.deploy.octopus_worker_pool
  - module: octopus.deploy.octopus_machine
  - module: octopus.deploy.octopus_machine_policy
  - module: octopus.deploy.octopus_machine_cleanup
  - module: octopus.deploy.octopus_info
notes:
  - This module tells the server about a worker. It does not install a Tentacle or an agent on it.
  - The server refuses to remove a worker that is in use.
"""

EXAMPLES = r"""
---
- name: Create a pool for the workers
  octopus.deploy.octopus_worker_pool:
    name: Office

- name: Add a server with a listening Tentacle, and trust its certificate
  octopus.deploy.octopus_worker:
    name: builder-1
    worker_pools:
      - Office
    listening_tentacle:
      uri: https://builder-1.example.com:10933/

- name: Add a disabled server behind a firewall with a polling Tentacle to two pools
  octopus.deploy.octopus_worker:
    name: builder-2
    worker_pools:
      - Office
      - Default Worker Pool
    is_disabled: true
    polling_tentacle:
      uri: poll://q3wzzhwhhhqzmeiy4p7k/
      thumbprint: 5C2E1B0D9F8A7B6C5D4E3F2A1B0C9D8E7F6A5B4C

- name: Create the account that signs in to Linux servers
  octopus.deploy.octopus_account:
    name: Linux workers
    username_password:
      username: deploy

- name: Add a Linux server that is reached by SSH, and wait for its health check if anything changed
  octopus.deploy.octopus_worker:
    name: builder-3
    worker_pools:
      - Office
    ssh:
      account: Linux workers
      host: builder-3.example.com
      port: 22
      fingerprint: 3a:3f:9c:6d:41:0e:77:5b:2c:88:19:e4:5d:f0:6a:b7
      dot_net_core_platform: linux-x64
    health_check: when_changed

- name: Add a cluster in which the Octopus agent runs
  octopus.deploy.octopus_worker:
    name: cluster
    worker_pools:
      - Office
    kubernetes_agent:
      tentacle_endpoint_configuration:
        communication_mode: Polling
        uri: poll://m2kq7x0zc4v8r1t6w9ya/
        thumbprint: 27B15B8E1F4B2C0C8F3C5A2F1D6E0B9A4C7D8E31
      default_namespace: builds

- name: Drain a worker for maintenance
  octopus.deploy.octopus_worker:
    name: builder-4
    worker_pools:
      - Office
    polling_tentacle:
      uri: poll://x8n2v5b7c1m4k9j3h6g0/
      thumbprint: 8E1F4B2C0C8F3C5A2F1D6E0B9A4C7D8E3127B15B
    drain: true
    wait_timeout: 1800

- name: Remove a worker
  octopus.deploy.octopus_worker:
    name: builder-0
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: Workers-2
    Name: builder-1
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
  sample: Workers-2
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
health_check:
  description: The health check that the task asked for and waited for.
  returned: if O(health_check) started a health check
  type: dict
  contains:
    task_id:
      description: The ID of the server task.
      type: str
    state:
      description: The state in which the server task ended.
      type: str
    health_status:
      description: The health of the worker, for example V(Healthy), V(HasWarnings), V(Unhealthy) or V(Unavailable).
      type: str
  sample:
    task_id: ServerTasks-12
    state: Success
    health_status: Healthy
drain:
  description: The outcome of O(drain).
  returned: if O(drain) is true, except in check mode
  type: dict
  contains:
    waited_for:
      description: The IDs of the server tasks that the task waited for. Empty if none was running.
      type: list
      elements: str
  sample:
    waited_for: [ServerTasks-12]
tasks:
  description: The server tasks that the task waited for.
  returned: on failure, if the health check did not succeed
  type: list
  elements: dict
  contains:
    id:
      description: The ID of the server task.
      type: str
    name:
      description: The type of the server task, for example V(Deploy) or V(Health).
      type: str
    description:
      description: The work of the server task, in the server's words.
      type: str
    state:
      description:
        - V(Success), V(Failed), V(Canceled) or V(TimedOut) if the server task is over, else V(Queued), V(Executing) or
          V(Cancelling).
      type: str
    error_message:
      description: The server's reason for a failure. Null if there is none.
      type: str
    seconds:
      description: How many seconds the server task took. Null if it has not started or is not over.
      type: int
    has_pending_interruptions:
      description: Whether the server task waits for a person.
      type: bool
    url:
      description: The address of the server task in the portal.
      type: str
    failures:
      description: The steps that failed, in order. Empty if the server task succeeded, or its log can't be read.
      type: list
      elements: dict
      contains:
        step:
          description: The name of the step.
          type: str
        machine:
          description: The machine that the step failed on. Null if the step has no parts.
          type: str
        log:
          description: The error lines of the log, or its last lines if it has none.
          type: list
          elements: str
  sample:
    - id: ServerTasks-12
      name: Health
      description: Check web-1 health
      state: Success
      error_message: null
      seconds: 3
      has_pending_interruptions: false
      url: https://octopus.example.com/app#/tasks/ServerTasks-12
      failures: []
progress:
  description: The progress of the server tasks while the task waited, each line with the time that had passed.
  returned: on failure, if the health check did not succeed
  type: list
  elements: str
  sample:
    - "0s: Check web-1 health [ServerTasks-12]: Queued"
    - "3s: Check web-1 health [ServerTasks-12]: Success"
log_url:
  description: The address of the log of the first server task that did not succeed.
  returned: on failure, if the server has the address
  type: str
  sample: https://octopus.example.com/app#/tasks/ServerTasks-12
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created worker 'builder-1' (Workers-2)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.worker import WORKER
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(WORKER))


if __name__ == "__main__":
    main()
