#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_info
short_description: Read documents of any kind
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - 'Reads documents of any kind that the server has: those that this collection manages, and all others that a link
    leads to.'
  - All pages of a collection are read, one request each.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.info
options:
  kind:
    description:
      - 'What to read: a kind that this collection manages, for example V(environment) or V(machine), or any link of
        the space or the server, for example V(Feeds), V(Tasks) or V(CurrentUser).'
      - A link that is not there is answered with those that come near.
    type: str
    required: true
  name:
    description:
      - Only the document with this name, ignoring case. The result is empty where there is none.
    type: str
  ids:
    description:
      - Only the documents with these IDs. Unknown ones are left out.
    type: list
    elements: str
  parameters:
    description:
      - What else the link offers, for example C(roles) and C(healthStatuses) of C(Machines). An unknown one is
        answered with those that the link offers.
    type: dict
  limit:
    description:
      - How many documents to read at most. Leave it out to read them all, however many pages they take.
    type: int
seealso:
  - module: octopus.deploy.octopus_api
"""

EXAMPLES = r"""
---
- name: Read all environments
  octopus.deploy.octopus_info:
    kind: environment
  register: environments

- name: Read the machines that nobody has heard of for a while
  octopus.deploy.octopus_info:
    kind: machine
    parameters:
      healthStatuses: Unavailable
      roles: web

- name: Read the built-in feed, which no module manages
  octopus.deploy.octopus_info:
    kind: Feeds
    parameters:
      feedType: BuiltIn

- name: Read the last five tasks of the server
  octopus.deploy.octopus_info:
    kind: Tasks
    limit: 5
"""

RETURN = r"""
---
resources:
  description: The documents, in the API's own notation, with secrets masked.
  returned: success
  type: list
  elements: dict
  sample:
    - Id: Environments-1
      Name: Production
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

from ansible_collections.octopus.deploy.plugins.module_utils._info_task import INFO
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module


def main() -> None:
    run_module(INFO)


if __name__ == "__main__":
    main()
