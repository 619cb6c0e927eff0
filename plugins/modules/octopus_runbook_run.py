#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_runbook_run
short_description: Run runbooks
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Runs a runbook in environments and for tenants, and waits until all runs are over.
  - The task runs the published snapshot or a named one. If the project keeps its runbooks in a Git repository, the task
    runs the runbook as it is at a branch, a tag or a commit.
  - If a run fails, the task fails too, and names the step, the machine and the error lines of the log.
  - Before it queues anything, the task checks everything by the server's previews, for example the values of prompted
    variables. Check mode does the same, and queues nothing.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.waiting
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.queues
  - octopus.deploy.runbook
  - octopus.deploy.running
  - octopus.deploy.chosen_packages
options:
  snapshot:
    description:
      - The snapshot to run. Name or ID. If it is left out, the published one is run.
      - Runbooks in Git have no snapshots. Give O(git_ref) for them.
    type: str
  git_ref:
    description:
      - The branch, the tag or the commit to run the runbook from, for example V(main), V(refs/tags/v1.2) or the hash of
        a commit. Runbooks in Git need a server of 2025.1 or newer.
      - Required if the project keeps its runbooks in a Git repository, and refused if it does not.
      - The runbook has to exist there. All runs of the task are from one commit, which RV(git_commit) names.
    type: str
seealso:
  - module: octopus.deploy.octopus_runbook
  - module: octopus.deploy.octopus_runbook_snapshot
  - module: octopus.deploy.octopus_interruption
notes:
  - O(packages), O(package_version) and O(git_resources) are for runbooks in Git. A snapshot has its packages and Git
    resources already.
  - Octopus Server is known to ignore O(variables) and O(sensitive_variables) for runbooks in Git without an error. If
    the server's preview asks for no variable there, the task refuses them.
"""

EXAMPLES = r"""
---
- name: Create an environment
  octopus.deploy.octopus_environment:
    name: Production

- name: Create a project
  octopus.deploy.octopus_project:
    name: Web shop
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Create a runbook
  octopus.deploy.octopus_runbook:
    project: Web shop
    name: Back up

- name: Set the steps of the runbook
  octopus.deploy.octopus_runbook_process:
    project: Web shop
    runbook: Back up
    steps:
      - name: Dump the database
        run_on_server: true
        run_script:
          syntax: Bash
          script_body: echo dumping

- name: Publish the runbook
  octopus.deploy.octopus_runbook_snapshot:
    project: Web shop
    runbook: Back up

- name: Run the runbook, and wait until the run is over
  octopus.deploy.octopus_runbook_run:
    project: Web shop
    runbook: Back up
    environments:
      - Production
  changed_when: false
"""

RETURN = r"""
---
runs:
  description: The runs. In check mode, the runs that would be queued, without their IDs.
  returned: success, or on failure if a run has failed
  type: list
  elements: dict
  contains:
    id:
      description: The ID of the run.
      type: str
    environment:
      description: The name of the environment.
      type: str
    tenant:
      description: The name of the tenant. Null for a run without a tenant.
      type: str
    tenant_tag:
      description: In check mode, the tags whose tenants would get a run each.
      type: str
    snapshot_id:
      description: The ID of the snapshot.
      type: str
    task_id:
      description: The ID of the server task.
      type: str
  sample:
    - id: RunbookRuns-4
      environment: Production
      tenant: null
      snapshot_id: RunbookSnapshots-2
      task_id: ServerTasks-12
git_ref:
  description: The ref that the runbook was run from, in the words of the server. In check mode, O(git_ref). Null if the
    snapshot of the runs can't be read.
  returned: if the runbook is in Git
  type: str
  sample: refs/heads/main
git_commit:
  description: The hash of the commit that the runs are from. Null if the snapshot of the runs can't be read.
  returned: if the runbook is in Git, except in check mode
  type: str
  sample: 8b5a1e0c3c5f4f4e9d3a0f5d2a7f6b12c0ffee42
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
packages:
  description: The versions of the packages, as the option O(packages) takes them.
  returned: if the runbook is in Git
  type: list
  elements: dict
  contains:
    step:
      description: The name of the step.
      type: str
    reference:
      description: The name that the step has for the package. Empty for the step's own package.
      type: str
    version:
      description: The version. Null in check mode, if no version exists yet.
      type: str
  sample:
    - step: Restart
      reference: scripts
      version: 1.2.3
git_resources:
  description: The refs of the Git repositories that steps use, as the option O(git_resources) takes them.
  returned: if the runbook is in Git
  type: list
  elements: dict
  contains:
    step:
      description: The name of the step.
      type: str
    name:
      description: The name that the step has for the repository. Empty for the step's own repository.
      type: str
    ref:
      description: The branch, tag or commit.
      type: str
  sample:
    - step: Apply the manifests
      name: ""
      ref: main
tasks:
  description: The server tasks that the task waited for.
  returned: if the task waited
  type: list
  elements: dict
  contains:
    id:
      description: The ID of the server task.
      type: str
    name:
      description: The type of the server task, for example V(Deploy) or V(Health).
      type: str
    description:
      description: The work of the server task, in the server's words.
      type: str
    state:
      description:
        - V(Success), V(Failed), V(Canceled) or V(TimedOut) if the server task is over, else V(Queued), V(Executing) or
          V(Cancelling).
      type: str
    error_message:
      description: The server's reason for a failure. Null if there is none.
      type: str
    seconds:
      description: How many seconds the server task took. Null if it has not started or is not over.
      type: int
    has_pending_interruptions:
      description: Whether the server task waits for a person.
      type: bool
    url:
      description: The address of the server task in the portal.
      type: str
    failures:
      description: The steps that failed, in order. Empty if the server task succeeded, or its log can't be read.
      type: list
      elements: dict
      contains:
        step:
          description: The name of the step.
          type: str
        machine:
          description: The machine that the step failed on. Null if the step has no parts.
          type: str
        log:
          description: The error lines of the log, or its last lines if it has none.
          type: list
          elements: str
  sample:
    - id: ServerTasks-12
      name: Health
      description: Check web-1 health
      state: Success
      error_message: null
      seconds: 3
      has_pending_interruptions: false
      url: https://octopus.example.com/app#/tasks/ServerTasks-12
      failures: []
progress:
  description: The progress of the server tasks while the task waited, each line with the time that had passed.
  returned: if the task waited
  type: list
  elements: str
  sample:
    - "0s: Check web-1 health [ServerTasks-12]: Queued"
    - "3s: Check web-1 health [ServerTasks-12]: Success"
log_url:
  description: The address of the log of the first server task that did not succeed.
  returned: on failure, if the server has the address
  type: str
  sample: https://octopus.example.com/app#/tasks/ServerTasks-12
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

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.runbook_run import RUNBOOK_RUN
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.verb_task import verb_task


def main() -> None:
    run_module(verb_task(RUNBOOK_RUN))


if __name__ == "__main__":
    main()
