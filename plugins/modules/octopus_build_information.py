#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_build_information
short_description: Manage the build information of packages
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes and deletes the build information of a package's version, that is, the build, the branch and the
    commits that the version comes from. Octopus shows this information in releases and deployments.
  - The package does not have to exist yet. It can also be in a feed other than the built-in one.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
options:
  package_id:
    description:
      - The ID of the package.
    type: str
    required: true
  version:
    description:
      - The version of the package.
      - If the server has no build information for exactly this version, the only version of the same value is meant,
        for example V(1.0.0) for V(1.0). The task fails if there are several.
    type: str
    required: true
  build_environment:
    description:
      - The name of the build server. The portal recognises V(GitHub Actions), V(Azure DevOps), V(TeamCity), V(Jenkins)
        and others.
    type: str
  build_number:
    description:
      - The number of the build.
    type: str
  build_url:
    description:
      - The address of the build.
    type: str
  branch:
    description:
      - The branch that was built, without V(refs/heads/).
    type: str
  vcs_type:
    description:
      - The type of the version control system. Octopus makes links to commits for V(Git) and V(TFVC).
    type: str
  vcs_root:
    description:
      - The address of the repository.
    type: str
  vcs_commit_number:
    description:
      - The commit that was built.
    type: str
  commits:
    description:
      - The commits since the previous build. They replace the commits that the build information has.
    type: list
    elements: dict
    suboptions:
      id:
        description:
          - The hash or the number of the commit.
        type: str
        required: true
      comment:
        description:
          - The message of the commit, in which Octopus finds work items.
        type: str
  state:
    description:
      - Whether the build information exists.
    type: str
    choices:
      - present
      - absent
    default: present
  overwrite_mode:
    description:
      - Whether to replace other build information that the version has.
      - With V(OverwriteExisting), the new values replace it. With V(FailIfExists), the task fails. With
        V(IgnoreIfExists), the build information stays as it is, and the task warns.
    type: str
    choices:
      - FailIfExists
      - OverwriteExisting
      - IgnoreIfExists
    default: OverwriteExisting
seealso:
  - module: octopus.deploy.octopus_package
notes:
  - An option that is left out keeps its value.
"""

EXAMPLES = r"""
---
- name: Record the build of a package
  octopus.deploy.octopus_build_information:
    package_id: Shop.Web
    version: 1.2.3
    build_environment: GitHub Actions
    build_number: "431"
    build_url: https://github.com/example/shop/actions/runs/431
    branch: main
    vcs_type: Git
    vcs_root: https://github.com/example/shop
    vcs_commit_number: 1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b
    commits:
      - id: 1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b
        comment: Sell shoes, too (SHOP-12)

- name: Delete the build information of an old version
  octopus.deploy.octopus_build_information:
    package_id: Shop.Web
    version: 0.9.0
    state: absent
"""

RETURN = r"""
---
id:
  description: The ID of the build information.
  returned: if the build information exists
  type: str
  sample: BuildInformation-7
package_id:
  description: The ID of the package.
  returned: success
  type: str
  sample: Shop.Web
version:
  description: The version of the package.
  returned: success
  type: str
  sample: 1.2.3
vcs_commit_url:
  description: The address of the commit that was built. Null if Octopus has no address.
  returned: if the build information exists
  type: str
  sample: https://github.com/example/shop/commit/1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b
issue_tracker:
  description: The issue tracker that the work items are from. Null if none is connected.
  returned: if the build information exists
  type: str
  sample: Jira
work_items:
  description: The work items that Octopus has found in the comments of the commits.
  returned: if the build information exists
  type: list
  elements: dict
  contains:
    id:
      description: The ID of the work item.
      type: str
    description:
      description: The title of the work item.
      type: str
    url:
      description: The address of the work item.
      type: str
  sample:
    - id: SHOP-12
      description: Sell shoes
      url: https://example.atlassian.net/browse/SHOP-12
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

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.build_information import BUILD_INFORMATION
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.verb_task import verb_task


def main() -> None:
    run_module(verb_task(BUILD_INFORMATION))


if __name__ == "__main__":
    main()
