# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What modules can do, as Ansible's attributes."""

from __future__ import annotations


class ModuleDocFragment:
    """Check mode, diff mode, idempotence, action group."""

    DOCUMENTATION = r"""
attributes:
  action_group:
    description: Use C(group/octopus.deploy.octopus) in C(module_defaults) to set the connection of all modules.
    support: full
    membership:
      - octopus.deploy.octopus
  check_mode:
    description: Can run in check mode, in which it only reads from the server.
    support: full
"""

    DIFF = r"""
attributes:
  diff_mode:
    description: Reports what it changes or would change, by option names, with references by name and secrets masked.
    support: full
"""

    IDEMPOTENT = r"""
attributes:
  idempotent:
    description: A second run with the same options changes nothing.
    support: full
    details:
      - If an option counts as a change every time, its description says so.
"""

    INFO = r"""
attributes:
  diff_mode:
    description: Reports what it changes or would change.
    support: N/A
    details:
      - The module changes nothing.
  idempotent:
    description: A second run with the same options changes nothing.
    support: N/A
    details:
      - The module changes nothing.
"""

    API = r"""
attributes:
  diff_mode:
    description: Reports what it changes or would change, by the API's property names, with secrets masked.
    support: full
  idempotent:
    description: A second run with the same options changes nothing.
    support: partial
    details:
      - See O(method).
"""
