#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_project
short_description: Manage projects
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes projects.
  - M(octopus.deploy.octopus_deployment_process), M(octopus.deploy.octopus_variables) and
    M(octopus.deploy.octopus_runbook) manage the steps, the variables and the runbooks of a project. No module manages
    its Git settings.
  - A project is removed with its channels, releases and variables.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.secrets
  - octopus.deploy.options.description
  - octopus.deploy.options.slug
  - octopus.deploy.options.icon
  - octopus.deploy.options.logo
  - octopus.deploy.options.extension_settings
  - octopus.deploy.options.templates
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  is_disabled:
    description:
      - Whether the project is disabled, so that no releases can be created or deployed.
    type: bool
  project_group:
    description:
      - The group that the project belongs to (C(ProjectGroupId)). Name, slug or ID. Required for a new project, except
        for a clone, which gets the group of its source by default.
    type: str
  lifecycle:
    description:
      - The lifecycle that releases of the project follow (C(LifecycleId)). Name, slug or ID. Required for a new
        project, except for a clone, which gets the lifecycle of its source by default.
    type: str
  clone_from:
    description:
      - The project to copy to a new project, with its deployment process, variables and channels. Name, slug or ID.
      - It only has an effect when the project is created. If an existing project was not copied from this one, the task
        fails, because the server can't change the source of a project.
    type: str
  retain_tenant_connections:
    description:
      - Whether a clone is connected to the tenants of its source. It is sent when the project is created, and ignored
        for an existing one.
    type: bool
  included_library_variable_sets:
    description:
      - The library variable sets and script modules that the project includes (C(IncludedLibraryVariableSetIds)).
        Names or IDs.
      - 'The order matters: it decides which of two variables with the same name and scope is used. An empty list clears
        them.'
    type: list
    elements: str
  tenanted_deployment_mode:
    description:
      - Whether the project is deployed without tenants, for tenants, or either way.
    type: str
    choices:
      - Untenanted
      - TenantedOrUntenanted
      - Tenanted
  default_guided_failure_mode:
    description:
      - 'Whether a failed deployment asks a person how to continue: always, never, or as its environment says.'
    type: str
    choices:
      - EnvironmentDefault
      - "Off"
      - "On"
  default_to_skip_if_already_installed:
    description:
      - Whether a deployment skips packages that a machine has already.
    type: bool
  discrete_channel_release:
    description:
      - Whether releases of different channels count separately within one environment, on the dashboard and for
        retention.
    type: bool
  auto_create_release:
    description:
      - Whether the server creates a release when a new package arrives in the built-in feed. It needs
        O(release_creation_strategy).
    type: bool
  release_creation_strategy:
    description:
      - The package whose arrival creates a release, and the release's channel. An empty dictionary clears it.
      - The step has to exist in the deployment process, so the option can't be given for a project that does not exist
        yet.
    type: dict
    suboptions:
      channel:
        description:
          - The channel of the project in which the release is created (C(ChannelId)). Name, slug or ID.
        type: str
      release_creation_package:
        description:
          - The package, as a step of the deployment process refers to it.
        type: dict
        suboptions:
          deployment_action:
            description:
              - The name of the step (action).
            type: str
            required: true
          package_reference:
            description:
              - The name that the step has for the package. An empty string stands for the step's primary package.
            type: str
  versioning_strategy:
    description:
      - 'The source of the next release''s version: O(versioning_strategy.template) or
        O(versioning_strategy.donor_package). Giving one replaces the other.'
      - A project always has one of the two, so an empty dictionary does not clear it.
    type: dict
    suboptions:
      template:
        description:
          - A template, for example C(1.0.#{Octopus.Version.NextPatch}). Without it, the server gives a new project a
            template that increments the patch number.
        type: str
      donor_package:
        description:
          - The package whose version the release gets. The step has to exist in the deployment process.
        type: dict
        suboptions:
          deployment_action:
            description:
              - The name of the step (action).
            type: str
            required: true
          package_reference:
            description:
              - The name that the step has for the package. An empty string stands for the step's primary package.
            type: str
  connectivity_policy:
    description:
      - How deployments treat missing and unhealthy machines (C(ProjectConnectivityPolicy)). An empty dictionary sets
        the server's defaults.
    type: dict
    suboptions:
      skip_machine_behavior:
        description:
          - Whether a deployment fails when a machine is unavailable (V(None)) or skips that machine.
        type: str
        choices:
          - "None"
          - SkipUnavailableMachines
      target_roles:
        description:
          - With V(SkipUnavailableMachines), the roles (target tags) whose machines may be skipped. An empty list
            stands for all roles.
        type: list
        elements: str
      allow_deployments_to_no_targets:
        description:
          - Whether a deployment may run without any machine to deploy to.
        type: bool
      exclude_unhealthy_targets:
        description:
          - Whether a deployment skips machines whose last health check failed.
        type: bool
  release_notes_template:
    description:
      - The template of the notes of a new release. An empty string clears it.
    type: str
  deployment_changes_template:
    description:
      - The template of the changes of a deployment, which the portal and messages show. An empty string clears it.
    type: str
  force_package_download:
    description:
      - Whether packages are downloaded again even if the machine has them in its cache.
      - Needs Octopus Server 2023.1 or newer.
    type: bool
  fail_target_discovery:
    description:
      - Whether a deployment fails if the discovery of cloud targets fails. Needs Octopus Server 2025.3 or newer.
      - Only the project's deployment settings have it (C(DeploymentSettings)), a document of its own. Giving this
        option, O(cancel_queued_tasks) or O(cancel_running_tasks) costs one more request to read that document.
    type: bool
  cancel_queued_tasks:
    description:
      - Whether a new deployment cancels queued deployments of the project. Needs Octopus Server 2026.2 or newer.
      - Only the project's deployment settings have it; see O(fail_target_discovery).
    type: bool
  cancel_running_tasks:
    description:
      - Whether a new deployment cancels other deployments of the project that are being executed. Needs Octopus Server
        2026.2 or newer.
      - Only the project's deployment settings have it; see O(fail_target_discovery).
    type: bool
  allow_ignore_channel_rules:
    description:
      - Whether people may create a release against the version rules of its channel.
      - Needs Octopus Server 2024.2 or newer.
    type: bool
  execute_deployments_on_event_based_pipeline:
    description:
      - Whether deployments run on the server's event-based pipeline.
      - Needs Octopus Server 2026.3 or newer.
    type: bool
  combine_health_and_sync_status_in_dashboard_live_status:
    description:
      - Whether the dashboard combines the health and sync status of Kubernetes objects.
      - Needs Octopus Server 2025.2 or newer.
    type: bool
  default_power_shell_edition:
    description:
      - The edition of PowerShell that scripts run in, for example V(Desktop) or V(Core). It can't be cleared.
      - Needs Octopus Server 2025.4 or newer.
    type: str
  is_badges_enabled:
    description:
      - Whether everybody can see the project's status badges without signing in.
      - Needs Octopus Server 2026.2 or newer.
    type: bool
  project_tags:
    description:
      - The tags of the project, each as C(tag set/tag), for example V(Language/Python), in any order. An empty list
        removes them. Needs Octopus Server 2025.1 or newer.
    type: list
    elements: str
seealso:
  - module: octopus.deploy.octopus_project_group
  - module: octopus.deploy.octopus_lifecycle
  - module: octopus.deploy.octopus_library_variable_set
  - module: octopus.deploy.octopus_api
notes:
  - The deployment settings of a project under version control are in its Git repository, and the server refuses them
    here, for example O(versioning_strategy), O(connectivity_policy) and O(default_guided_failure_mode). The module
    refuses O(fail_target_discovery), O(cancel_queued_tasks) and O(cancel_running_tasks) for such a project.
"""

EXAMPLES = r"""
---
# Options that all tasks of a play share can be given once, for all modules of the collection:
#
#   module_defaults:
#     group/octopus.deploy.octopus:
#       octopus_url: https://octopus.example.com
#       octopus_api_key: "{{ vault_octopus_api_key }}"
#       space: Web team

- name: Create a group for the projects
  octopus.deploy.octopus_project_group:
    name: Web shop

- name: Create a project
  octopus.deploy.octopus_project:
    name: Storefront
    description: What a customer sees
    project_group: Web shop
    lifecycle: Default Lifecycle
    default_guided_failure_mode: EnvironmentDefault
    versioning_strategy:
      template: 1.0.#{Octopus.Version.NextPatch}
    connectivity_policy:
      skip_machine_behavior: SkipUnavailableMachines
      target_roles:
        - web

- name: Create library variable sets
  octopus.deploy.octopus_library_variable_set:
    name: "{{ item }}"
  loop:
    - Logging
    - Mail

- name: Create a project for tenants, and ask each of them for a region and a token
  octopus.deploy.octopus_project:
    name: Payments
    project_group: Web shop
    lifecycle: Default Lifecycle
    included_library_variable_sets:
      - Logging
      - Mail
    tenanted_deployment_mode: TenantedOrUntenanted
    cancel_queued_tasks: true
    templates:
      - name: Region
        label: Where the customer is
        default_value: eu
        display_settings:
          control_type: Select
          select_options: |
            eu|Europe
            us|America
      - name: Token
        label: What the bank gave the customer
        sensitive_default_value: "{{ bank_token | default('to be given') }}"
        display_settings:
          control_type: Sensitive

- name: Create a disabled project as a copy of another
  octopus.deploy.octopus_project:
    name: Storefront for resellers
    clone_from: Storefront
    is_disabled: true

- name: Remove a project with its releases
  octopus.deploy.octopus_project:
    name: Guestbook
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: Projects-1
    Name: Storefront
    DeploymentProcessId: deploymentprocess-Projects-1
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
  sample: Projects-1
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
secrets_not_compared:
  description:
    - The options whose secrets were neither compared nor sent, because the server has a secret there already and
      never returns it.
    - O(update_secrets=always) sends them.
  returned: if there are any
  type: list
  elements: str
  sample:
    - templates[0].sensitive_default_value
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created project 'Storefront' (Projects-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project import PROJECT
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(PROJECT))


if __name__ == "__main__":
    main()
