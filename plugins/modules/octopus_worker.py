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
  - Creates, changes, renames and removes the workers that do what a deployment or a runbook does not do on its
    targets, whichever way the server reaches them.
  - The options from O(listening_tentacle) to O(kubernetes_agent) are these ways. At most one can be given, and a new
    worker needs one.
  - A worker keeps the way it was made with; within that way, everything can be changed. To go from one way to
    another, remove the worker first, with O(state=absent) in a task of its own.
  - Health, versions and operating system are found out by the server and are never compared.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  slug:
    description:
      - The name that stands for it in addresses (URLs). Left out, the server makes one of the name of a new document,
        and renaming keeps it.
      - It can be changed, but not cleared. Bookmarks and scripts that use the old one stop working.
    type: str
  is_disabled:
    description:
      - Whether the worker is left out of new work and of health checks.
    type: bool
  drain:
    description:
      - Whether to disable the worker and then to wait until what it is at work on is over. It can't be given
        together with O(is_disabled).
      - It is a change if the worker was not disabled before. The waiting is none, and is done every time. If
        the work takes longer than O(wait_timeout), the task fails and says what still runs, and the worker
        stays disabled.
      - V(false) says nothing; O(is_disabled=false) takes the worker into use again. In check mode nothing is
        waited for.
      - Servers before 2024.2 do not tell which tasks hold a worker. There the task warns, and waits only for
        those that name it, such as health checks.
    type: bool
  worker_pools:
    description:
      - The pools that the worker belongs to (C(WorkerPoolIds)). Names, slugs or IDs, in any order. A new worker needs
        at least one.
    type: list
    elements: str
  machine_policy:
    description:
      - The machine policy that says how the worker is checked, updated and cleaned up (C(MachinePolicyId)). Name or
        ID. Left out, a new worker gets the default policy.
    type: str
  skip_initial_health_check:
    description:
      - Whether the server leaves out the health check that it starts by itself for a new worker. It is sent when the
        worker is made, and has no effect on one that is there.
      - Needs Octopus Server 2024.2 or newer.
    type: bool
  listening_tentacle:
    description:
      - The worker runs a Tentacle that waits for the server to connect (communication style C(TentaclePassive)).
    type: dict
    suboptions:
      uri:
        description:
          - Where the Tentacle listens, for example V(https://web-1.example.com:10933/). A new worker needs it.
        type: str
      thumbprint:
        description:
          - The thumbprint of the Tentacle's certificate, by which the server knows that it talks to the right worker.
          - Left out for a new worker, the server is asked to connect and find it out (C(DiscoverWorker)), and
            whatever answers there is trusted. Give it where that is not good enough.
          - Left out for a worker that is there, it is neither looked up nor changed.
          - It has 40 hexadecimal digits; case, blanks and colons do not matter.
        type: str
      proxy:
        description:
          - 'The proxy through which the server reaches it (C(ProxyId)). Name, slug or ID. An empty string clears it:
            the server connects directly.'
        type: str
      tentacle_version_details:
        description:
          - What the server may do about the Tentacle's version.
        type: dict
        suboptions:
          upgrade_locked:
            description:
              - Whether the Tentacle is kept at the version it has; the server then does not upgrade it.
            type: bool
  polling_tentacle:
    description:
      - The worker runs a Tentacle that connects to the server and asks for work (communication style
        C(TentacleActive)).
    type: dict
    suboptions:
      uri:
        description:
          - The Tentacle's subscription, for example V(poll://q3wzzhwhhhqzmeiy4p7k/). A new worker needs it.
        type: str
      thumbprint:
        description:
          - 'The thumbprint of the Tentacle''s certificate. A new worker needs it: the server can''t connect to the
            machine to find it out.'
          - It has 40 hexadecimal digits; case, blanks and colons do not matter.
        type: str
      tentacle_version_details:
        description:
          - What the server may do about the Tentacle's version.
        type: dict
        suboptions:
          upgrade_locked:
            description:
              - Whether the Tentacle is kept at the version it has; the server then does not upgrade it.
            type: bool
  ssh:
    description:
      - The worker is reached by SSH (communication style C(Ssh)).
    type: dict
    suboptions:
      account:
        description:
          - 'The account that the server signs in with (C(AccountId)): an SSH key pair or a user name with password.
            Name, slug or ID. A new worker needs it.'
        type: str
      host:
        description:
          - The worker's host name or address. A new worker needs it.
        type: str
      port:
        description:
          - The port that its SSH server listens on. A new worker needs it; there is no default.
        type: int
      fingerprint:
        description:
          - The fingerprint of the worker's host key, by which the server knows that it talks to the right worker.
          - Left out for a new worker, the server is asked to connect and find it out (C(DiscoverWorker)), and
            whatever answers there is trusted. Give it where that is not good enough.
          - Left out for a worker that is there, it is neither looked up nor changed.
        type: str
      proxy:
        description:
          - 'The proxy through which the server reaches it (C(ProxyId)). Name, slug or ID. An empty string clears it:
            the server connects directly.'
        type: str
      dot_net_core_platform:
        description:
          - The platform of the self-contained Calamari that runs the scripts, for example V(linux-x64) or
            V(linux-arm64). An empty string has Mono used instead.
        type: str
  kubernetes_agent:
    description:
      - A Kubernetes cluster in which an Octopus agent runs (communication style C(KubernetesTentacle)). Older servers
        do not know it.
    type: dict
    suboptions:
      tentacle_endpoint_configuration:
        description:
          - How the agent and the server reach each other. A new worker needs it.
        type: dict
        suboptions:
          communication_mode:
            description:
              - Whether the agent connects to the server (V(Polling)) or waits for it (V(Listening)). A new worker
                needs it.
            type: str
            choices:
              - Polling
              - Listening
          thumbprint:
            description:
              - The thumbprint of the agent's certificate. A new worker needs it.
              - It has 40 hexadecimal digits; case, blanks and colons do not matter.
            type: str
          uri:
            description:
              - The agent's subscription (V(poll://)) or where it listens (V(https://)).
            type: str
          proxy:
            description:
              - The proxy through which the server reaches a listening agent (C(ProxyId)). Name, slug or ID. An empty
                string clears it.
            type: str
      upgrade_locked:
        description:
          - Whether the agent is kept at the version it has.
        type: bool
      default_namespace:
        description:
          - The namespace that is deployed to unless a step says otherwise. An empty string clears it.
        type: str
  health_check:
    description:
      - Whether to have the server check the worker's health now, and to wait for the result.
      - V(never) does not. V(when_changed) does after this task has changed something. V(always) does at every run,
        and every run counts as a change.
      - A check that fails fails the task; what the task changed before stays changed. In check mode nothing is
        checked.
    type: str
    choices:
      - never
      - when_changed
      - always
    default: never
  wait_timeout:
    description:
      - How many seconds to wait for O(drain), and for the health check. Both go on at the server if that is not
        enough.
    type: int
    default: 600
  wait_interval:
    description:
      - How many seconds to wait between two looks at them, at least 1.
    type: int
    default: 2
seealso:
  - module: octopus.deploy.octopus_worker_pool
  - module: octopus.deploy.octopus_machine
  - module: octopus.deploy.octopus_machine_policy
  - module: octopus.deploy.octopus_machine_cleanup
  - module: octopus.deploy.octopus_info
notes:
  - This module tells the server about a worker. It does not install a Tentacle or an agent on it.
  - The server refuses to remove a worker that is at work.
"""

EXAMPLES = r"""
---
- name: Make a pool for the workers
  octopus.deploy.octopus_worker_pool:
    name: Office

- name: Add a server with a listening Tentacle, and trust what answers there
  octopus.deploy.octopus_worker:
    name: builder-1
    worker_pools:
      - Office
    listening_tentacle:
      uri: https://builder-1.example.com:10933/

- name: Add a server behind a firewall with a polling Tentacle, in two pools, without work for now
  octopus.deploy.octopus_worker:
    name: builder-2
    worker_pools:
      - Office
      - Default Worker Pool
    is_disabled: true
    polling_tentacle:
      uri: poll://q3wzzhwhhhqzmeiy4p7k/
      thumbprint: 5C2E1B0D9F8A7B6C5D4E3F2A1B0C9D8E7F6A5B4C

- name: Make an account to sign in with, unless it is there
  octopus.deploy.octopus_api:
    follow:
      - link: Accounts
        name: Linux workers
    method: POST
    body:
      Name: Linux workers
      AccountType: UsernamePassword
      Username: deploy

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

- name: Take a worker out of use for maintenance, once it has done what it is at
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
    - The ID of the document, also of one that the task removed. Null if there was no such document and the task did
      not create it.
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
      description: Whether it is the server's default space.
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
      description: The ID of the server's task.
      type: str
    state:
      description: The state in which the server's task ended.
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
      description: The IDs of the server's tasks that the task waited for. Empty if none was running.
      type: list
      elements: str
  sample:
    waited_for: [ServerTasks-12]
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
