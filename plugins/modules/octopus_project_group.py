#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_project_group
short_description: Manage project groups
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Makes, changes, renames and removes project groups.
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
seealso:
  - module: octopus.deploy.octopus_project
"""

EXAMPLES = r"""
---
- name: Make a project group
  octopus.deploy.octopus_project_group:
    name: Web shop
    description: Everything that the shop consists of

- name: Have a project group gone
  octopus.deploy.octopus_project_group:
    name: Experiments
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
    Id: ProjectGroups-2
    Name: Web shop
id:
  description: The ID of the document. Null for one that check mode would make.
  returned: success
  type: str
  sample: ProjectGroups-2
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.project_group import PROJECT_GROUP
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._resource_task import resource_task


def main() -> None:
    run_module(resource_task(PROJECT_GROUP))


if __name__ == "__main__":
    main()
