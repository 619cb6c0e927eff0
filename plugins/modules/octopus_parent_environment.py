#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_parent_environment
short_description: Manage parent environments
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes parent environments. A channel creates ephemeral environments in a parent
    environment, for example one for each branch.
  - Accounts, certificates, deployment targets and project triggers can name parent environments among their
    environments. Lifecycles and tenants can't.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  name:
    description:
      - The name, of at most 50 characters. An existing document with this name, ignoring case, is managed from now on,
        whoever created it.
      - O(name) or O(id) is required. With O(id), the document is renamed to this name.
    type: str
  slug:
    description:
      - The name of the parent environment in addresses (URLs) and files. The server derives one from the name. It can't
        be cleared.
    type: str
  sort_order:
    description:
      - The place among the environments. The server puts a new parent environment last.
    type: int
  use_guided_failure:
    description:
      - Whether deployments ask people what to do when a step fails.
    type: bool
  automatic_deprovisioning_rule:
    description:
      - The time between the last deployment to an ephemeral environment and the moment when the server deprovisions the
        environment. With an empty dictionary, ephemeral environments stay.
    type: dict
    suboptions:
      expiry_days:
        description:
          - The number of days.
        type: int
      expiry_hours:
        description:
          - The number of hours, in addition to the days.
        type: int
seealso:
  - module: octopus.deploy.octopus_environment
  - module: octopus.deploy.octopus_channel
notes:
  - Parent environments need Octopus Server 2025.1 or newer.
  - No link of the API leads to them, so this module uses their documented address.
"""

EXAMPLES = r"""
---
- name: Create an environment for branches, and deprovision each after two days
  octopus.deploy.octopus_parent_environment:
    name: Branches
    description: What branches are tried on
    automatic_deprovisioning_rule:
      expiry_days: 2

- name: Create a parent environment whose environments stay
  octopus.deploy.octopus_parent_environment:
    name: Trials of customers
    automatic_deprovisioning_rule: {}

- name: Remove a parent environment that no channel uses
  octopus.deploy.octopus_parent_environment:
    name: Old branches
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: Environments-4
    Name: Branches
    Slug: branches
    SortOrder: 3
    UseGuidedFailure: false
    AutomaticDeprovisioningRule:
      ExpiryDays: 2
      ExpiryHours: 0
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
  sample: Environments-4
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
  sample: ["created parent environment 'Branches' (Environments-4)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.parent_environment import PARENT_ENVIRONMENT
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(PARENT_ENVIRONMENT))


if __name__ == "__main__":
    main()
