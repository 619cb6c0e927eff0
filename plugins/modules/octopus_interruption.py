#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_interruption
short_description: Answer interruptions of server tasks, such as manual approvals
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Finds the interruptions at which a deployment or a run of a runbook waits for a person, takes responsibility for
    them, and submits an answer.
  - If nothing waits, the task changes nothing.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  task:
    description:
      - The ID of the server task, for example V(ServerTasks-12), or of the deployment or runbook run.
      - If the space has no such document, the task fails. In check mode, it warns.
    type: str
  project:
    description:
      - The project whose deployments and runs wait. Name, slug or ID.
    type: str
  environment:
    description:
      - Only interruptions in this environment. Name, slug or ID.
    type: str
  tenant:
    description:
      - Only interruptions for this tenant. Name, slug or ID.
    type: str
  title:
    description:
      - Only interruptions with this title. The title of a manual intervention is the name of its step.
    type: str
  type:
    description:
      - Only interruptions of this type.
    type: str
    choices:
      - ManualIntervention
      - GuidedFailure
      - PullRequestCompletion
      - ArgoCDApplicationSync
      - KubernetesResourceVerification
  answer:
    description:
      - The answer. A manual intervention takes V(Proceed) or V(Abort), a guided failure V(Retry), V(Ignore), V(Fail) or
        V(Exclude), which leaves the machine out.
      - The task gives the answer to every interruption that it finds and that takes this answer, because a step can ask
        once for each machine.
      - If it is left out, the task only takes responsibility.
    type: str
    choices:
      - Proceed
      - Abort
      - Retry
      - Ignore
      - Fail
      - Exclude
  notes:
    description:
      - The notes to record with the answer.
    type: str
seealso:
  - module: octopus.deploy.octopus_task
notes:
  - If another user is responsible for an interruption, the task fails, and does not take it over.
  - The task does not wait until the server task is over; M(octopus.deploy.octopus_task) does.
"""

EXAMPLES = r"""
---
- name: Create a project group
  octopus.deploy.octopus_project_group:
    name: Shop

- name: Create a project
  octopus.deploy.octopus_project:
    name: Web shop
    project_group: Shop
    lifecycle: Default Lifecycle

- name: Approve all deployments of a project that wait for it
  octopus.deploy.octopus_interruption:
    project: Web shop
    type: ManualIntervention
    answer: Proceed
    notes: The load test has passed
  register: approved

- name: Wait for the deployments
  octopus.deploy.octopus_task:
    ids: "{{ approved.interruptions | map(attribute='task_id') | unique }}"
"""

RETURN = r"""
---
interruptions:
  description: The interruptions that the options describe, including answered ones if O(task) is given.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The ID of the interruption.
      type: str
    title:
      description: The title of the interruption.
      type: str
    type:
      description: The type of the interruption.
      type: str
    task_id:
      description: The ID of the server task that waits.
      type: str
    is_pending:
      description: Whether nobody has answered yet. In check mode, this is the state before the task.
      type: bool
    instructions:
      description: The text for the person who answers. Null if there is none.
      type: str
    choices:
      description: The answers that the interruption takes.
      type: list
      elements: str
    answer:
      description: The answer. Null if nobody has answered yet.
      type: str
    notes:
      description: The notes of the person who has answered.
      type: str
    responsible_user_id:
      description: The ID of the responsible user. Null if nobody has taken responsibility.
      type: str
  sample:
    - id: Interruptions-3
      title: Approve deployment
      type: ManualIntervention
      task_id: ServerTasks-12
      is_pending: false
      instructions: Look at the load test.
      choices: [Proceed, Abort]
      answer: Proceed
      notes: The load test has passed
      responsible_user_id: Users-1
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

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.interruption import INTERRUPTIONS
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.verb_task import verb_task


def main() -> None:
    run_module(verb_task(INTERRUPTIONS))


if __name__ == "__main__":
    main()
