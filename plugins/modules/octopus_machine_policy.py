#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_machine_policy
short_description: Manage machine policies
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes machine policies, which say how machines and workers are checked, connected
    to, updated and cleaned up.
  - A duration is written with units, such as V(90s), V(5m), V(1h 30m) or V(2d), or in the server's notation, such as
    V(00:05:00) or V(1.02:00:00), which is one day and two hours. Results and diffs show durations with units.
  - A notation that the server and people read differently is refused. To the server, V(24:00:00) is 24 days; write
    V(1d) or V(1.00:00:00) for 24 hours, and V(24d) or V(24.00:00:00) for 24 days.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  is_default:
    description:
      - Whether this is the default policy, which new machines get if they name none. V(true) makes the previous default
        an ordinary policy.
      - There is always one default. V(false) for the default changes nothing and gives a warning; make another one the
        default instead.
    type: bool
  machine_health_check_policy:
    description:
      - The schedule and the method of health checks. An empty dictionary sets the server's defaults.
    type: dict
    suboptions:
      health_check_interval:
        description:
          - The time between two health checks. It replaces O(machine_health_check_policy.health_check_cron).
          - With an empty string and no cron expression, health is only checked on request.
          - Terraform and other programs built on the official Go client lose its days; see the notes.
        type: str
      health_check_cron:
        description:
          - The times of health checks, as a cron expression that begins with seconds, for example V(0 0 9 * * *) for
            nine o'clock every day. Days of the week go from V(0) for Sunday to V(6).
          - It replaces O(machine_health_check_policy.health_check_interval). An empty string clears it.
        type: str
      health_check_cron_timezone:
        description:
          - The ID of the cron expression's time zone, for example V(UTC) or V(Europe/Berlin). The possible IDs depend
            on the server's operating system. It can't be cleared.
        type: str
      health_check_type:
        description:
          - Whether a check runs a script on the machine, or only connects to it.
        type: str
        choices:
          - RunScript
          - OnlyConnectivity
      power_shell_health_check_policy:
        description:
          - The script for machines that run PowerShell. An empty dictionary sets the server's defaults.
        type: dict
        suboptions:
          run_type:
            description:
              - V(InheritFromDefault) runs the script of the default policy, and V(Inline) the given script.
              - V(OnlyConnectivity) is for older servers, which do not have
                O(machine_health_check_policy.health_check_type).
            type: str
            choices:
              - InheritFromDefault
              - Inline
              - OnlyConnectivity
          script_body:
            description:
              - The script for V(Inline). An empty string clears it.
            type: str
      bash_health_check_policy:
        description:
          - The script for machines that run Bash. An empty dictionary sets the server's defaults.
        type: dict
        suboptions:
          run_type:
            description:
              - V(InheritFromDefault) runs the script of the default policy, and V(Inline) the given script.
              - V(OnlyConnectivity) is for older servers, which do not have
                O(machine_health_check_policy.health_check_type).
            type: str
            choices:
              - InheritFromDefault
              - Inline
              - OnlyConnectivity
          script_body:
            description:
              - The script for V(Inline). An empty string clears it.
            type: str
  machine_connectivity_policy:
    description:
      - How the server treats a machine that does not answer. An empty dictionary sets the server's defaults.
    type: dict
    suboptions:
      machine_connectivity_behavior:
        description:
          - Whether a health check fails on a machine that does not answer, or skips it.
        type: str
        choices:
          - ExpectedToBeOnline
          - MayBeOfflineAndCanBeSkipped
  machine_cleanup_policy:
    description:
      - The automatic removal of machines. An empty dictionary sets the server's defaults.
    type: dict
    suboptions:
      delete_machines_behavior:
        description:
          - Whether unavailable machines are removed. If a playbook manages such a machine, its next run creates it
            again.
        type: str
        choices:
          - DoNotDelete
          - DeleteUnavailableMachines
      delete_machines_elapsed_time_span:
        description:
          - How long a machine must have been unavailable. With V(0s), it is removed as soon as a health check finds it
            unavailable.
          - Terraform and other programs built on the official Go client read V(1d) as no time at all; see the notes.
        type: str
  machine_update_policy:
    description:
      - The updates of Calamari, Tentacles and agents. An empty dictionary sets the server's defaults, except for
        O(machine_update_policy.kubernetes_agent_update_behavior), which stays.
    type: dict
    suboptions:
      calamari_update_behavior:
        description:
          - 'When Calamari is updated on a machine: with the next deployment, at once if the machine is new, or always
            at once.'
        type: str
        choices:
          - UpdateOnDeployment
          - UpdateOnNewMachine
          - UpdateAlways
      tentacle_update_behavior:
        description:
          - Whether Tentacles are upgraded automatically.
        type: str
        choices:
          - NeverUpdate
          - Update
      tentacle_update_account:
        description:
          - The account that Tentacles are upgraded with (C(TentacleUpdateAccountId)). Name, slug or ID. With an empty
            string, the Tentacle's own account is used.
        type: str
      kubernetes_agent_update_behavior:
        description:
          - Whether Kubernetes agents are upgraded automatically, only by hand, or never. Older servers do not support
            it.
        type: str
        choices:
          - NeverUpdate
          - Update
          - Block
  machine_rpc_call_retry_policy:
    description:
      - The retries of failed calls to a machine. An empty dictionary sets the server's defaults. Older servers do not
        support it.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether failed calls are repeated.
        type: bool
      retry_duration:
        description:
          - The maximum duration of retries in deployments and runbook runs.
        type: str
      health_check_retry_duration:
        description:
          - The maximum duration of retries in health checks.
        type: str
  machine_package_cache_retention_policy:
    description:
      - The retention of packages in the caches of machines. An empty dictionary sets the server's defaults. Older
        servers do not support it.
    type: dict
    suboptions:
      strategy:
        description:
          - V(Default) uses the space's retention policy, and V(Quantities) uses the following options.
        type: str
        choices:
          - Default
          - Quantities
      quantity_of_packages_to_keep:
        description:
          - The number of packages to keep, with V(Quantities).
        type: int
      package_unit:
        description:
          - The unit to count. There is one choice.
        type: str
        choices:
          - Items
      quantity_of_versions_to_keep:
        description:
          - The number of versions of each package to keep, with V(Quantities).
        type: int
      version_unit:
        description:
          - The unit to count. There is one choice.
        type: str
        choices:
          - Items
  polling_request_queue_timeout:
    description:
      - How long a request waits until the polling Tentacle asks for it.
    type: str
  polling_request_maximum_message_processing_timeout:
    description:
      - The maximum time that a polling Tentacle may take to process a message. Servers from 2024.1 on store it, but do
        not use it.
    type: str
  connection_retry_sleep_interval:
    description:
      - The time between two attempts to connect to a listening Tentacle or an SSH machine.
    type: str
  connection_retry_count_limit:
    description:
      - The maximum number of attempts, at least V(2).
    type: int
  connection_retry_time_limit:
    description:
      - The maximum duration of all attempts, at least V(10s).
    type: str
  connection_connect_timeout:
    description:
      - The maximum duration of one attempt, at least V(10s).
    type: str
seealso:
  - module: octopus.deploy.octopus_machine
  - module: octopus.deploy.octopus_worker
  - module: octopus.deploy.octopus_machine_cleanup
  - module: octopus.deploy.octopus_info
notes:
  - When a policy is removed, its machines and workers get the default policy. The server refuses to remove the default
    policy.
  - Put a time such as 1:30:00 in quotes, because YAML takes it for a number.
  - The official Go client loses the days of the durations that it reads (seen with version 2.115.0), and so do programs
    that are built on it, such as the Terraform provider. To them, V(7.02:00:00) is two hours, which they write back
    when they change the policy. Keep durations below 24 hours if such a program manages the same policy.
"""

EXAMPLES = r"""
---
- name: Create a policy that removes unavailable machines
  octopus.deploy.octopus_machine_policy:
    name: Transient
    description: Machines that are gone for a day are not coming back
    machine_health_check_policy:
      health_check_interval: 1h 30m
      health_check_type: OnlyConnectivity
    machine_connectivity_policy:
      machine_connectivity_behavior: MayBeOfflineAndCanBeSkipped
    machine_cleanup_policy:
      delete_machines_behavior: DeleteUnavailableMachines
      delete_machines_elapsed_time_span: 1d

- name: Check health once a day with a script, and keep Tentacles up to date
  octopus.deploy.octopus_machine_policy:
    name: Patient
    machine_health_check_policy:
      health_check_cron: 0 0 6 * * *
      health_check_cron_timezone: UTC
      bash_health_check_policy:
        run_type: Inline
        script_body: |
          df -h /
    machine_update_policy:
      tentacle_update_behavior: Update
    connection_connect_timeout: 2m
    connection_retry_time_limit: "00:10:00"

- name: Check health only on request
  octopus.deploy.octopus_machine_policy:
    name: Left alone
    machine_health_check_policy:
      health_check_interval: ""

- name: Check machines without a policy less often
  octopus.deploy.octopus_machine_policy:
    name: Default Machine Policy
    machine_health_check_policy:
      health_check_interval: 12h

- name: Remove a policy, so that its machines get the default policy
  octopus.deploy.octopus_machine_policy:
    name: Nervous
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: MachinePolicies-2
    Name: Transient
    SpaceId: Spaces-1
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
  sample: MachinePolicies-2
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
  sample: ["created machine policy 'Transient' (MachinePolicies-2)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.machine_policy import MACHINE_POLICY
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(MACHINE_POLICY))


if __name__ == "__main__":
    main()
