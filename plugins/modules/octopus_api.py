#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_api
short_description: Follow links of the API and read or write there
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - 'Follows a chain of links from the space or the server and sends a request to where it ends: for what no other
    module manages.'
  - 'Addresses are never spelled out: a link''s name is all that is needed, and the server says where it leads.'
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.api
options:
  follow:
    description:
      - The links to follow, one after the other, beginning with a link of the space or the server.
    type: list
    elements: dict
    required: true
    suboptions:
      link:
        description:
          - The name of the link.
        type: str
        required: true
      parameters:
        description:
          - The parameters of the link's template.
        type: dict
      name:
        description:
          - The name of the document to go on with, among those that the link leads to.
        type: str
  method:
    description:
      - What to do at the end.
      - V(GET) reads and never changes anything.
      - V(PUT) reads first, puts the properties of O(body) over the document, and sends it only if that makes a
        difference. Where there is nothing to read, it is always sent.
      - V(POST) makes something new every time, which always counts as a change. With C(name) in the last step it is
        only sent where nothing bears that name.
      - V(DELETE) reads first; what is not there is not deleted, and nothing has changed.
    type: str
    choices:
      - GET
      - POST
      - PUT
      - DELETE
    default: GET
  body:
    description:
      - What to send with V(POST) and V(PUT). For V(PUT), only the properties that are to change.
    type: raw
seealso:
  - module: octopus.deploy.octopus_info
notes:
  - The properties of O(body) are compared as they are. What the server writes in another way than it was sent, for
    example in other capitals or with defaults filled in, is sent again each time.
"""

EXAMPLES = r"""
---
- name: Make a feed unless there is one by that name
  octopus.deploy.octopus_api:
    follow:
      - link: Feeds
        name: Docker Hub
    method: POST
    body:
      Name: Docker Hub
      FeedType: Docker
      FeedUri: https://index.docker.io

- name: Change its address, if it has another one
  octopus.deploy.octopus_api:
    follow:
      - link: Feeds
        name: Docker Hub
    method: PUT
    body:
      FeedUri: https://registry-1.docker.io

- name: Read who else uses the default lifecycle
  octopus.deploy.octopus_api:
    follow:
      - link: Lifecycles
        name: Default Lifecycle
      - link: Projects
        parameters:
          take: 100

- name: Have a proxy gone
  octopus.deploy.octopus_api:
    follow:
      - link: Proxies
        name: Old way out
    method: DELETE
"""

RETURN = r"""
---
response:
  description:
    - What the server answered, in the API's own notation, with secrets masked.
    - What is there already, where nothing had to be sent.
    - In check mode, null for what would be made, and the document as it would be for V(PUT).
  returned: success
  type: raw
  sample:
    Id: Feeds-1001
    Name: Docker Hub
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

from ansible_collections.octopus.deploy.plugins.module_utils._api_task import API
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module


def main() -> None:
    run_module(API)


if __name__ == "__main__":
    main()
