#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_user_role
short_description: Manage user roles
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes user roles. A role says what the members of a team may do.
  - M(octopus.deploy.octopus_team) manages which team has which role in which space.
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  granted_space_permissions:
    description:
      - The permissions of the role in a space, for example V(ProjectView), V(ReleaseCreate) or V(DeploymentCreate), in
        any order.
      - The names are those of the server's own permissions, ignoring case. Unknown permissions, and permissions for the
        whole server, are an error. An empty list clears them.
    type: list
    elements: str
  granted_system_permissions:
    description:
      - The permissions of the role on the whole server, for example V(SpaceCreate), V(UserView) or V(ConfigureServer),
        in any order.
      - The names are those of the server's own permissions, ignoring case. Unknown permissions, and permissions for a
        space, are an error. An empty list clears them.
    type: list
    elements: str
seealso:
  - module: octopus.deploy.octopus_space
  - module: octopus.deploy.octopus_info
notes:
  - User roles belong to the whole server. O(space) is ignored.
  - Built-in roles, for example V(Project viewer), can't be removed, and V(System administrator) can't be changed. The
    others can be changed, but Octopus recommends creating roles of your own instead.
  - The server refuses to remove a role that a team has.
"""

EXAMPLES = r"""
---
- name: Create a role for creating and deploying releases
  octopus.deploy.octopus_user_role:
    name: Release manager
    description: May release, and nothing else
    granted_space_permissions:
      - ProjectView
      - ReleaseCreate
      - ReleaseView
      - DeploymentCreate
      - DeploymentView
      - EnvironmentView
      - TaskView

- name: Create a role that only counts for the whole server
  octopus.deploy.octopus_user_role:
    name: Space maker
    granted_system_permissions:
      - SpaceCreate
      - SpaceView

- name: Remove a role that no team has
  octopus.deploy.octopus_user_role:
    name: Trainee
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: UserRoles-1
    Name: Space maker
    GrantedSpacePermissions: []
    GrantedSystemPermissions:
      - SpaceCreate
      - SpaceView
    CanBeDeleted: true
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
  sample: UserRoles-1
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created user role 'Space maker' (UserRoles-1)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.user_role import USER_ROLE
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(USER_ROLE))


if __name__ == "__main__":
    main()
