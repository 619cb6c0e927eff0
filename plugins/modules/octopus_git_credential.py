#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_git_credential
short_description: Manage Git credentials
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes Git credentials, with which the projects and steps of a space open Git
    repositories.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.secrets
  - octopus.deploy.options.description
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  details:
    description:
      - The user name and the password to sign in with. A new Git credential needs O(details) or O(ssh_key).
      - A Git credential with an SSH key gets a user name and a password instead of the key.
    type: dict
    suboptions:
      username:
        description:
          - The user name. Required with O(details) for a new Git credential, and for one that had a key. It can't be
            cleared.
        type: str
      password:
        description:
          - The password, or an access token instead of it. It can't be compared; O(update_secrets) says when it is
            sent. V(<no secret>) clears it.
        type: str
  ssh_key:
    description:
      - The SSH key to sign in with. A new Git credential needs O(details) or O(ssh_key).
      - A Git credential with a password gets a key instead of the user name and the password.
      - Needs Octopus Server 2026.2 or newer.
    type: dict
    suboptions:
      username:
        description:
          - The user name at the host of the repository, often V(git). If it is empty, the address of the repository has
            the user name. An empty string clears it.
        type: str
      private_key:
        description:
          - 'The private key: the text of its file, as P(ansible.builtin.file#lookup) returns it, or the base64 of that
            file. The server gets the text.'
          - Required with O(ssh_key) for a new Git credential, and for one that had a password.
          - It can't be compared; O(update_secrets) says when it is sent. V(<no secret>) clears it.
        type: str
      passphrase:
        description:
          - The passphrase of the key. It can't be compared; O(update_secrets) says when it is sent. V(<no secret>)
            clears it.
        type: str
  repository_restrictions:
    description:
      - The restriction to certain repositories. An empty dictionary removes the restriction.
      - Needs Octopus Server 2025.2 or newer.
    type: dict
    suboptions:
      enabled:
        description:
          - Whether the credential may only be used for O(repository_restrictions.allowed_repositories). Otherwise it
            may be used for any repository.
        type: bool
      allowed_repositories:
        description:
          - The addresses of the repositories, in any order, as the server takes them, for example
            V(https://git.example.com/shop/*). This is the whole list. An empty list clears it.
        type: list
        elements: str
seealso:
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_ssh_known_host
  - module: octopus.deploy.octopus_step_template
notes:
  - Git credentials need Octopus Server 2022.1 or newer.
  - Octopus Server opens repositories with an SSH key only if it runs on Linux, and only on hosts whose keys it knows;
    see M(octopus.deploy.octopus_ssh_known_host).
  - A Git credential of any other type can be found and removed, but neither created nor changed. Exports leave it out,
    and C(prune) of M(octopus.deploy.octopus_config) leaves it alone.
  - The server refuses to remove a Git credential that opens the repository of a project, and the error says which
    project. Steps that use it do not prevent its removal.
"""

EXAMPLES = r"""
---
- name: Create a Git credential
  octopus.deploy.octopus_git_credential:
    name: Shop repositories
    description: May read what the shop is made of
    details:
      username: octopus-bot
      password: "{{ git_token | default('to be given') }}"

- name: Create a Git credential for some repositories only
  octopus.deploy.octopus_git_credential:
    name: Bank repositories
    details:
      username: bank-bot
      password: "{{ bank_git_token | default('to be given') }}"
    repository_restrictions:
      enabled: true
      allowed_repositories:
        - https://git.example.com/bank/*

- name: Create a Git credential with an SSH key
  octopus.deploy.octopus_git_credential:
    name: Warehouse repositories
    ssh_key:
      username: git
      private_key: "{{ lookup('ansible.builtin.file', key_file) if key_file is defined else example_key }}"
      passphrase: "{{ key_passphrase | default('change me') }}"
  vars:
    example_key: |
      -----BEGIN OPENSSH PRIVATE KEY-----
      c3RhbmRzIGluIGZvciBhIGtleQ==
      -----END OPENSSH PRIVATE KEY-----

- name: Remove a Git credential that no project's repository needs
  octopus.deploy.octopus_git_credential:
    name: Old repositories
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: GitCredentials-1
    Name: Shop repositories
    Details:
      Type: UsernamePassword
      Username: octopus-bot
      Password:
        HasValue: true
        NewValue: null
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
  sample: GitCredentials-1
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
    - details.password
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created Git credential 'Shop repositories' (GitCredentials-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.git_credential import GIT_CREDENTIAL
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(GIT_CREDENTIAL))


if __name__ == "__main__":
    main()
