#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_deployment
short_description: Deploy releases of projects
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Deploys a release to environments and for tenants, and waits until all deployments are over.
  - If the last deployment to an environment is of this release and has succeeded, nothing is deployed there, so a task
    can be repeated. If such a deployment is queued or executing, the task waits for it, and does not queue a second
    one.
  - If a deployment fails, the task fails too, and names the step, the machine and the error lines of the log.
  - Before it queues anything, the task checks everything by the server's previews, for example the values of prompted
    variables. Check mode does the same, and queues nothing.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.waiting
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.running
attributes:
  idempotent:
    description: A second run with the same options changes nothing.
    support: partial
    details:
      - With O(force=true), every run queues deployments. After a deployment that has failed, a run deploys again.
options:
  project:
    description:
      - The project of the release. Name, slug or ID.
    type: str
    required: true
  version:
    description:
      - The number of the release, or V(latest) for the release that was created last.
      - If no release has exactly this number, the only release with a number of the same value is meant, for example
        V(1.0.0) for V(1.0). The task fails if there are several.
    type: str
  channel:
    description:
      - The channel in which V(latest) is looked for. Name, slug or ID.
    type: str
  promote_from:
    description:
      - An environment, in place of O(version). The release is that of the last successful deployment there. Name, slug
        or ID.
      - For tenants, it is the release that the tenants have there. If they have different ones, the task fails.
    type: str
  force:
    description:
      - Whether to deploy again to places where the release already runs.
    type: bool
    default: false
  force_package_redeployment:
    description:
      - Whether packages that are already installed are deployed again, even if the project skips them.
    type: bool
    default: false
  update_variables:
    description:
      - Whether the release gets the newest variables of the project before it is deployed.
      - A release that already runs in all of O(environments) is not deployed again for this, unless O(force=true).
    type: bool
    default: false
  override_freezes:
    description:
      - The names of active deployment freezes that do not prevent the deployments. Name every freeze that is active in
        one of the places. A freeze that is over, or that is for another place, does not matter.
    type: list
    elements: str
  override_reason:
    description:
      - The reason for O(override_freezes), which is required then.
    type: str
  priority:
    description:
      - Whether the deployments come before others in the queue. If it is left out, the lifecycle decides, as with
        V(LifecycleDefault). On a server that does not support priorities, the task warns.
    type: str
    choices:
      - LifecycleDefault
      - 'On'
      - 'Off'
  artifacts:
    description:
      - Whether the result lists the artifacts of the deployments. The list costs one request for each deployment.
    type: bool
    default: false
seealso:
  - module: octopus.deploy.octopus_release
  - module: octopus.deploy.octopus_runbook_run
  - module: octopus.deploy.octopus_interruption
  - module: octopus.deploy.octopus_artifact
notes:
  - If a release is deployed to several places and the server refuses one of them, the deployments before it stay
    queued. The error lists them, and a second run waits for them.
"""

EXAMPLES = r"""
---
- name: Create environments
  octopus.deploy.octopus_environment:
    name: "{{ item }}"
  loop:
    - Test
    - Production

- name: Create a project
  octopus.deploy.octopus_project:
    name: Web shop
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Set the steps of the project
  octopus.deploy.octopus_deployment_process:
    project: Web shop
    steps:
      - name: Announce the deployment
        run_on_server: true
        run_script:
          syntax: Bash
          script_body: echo "Deploying to $(get_octopusvariable Octopus.Environment.Name)"

- name: Create a release
  octopus.deploy.octopus_release:
    project: Web shop
    version: 1.2.3

- name: Deploy the release, and wait until the deployment is over
  octopus.deploy.octopus_deployment:
    project: Web shop
    version: 1.2.3
    environments:
      - Test

- name: Deploy the release of the test environment to production
  octopus.deploy.octopus_deployment:
    project: Web shop
    promote_from: Test
    environments:
      - Production
"""

RETURN = r"""
---
deployments:
  description:
    - The deployment of the release in each place. In check mode, deployments that would be queued have no ID yet.
  returned: success, or on failure if a deployment has failed
  type: list
  elements: dict
  contains:
    id:
      description: The ID of the deployment.
      type: str
    environment:
      description: The name of the environment.
      type: str
    tenant:
      description: The name of the tenant. Null for a deployment without a tenant.
      type: str
    tenant_tag:
      description:
        - In check mode, the tags whose tenants would get a deployment each, if the project or the release does not
          exist yet, for example V(Region/EU or Region/US, and Tier/Gold).
      type: str
    release:
      description: The number of the release.
      type: str
    action:
      description:
        - V(queued) if the task has queued the deployment, V(joined) if it was queued or executing already, and V(none)
          if it had succeeded already.
      type: str
    task_id:
      description: The ID of the server task.
      type: str
    state:
      description: The state of the server task. Null if this user may not see it.
      type: str
    seconds:
      description: How many seconds the server task took. Null if it is not over.
      type: int
    url:
      description: The address of the deployment in the portal. Null if the server does not give it.
      type: str
  sample:
    - id: Deployments-31
      environment: Production
      tenant: null
      release: 1.2.3
      action: queued
      task_id: ServerTasks-12
      state: Success
      seconds: 42
      url: https://octopus.example.com/app#/Spaces-1/deployments/Deployments-31
artifacts:
  description: The artifacts of the deployments.
  returned: if O(artifacts) is true, except in check mode before a deployment
  type: list
  elements: dict
  contains:
    id:
      description: The ID of the artifact.
      type: str
    name:
      description: The name of the file.
      type: str
    task_id:
      description: The ID of the server task that left it behind.
      type: str
  sample:
    - id: Artifacts-7
      name: report.html
      task_id: ServerTasks-12
git_ref:
  description: The ref that the release is from, in the words of the server.
  returned: if the release exists and is from a Git repository
  type: str
  sample: refs/heads/main
git_commit:
  description: The hash of the commit that the release is from.
  returned: if the release exists and is from a Git repository
  type: str
  sample: 8b5a1e0c3c5f4f4e9d3a0f5d2a7f6b12c0ffee42
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

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment import DEPLOYMENT
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.verb_task import verb_task


def main() -> None:
    run_module(verb_task(DEPLOYMENT))


if __name__ == "__main__":
    main()
