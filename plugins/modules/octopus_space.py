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
  - Makes, changes and removes spaces. A space that is to go has its task queue stopped first; everything in it goes
    with it.
  - It needs a user who may manage spaces. O(space) has no meaning here; it is taken so that C(module_defaults) can
    serve all modules.
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
  is_default:
    description:
      - Whether this is the default space. Another one ceases to be it.
    type: bool
  task_queue_stopped:
    description:
      - Whether the server leaves the tasks of the space waiting.
    type: bool
  space_managers_teams:
    description:
      - The teams that manage the space. Names, slugs or IDs.
      - The team that the server makes for each space is always among them, and need not be named.
      - A new space needs a team here or a user in O(space_managers_team_members).
    type: list
    elements: str
  space_managers_team_members:
    description:
      - The users who manage the space. Names or IDs.
    type: list
    elements: str
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
  - module: octopus.deploy.octopus_environment
  - module: octopus.deploy.octopus_info
"""

EXAMPLES = r"""
---
- name: Make a space that the administrators manage
  octopus.deploy.octopus_space:
    name: Web team
    description: Everything that the web team deploys
    space_managers_teams:
      - Octopus Administrators

- name: Stop its task queue for maintenance
  octopus.deploy.octopus_space:
    name: Web team
    task_queue_stopped: true

- name: Have a space that nobody needs any more gone
  octopus.deploy.octopus_space:
    name: Trial
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
    Id: Spaces-2
    Name: Second
id:
  description: The ID of the document. Null for one that check mode would make.
  returned: success
  type: str
  sample: Spaces-2
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.space import SPACE
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._resource_task import resource_task


def main() -> None:
    run_module(resource_task(SPACE))


if __name__ == "__main__":
    main()
