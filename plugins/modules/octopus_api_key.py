#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_api_key
short_description: Manage API keys
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, rotates and revokes the API keys of users.
  - The server shows a key once, when it is created. The key is therefore only in the result of the task that created it
    (RV(api_key)), or in a file (O(dest)). An existing key is left as it is.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  state:
    description:
      - Whether the key exists. V(absent) revokes it at once.
    type: str
    choices:
      - present
      - absent
    default: present
  name:
    description:
      - The purpose of the key (C(Purpose)), which identifies it among the user's keys, ignoring case.
      - O(name) or O(id) is required. If several keys have the same purpose, O(id) is required. The server can't change
        a purpose.
    type: str
    aliases:
      - purpose
  id:
    description:
      - The ID of an existing key, to find it by its ID instead of its purpose. No key is ever created with O(id).
    type: str
  user:
    description:
      - The user who owns the key. Name or ID.
      - Users can create keys of their own. Keys of other users need the permission C(UserEdit).
    type: str
    required: true
  expires:
    description:
      - When a new key expires, for example V(2030-01-01T00:00:00+00:00), or how long a new key lasts, for example
        V(90d) or V(12h). The time from now is counted on the machine that the task runs on.
      - If it is left out, the server decides. Servers from 2025.4 on have a default for this, which is 180 days unless
        somebody has changed it. On older servers the key does not expire.
      - With V(longest), the key lasts as long as the server allows. If the server has no limit, the key does not
        expire.
      - It only has an effect when a key is created, which O(rotate) does too. It can't be cleared. Needs Octopus Server
        2021.1 or newer.
    type: str
  actor_type:
    description:
      - 'The type of the key''s user: V(User) for people and programs, or V(AiAgent) for AI agents. A new key has
        V(User) if it is left out. Needs Octopus Server 2026.3 or newer.'
      - It only has an effect when a key is created, because the server can't change it. If an existing key is of the
        other type, the task fails.
    type: str
    choices:
      - User
      - AiAgent
  rotate:
    description:
      - Whether an existing key is replaced by a new one, which counts as a change every time. The old key is revoked
        after the new one has been returned. If revoking fails, the task warns, and both keys work.
    type: bool
    default: false
  rotate_after_days:
    description:
      - The age in days after which an existing key is replaced in the same way. If it is left out, the key is kept.
    type: int
  dest:
    description:
      - The path of a file for a new key, on the machine that the task runs on. Only the owner of the file can read it.
        A new key replaces the content of the file. If no key is created, the file is left alone.
      - With O(dest), the key is not in the result.
    type: path
seealso:
  - module: octopus.deploy.octopus_user
notes:
  - Later tasks must not print the key. Give them C(no_log=true), and pass the key on through options that keep secrets.
  - The module can't be run with C(async), because the task that reads such a result prints it.
  - M(octopus.deploy.octopus_config) does not manage API keys, because a configuration has no place for a value that is
    returned once.
"""

EXAMPLES = r"""
---
- name: Create a key for a build server, and rotate it every 90 days
  octopus.deploy.octopus_api_key:
    user: admin
    name: Build server
    rotate_after_days: 90
  register: key

- name: Create a key that expires, in a file of its own
  octopus.deploy.octopus_api_key:
    user: admin
    name: Night run
    expires: "2030-01-01T00:00:00+00:00"
    dest: "{{ playbook_dir }}/octopus-night-run.key"

- name: Create a key that lasts for 30 days from now
  octopus.deploy.octopus_api_key:
    user: admin
    name: Audit
    expires: 30d
  register: audit

- name: Print when the key expires
  ansible.builtin.debug:
    msg: The key expires at {{ audit.resource.Expires }}

- name: Revoke a key
  octopus.deploy.octopus_api_key:
    user: admin
    name: Old build server
    state: absent
"""

RETURN = r"""
---
api_key:
  description:
    - The key. It is in the registered result, but Ansible censors it wherever it prints the result, at every verbosity.
  returned: if a key was created without O(dest), except in check mode
  type: str
dest:
  description: The file that the task wrote the key to.
  returned: if a key was created with O(dest), except in check mode
  type: str
resource:
  sample:
    Id: apikeys-1
    Purpose: Build server
    UserId: Users-1
    ApiKey: "********"
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
  sample: apikeys-1
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created API key 'Build server' (apikeys-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.api_key import API_KEY
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(API_KEY))


if __name__ == "__main__":
    main()
