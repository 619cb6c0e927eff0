#!/usr/bin/python

# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
---
module: octopus_tag_set
short_description: Manage tag sets
version_added: 0.1.0
author:
  - octopus.deploy maintainers (!UNKNOWN)
description:
  - Creates, changes, renames and removes tag sets and their tags, which classify tenants, projects, environments and
    other documents.
  - A document has a tag as C(tag set/tag), for example V(Release ring/Early). When a tag set or a tag is renamed, the
    server changes the documents that have the tag, but not the Git repositories of projects.
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
      - The name. Servers refuse slashes, backslashes, question marks and double quotes in it. An existing document with
        this name, ignoring case, is managed from now on, whoever created it.
      - O(name) or O(id) is required. With O(id), the document is renamed to this name.
    type: str
  sort_order:
    description:
      - The place of the tag set in the portal's list, lowest first. If it is left out, a new tag set comes last. It
        can't be cleared.
    type: int
  type:
    description:
      - Whether a document may have several of the tags, only one of them, or any text instead of a tag. V(MultiSelect)
        for a new tag set by default. Older servers have no such setting, and always allow several tags.
    type: str
    choices:
      - MultiSelect
      - SingleSelect
      - FreeText
  scopes:
    description:
      - The kinds of document that may have the tags, for example V(Tenant), V(Project), V(Environment), V(Runbook),
        V(Target) or V(Feature Toggle), in any order. A new tag set is for tenants by default. Older servers have no
        such setting, and their tag sets are for tenants.
    type: list
    elements: str
  tags:
    description:
      - The tags, in order.
      - With O(tags_mode=replace), this is the whole list; a tag that is not in it is removed. The server refuses to
        remove a tag that is in use, and says what uses it. An empty list removes all.
      - A tag is identified by its name, ignoring case. An existing tag keeps its ID, and every setting that is left out
        here. Give O(tags[].new_name) to rename a tag; another O(tags[].name) is another tag.
    type: list
    elements: dict
    suboptions:
      name:
        description:
          - The name of the tag. Servers refuse commas in it.
        type: str
        required: true
      new_name:
        description:
          - The new name of the tag. Documents with the tag keep it.
          - If no tag is called O(tags[].name), a tag with the new name counts as the renamed one, and if there is none,
            a tag with the new name is created. If there is a tag of each name, the task fails.
        type: str
      description:
        description:
          - Free text for people, shown in the portal. An empty string clears it.
        type: str
      color:
        description:
          - The colour of the tag in the portal, as six hexadecimal digits, for example V(#227647). A new tag is grey
            (V(#6e6e6e)) if it is left out. It can't be cleared.
          - The portal itself offers V(#983230), V(#E8634F), V(#A77B22), V(#ECAD3F), V(#227647), V(#36A766), V(#52818C),
            V(#77B7C5), V(#203A88), V(#3156B3), V(#752BA5), V(#9786A7), V(#6e6e6e) and V(#9d9d9d).
        type: str
  tags_mode:
    description:
      - Whether existing tags that are not in O(tags) are removed.
      - With V(replace), they are removed. With V(merge), they stay. Existing tags keep their order, and new ones come
        last.
    type: str
    choices:
      - replace
      - merge
    default: replace
seealso:
  - module: octopus.deploy.octopus_project
  - module: octopus.deploy.octopus_environment
  - module: octopus.deploy.octopus_info
notes:
  - The server refuses to remove a tag set if one of its tags is in use, and says what uses it.
  - Two tasks that change the same tag set at the same time may undo each other's changes, because the last write wins.
    Give all tags of a set in one task.
"""

EXAMPLES = r"""
---
- name: Create a tag set
  octopus.deploy.octopus_tag_set:
    name: Release ring
    description: Who gets a release first
    tags:
      - name: Alpha
        description: Ourselves
        color: "#983230"
      - name: Beta
        color: "#ECAD3F"
      - name: Stable
        color: "#227647"

- name: Rename a tag and leave the other as it is
  octopus.deploy.octopus_tag_set:
    name: Region
    tags_mode: merge
    tags:
      - name: EMEA
        new_name: Europe
      - name: America

- name: Manage one tag of a shared tag set
  octopus.deploy.octopus_tag_set:
    name: Region
    tags_mode: merge
    tags:
      - name: Asia

- name: Create a tag set with one tag for each project and environment
  octopus.deploy.octopus_tag_set:
    name: Data class
    type: SingleSelect
    scopes:
      - Project
      - Environment
    tags:
      - name: Public
      - name: Confidential

- name: Remove a tag set whose tags nothing uses
  octopus.deploy.octopus_tag_set:
    name: Fonts
    state: absent
"""

RETURN = r"""
---
resource:
  sample:
    Id: TagSets-2
    Name: Release ring
    Tags:
      - Id: TagSets-2/Tags-4
        Name: Alpha
        CanonicalTagName: Release ring/Alpha
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
  sample: TagSets-2
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
  sample: ["created tag set 'Release ring' (TagSets-2)"]
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

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.tag_set import TAG_SET
from ansible_collections.octopus.deploy.plugins.module_utils._module import run_module
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.resource_task import resource_task


def main() -> None:
    run_module(resource_task(TAG_SET))


if __name__ == "__main__":
    main()
