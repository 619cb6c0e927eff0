#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_task_log_info
short_description: Read the logs of server tasks
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Reads the log of any server task, such as a deployment or a run of a runbook, as a text, whether the server task is
    over or not.
  - This module is not needed for the error lines of a failed server task. Every module that waits for server tasks
    returns them.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.info
options:
  ids:
    description:
      - The IDs of the server tasks, for example V(ServerTasks-12). Other modules return them in C(tasks). With an empty
        list, nothing is read.
    type: list
    elements: str
    required: true
  only_failed:
    description:
      - Whether to read only the log of the steps that failed, with everything below them. If the server task failed
        without a failed step, the whole log is read; if it has not failed, the log is empty.
    type: bool
    default: false
seealso:
  - module: octopus.deploy.octopus_task
  - module: octopus.deploy.octopus_info
notes:
  - Octopus Server masks the values of sensitive variables in logs.
"""

EXAMPLES = r"""
---
- name: Create an environment
  octopus.deploy.octopus_environment:
    name: Production

- name: Run a script on the server
  octopus.deploy.octopus_task:
    name: AdHocScript
    on_server: true
    script: Write-Host "Hello"
  changed_when: false
  register: hello

- name: Read the log of the script
  octopus.deploy.octopus_task_log_info:
    ids: "{{ hello.tasks | map(attribute='id') }}"
  register: said

- name: Show the log
  ansible.builtin.debug:
    msg: "{{ item.log.splitlines() }}"
  loop: "{{ said.logs }}"
  loop_control:
    label: "{{ item.description }}"
"""

RETURN = r"""
---
logs:
  description: The logs, in the order of O(ids).
  returned: success
  type: list
  elements: dict
  contains:
    id:
      description: The ID of the server task.
      type: str
    description:
      description: The work of the server task, in the server's words.
      type: str
    state:
      description: The state of the server task, for example V(Success), V(Failed) or V(Executing).
      type: str
    log:
      description: The log as a text of lines.
      type: str
  sample:
    - id: ServerTasks-12
      description: Run a script
      state: Success
      log: |
        Task ID: ServerTasks-12
        Task status: Success

                            | == Success: Run a script ==
        10:15:00   Info     |   Hello
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

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.task_log_info import TASK_LOG_INFO
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.verb_task import verb_task


def main() -> None:
    run_module(verb_task(TASK_LOG_INFO))


if __name__ == "__main__":
    main()
