# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option of every module that has secrets to keep."""

from __future__ import annotations


class ModuleDocFragment:
    """What to do about secrets, which the server takes and never gives back."""

    DOCUMENTATION = r"""
options:
  update_secrets:
    description:
      - What to do about a secret that the server has already, as it can't be compared with the one that is given.
      - With V(on_create), it is kept, and the result says that it was not compared.
      - With V(always), it is sent again, which counts as a change every time.
    type: str
    choices:
      - always
      - on_create
    default: on_create
"""
