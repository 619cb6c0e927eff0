#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_ephemeral_environment
short_description: Create and deprovision ephemeral environments, such as those of pull requests
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates an ephemeral environment for a project, or connects the project to the environment that another project has
    created.
  - Deprovisions the environment for one project or for all projects, and waits until the deprovisioning runbooks are
    over.
  - The project needs a channel of the type V(EphemeralEnvironment). The environment gets the parent environment of this
    channel.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.waiting
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  name:
    description:
      - The name of the environment, which is unique in the space, for example V(pr-451). It has at most 50 characters.
        Case is ignored. Give the name, because IDs and slugs are not recognised.
    type: str
    required: true
  project:
    description:
      - The project that uses the environment. Name, slug or ID.
      - Required if O(state=present).
      - With O(state=absent), the environment is deprovisioned for this project, and stays. If it is left out, the
        environment is deprovisioned for all its projects, and the server then removes it.
    type: str
  state:
    description:
      - With V(present), the project is connected to the environment. A project for which the environment was
        deprovisioned is still connected, and the next deployment provisions it again.
      - With V(absent), the environment is deprovisioned.
    type: str
    choices:
      - present
      - absent
    default: present
  wait:
    description:
      - With O(state=absent), whether to wait until the deprovisioning runbooks are over, and the environment is gone or
        deprovisioned for O(project). If it is V(false) and O(project) is left out, each further task sends the request
        again, and reports a change, until the environment is gone.
      - With O(state=present), whether to wait for an environment that the server provisions now. A new environment is
        not waited for, because the server provisions it for the first deployment. If the provisioning has failed, the
        task warns of that and does not fail, because the next deployment makes the server try again.
    type: bool
    default: true
seealso:
  - module: octopus.deploy.octopus_parent_environment
  - module: octopus.deploy.octopus_channel
  - module: octopus.deploy.octopus_deployment
notes:
  - Ephemeral environments need a server of 2025.4 or newer.
  - Creating an environment provisions nothing. For the first deployment of a project to it, the server runs the
    project's provisioning runbook, and M(octopus.deploy.octopus_deployment) waits for both.
  - While an environment is deprovisioned for O(project), a task with O(state=present) fails. The server does not say
    whether it is removing the environment for all projects.
"""

EXAMPLES = r"""
---
- name: Create the parent environment
  octopus.deploy.octopus_parent_environment:
    name: Pull requests
    automatic_deprovisioning_rule:
      expiry_days: 7

- name: Create a project
  octopus.deploy.octopus_project:
    name: Web shop
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Create the channel for pull requests
  octopus.deploy.octopus_channel:
    project: Web shop
    name: Pull requests
    type: EphemeralEnvironment
    parent_environment: Pull requests

- name: Create the environment of a pull request
  octopus.deploy.octopus_ephemeral_environment:
    name: pr-451
    project: Web shop

- name: Deprovision the environment of a closed pull request for all projects
  octopus.deploy.octopus_ephemeral_environment:
    name: pr-450
    state: absent
"""

RETURN = r"""
---
id:
  description: The ID of the environment. Null if it does not exist, or would be created.
  returned: success
  type: str
  sample: Environments-42
name:
  description: The name of the environment.
  returned: success
  type: str
  sample: pr-451
project:
  description: The name of the project. Null if the task is about all projects.
  returned: success
  type: str
  sample: Web shop
status:
  description:
    - The status of the environment for the project, in the server's words, for example V(NotProvisioned). Null without
      O(project), and if the environment does not exist.
  returned: success
  type: str
  sample: NotProvisioned
runs:
  description: The runs of the deprovisioning runbooks that the task has started.
  returned: success, or on failure if a run has failed
  type: list
  elements: dict
  contains:
    id:
      description: The ID of the run.
      type: str
    task_id:
      description: The ID of the server task.
      type: str
  sample:
    - id: RunbookRuns-4
      task_id: ServerTasks-12
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

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.ephemeral_environment import (
    EPHEMERAL_ENVIRONMENT,
)
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.verb_task import verb_task


def main() -> None:
    run_module(verb_task(EPHEMERAL_ENVIRONMENT))


if __name__ == "__main__":
    main()
