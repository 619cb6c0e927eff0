#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_machine_cleanup
short_description: Remove machines or workers that have been unavailable for a long time
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Removes machines (deployment targets) or workers that have been unavailable for longer than O(longer_than), or in
    another state of health that O(health_statuses) names.
  - The server's events say since when a machine is in that state. If a machine changed from one of the named states to
    another, the time counts from the first.
  - If the events of a machine are missing, its age is unknown. It is kept, and listed under RV(undecided).
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  kind:
    description:
      - Whether machines or workers are removed.
    type: str
    choices:
      - machine
      - worker
    default: machine
  health_statuses:
    description:
      - The states of health in which machines are removed. V(Unknown) is the state of a machine that was never checked;
        its time counts from its creation.
    type: list
    elements: str
    choices:
      - Healthy
      - HasWarnings
      - Unhealthy
      - Unavailable
      - Unknown
    default:
      - Unavailable
  longer_than:
    description:
      - How long machines must have been in that state, for example V(12h), V(7d) or V(1.12:00:00). V(0s) stands for any
        time.
    type: str
    required: true
  environments:
    description:
      - Only machines in one of these environments. Names, slugs or IDs.
    type: list
    elements: str
  roles:
    description:
      - Only machines that have one of these roles, which the portal calls target tags.
    type: list
    elements: str
  tenants:
    description:
      - Only machines that name one of these tenants. Names, slugs or IDs.
    type: list
    elements: str
  tenant_tags:
    description:
      - Only machines that have one of these tags, each as C(tag set/tag).
    type: list
    elements: str
  worker_pools:
    description:
      - Only workers in one of these pools. Names, slugs or IDs.
    type: list
    elements: str
  is_disabled:
    description:
      - With V(true), only disabled machines; with V(false), only enabled machines. By default, disabled and enabled
        machines.
    type: bool
  prune_limit:
    description:
      - The maximum number of machines to remove. If there are more, the task fails and removes nothing, because a
        network failure makes all machines unavailable at once.
    type: int
    default: 20
seealso:
  - module: octopus.deploy.octopus_machine_policy
  - module: octopus.deploy.octopus_machine
  - module: octopus.deploy.octopus_worker
notes:
  - A machine is removed if all given options apply to it.
  - In check mode nothing is removed, and RV(removed) lists the machines that would be.
  - The task reads each machine once more before it removes it. A machine that has recovered is kept.
  - The server itself can remove machines after each health check; see
    O(octopus.deploy.octopus_machine_policy#module:machine_cleanup_policy).
  - Ages are measured by the clock of the machine that runs the task.
"""

EXAMPLES = r"""
---
- name: Remove targets that have been unavailable for a week
  octopus.deploy.octopus_machine_cleanup:
    longer_than: 7d

- name: Create an environment for dynamic infrastructure
  octopus.deploy.octopus_environment:
    name: Test

- name: Remove at most 50 web servers that have been unhealthy for half a day
  octopus.deploy.octopus_machine_cleanup:
    health_statuses:
      - Unavailable
      - Unhealthy
    longer_than: 12h
    environments:
      - Test
    roles:
      - web
    prune_limit: 50

- name: Remove disabled workers of a pool that have been unavailable for an hour
  octopus.deploy.octopus_machine_cleanup:
    kind: worker
    longer_than: 1h
    worker_pools:
      - Default Worker Pool
    is_disabled: true
  register: cleaned

- name: Print the removed machines and the reasons
  ansible.builtin.debug:
    msg: "{{ cleaned.removed | map(attribute='name') | zip(cleaned.removed | map(attribute='reason')) }}"
"""

RETURN = r"""
---
removed:
  description: The machines that the task removed, or would remove in check mode.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The ID of the machine.
      type: str
    name:
      description: The name of the machine.
      type: str
    health_status:
      description: The state of health in which the task found the machine.
      type: str
    since:
      description:
        - Since when the machine has been in one of the states of O(health_statuses), in UTC. Absent if the server has
          no record of it.
      type: str
    reason:
      description: The reason why the machine is removed, in words.
      type: str
  sample:
    - id: Machines-7
      name: web-7
      health_status: Unavailable
      since: "2026-01-05T07:15:00+00:00"
      reason: Unavailable for 9d 4h 2m 11s
undecided:
  description:
    - The machines in one of these states that the task kept, because no event shows how long they have been in it.
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The ID of the machine.
      type: str
    name:
      description: The name of the machine.
      type: str
    health_status:
      description: The state of health in which the task found the machine.
      type: str
    reason:
      description: The reason why the machine is kept, in words.
      type: str
  sample: []
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
  sample: ["removed worker 'idle' (Workers-7)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.cleanup_task import CLEANUP


def main() -> None:
    run_module(CLEANUP)


if __name__ == "__main__":
    main()
