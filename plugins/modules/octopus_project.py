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
  - Makes, changes, renames and removes projects.
  - The deployment process, the variables and the Git settings of a project are not managed here, and are left as
    they are.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.secrets
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.resource
options:
  description:
    description:
      - What people are to know about it. An empty text clears it.
    type: str
  slug:
    description:
      - Its name in addresses. The server makes one of the name when the document is made, and keeps it when that is
        renamed.
      - It can be changed, but not cleared.
    type: str
  is_disabled:
    description:
      - 'Whether the project is switched off: no releases, no deployments.'
    type: bool
  project_group:
    description:
      - The group that the project belongs to. Name, slug or ID. A new project needs one, unless it is a clone.
    type: str
  lifecycle:
    description:
      - The lifecycle that its releases follow. Name, slug or ID. A new project needs one, unless it is a clone.
    type: str
  clone_from:
    description:
      - The project that a new one is a copy of. Name, slug or ID.
      - It only counts when the project is made; for one that was not made as a copy of it, it is an error.
    type: str
  retain_tenant_connections:
    description:
      - Whether a clone is connected to the tenants of its source. It only counts when the project is made.
    type: bool
  included_library_variable_sets:
    description:
      - 'The library variable sets and script modules that the project includes, in order: an earlier one wins.
        Names or IDs. An empty list clears them.'
    type: list
    elements: str
  tenanted_deployment_mode:
    description:
      - Whether the project is deployed for tenants, without any, or both.
    type: str
    choices:
      - Untenanted
      - TenantedOrUntenanted
      - Tenanted
  default_guided_failure_mode:
    description:
      - Whether a failing deployment asks a person what to do.
    type: str
    choices:
      - EnvironmentDefault
      - "Off"
      - "On"
  default_to_skip_if_already_installed:
    description:
      - Whether packages that are installed already are skipped.
    type: bool
  discrete_channel_release:
    description:
      - Whether releases of different channels count as different lines of releases on the dashboard.
    type: bool
  auto_create_release:
    description:
      - Whether a release is made by itself when a package arrives. It needs O(release_creation_strategy).
    type: bool
  release_creation_strategy:
    description:
      - Which package makes a release by itself, and in which channel. The project and its steps must exist already.
        An empty dictionary clears it.
    type: dict
    suboptions:
      channel:
        description:
          - The channel of the project that the release goes to. Name, slug or ID.
        type: str
      release_creation_package:
        description:
          - The package, as a step of the deployment process refers to it.
        type: dict
        suboptions:
          deployment_action:
            description:
              - The name of the step.
            type: str
            required: true
          package_reference:
            description:
              - The name of the step's reference to the package. An empty text is its main package.
            type: str
  versioning_strategy:
    description:
      - 'How the next release is numbered: by a template or after a package.'
    type: dict
    suboptions:
      template:
        description:
          - 'A template, for example C(1.0.#{Octopus.Version.NextPatch}).'
        type: str
      donor_package:
        description:
          - The package whose version the release takes.
        type: dict
        suboptions:
          deployment_action:
            description:
              - The name of the step.
            type: str
            required: true
          package_reference:
            description:
              - The name of the step's reference to the package. An empty text is its main package.
            type: str
  connectivity_policy:
    description:
      - What a deployment does about machines that are missing or unwell. An empty dictionary asks for the server's
        defaults.
    type: dict
    suboptions:
      skip_machine_behavior:
        description:
          - Whether unavailable machines are skipped.
        type: str
        choices:
          - "None"
          - SkipUnavailableMachines
      target_roles:
        description:
          - The roles whose unavailable machines are skipped. An empty list stands for all.
        type: list
        elements: str
      allow_deployments_to_no_targets:
        description:
          - Whether a deployment may go on without any machine.
        type: bool
      exclude_unhealthy_targets:
        description:
          - Whether unhealthy machines are left out.
        type: bool
  release_notes_template:
    description:
      - The template of a new release's notes. An empty text clears it.
    type: str
  deployment_changes_template:
    description:
      - The template that shows what a deployment changes. An empty text clears it.
    type: str
  force_package_download:
    description:
      - Whether packages are downloaded again even where they are there.
    type: bool
  allow_ignore_channel_rules:
    description:
      - Whether a release may be made against the rules of its channel.
    type: bool
  execute_deployments_on_event_based_pipeline:
    description:
      - Whether deployments run on the server's event-based pipeline.
    type: bool
  combine_health_and_sync_status_in_dashboard_live_status:
    description:
      - Whether the dashboard shows health and sync status of Kubernetes objects as one.
    type: bool
  default_power_shell_edition:
    description:
      - The edition of PowerShell that scripts run in, for example V(Desktop) or V(Core).
    type: str
  is_badges_enabled:
    description:
      - Whether the project's status badges can be seen.
    type: bool
  project_tags:
    description:
      - The tags of the project by their canonical names, for example V(Language/Python). Since Octopus 2025. An
        empty list removes all.
    type: list
    elements: str
  templates:
    description:
      - The variables that each tenant of the project gives a value of its own, in order. An empty list removes
        them.
      - 'A template is known by its name: one that is there already keeps its ID, and with it the values of all
        tenants.'
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - The name of the variable.
        type: str
        required: true
      label:
        description:
          - What the portal calls it.
        type: str
      help_text:
        description:
          - What the portal explains of it.
        type: str
      default_value:
        description:
          - Its value where a tenant gives none.
        type: str
      sensitive_default_value:
        description:
          - The same for a variable whose control type is V(Sensitive). See O(update_secrets).
        type: str
      display_settings:
        description:
          - How the portal asks for the value.
        type: dict
        suboptions:
          control_type:
            description:
              - The kind of field, for example V(SingleLineText), V(MultiLineText), V(Select), V(Checkbox) or
                V(Sensitive).
            type: str
          select_options:
            description:
              - The choices of a V(Select), one a line, each as C(value|label).
            type: str
  extension_settings:
    description:
      - What extensions such as Jira or ServiceNow integration are to know about it. An empty list clears them.
      - Entries that the server adds by itself for extensions that nobody has set up are left alone.
    type: list
    elements: dict
    suboptions:
      extension_id:
        description:
          - The extension, for example V(jira-integration), V(jiraservicemanagement-integration) or
            V(servicenow-integration).
        type: str
        required: true
      values:
        description:
          - Its settings, by the names that the extension gives them, for example C(JiraEnvironmentType).
        type: dict
  icon:
    description:
      - The icon that the portal shows for it.
    type: dict
    suboptions:
      id:
        description:
          - The ID of the icon.
        type: str
      color:
        description:
          - Its colour, for example V(#0D80D8).
        type: str
seealso:
  - module: octopus.deploy.octopus_project_group
  - module: octopus.deploy.octopus_lifecycle
"""

EXAMPLES = r"""
---
- name: Make a group for the project
  octopus.deploy.octopus_project_group:
    name: Web shop

- name: Make a project
  octopus.deploy.octopus_project:
    name: Storefront
    description: What a customer sees
    project_group: Web shop
    lifecycle: Default Lifecycle
    versioning_strategy:
      template: 1.0.#{Octopus.Version.NextPatch}
    connectivity_policy:
      skip_machine_behavior: SkipUnavailableMachines

- name: Ask each tenant for a region
  octopus.deploy.octopus_project:
    name: Storefront
    tenanted_deployment_mode: TenantedOrUntenanted
    templates:
      - name: Region
        label: Where the shop is
        default_value: eu
        display_settings:
          control_type: Select
          select_options: |
            eu|Europe
            us|America

- name: Make a project as a copy of another
  octopus.deploy.octopus_project:
    name: Storefront for resellers
    clone_from: Storefront

- name: Switch a project off
  octopus.deploy.octopus_project:
    name: Storefront for resellers
    is_disabled: true
"""

RETURN = r"""
---
resource:
  description:
    - The document as the server returned it, in the API's own notation, with secrets masked.
    - In check mode, the document as it would be sent. Empty for one that is gone.
  returned: success
  type: dict
  sample:
    Id: Projects-1
    Name: Storefront
id:
  description: The ID of the document. Null for one that check mode would make.
  returned: success
  type: str
  sample: Projects-1
space:
  description: The space that the task worked in. The name is null for the default space if O(space) was left out.
  returned: success
  type: dict
  sample:
    id: Spaces-1
    name: Default
    is_default: true
secrets_not_compared:
  description: The options whose secrets were given and neither sent nor compared, because O(update_secrets=on_create).
  returned: when there are any
  type: list
  elements: str
  sample: ["templates[0].sensitive_default_value"]
requests:
  description: The requests that were made.
  returned: at verbosity 3 and higher
  type: list
  elements: dict
  sample:
    - method: GET
      url: https://octopus.example.com/api
      status: 200
      seconds: 0.0123
"""

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project import PROJECT
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._resource_task import resource_task


def main() -> None:
    run_module(resource_task(PROJECT))


if __name__ == "__main__":
    main()
