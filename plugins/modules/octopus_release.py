#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_release
short_description: Create, change and delete releases of projects
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates a release of a project. The channel, the version of each package and the number can be given, or are chosen
    as Octopus does.
  - Changes the notes, the channel and the custom fields of a release that exists, or deletes it.
  - Creates releases of version-controlled projects from a branch, a tag or a commit.
  - Prevents or allows the progression of a release to further environments.
  - In check mode, the task determines the channel, the packages and the number by reading, so that it predicts what the
    run will do.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.chosen_packages
attributes:
  idempotent:
    description: A second run with the same options changes nothing.
    support: partial
    details:
      - With O(state=created), every run creates a release.
options:
  project:
    description:
      - The project. Name, slug or ID.
    type: str
    required: true
  version:
    description:
      - The number of the release, for example V(1.2.3) or V(1.2.3-beta.1). A release is found by its number, so it is
        required unless O(state=created).
      - If no release has exactly this number, the only release with a number of the same value is meant, for example
        V(1.0.0) for V(1.0). The task fails if there are several.
      - With O(state=created), it can be a mask such as V(1.2.i), in which V(i) is the next number and V(c) the current
        one. If it is left out, the project's versioning strategy gives the number.
    type: str
  state:
    description:
      - With V(present), the release exists. With V(absent), it does not.
      - With V(created), the task creates a new release each time it runs.
    type: str
    choices:
      - present
      - created
      - absent
    default: present
  channel:
    description:
      - The channel of the release. Name, slug or ID.
      - If it is left out, a new release gets the default channel if the rules of the channel allow its packages, and
        otherwise the only channel whose rules do.
    type: str
  git_ref:
    description:
      - The branch, the tag or the commit that the release is from, for example V(main), V(refs/tags/v1.2) or the hash
        of a commit.
      - A new release requires it if the project keeps its deployment process in a Git repository, and is refused with
        it if the project does not.
      - The task fails if a release that exists is from another ref. A release from an older commit of the branch fits.
    type: str
  git_commit:
    description:
      - The hash of the commit that the release is from. If it is left out, a new release is from the newest commit of
        O(git_ref).
      - The task fails if a release that exists is from another commit. Requires O(git_ref).
    type: str
  release_notes:
    description:
      - The notes, as Markdown. By default, a new release has the notes of the project's template.
    type: str
  custom_fields:
    description:
      - The values of the fields that the channel defines, by their names. They replace the values that the release has.
    type: dict
  ignore_channel_rules:
    description:
      - Whether versions of packages that are given may break the rules of the channel.
    type: bool
    default: false
  update_variables:
    description:
      - Whether to replace the frozen variables of an existing release with the current variables of the project and of
        its library variable sets, if they differ. A new release always has the current variables.
      - The task fails if the deployment process has changed since the release was created.
    type: bool
    default: false
  progression:
    description:
      - Whether the release may be deployed to the next environments. Octopus calls the reason that prevents it a
        defect.
    type: str
    choices:
      - allowed
      - prevented
  progression_reason:
    description:
      - The reason for O(progression=prevented), which is required then.
    type: str
seealso:
  - module: octopus.deploy.octopus_package
  - module: octopus.deploy.octopus_channel
notes:
  - An option that is left out keeps its value.
  - The packages and the Git resources of a release are not changed. If the options name others than the
    release has, the task fails. An entry of O(packages) with V(newest) fits any version of an existing release.
  - A release stays at its commit. With O(update_variables), its variables are taken from the newest commit of its ref,
    if the project keeps its variables in Git.
"""

EXAMPLES = r"""
---
- name: Create a project
  octopus.deploy.octopus_project:
    name: Web shop
    project_group: Default Project Group
    lifecycle: Default Lifecycle

- name: Create a release with the number of the build
  octopus.deploy.octopus_release:
    project: Web shop
    version: 1.2.3
    release_notes: Sells shoes, too.

- name: Hold the release back
  octopus.deploy.octopus_release:
    project: Web shop
    version: 1.2.3
    progression: prevented
    progression_reason: The prices are wrong.

- name: Delete an old release
  octopus.deploy.octopus_release:
    project: Web shop
    version: 0.9.0
    state: absent
"""

RETURN = r"""
---
id:
  description: The ID of the release.
  returned: if the release exists
  type: str
  sample: Releases-12
version:
  description:
    - The number of the release. Null in check mode, if it depends on a package that does not exist yet, or on a
      versioning strategy that gives no number yet.
  returned: success
  type: str
  sample: 1.2.3
channel:
  description: The name of the channel. Null if it is not known yet.
  returned: unless O(state=absent)
  type: str
  sample: Default
git_ref:
  description: The ref that the release is from, in the words of the server. For a release that check mode would create,
    O(git_ref).
  returned: if the release is from a Git repository, unless O(state=absent)
  type: str
  sample: refs/heads/main
git_commit:
  description: The hash of the commit that the release is from. For a release that check mode would create,
    O(git_commit).
  returned: if the release is from a Git repository, unless O(state=absent). In check mode, a new release has it only if
    O(git_commit) is given
  type: str
  sample: 8b5a1e0c3c5f4f4e9d3a0f5d2a7f6b12c0ffee42
url:
  description: The address of the release in the portal. Null if the server does not give it.
  returned: if the release exists
  type: str
  sample: https://octopus.example.com/app#/Spaces-1/releases/Releases-12
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
  returned: unless O(state=absent)
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
  returned: unless O(state=absent)
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

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release import RELEASE
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.verb_task import verb_task


def main() -> None:
    run_module(verb_task(RELEASE))


if __name__ == "__main__":
    main()
