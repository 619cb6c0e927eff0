#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_runbook_process
short_description: Manage the processes of runbooks
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Sets the steps of the process of a runbook. A process of any size is read with one request, and written with one
    request if it differs.
  - A step is identified by its name, ignoring case, and so is an action. Steps and actions keep their IDs and slugs
    when others are inserted, removed, renamed or moved.
  - The steps have the same options as those of M(octopus.deploy.octopus_deployment_process).
  - A published snapshot of the runbook stays as it is until a new one is published.
  - Properties and options that are not given keep the server's values.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.secrets
  - octopus.deploy.steps
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  project:
    description:
      - The project that the runbook belongs to. Name, slug or ID.
    type: str
    required: true
  runbook:
    description:
      - The runbook that the process belongs to. Name, slug or ID.
    type: str
    required: true
seealso:
  - module: octopus.deploy.octopus_runbook
  - module: octopus.deploy.octopus_deployment_process
  - module: octopus.deploy.octopus_step_template
notes:
  - The document has a version. If somebody else writes it at the same moment, the task reads it again and applies its
    changes to the newer version, so that no change is lost.
  - The order of O(steps) and of O(steps[].actions) is the order in which they run.
  - The process of a runbook that is kept in a Git repository can't be managed.
"""

EXAMPLES = r"""
---
- name: Create a project
  octopus.deploy.octopus_project:
    name: Storefront
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Create a runbook
  octopus.deploy.octopus_runbook:
    name: Restart the site
    project: Storefront

- name: Set all steps of the runbook
  octopus.deploy.octopus_runbook_process:
    project: Storefront
    runbook: Restart the site
    steps:
      - name: Ask
        manual_intervention:
          instructions: Is nobody at work?
          responsible_teams: [Octopus Administrators]
      - name: Restart
        target_tags: [web]
        run_script:
          syntax: Bash
          script_body: |
            systemctl restart storefront

- name: Create another runbook
  octopus.deploy.octopus_runbook:
    name: Back up
    project: Storefront

- name: Add a step after the existing steps
  octopus.deploy.octopus_runbook_process:
    project: Storefront
    runbook: Back up
    mode: merge
    steps:
      - name: Say so
        condition: Always
        run_on_server: true
        run_script:
          syntax: Bash
          script_body: echo backed up
"""

RETURN = r"""
---
secrets_not_compared:
  description:
    - The options whose secrets were neither compared nor sent, because the server has a secret there already and
      never returns it.
    - O(update_secrets=always) sends them.
  returned: if there are any
  type: list
  elements: str
  sample:
    - steps[0].sensitive_properties.Api.Key
resource:
  description:
    - The whole process as the server has it, with the property names of the API. Secrets are masked.
    - In check mode, this is the process that the task would write.
  returned: success
  type: dict
  contains:
    ProjectId:
      description: The ID of the project.
      type: str
    RunbookId:
      description: The ID of the runbook.
      type: str
    Version:
      description: A number that the server increases with each change.
      type: int
    Steps:
      description: The steps, in order, each with its actions.
      type: list
      elements: dict
  sample:
    Id: RunbookProcess-Runbooks-1
    ProjectId: Projects-1
    RunbookId: Runbooks-1
    Version: 4
    Steps:
      - Id: 5a1e6f0e-6f0d-4cf0-9f3e-2d8b5f6a1c11
        Name: Say hello
        Slug: say-hello
        Condition: Success
# Do not edit below this line: make kinds writes the rest from tests/tools/return_values.yml.
id:
  description:
    - The ID of the document, even if the task removed it. Null if there was no such document and the task did not
      create it.
  returned: success
  type: str
  sample: RunbookProcess-Runbooks-1
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
  sample: ["wrote runbook process"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.runbook_process import RUNBOOK_PROCESS
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(RUNBOOK_PROCESS))


if __name__ == "__main__":
    main()
