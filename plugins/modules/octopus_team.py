#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_team
short_description: Manage teams
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes teams, their members, and the roles that they are given.
  - Built-in teams can be managed too. The server refuses some changes to them, for example to the members of
    V(Everyone).
extends_documentation_fragment:
  - octopus.deploy.connection
  - octopus.deploy.resource
  - octopus.deploy.options.description
  - octopus.deploy.attributes
  - octopus.deploy.attributes.diff
  - octopus.deploy.attributes.idempotent
options:
  name:
    description:
      - The name, of at most 200 characters. An existing document with this name, ignoring case, is managed from now on,
        whoever created it.
      - O(name) or O(id) is required. With O(id), the document is renamed to this name.
    type: str
  slug:
    description:
      - The name of the team in addresses (URLs). The server derives it from the name. Older servers do not have it. It
        can't be cleared.
    type: str
  team_space:
    description:
      - The space that the team belongs to. Name, slug or ID. If it is left out, a new team belongs to the server, and
        can have roles in every space.
      - Several spaces may have a team of one name, such as V(Space Managers), and so may the server. The task manages
        the team of this space. If the option is left out, it manages the team of O(space) or of the server; if both
        have one of this name, the task fails.
      - The server can't move a team. With O(id), the task fails if the team belongs to another space.
    type: str
  members:
    description:
      - The members of the team, by user name or ID, in any order.
      - This is the whole list unless O(members_mode=merge). An empty list removes all.
    type: list
    elements: str
  members_mode:
    description:
      - Whether O(members) is the whole list (V(replace)), or only a part of it that this task manages (V(merge)).
        V(merge) adds the entries that are missing and removes none.
    type: str
    choices:
      - replace
      - merge
    default: replace
  external_security_groups:
    description:
      - The groups of a directory or of an identity provider whose members are members of the team, in any order. A
        group is identified by its ID, ignoring case.
      - This is the whole list unless O(external_security_groups_mode=merge). An empty list removes all.
    type: list
    elements: dict
    suboptions:
      id:
        description:
          - The provider's ID of the group, for example its object ID, or the name of a role.
        type: str
        required: true
      display_name:
        description:
          - The name in the portal. An empty string clears it.
        type: str
      display_id_and_name:
        description:
          - Whether the portal shows the ID of the group beside its name.
        type: bool
  external_security_groups_mode:
    description:
      - Whether O(external_security_groups) is the whole list (V(replace)), or only a part of it that this task manages
        (V(merge)). V(merge) adds the entries that are missing and removes none.
    type: str
    choices:
      - replace
      - merge
    default: replace
  scoped_user_roles:
    description:
      - The roles of the team, which say what its members may do, in any order.
      - This is the whole list unless O(scoped_user_roles_mode=merge). An empty list removes all.
      - To the server, the roles of a team are documents of their own. An entry with the same values as before keeps its
        ID; every other entry is a new document.
    type: list
    elements: dict
    suboptions:
      user_role:
        description:
          - The role. Name or ID.
        type: str
        required: true
      space:
        description:
          - The space in which the team has the role. Name, slug or ID. If it is left out, the team has the role on the
            whole server, where only the role's permissions for the server count.
          - Required with any of O(scoped_user_roles[].environments), O(scoped_user_roles[].projects),
            O(scoped_user_roles[].project_groups) and O(scoped_user_roles[].tenants).
        type: str
      environments:
        description:
          - The environments of that space for which the team has the role. Names, slugs or IDs. If it is left out or
            empty, the role is for all.
        type: list
        elements: str
      projects:
        description:
          - The projects of that space for which the team has the role. If it is left out or empty, the role is for all.
        type: list
        elements: str
      project_groups:
        description:
          - The project groups of that space for which the team has the role. If it is left out or empty, the role is
            for all.
        type: list
        elements: str
      tenants:
        description:
          - The tenants of that space for which the team has the role. If it is left out or empty, the role is for all.
        type: list
        elements: str
  scoped_user_roles_mode:
    description:
      - Whether O(scoped_user_roles) is the whole list (V(replace)), or only a part of it that this task manages
        (V(merge)). V(merge) adds the entries that are missing and removes none.
    type: str
    choices:
      - replace
      - merge
    default: replace
seealso:
  - module: octopus.deploy.octopus_user
  - module: octopus.deploy.octopus_user_role
  - module: octopus.deploy.octopus_space
notes:
  - Teams of different spaces may have the same name. Give O(id) to find one of them.
"""

EXAMPLES = r"""
---
- name: Create a team that may look at every project of the default space
  octopus.deploy.octopus_team:
    name: Auditors
    description: They look, and change nothing
    members:
      - admin
    scoped_user_roles:
      - user_role: Project viewer
        space: Default

- name: Add a user to a built-in team
  octopus.deploy.octopus_team:
    name: Octopus Managers
    members_mode: merge
    members:
      - admin

- name: Create a team of a space from a group of a directory
  octopus.deploy.octopus_team:
    name: Developers
    team_space: Default
    external_security_groups:
      - id: 7c1f8c3e-9a52-4d1c-8a4e-2f6b0d7e5a11
        display_name: Developers

- name: Remove a team
  octopus.deploy.octopus_team:
    name: Interns
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: Teams-21
    Name: Auditors
    MemberUserIds:
      - Users-1
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
  sample: Teams-21
done:
  description:
    - The changes that the task had made before it failed, in order. A change that the module has no words for is
      listed as the request that made it.
  returned: on failure, if the task had changed anything
  type: list
  elements: str
  sample: ["created team 'Auditors' (Teams-21)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.team import TEAM
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(TEAM))


if __name__ == "__main__":
    main()
