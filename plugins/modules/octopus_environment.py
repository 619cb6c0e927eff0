#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_environment
short_description: Manage environments
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes environments, the places that releases are deployed to.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.options.slug
  - octopus.deploy.options.extension_settings
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
  sort_order:
    description:
      - The place of the environment among the others, as a number that counts upwards. If it is left out, a new
        environment comes last and an existing one keeps its place.
      - Servers put a new environment with V(0) last, so the task sends a second write.
      - If somebody sorts environments in the portal or with another tool, this number changes, and the next run changes
        it back. Give it only if the order is for the playbook to decide.
    type: int
  use_guided_failure:
    description:
      - Whether a failed deployment to this environment asks a person how to continue (guided failure mode).
    type: bool
  allow_dynamic_infrastructure:
    description:
      - Whether deployments to this environment may create and remove machines (dynamic infrastructure).
    type: bool
  environment_tags:
    description:
      - The tags of the environment, each as C(tag set/tag), for example V(Region/Europe), in any order. An empty
        list removes them. Needs Octopus Server 2025.1 or newer.
    type: list
    elements: str
seealso:
  - module: octopus.deploy.octopus_parent_environment
  - module: octopus.deploy.octopus_lifecycle
  - module: octopus.deploy.octopus_machine
  - module: octopus.deploy.octopus_info
notes:
  - The server refuses to remove an environment that a lifecycle, a step or a machine still needs.
"""

EXAMPLES = r"""
---
- name: Create environments in the order in which releases go through them
  octopus.deploy.octopus_environment:
    name: "{{ item }}"
    sort_order: "{{ index }}"
  loop:
    - Development
    - Test
    - Production
  loop_control:
    index_var: index

- name: Use guided failure mode in production
  octopus.deploy.octopus_environment:
    name: Production
    description: What the customers use
    use_guided_failure: true

- name: Map the environment to production in Jira
  octopus.deploy.octopus_environment:
    name: Production
    extension_settings:
      - extension_id: jira-integration
        values:
          JiraEnvironmentType: production

- name: Allow dynamic infrastructure, and clear the description
  octopus.deploy.octopus_environment:
    name: Development
    description: ""
    allow_dynamic_infrastructure: true

- name: Rename an environment, or create it with its new name
  octopus.deploy.octopus_environment:
    name: QA
    new_name: Acceptance

- name: Remove an environment
  octopus.deploy.octopus_environment:
    name: Staging of last year
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: Environments-1
    Name: Production
    SortOrder: 2
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
  sample: Environments-1
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
  sample: ["created environment 'Production' (Environments-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.environment import ENVIRONMENT
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(ENVIRONMENT))


if __name__ == "__main__":
    main()
