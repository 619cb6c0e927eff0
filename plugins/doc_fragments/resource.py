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
      - Whether the document is to be there.
      - What an option does not name is left as it is. An empty text, list or dictionary clears what it names.
    type: str
    choices:
      - present
      - absent
    default: present
  name:
    description:
      - The name, by which a document that is there already is found and taken over, ignoring case.
      - Either O(name) or O(id) is needed. With O(id), it is the name that the document is to have.
    type: str
  id:
    description:
      - The ID of a document that is there already, to find it by instead of its name.
    type: str
  new_name:
    description:
      - The name that the document is to have. It is found by O(name), or by this one if it has been renamed already.
    type: str
"""
