#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_oidc_identity
short_description: Manage the OIDC identities of service accounts
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes the OIDC identities of service accounts. With one, a build server or a
    workflow signs in as the service account with a token that its own platform issues, and needs no API key.
  - The names of identities are unique within their service account.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  service_account:
    description:
      - The service account that signs in. User name or ID. It can't be changed later.
    type: str
    required: true
  issuer:
    description:
      - The address of the issuer of the tokens, for example V(https://token.actions.githubusercontent.com). It must
        begin with V(https://). Required for a new identity. It can't be cleared.
    type: str
  subject:
    description:
      - The subject that a token must have (its C(sub)), for example V(repo:example/shop:ref:refs/heads/main). V(*)
        stands for any text, V(?) for any character, and case matters. Required for a new identity. It can't be cleared.
    type: str
  audience:
    description:
      - The audience that a token must have (its C(aud)). If it is left out or empty, it is the service account's own
        audience, which the portal shows. An empty string clears it.
    type: str
seealso:
  - module: octopus.deploy.octopus_user
  - module: octopus.deploy.octopus_api_key
notes:
  - OIDC identities need Octopus Server 2023.4 or newer.
  - No link of the API leads to them, so this module uses their documented address.
"""

EXAMPLES = r"""
---
- name: Create a service account
  octopus.deploy.octopus_user:
    name: release-bot
    display_name: Release bot
    is_service: true

- name: Allow workflows of a repository's main branch to sign in as the account
  octopus.deploy.octopus_oidc_identity:
    service_account: release-bot
    name: Shop, main branch
    issuer: https://token.actions.githubusercontent.com
    subject: repo:example/shop:ref:refs/heads/main

- name: Remove the identity of the old repository
  octopus.deploy.octopus_oidc_identity:
    service_account: release-bot
    name: Old shop
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: ServiceAccountOidcIdentities-1
    ServiceAccountId: Users-21
    Name: Shop, main branch
    Issuer: https://token.actions.githubusercontent.com
    Subject: repo:example/shop:ref:refs/heads/main
    Audience: ""
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
  sample: ServiceAccountOidcIdentities-1
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created OIDC identity 'Shop, main branch' (ServiceAccountOidcIdentities-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.oidc_identity import OIDC_IDENTITY
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(OIDC_IDENTITY))


if __name__ == "__main__":
    main()
