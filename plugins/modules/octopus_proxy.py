#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_proxy
short_description: Manage proxies
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes the proxies through which the server reaches machines and workers.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.secrets
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  host:
    description:
      - The host name or IP address of the proxy, without a scheme and a port. Required for a new proxy.
    type: str
  port:
    description:
      - The port that the proxy listens on. If it is left out for a new proxy, it is V(80).
    type: int
  proxy_type:
    description:
      - The protocol of the proxy. There is only one, and every new proxy has it.
    type: str
    choices:
      - HTTP
  username:
    description:
      - The name to sign in to the proxy with. An empty string clears it.
    type: str
  password:
    description:
      - The password of O(username). It can't be compared; O(update_secrets) says when it is sent. V(<no secret>) clears
        it.
    type: str
seealso:
  - module: octopus.deploy.octopus_machine
  - module: octopus.deploy.octopus_worker
  - module: octopus.deploy.octopus_info
notes:
  - This module manages neither the proxy through which the server itself reaches the internet, nor a proxy between this
    task and the server.
  - The server refuses to remove a proxy that a machine or a worker uses.
"""

EXAMPLES = r"""
---
- name: Create a proxy for the machines behind it
  octopus.deploy.octopus_proxy:
    name: Way out
    host: proxy.example.com
    port: 3128
    username: octopus
    password: "{{ proxy_password | default('change me') }}"

- name: Reach a machine through the proxy
  octopus.deploy.octopus_config:
    config:
      environments:
        - name: Production
      machines:
        - name: web-1
          environments: [Production]
          roles: [web]
          listening_tentacle:
            uri: https://web-1.example.com:10933/
            thumbprint: 5C2E1B0D9F8A7B6C5D4E3F2A1B0C9D8E7F6A5B4C
            proxy: Way out

- name: Create a proxy without authentication
  octopus.deploy.octopus_proxy:
    name: Inner proxy
    host: 10.1.0.1
    username: ""
    password: <no secret>

- name: Remove a proxy that nothing uses
  octopus.deploy.octopus_proxy:
    name: Old way out
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: Proxies-2
    Name: Way out
    SpaceId: Spaces-1
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
  sample: Proxies-2
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
secrets_not_compared:
  description:
    - The options whose secrets were neither compared nor sent, because the server has a secret there already and
      never returns it.
    - O(update_secrets=always) sends them.
  returned: if there are any
  type: list
  elements: str
  sample:
    - password
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created proxy 'Way out' (Proxies-2)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.proxy import PROXY
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(PROXY))


if __name__ == "__main__":
    main()
