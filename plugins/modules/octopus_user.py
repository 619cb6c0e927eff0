#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_user
short_description: Manage users
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes users, both people and service accounts.
  - M(octopus.deploy.octopus_api_key) manages the API keys of a user, and M(octopus.deploy.octopus_team) the teams that
    the user is in. A user is removed with its API keys.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.secrets
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  name:
    description:
      - The name that the user signs in with (C(Username)), of at most 64 characters. An existing user with this name,
        ignoring case, is managed from now on, whoever created it.
      - O(name) or O(id) is required. With O(id), the user is renamed to this name.
    type: str
    aliases:
      - username
  display_name:
    description:
      - The name that the portal shows, of at most 64 characters. Required for a new user. It can't be cleared.
    type: str
  email_address:
    description:
      - The user's e-mail address, of at most 256 characters. An empty string clears it.
    type: str
  is_active:
    description:
      - Whether the user can sign in. The server creates every user as active, so that a new inactive user needs a
        second request.
    type: bool
  is_service:
    description:
      - Whether the user is a service account, which signs in with API keys and has no password.
      - It only has an effect when the user is created. If an existing user differs, the task fails, because the server
        can't change it.
    type: bool
  service_account_type:
    description:
      - 'The type of a service account: V(Standard) for programs or V(Agent) for AI agents. Needs O(is_service=true) and
        Octopus Server 2026.3 or newer. V(Standard) for a new service account by default.'
      - It only has an effect when the user is created, because the server can't change it. If an existing user has the
        other type, the task fails.
    type: str
    choices:
      - Standard
      - Agent
  identities:
    description:
      - The user's identities at identity providers, for example Octopus ID or Active Directory, in any order.
      - This is the whole list unless O(identities_mode=merge); an identity that is not in it is removed. An empty list
        removes all.
      - An identity is identified by its provider, so there can be only one for each provider.
    type: list
    elements: dict
    suboptions:
      identity_provider_name:
        description:
          - The server's name of the provider, for example V(Octopus ID) or V(Azure AD).
        type: str
        required: true
      claims:
        description:
          - The claims of the provider about the user, in any order. This is the whole list.
        type: list
        elements: dict
        suboptions:
          name:
            description:
              - The name of the claim, for example V(email), V(upn) or V(dn).
            type: str
            required: true
          value:
            description:
              - The value of the claim.
            type: str
            required: true
          is_identifying_claim:
            description:
              - Whether the claim identifies the user.
            type: bool
  identities_mode:
    description:
      - Whether O(identities) is the whole list (V(replace)), or only a part of it that this task manages (V(merge)).
        V(merge) adds the entries that are missing and removes none.
    type: str
    choices: [replace, merge]
    default: replace
  password:
    description:
      - The password to sign in with. The server shows neither the password nor whether there is one.
      - A new user gets the password. An existing user keeps its own, unless O(update_secrets=always). It can't be
        cleared, and can't be given for a service account.
    type: str
seealso:
  - module: octopus.deploy.octopus_space
  - module: octopus.deploy.octopus_user_role
  - module: octopus.deploy.octopus_info
notes:
  - Users belong to the whole server. O(space) is ignored.
"""

EXAMPLES = r"""
---
- name: Create a user who signs in with a password
  octopus.deploy.octopus_user:
    username: ada
    display_name: Ada Lovelace
    email_address: ada@example.com
    password: "{{ ada_password | default('Chang3-me-soon!') }}"

- name: Create a user who signs in with Octopus ID, and keep other identities
  octopus.deploy.octopus_user:
    username: grace
    display_name: Grace Hopper
    identities_mode: merge
    identities:
      - identity_provider_name: Octopus ID
        claims:
          - name: email
            value: grace@example.com
            is_identifying_claim: true

- name: Create a service account
  octopus.deploy.octopus_user:
    username: pipeline
    display_name: The pipeline
    is_service: true

- name: Disable a user
  octopus.deploy.octopus_user:
    username: charles
    display_name: Charles Babbage
    is_active: false

- name: Remove a user with its API keys
  octopus.deploy.octopus_user:
    username: trainee
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: Users-21
    Username: ada
    DisplayName: Ada Lovelace
    IsActive: true
    IsService: false
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
  sample: Users-21
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
  sample: ["created user 'ada' (Users-21)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.user import USER
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(USER))


if __name__ == "__main__":
    main()
