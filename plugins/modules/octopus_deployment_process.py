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
  - A step is known by its name, in any case, and so is an action. Steps and actions keep their IDs and slugs when
    others are inserted, removed, renamed or moved, so that the scopes of variables, the rules of channels and the
    triggers that refer to them stay as they are.
  - Most steps have one action. The options of this action, for example O(steps[].action_type), are given with the step
    itself. A step with several actions has them in O(steps[].actions).
  - Properties and options that are not given keep the server's values.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.secrets
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  project:
    description:
      - The project that the process belongs to. Name, slug or ID.
    type: str
    required: true
  mode:
    description:
      - Whether O(steps) are all steps of the process, in order (V(replace)), or only those that this task manages
        (V(merge)).
      - V(replace) removes every step that is not given. V(merge) leaves it where it is, and removes steps only with
        O(steps[].state=absent).
    type: str
    choices: [replace, merge]
    default: replace
  steps:
    description:
      - The steps, in order. An empty list removes all steps with O(mode=replace).
    type: list
    required: true
    elements: dict
    suboptions:
      name:
        description:
          - The name of the step.
        type: str
        required: true
      new_name:
        description:
          - The name that the step is to have. The step called O(steps[].name) is renamed and keeps its ID and slug. If
            there is only a step called O(steps[].new_name), nothing is renamed.
        type: str
      condition:
        description:
          - The condition for running the step. A new step has V(Success), which means that all steps before it have
            succeeded. V(Variable) needs O(steps[].condition_expression).
        type: str
        choices: [Success, Failure, Always, Variable]
      condition_expression:
        description:
          - The expression that decides whether the step runs, for example V(#{Backup.IsWanted}).
        type: str
      start_trigger:
        description:
          - Whether the step starts after the previous one or together with it. The first step of a process always has
            V(StartAfterPrevious).
        type: str
        choices: [StartAfterPrevious, StartWithPrevious]
      package_requirement:
        description:
          - Whether the step runs before or after packages are acquired.
        type: str
        choices: [LetOctopusDecide, BeforePackageAcquisition, AfterPackageAcquisition]
      target_tags:
        description:
          - The tags of the deployment targets on which, or for which, the step runs. The only entry can be an
            expression with C(#{...}). An empty list clears them.
        type: list
        elements: str
      max_parallelism:
        description:
          - The number of deployment targets on which a rolling deployment works at the same time, or an expression
            with C(#{...}). An empty string makes it no rolling deployment.
        type: raw
      action_type: &action_type
        description:
          - The type of the action, for example V(Octopus.Script). It is required for a new action.
        type: str
      properties: &properties
        description:
          - The properties of the action, by the name that the API has for them, for example
            C(Octopus.Action.Script.ScriptBody). A property that is not given keeps the server's value.
          - A whole number, C(true) and C(false) become text as they are in Octopus. A list or a dictionary becomes
            JSON, and is compared as JSON. An empty string clears the property.
          - 'Properties that hold IDs are given by name: C(Octopus.Action.Azure.AccountId),
            C(Octopus.Action.DeployRelease.ProjectId), C(Octopus.Action.Package.FeedId), C(Octopus.Action.Template.Id),
            and the teams of C(Octopus.Action.Manual.ResponsibleTeamIds) and of e-mails, with commas between them.'
        type: dict
      sensitive_properties: &sensitive_properties
        description:
          - The properties that are secrets. The server never shows them, so they can't be compared;
            O(update_secrets) says when they are sent. V(<no secret>) clears one.
        type: dict
      exact: &exact
        description:
          - Whether properties that are not given are removed. The properties that the server adds by itself, and those
            that other options set, always stay.
        type: bool
      run_on_server: &run_on_server
        description:
          - Whether the action runs on the server or on a worker (C(Octopus.Action.RunOnServer)), instead of on the
            deployment targets.
        type: bool
      environments: &environments
        description:
          - The environments in which the action runs. Names, slugs or IDs. An empty list means all.
        type: list
        elements: str
      excluded_environments: &excluded_environments
        description:
          - The environments in which the action is skipped. Names, slugs or IDs.
        type: list
        elements: str
      channels: &channels
        description:
          - The channels of the project for whose releases the action runs. Names, slugs or IDs. An empty list means
            all.
        type: list
        elements: str
      tenant_tags: &tenant_tags
        description:
          - The tags of the tenants for which the action runs, each written as C(tag set/tag). An empty list means all.
        type: list
        elements: str
      worker_pool: &worker_pool
        description:
          - The worker pool whose workers run the action. Name, slug or ID. An empty string means the default pool.
        type: str
      worker_pool_variable: &worker_pool_variable
        description:
          - The name of the variable that chooses the worker pool. An empty string clears it.
        type: str
      container: &container
        description:
          - The container in which the action runs. An empty dictionary removes it.
        type: dict
        suboptions:
          image:
            description:
              - The image, with its tag. An empty string clears it.
            type: str
          feed:
            description:
              - The feed that has the image. Name, slug or ID.
            type: str
          git_url:
            description:
              - The Git repository from which the image is built. Requires Octopus Server 2023.4 or newer.
            type: str
          dockerfile:
            description:
              - The path of the Dockerfile in the Git repository. Requires Octopus Server 2023.4 or newer.
            type: str
      packages: &packages
        description:
          - All packages that the action uses.
        type: list
        elements: dict
        suboptions:
          name:
            description:
              - The name of the package in the action. The primary package has an empty name.
            type: str
            required: true
          package_id:
            description:
              - The ID of the package in its feed, or an expression with C(#{...}).
            type: str
          feed:
            description:
              - The feed. Name, slug or ID, or an expression with C(#{...}).
            type: str
          acquisition_location:
            description:
              - V(Server), V(ExecutionTarget), V(NotAcquired), or an expression with C(#{...}).
            type: str
          version:
            description:
              - The version that is always used. An empty string leaves the choice to each release. Requires Octopus
                Server 2024.4 or newer.
            type: str
          properties:
            description:
              - Further properties of the package, for example C(Extract) or C(SelectionMode).
            type: dict
      git_dependencies: &git_dependencies
        description:
          - All Git repositories that the action uses. Requires Octopus Server 2023.4 or newer.
        type: list
        elements: dict
        suboptions:
          name:
            description:
              - The name of the repository in the action. The primary repository has an empty name.
            type: str
            required: true
          repository_uri:
            description:
              - The address of the repository.
            type: str
          default_branch:
            description:
              - The branch that is used if a release does not choose another.
            type: str
          git_credential_type:
            description:
              - How the server signs in, for example V(Anonymous), V(Library) or V(GitHub).
            type: str
          git_credential:
            description:
              - The Git credential, for the type V(Library). Name, slug or ID.
            type: str
          git_hub_connection_id:
            description:
              - The ID of the GitHub connection, for the type V(GitHub).
            type: str
          file_path_filters:
            description:
              - The files whose changes create a release.
            type: list
            elements: str
      notes: &notes
        description:
          - The notes about the action. An empty string clears them.
        type: str
      is_required: &is_required
        description:
          - Whether people can't skip the action when they deploy.
        type: bool
      is_disabled: &is_disabled
        description:
          - Whether the action is disabled.
        type: bool
      actions:
        description:
          - All actions of a step that has several, in order. An action that moves here from another step of the task
            keeps its ID.
          - O(steps[].actions) can't be given together with the options of a single action.
        type: list
        elements: dict
        suboptions:
          name:
            description:
              - The name of the action. Two actions of a process can't have the same name.
            type: str
            required: true
          new_name:
            description:
              - The name that the action is to have.
            type: str
          condition:
            description:
              - The condition for running the action. V(Variable) needs O(steps[].actions[].condition_expression).
            type: str
            choices: [Success, Variable]
          condition_expression:
            description:
              - The expression that decides whether the action runs.
            type: str
          action_type: *action_type
          properties: *properties
          sensitive_properties: *sensitive_properties
          exact: *exact
          run_on_server: *run_on_server
          environments: *environments
          excluded_environments: *excluded_environments
          channels: *channels
          tenant_tags: *tenant_tags
          worker_pool: *worker_pool
          worker_pool_variable: *worker_pool_variable
          container: *container
          packages: *packages
          git_dependencies: *git_dependencies
          notes: *notes
          is_required: *is_required
          is_disabled: *is_disabled
      state:
        description:
          - V(absent) removes the step. With O(mode=replace), it is the same as leaving the entry out.
        type: str
        choices:
          - present
          - absent
        default: present
      after:
        description:
          - The step after which a new step is placed, with O(mode=merge). An existing step stays where it is. A new
            step without a place is the last one.
        type: str
      before:
        description:
          - The step before which a new step is placed, with O(mode=merge).
        type: str
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
        action_type: Octopus.Manual
        properties:
          Octopus.Action.Manual.Instructions: Does it look right?
          Octopus.Action.Manual.ResponsibleTeamIds: Octopus Administrators
      - name: Deploy the site
        target_tags: [web]
        action_type: Octopus.TentaclePackage
        packages:
          - name: ""
            package_id: Storefront.Web
            feed: Octopus Server (built-in)
            acquisition_location: Server
      - name: Say so
        condition: Always
        action_type: Octopus.Script
        run_on_server: true
        properties:
          Octopus.Action.Script.ScriptSource: Inline
          Octopus.Action.Script.Syntax: Bash
          Octopus.Action.Script.ScriptBody: |
            echo "Deployed #{Octopus.Release.Number}"

- name: Add one step to another project, and leave the others
  octopus.deploy.octopus_project:
    name: Back office
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Add a step
  octopus.deploy.octopus_deployment_process:
    project: Back office
    mode: merge
    steps:
      - name: Back up
        action_type: Octopus.Script
        run_on_server: true
        properties:
          Octopus.Action.Script.ScriptBody: echo backing up
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
    - The ID of the document, also of one that the task removed. Null if there was no such document and the task did
      not create it.
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
      description: Whether it is the server's default space.
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
