#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_deployment_process
short_description: Manage the deployment processes of projects
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Sets the steps of the deployment process of a project. A process of any size is read with one request, and written
    with one request if it differs.
  - A step is identified by its name, ignoring case, and so is an action. Steps and actions keep their IDs and slugs
    when others are inserted, removed, renamed or moved, so that the scopes of variables, the rules of channels and the
    triggers that refer to them stay as they are.
  - Most steps have one action. The options of this action, for example O(steps[].run_script), are given with the step
    itself. A step with several actions has them in O(steps[].actions).
  - The types of steps that people use have options of their own, such as O(steps[].deploy_package). A step of any other
    type has O(steps[].action_type) and O(steps[].properties).
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
      - The project that the process belongs to. Name, slug or ID.
    type: str
    required: true
seealso:
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_step_template
  - module: octopus.deploy.octopus_variables
notes:
  - The document has a version. If somebody else writes it at the same moment, the task reads it again and applies its
    changes to the newer version, so that no change is lost.
  - The order of O(steps) and of O(steps[].actions) is the order in which they run.
  - The process of a project that is kept in a Git repository can't be managed.
"""

EXAMPLES = r"""
---
- name: Create a project
  octopus.deploy.octopus_project:
    name: Storefront
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Set all steps of the project
  octopus.deploy.octopus_deployment_process:
    project: Storefront
    steps:
      - name: Approve
        manual_intervention:
          instructions: Does it look right?
          responsible_teams: [Octopus Administrators]
      - name: Deploy the site
        target_tags: [web]
        deploy_package:
          package:
            package_id: Storefront.Web
            feed: Octopus Server (built-in)
          structured_variables:
            targets: [appsettings.json]
      - name: Say so
        condition: Always
        run_on_server: true
        run_script:
          syntax: Bash
          script_body: |
            echo "Deployed #{Octopus.Release.Number}"
      - name: Something without typed options
        action_type: Vendor.Unusual
        properties:
          Vendor.Setting: a value

- name: Create another project
  octopus.deploy.octopus_project:
    name: Back office
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Add a step to the other project, and remove another step
  octopus.deploy.octopus_deployment_process:
    project: Back office
    mode: merge
    steps:
      - name: Back up
        run_on_server: true
        run_script:
          script_body: echo backing up
      - name: Old step
        state: absent
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
    Version:
      description: A number that the server increases with each change.
      type: int
    Steps:
      description: The steps, in order, each with its actions.
      type: list
      elements: dict
  sample:
    Id: deploymentprocess-Projects-1
    ProjectId: Projects-1
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
  sample: deploymentprocess-Projects-1
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
  sample: ["wrote deployment process"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.deployment_process import DEPLOYMENT_PROCESS
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(DEPLOYMENT_PROCESS))


if __name__ == "__main__":
    main()
