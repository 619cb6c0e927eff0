#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_api
short_description: Follow links of the API, and read or write documents
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Follows a chain of links from the space or the server, and sends a request to the address where the chain ends. Use
    it for documents that no other module of this collection manages.
  - 'A task names links and spells out no address: the server says where each link leads.'
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.api
options:
  follow:
    description:
      - The links to follow, in order. The first one is a link of the space or the server. Each of the others is a link
        of the document that the previous link led to.
      - If a link does not exist, the task fails and lists similar links.
    type: list
    elements: dict
    required: true
    suboptions:
      link:
        description:
          - The name of the link, as the server spells it, for example V(Projects) or V(Self).
        type: str
        required: true
      parameters:
        description:
          - Values for the parameters of the link's template, for example C(id) or C(take). If the template does not
            have a parameter, the task fails and lists those that it has.
        type: dict
      name:
        description:
          - If the link leads to several documents, the name of the document to continue with, ignoring case. In the
            last step, it names the document to read, change or delete, or, with V(POST), the document that may exist
            already.
        type: str
  method:
    description:
      - The operation on the document at the end of the links.
      - V(GET) reads, and never changes anything.
      - V(PUT) reads the document first, replaces its properties with those in O(body), and sends the whole document
        only if a property differs. If there is nothing to read, or O(body) is a list that differs, the request is
        always sent. In check mode it is never sent.
      - If the document is afterwards as it was before V(PUT), the task reports no change. A warning names the
        properties that the server left as before. Check mode can't predict this.
      - V(POST) is sent every time, and counts as a change every time, because its effect cannot be predicted. With
        C(name) in the last step of O(follow), it is sent only if no document has that name. In check mode it is never
        sent, but counts as a change.
      - V(DELETE) reads the document first. If it does not exist, nothing is deleted, and the task reports no change. If
        the address can't be read, such as that of C(PackagesBulk), which removes many documents at once, the request is
        sent every time, and counts as a change every time. In check mode it is never sent.
    type: str
    choices:
      - GET
      - POST
      - PUT
      - DELETE
    default: GET
  body:
    description:
      - The body that V(POST) and V(PUT) send, with the property names of the API. For V(PUT), give only the properties
        to change; the others stay.
      - With V(GET), which sends no body, O(body) is an error.
      - A V(DELETE) has a body only if the API wants one, for example to remove many packages at once.
    type: raw
seealso:
  - module: octopus.deploy.octopus_info
  - name: Octopus REST API
    description: The data model of the API.
    link: https://octopus.com/docs/octopus-rest-api
notes:
  - Properties of O(body) are compared with those of the document literally. If the server does not store a value as it
    was sent, for example with other capitals, in another order or with defaults added, the value is sent again in every
    run. The same is true of secrets, because the server never shows them, and so they always count as a change.
  - In check mode the task fails if O(follow) names a document that an earlier task of the playbook would create.
"""

EXAMPLES = r"""
---
- name: Create a feed, unless there is one by that name
  octopus.deploy.octopus_api:
    follow:
      - link: Feeds
        name: Docker Hub
    method: POST
    body:
      Name: Docker Hub
      FeedType: Docker
      FeedUri: https://index.docker.io

- name: Describe the default lifecycle, if it has another description
  octopus.deploy.octopus_api:
    follow:
      - link: Lifecycles
        name: Default Lifecycle
    method: PUT
    body:
      Description: Anywhere, in any order

- name: Read which projects follow the default lifecycle
  octopus.deploy.octopus_api:
    follow:
      - link: Lifecycles
        name: Default Lifecycle
      - link: Projects
  register: projects

- name: Print the number of projects
  ansible.builtin.debug:
    msg: "{{ projects.response | length }} projects follow the default lifecycle"

- name: Read a document by its ID
  octopus.deploy.octopus_api:
    follow:
      - link: Feeds
        parameters:
          id: feeds-builtin

- name: Remove a proxy
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
    - The answer of the server, with the property names of the API. Secrets are masked.
    - If nothing had to be sent, this is the document that the server already has. Null if the document does not exist.
    - In check mode, this is null if V(POST) would create a document, and for V(PUT) the document as it would be sent.
  returned: success
  type: raw
  sample:
    Id: Feeds-1001
    Name: Docker Hub
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
  sample: ["POST https://octopus.example.com/api/Spaces-1/environments"]
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
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.api_task import API


def main() -> None:
    run_module(API)


if __name__ == "__main__":
    main()
