#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_ssh_known_host
short_description: Manage SSH known hosts
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Adds and removes the public keys of hosts that Octopus Server trusts when it opens Git repositories by SSH. All
    spaces share them.
  - Hosts that the task does not give stay as they are. A new server has the keys of some providers already, which newer
    releases keep up to date.
  - Needs Octopus Server 2026.2 or newer. The user who signs in needs the permissions SshKnownHostsView and
    SshKnownHostsAdminister.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  hosts:
    description:
      - The hosts and their public keys, each host once. An empty list changes nothing.
    type: list
    elements: dict
    required: true
    suboptions:
      host:
        description:
          - The name or the address of the host, as C(ssh-keyscan) prints it, for example V(git.example.com), or
            V([git.example.com]:2222) with a port other than 22. Case does not matter. A list of hosts, a pattern or a
            hash is refused.
        type: str
        required: true
      keys:
        description:
          - The public keys of the host in any order, each as C(ssh-keyscan) prints it after the host, for example
            V(ssh-ed25519 AAAAC3...). A comment after a key is ignored.
          - This is the whole list. A key that the server has for the host and that is not in the list is removed, and
            an empty list removes the host. The server can't change a key, so a new key of a host takes the place of the
            old one, which the task removes first.
        type: list
        elements: str
        required: true
seealso:
  - module: octopus.deploy.octopus_git_credential
  - name: SSH known hosts
    description: Octopus's documentation of the hosts.
    link: https://octopus.com/docs/infrastructure/git-credentials/ssh-known-hosts
notes:
  - The task does not ask a host for its keys, because nobody would have verified them. Many providers publish their
    keys.
"""

EXAMPLES = r"""
---
- name: Trust a Git server by this key and no other
  octopus.deploy.octopus_ssh_known_host:
    hosts:
      - host: git.example.com
        keys:
          - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleKeyOfAGitServerThatNobodyHasAnywhere

- name: Trust a host by lines that ssh-keyscan printed, and that somebody has verified
  octopus.deploy.octopus_ssh_known_host:
    hosts:
      - host: build.example.com
        keys: "{{ scanned.splitlines() | reject('match', '#') | map('regex_replace', '^\\S+ ', '') | list }}"
  vars:
    scanned: "{{ lookup('ansible.builtin.file', known_hosts) if known_hosts is defined else example }}"
    example: |
      # build.example.com:22 SSH-2.0-OpenSSH_9.9
      build.example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleKeyOfAGitServerThatNobodyHasAnywhere
      build.example.com ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB

- name: Trust a host no longer
  octopus.deploy.octopus_ssh_known_host:
    hosts:
      - host: gitlab.com
        keys: []
"""

RETURN = r"""
---
resource:
  description:
    - The server's root document, to which C(SshKnownHosts) is added, the list of the keys of all hosts. The property
      names are those of the API.
    - In check mode, a key that would be added has no ID.
  returned: success
  type: dict
  sample:
    Application: Octopus Deploy
    Version: 2026.3.15581
    SshKnownHosts:
      - Id: SshKnownHosts-3
        Host: git.example.com
        KeyType: ssh-ed25519
        PublicKey: AAAAC3NzaC1lZDI1NTE5AAAAIExampleKeyOfAGitServerThatNobodyHasAnywhere
id:
  description: Always null, because the hosts belong to the server, which has no ID.
  returned: success
  type: str
# Do not edit below this line: make kinds writes the rest from tests/tools/return_values.yml.
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["updated SSH known hosts"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.ssh_known_host import SSH_KNOWN_HOST
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(SSH_KNOWN_HOST))


if __name__ == "__main__":
    main()
