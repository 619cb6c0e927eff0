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
  - Makes, changes, renames and removes environments, the places that releases are deployed to.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
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
  sort_order:
    description:
      - Its place among the environments. Leave it out to have a new environment put last.
      - Others may move it by sorting the environments in the portal.
    type: int
  use_guided_failure:
    description:
      - Whether a failing deployment to this environment asks a person what to do.
    type: bool
  allow_dynamic_infrastructure:
    description:
      - Whether deployments may make and remove machines in this environment.
    type: bool
  environment_tags:
    description:
      - The tags of the environment by their canonical names, for example V(Region/Europe). Since Octopus 2025. An
        empty list removes all.
    type: list
    elements: str
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
seealso:
  - module: octopus.deploy.octopus_lifecycle
  - module: octopus.deploy.octopus_machine
"""

EXAMPLES = r"""
---
- name: Make an environment where failing deployments ask a person
  octopus.deploy.octopus_environment:
    name: Production
    description: What the customers use
    use_guided_failure: true

- name: Let deployments make and remove machines
  octopus.deploy.octopus_environment:
    name: Sandbox
    allow_dynamic_infrastructure: true

- name: Rename an environment
  octopus.deploy.octopus_environment:
    name: Sandbox
    new_name: Playground

- name: Tell Jira that this environment is production
  octopus.deploy.octopus_environment:
    name: Production
    extension_settings:
      - extension_id: jira-integration
        values:
          JiraEnvironmentType: production

- name: Have an environment gone
  octopus.deploy.octopus_environment:
    name: Staging of last year
    state: absent
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
    Id: Environments-1
    Name: Production
id:
  description: The ID of the document. Null for one that check mode would make.
  returned: success
  type: str
  sample: Environments-1
space:
  description: The space that the task worked in. The name is null for the default space if O(space) was left out.
  returned: success
  type: dict
  sample:
    id: Spaces-1
    name: Default
    is_default: true
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.environment import ENVIRONMENT
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._resource_task import resource_task


def main() -> None:
    run_module(resource_task(ENVIRONMENT))


if __name__ == "__main__":
    main()
