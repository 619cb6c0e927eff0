# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of every module that manages one document."""

from __future__ import annotations


class ModuleDocFragment:
    """Which document, and whether it is to be there."""

    DOCUMENTATION = r"""
options:
  state:
    description:
      - Whether the document exists.
      - With V(present), it is created if it does not exist, and otherwise changed if it differs.
      - With V(absent), it is removed if it exists. Options that describe its properties are ignored then.
    type: str
    choices:
      - present
      - absent
    default: present
  name:
    description:
      - The name. An existing document with this name, ignoring case, is managed from now on, whoever created it.
      - O(name) or O(id) is required. With O(id), the document is renamed to this name.
    type: str
  id:
    description:
      - The ID of an existing document, to find it by its ID instead of its name. A slug is not an ID. No document is
        ever created with O(id).
      - It can't be given together with O(new_name).
    type: str
  new_name:
    description:
      - The new name of the document that is called O(name).
      - If a document has the new name already, it counts as the renamed one. If no document has either name, a document
        with the new name is created. If there is a document of each name, the task fails.
    type: str
notes:
  - An option that is left out is not managed, and the server's value stays. An empty string, list or dictionary clears
    the value, unless the option says otherwise. An empty string never clears a secret, because an unset variable often
    becomes one; V(<no secret>) does.
  - Options have the names of the API's properties in snake case. If a property has another name, the option says which.
  - If an option refers to another document, the value is looked for among names, then among IDs, then among slugs.
  - A document that an option refers to has to exist. In check mode a missing one is a warning, because an earlier task
    may be about to create it.
"""
