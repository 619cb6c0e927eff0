#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_runbook_snapshot
short_description: Take and publish snapshots of runbooks
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Takes a snapshot of a runbook, which has copies of the steps and of the variables of the project and of its library
    variable sets, and the versions of the packages that the steps use. Runs of the runbook use the published snapshot.
  - The task takes no snapshot if the published or the newest one already has the contents that a new one would have.
    With O(name), only the snapshot with that name counts.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.runbook
  - octopus.deploy.chosen_packages
options:
  name:
    description:
      - The name of the snapshot. If it is left out, the server chooses one for each new snapshot.
      - The task fails if a snapshot with this name has other contents. Its variables can be updated with
        O(update_variables), and its other contents can't be changed.
      - With O(state=absent), the snapshot to delete.
    type: str
  notes:
    description:
      - Notes for people, in Markdown.
    type: str
  update_variables:
    description:
      - Whether the snapshot with this O(name) gets the current variables, if nothing else of its contents differs.
    type: bool
    default: false
  publish:
    description:
      - Whether to publish the snapshot. With V(false), the publication stays as it is.
    type: bool
    default: true
  state:
    description:
      - Whether the snapshot exists.
    type: str
    choices:
      - present
      - absent
    default: present
seealso:
  - module: octopus.deploy.octopus_runbook
  - module: octopus.deploy.octopus_runbook_process
notes:
  - A new commit of a branch does not lead to a new snapshot.
  - A secret can't be compared, so another value for a secret does not lead to a new snapshot. To take a new snapshot
    nevertheless, give another O(name).
  - Runbooks in Git have no snapshots. If a project keeps only its variables in Git, the task fails.
"""

EXAMPLES = r"""
---
- name: Create a project
  octopus.deploy.octopus_project:
    name: Storefront
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Create a runbook
  octopus.deploy.octopus_runbook:
    name: Restart the site
    project: Storefront

- name: Set the steps of the runbook
  octopus.deploy.octopus_runbook_process:
    project: Storefront
    runbook: Restart the site
    steps:
      - name: Restart
        run_on_server: true
        run_script:
          script_body: ./restart.sh
        packages:
          - name: scripts
            package_id: Storefront.Scripts
            feed: Octopus Server (built-in)

- name: Publish the steps, if they or the variables have changed
  octopus.deploy.octopus_runbook_snapshot:
    project: Storefront
    runbook: Restart the site
    packages:
      - step: Restart
        reference: scripts
        version: 1.2.3

- name: Take a snapshot with a name, and leave the published one as it is
  octopus.deploy.octopus_runbook_snapshot:
    project: Storefront
    runbook: Restart the site
    name: Before the sale
    notes: The scripts that were tested.
    packages:
      - step: Restart
        version: 1.2.3
    publish: false

- name: Delete an old snapshot
  octopus.deploy.octopus_runbook_snapshot:
    project: Storefront
    runbook: Restart the site
    name: Before the move
    state: absent
"""

RETURN = r"""
---
id:
  description: The ID of the snapshot.
  returned: if the snapshot exists
  type: str
  sample: RunbookSnapshots-7
name:
  description: The name of the snapshot. Null in check mode if the server would choose it.
  returned: success
  type: str
  sample: Snapshot 40C9ENM
notes:
  description: The notes of the snapshot.
  returned: if the snapshot exists
  type: str
  sample: The scripts that were tested.
assembled:
  description: The time at which the snapshot was taken.
  returned: if the snapshot exists
  type: str
  sample: '2026-11-02T08:30:00.000+00:00'
published:
  description: Whether the snapshot is the published one.
  returned: if the snapshot exists
  type: bool
  sample: true
secrets_not_compared:
  description: The variables and the properties of steps whose values are secret, so that they can't be compared.
  returned: with O(state=present), if there are any
  type: list
  elements: str
  sample: [variable Database.Password]
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
  returned: with O(state=present), if the runbook exists
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
  returned: with O(state=present), if the runbook exists
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

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.runbook_snapshot import RUNBOOK_SNAPSHOT
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.verb_task import verb_task


def main() -> None:
    run_module(verb_task(RUNBOOK_SNAPSHOT))


if __name__ == "__main__":
    main()
