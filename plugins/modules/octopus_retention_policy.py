#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_retention_policy
short_description: Manage the retention policies of a space
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Changes how long a space keeps releases, files, runbook runs and packages. The policies apply to each lifecycle,
    runbook and machine policy with the strategy V(Default).
  - Every space has these policies from the start. They can be changed, but neither created nor removed. Needs Octopus
    Server 2025.3 or newer.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  lifecycle_release:
    description:
      - How long releases are kept. If it is left out, the policy stays.
    type: dict
    suboptions:
      strategy:
        description:
          - V(Count) keeps a number of days or items, V(Forever) keeps everything. If it is left out, it is V(Forever)
            for the quantity V(0), and V(Count) for another quantity.
        type: str
        choices: [Forever, Count]
      quantity_to_keep:
        description:
          - The number to keep, with V(Count). V(0) keeps everything.
        type: int
      unit:
        description:
          - 'The unit to count, with V(Count) only: days, or items. If it is left out, it stays.'
        type: str
        choices: [Days, Items]
  lifecycle_tentacle:
    description:
      - How long files are kept on machines. If it is left out, the policy stays.
    type: dict
    suboptions:
      strategy:
        description:
          - V(Count) keeps a number of days or items, V(Forever) keeps everything. If it is left out, it is V(Forever)
            for the quantity V(0), and V(Count) for another quantity.
        type: str
        choices: [Forever, Count]
      quantity_to_keep:
        description:
          - The number to keep, with V(Count). V(0) keeps everything.
        type: int
      unit:
        description:
          - 'The unit to count, with V(Count) only: days, or items. If it is left out, it stays.'
        type: str
        choices: [Days, Items]
  runbook_retention:
    description:
      - How long the runs of runbooks are kept. If it is left out, the policy stays.
    type: dict
    suboptions:
      strategy:
        description:
          - V(Count) keeps a number of days or items, V(Forever) keeps everything. If it is left out, it is V(Forever)
            for the quantity V(0), and V(Count) for another quantity.
        type: str
        choices: [Forever, Count]
      quantity_to_keep:
        description:
          - The number to keep, with V(Count). V(0) keeps everything.
        type: int
      unit:
        description:
          - 'The unit to count, with V(Count) only: days, or items. If it is left out, it stays.'
        type: str
        choices: [Days, Items]
  machine_package_cache:
    description:
      - How long packages are kept in the caches of machines. If it is left out, the policy stays.
    type: dict
    suboptions:
      strategy:
        description:
          - V(Count) keeps a number of days or items, V(Forever) keeps everything. If it is left out, it is V(Forever)
            for the quantity V(0), and V(Count) for another quantity.
        type: str
        choices: [Forever, Count]
      quantity_to_keep:
        description:
          - The number to keep, with V(Count). V(0) keeps everything.
        type: int
      unit:
        description:
          - 'The unit to count, with V(Count) only: days, or items. If it is left out, it stays.'
        type: str
        choices: [Days, Items]
seealso:
  - module: octopus.deploy.octopus_lifecycle
  - module: octopus.deploy.octopus_machine_policy
notes:
  - At least one of the options is required.
"""

EXAMPLES = r"""
---
- name: Keep releases for a year, and files on machines for a month
  octopus.deploy.octopus_retention_policy:
    lifecycle_release:
      strategy: Count
      quantity_to_keep: 365
      unit: Days
    lifecycle_tentacle:
      quantity_to_keep: 30

- name: Keep the last runs of runbooks
  octopus.deploy.octopus_retention_policy:
    runbook_retention:
      quantity_to_keep: 100
      unit: Items
"""

RETURN = r"""
---
resource:
  description:
    - The document with the links of the space, to which the policies that the task gives are added, each under the name
      of its type. The property names are those of the API.
    - In check mode, a policy that would change is shown as the task would send it.
  returned: success
  type: dict
  sample:
    LifecycleRelease:
      Id: RetentionPolicies-1
      RetentionType: LifecycleRelease
      Strategy: Count
      QuantityToKeep: 365
      Unit: Days
id:
  description: The ID of the space. Null for the default space if O(space) is not given.
  returned: success
  type: str
  sample: Spaces-1
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
  sample: ["updated retention policy"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.retention_policy import RETENTION_POLICY
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(RETENTION_POLICY))


if __name__ == "__main__":
    main()
