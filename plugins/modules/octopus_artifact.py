#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_artifact
short_description: Download and upload the artifacts of server tasks
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Downloads a file that a server task has left behind, adds a file to a server task, or deletes one.
  - Octopus Server gives no hash of an artifact, so the module reads the content to compare it. A file that already has
    this content is not written.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
options:
  id:
    description:
      - The ID of the artifact, for example V(Artifacts-12).
    type: str
  task:
    description:
      - The ID of the server task, for example V(ServerTasks-12), or of a deployment, a run of a runbook or a release.
        To upload a file, give the ID of a server task.
    type: str
  name:
    description:
      - The name of the artifact. It is required if O(task) has several artifacts. By default, an uploaded artifact has
        the name of the file. The name of an uploaded artifact can't have a path.
    type: str
  path:
    description:
      - The file to upload, on the machine that runs the task.
    type: path
  dest:
    description:
      - The file to write, or a folder that exists, on the machine that runs the task.
    type: path
  state:
    description:
      - Whether the artifact exists. With V(absent), it is deleted.
    type: str
    choices:
      - present
      - absent
    default: present
seealso:
  - module: octopus.deploy.octopus_task
notes:
  - Give O(id), or O(task) and, if necessary, O(name). Give O(path) to upload a file, or O(dest) to download one.
  - In check mode, the module also reads the content of artifacts.
"""

EXAMPLES = r"""
---
- name: Create an environment
  octopus.deploy.octopus_environment:
    name: Production

- name: Check the health of the machines in the environment
  octopus.deploy.octopus_task:
    name: Health
    environments:
      - Production
  changed_when: false
  register: health

# Each run queues a new server task, and check mode queues none.
- name: Add a file to the server task
  octopus.deploy.octopus_artifact:
    task: "{{ health.tasks[0].id }}"
    path: /etc/hostname
    name: host.txt
  when: health.tasks | length > 0
  changed_when: false

- name: Download the artifact
  octopus.deploy.octopus_artifact:
    task: "{{ health.tasks[0].id }}"
    name: host.txt
    dest: /tmp/host.txt
  when: health.tasks | length > 0
  changed_when: false
"""

RETURN = r"""
---
id:
  description: The ID of the artifact.
  returned: if the artifact exists
  type: str
  sample: Artifacts-12
name:
  description: The name of the artifact.
  returned: if the artifact exists, or is uploaded
  type: str
  sample: report.txt
created:
  description: The time at which the artifact was created. Null if the server does not give it.
  returned: if the artifact exists
  type: str
  sample: "2026-11-02T10:15:00.000+00:00"
dest:
  description: The file that the task has written, or that already had the content.
  returned: for a download
  type: str
  sample: /tmp/report.txt
hash:
  description: The SHA-1 of the content.
  returned: for a download
  type: str
  sample: 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12
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

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.artifact import ARTIFACT
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.verb_task import verb_task


def main() -> None:
    run_module(verb_task(ARTIFACT))


if __name__ == "__main__":
    main()
