#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_space
short_description: Manage spaces
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes spaces.
  - The task waits until a new space has the documents that every space begins with (RV(furnished)). If the server
    answers 403, because the user may not read the space, the task warns and continues.
  - A space is removed with everything in it. The task first stops its task queue, which the server requires.
  - The user who signs in must be allowed to manage spaces. O(space) is ignored; it is accepted so that
    C(module_defaults) can serve all modules.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.options.icon
  - octopus.deploy.options.logo
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  name:
    description:
      - The name, of at most 50 characters; servers older than 2025.2 take 20. An existing document with this name,
        ignoring case, is managed from now on, whoever created it.
      - O(name) or O(id) is required. With O(id), the document is renamed to this name.
    type: str
  slug:
    description:
      - The name of the space in addresses (URLs). If it is left out, the server derives one from the name of a new
        space, and keeps it when the space is renamed.
      - It has at most 50 characters. It can be changed, but not cleared. Bookmarks and scripts that use the old slug
        stop working.
    type: str
  is_default:
    description:
      - Whether this is the server's default space, which is used if no space is named. V(true) makes the previous
        default an ordinary space.
      - V(false) for the default space leaves the server without a default. From then on, every task has to name its
        space.
    type: bool
  task_queue_stopped:
    description:
      - Whether the task queue of the space is stopped, so that no deployment or other task is started.
    type: bool
  space_managers_teams:
    description:
      - The teams that manage the space. Names, slugs or IDs, in any order. An empty list clears them, if
        O(space_managers_team_members) still has a user.
      - The server creates one more team for each space, which always manages it. Leave this team out; it is neither
        removed nor shown.
      - A new space needs at least one entry here or in O(space_managers_team_members).
    type: list
    elements: str
  space_managers_team_members:
    description:
      - The users who manage the space. User names or IDs, in any order. An empty list clears them, if
        O(space_managers_teams) still has a team.
    type: list
    elements: str
seealso:
  - module: octopus.deploy.octopus_environment
  - module: octopus.deploy.octopus_project_group
  - module: octopus.deploy.octopus_lifecycle
  - module: octopus.deploy.octopus_info
notes:
  - The server ignores O(task_queue_stopped) when it creates a space, so a new space with it needs one more request.
"""

EXAMPLES = r"""
---
- name: Create a space that the administrators manage
  octopus.deploy.octopus_space:
    name: Web team
    description: Everything that the web team deploys
    space_managers_teams:
      - Octopus Administrators

- name: Create an environment in that space
  octopus.deploy.octopus_environment:
    space: Web team
    name: Production

- name: Stop the task queue of a space during maintenance
  octopus.deploy.octopus_space:
    name: Warehouse
    space_managers_teams:
      - Octopus Administrators
      - Octopus Managers
    task_queue_stopped: true

- name: Rename a space, or create it with its new name
  octopus.deploy.octopus_space:
    name: Phones
    new_name: Mobile
    space_managers_teams:
      - Octopus Managers

- name: Remove a space with everything in it
  octopus.deploy.octopus_space:
    name: Trial
    state: absent
"""

RETURN = r"""
---
furnished:
  description:
    - Whether the new space has its first lifecycle, project group, machine policy, worker pool and feed, which the
      server creates in the background. The task waits for them for up to 60 seconds.
  returned: if a space was created, except in check mode
  type: dict
  contains:
    seconds:
      description: How many seconds the task waited.
      type: float
    lacking:
      description: The names of the space's links where the task still found no document at the end.
      type: list
      elements: str
  sample:
    seconds: 1.5
    lacking: []
resource:
  sample:
    Id: Spaces-2
    Name: Web team
    TaskQueueStopped: false
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
  sample: Spaces-2
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created space 'Web team' (Spaces-2)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.space import SPACE
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(SPACE))


if __name__ == "__main__":
    main()
