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
      - Whether there is to be such a document.
      - With V(present), it is made if it is not there, and else changed where it differs.
      - With V(absent), it is removed if it is there. Options that say what it is to be like have no meaning then.
    type: str
    choices:
      - present
      - absent
    default: present
  name:
    description:
      - The name. A document that bears it, ignoring case, is taken over as it is, whoever made it.
      - O(name) or O(id) is needed. With O(id), this is the name that the document is to bear from now on.
    type: str
  id:
    description:
      - The ID of a document that is there, to find it by that instead of by its name. A slug is no ID. A document is
        never made with it.
      - It can't be given together with O(new_name).
    type: str
  new_name:
    description:
      - The name that the document called O(name) is to bear from now on.
      - A document that bears it already is taken for the one that was renamed. Where no document bears either name, one
        is made with this one. Where two documents bear them, it is an error.
    type: str
notes:
  - What is not given is left as it is. An empty string, list or dictionary clears what it is given for, unless the
    option says otherwise. An empty string never clears a secret, as a variable that is not set is one; V(<no secret>)
    does.
  - Options are the properties of the API in snake case; where a property has another name, the option tells it.
  - A document that an option refers to is the one of that name, else the one with that ID, else the one with that slug.
  - Documents that an option refers to must be there. In check mode, a missing one is a warning, since an earlier task
    may be about to make it.
"""
