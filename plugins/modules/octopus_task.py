#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_task
short_description: Run server tasks, wait for them, cancel them
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Queues a server task such as a health check or a script on chosen machines, and waits until it is over.
  - Waits for server tasks that exist, cancels them, runs them again, or changes their outcome.
  - If a server task fails, the task fails too, and names the step, the machine and the error lines of the log.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.waiting
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.queues
options:
  name:
    description:
      - The type of the server task to queue. Every run of the task queues a new one.
      - V(Health) checks the health of machines, V(Upgrade) upgrades Tentacles, V(UpdateCalamari) updates Calamari, and
        V(AdHocScript) runs O(script).
      - V(Retention), V(SyncCommunityActionTemplates), V(SystemIntegrityCheck), V(Backup) and V(TestEmail) are about the
        whole server, and need no space.
    type: str
    choices:
      - Health
      - Upgrade
      - UpdateCalamari
      - AdHocScript
      - Retention
      - SyncCommunityActionTemplates
      - SystemIntegrityCheck
      - Backup
      - TestEmail
  description:
    description:
      - The description of the new server task, which the portal shows. If it is left out, it is made from the options.
    type: str
  ids:
    description:
      - The IDs of server tasks that exist, for example V(ServerTasks-12). The task waits for them, or brings them into
        O(state). With an empty list, the task does nothing.
    type: list
    elements: str
  state:
    description:
      - The state for the server tasks of O(ids).
      - With V(over), the task waits until they are over, and fails if one of them did not succeed. Waiting is not a
        change.
      - With V(cancelled), server tasks that are not over are cancelled.
      - With V(abandoned), server tasks that hang while they are being cancelled are given up, which only the newest
        servers can do.
      - With V(rerun), each server task is queued again, as a new server task. A deployment can't be run again.
    type: str
    choices:
      - over
      - cancelled
      - abandoned
      - rerun
    default: over
  outcome:
    description:
      - Changes the outcome of the server tasks of O(ids), which have to be over. Only an administrator may do so.
    type: str
    choices:
      - Success
      - Failed
      - Canceled
  reason:
    description:
      - The reason for the new O(outcome), which the server records.
    type: str
  machines:
    description:
      - The machines (deployment targets) that the new server task works on. Names, slugs or IDs.
    type: list
    elements: str
  workers:
    description:
      - The workers that the new server task works on. Names, slugs or IDs.
    type: list
    elements: str
  environments:
    description:
      - The environments on whose machines the new server task works. V(Health) and V(Upgrade) take only one
        environment. Names, slugs or IDs.
    type: list
    elements: str
  worker_pools:
    description:
      - The worker pools on whose workers the new server task works. V(Health) and V(Upgrade) take only one pool. Names,
        slugs or IDs.
    type: list
    elements: str
  target_tags:
    description:
      - Only machines of O(environments) that have one of these target tags, which are also known as roles.
    type: list
    elements: str
  tenants:
    description:
      - The tenants for which the script runs. Names, slugs or IDs.
    type: list
    elements: str
  on_server:
    description:
      - Whether the script runs on the server itself.
    type: bool
  script:
    description:
      - The text of the script that V(AdHocScript) runs. It is shown in the portal, so it must not contain secrets.
    type: str
  syntax:
    description:
      - The language of O(script), PowerShell by default.
    type: str
    choices:
      - PowerShell
      - Bash
      - CSharp
      - FSharp
      - Python
  email_address:
    description:
      - The address that V(TestEmail) sends a message to.
    type: str
  wait:
    description:
      - Whether to wait until the server tasks are over.
    type: bool
    default: true
seealso:
  - module: octopus.deploy.octopus_machine
  - module: octopus.deploy.octopus_machine_cleanup
notes:
  - Give O(name) or O(ids).
  - If neither O(machines) nor another option chooses machines, V(Health), V(Upgrade) and V(UpdateCalamari) work on all
    machines.
  - If the task is interrupted (Ctrl-C), the server tasks continue. To wait for them again, give their O(ids).
"""

EXAMPLES = r"""
---
- name: Create an environment
  octopus.deploy.octopus_environment:
    name: Production

- name: Create a machine
  octopus.deploy.octopus_machine:
    name: web-1
    environments:
      - Production
    roles:
      - web
    cloud_region: {}

- name: Check the health of all machines of an environment
  octopus.deploy.octopus_task:
    name: Health
    environments:
      - Production
  changed_when: false

- name: Run a script on the web servers, and continue at once
  octopus.deploy.octopus_task:
    name: AdHocScript
    description: Recycle the application pools
    environments:
      - Production
    target_tags:
      - web
    script: Get-IISAppPool | Restart-WebAppPool
    wait: false
  changed_when: false
  register: recycling

- name: Wait for the script
  octopus.deploy.octopus_task:
    ids: "{{ recycling.tasks | map(attribute='id') }}"
    wait_timeout: 900

- name: Apply the retention policies now
  octopus.deploy.octopus_task:
    name: Retention
  changed_when: false
"""

RETURN = r"""
---
# Do not edit below this line: make kinds writes the rest from tests/tools/return_values.yml.
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
tasks:
  description: The server tasks that the task waited for.
  returned: if the task waited
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
  returned: if the task waited
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
  sample: ["POST https://octopus.example.com/api/Spaces-1/environments"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.server_task import TASK
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.verb_task import verb_task


def main() -> None:
    run_module(verb_task(TASK))


if __name__ == "__main__":
    main()
