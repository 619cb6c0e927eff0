#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_runbook
short_description: Manage the runbooks of projects
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes runbooks. A runbook automates work on the machines and services of a project,
    such as backups, without a release.
  - This module manages the settings of a runbook. M(octopus.deploy.octopus_runbook_process) manages its steps, and
    M(octopus.deploy.octopus_runbook_snapshot) its snapshots. The published snapshot stays published.
  - A runbook is removed with its process and its snapshots.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.options.slug
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  project:
    description:
      - The project that the runbook belongs to (C(ProjectId)). Name, slug or ID. Runbooks of different projects may
        have the same name.
      - The server can't move a runbook to another project.
    type: str
    required: true
  multi_tenancy_mode:
    description:
      - Whether the runbook runs only without a tenant, with or without a tenant, or only for a tenant.
    type: str
    choices:
      - Untenanted
      - TenantedOrUntenanted
      - Tenanted
  environment_scope:
    description:
      - Whether the runbook may run in all environments, in O(environments), or in the environments of the project's
        lifecycles.
    type: str
    choices:
      - All
      - Specified
      - FromProjectLifecycles
  environments:
    description:
      - The environments that the runbook may run in with O(environment_scope=Specified) (C(Environments)). Names, slugs
        or IDs, in any order. An empty list clears them.
    type: list
    elements: str
  default_guided_failure_mode:
    description:
      - 'Whether a failed run asks a person how to continue: always, never, or as its environment says.'
    type: str
    choices:
      - EnvironmentDefault
      - "Off"
      - "On"
  connectivity_policy:
    description:
      - How runs treat missing and unhealthy machines (C(ConnectivityPolicy)). An empty dictionary sets the server's
        defaults.
    type: dict
    suboptions:
      skip_machine_behavior:
        description:
          - Whether a run fails when a machine is unavailable (V(None)) or skips that machine.
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
          - Whether the runbook may run without any machine. V(true) for a new runbook.
        type: bool
      exclude_unhealthy_targets:
        description:
          - Whether a run skips machines whose last health check failed.
        type: bool
  run_retention_policy:
    description:
      - How long runs, with their logs and artifacts, are kept in each environment (C(RunRetentionPolicy)). An empty
        dictionary sets the server's default, which a new runbook also has without this option.
    type: dict
    suboptions:
      strategy:
        description:
          - V(Count) keeps O(run_retention_policy.quantity_to_keep) of O(run_retention_policy.unit), V(Forever) keeps
            everything, and V(Default) uses the space's retention policy.
          - Without this option, the strategy is V(Forever) for V(0) in O(run_retention_policy.quantity_to_keep), and
            V(Count) for another number.
          - Octopus Server before 2025.3 has no strategies. V(Count) and V(Forever) are sent to it as a quantity, and
            V(Default) is an error.
        type: str
        choices:
          - Default
          - Forever
          - Count
      quantity_to_keep:
        description:
          - The number to keep, with V(Count). V(0) keeps everything.
        type: int
      unit:
        description:
          - 'The unit to count, with V(Count) only: days, or runs (V(Items)). Without this option, the unit stays as it
            is, and a new policy counts V(Items). V(Days) needs Octopus Server 2025.3 or newer.'
        type: str
        choices:
          - Days
          - Items
  force_package_download:
    description:
      - Whether a run downloads packages again that machines already have. Needs Octopus Server 2023.1 or newer.
    type: bool
  fail_target_discovery:
    description:
      - Whether a run fails if the discovery of cloud targets fails. Needs Octopus Server 2025.3 or newer.
      - Servers accept it only for an existing runbook, so a new runbook needs a second request.
    type: bool
  cancel_queued_tasks:
    description:
      - Whether a new run cancels queued runs of the runbook. Needs Octopus Server 2026.2 or newer.
      - Servers accept it only for an existing runbook, so a new runbook needs a second request.
    type: bool
  cancel_running_tasks:
    description:
      - Whether a new run cancels other runs of the runbook that are being executed. Needs Octopus Server 2026.2 or
        newer.
      - Servers accept it only for an existing runbook, so a new runbook needs a second request.
    type: bool
  runbook_tags:
    description:
      - The tags of the runbook, each as C(tag set/tag), for example V(Hours/Night), in any order. The tag set needs the
        scope V(Runbook). An empty list removes the tags. Needs Octopus Server 2026.1 or newer.
    type: list
    elements: str
seealso:
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_project_trigger
  - module: octopus.deploy.octopus_retention_policy
  - module: octopus.deploy.octopus_config
notes:
  - This module does not manage the runbooks of version-controlled projects that are kept in the Git repository.
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

- name: Create an environment
  octopus.deploy.octopus_environment:
    name: Production

- name: Create a project
  octopus.deploy.octopus_project:
    name: Storefront
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Create a runbook that runs in one environment
  octopus.deploy.octopus_runbook:
    name: Back up the database
    project: Storefront
    description: Copies the database to the vault
    environment_scope: Specified
    environments:
      - Production
    default_guided_failure_mode: "On"
    run_retention_policy:
      quantity_to_keep: 30

- name: Let a runbook skip machines that cannot be reached
  octopus.deploy.octopus_runbook:
    name: Restart the web servers
    project: Storefront
    connectivity_policy:
      skip_machine_behavior: SkipUnavailableMachines
      target_roles:
        - web

- name: Remove a runbook
  octopus.deploy.octopus_runbook:
    name: Warm up the cache
    project: Storefront
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: Runbooks-1
    Name: Back up the database
    ProjectId: Projects-1
    RunbookProcessId: RunbookProcess-Runbooks-1
    EnvironmentScope: Specified
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
  sample: Runbooks-1
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
  sample: ["created runbook 'Back up the database' (Runbooks-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.runbook import RUNBOOK
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(RUNBOOK))


if __name__ == "__main__":
    main()
