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
      - What to do about a secret that the server has already. It is never told, so nobody can tell whether the one
        that is given here is another one.
      - V(on_create) sends a secret where the server has none, and keeps the one it has. RV(secrets_not_compared)
        lists the options that this was done for.
      - V(always) sends it every time, and every time counts as a change.
    type: str
    choices:
      - always
      - on_create
    default: on_create
"""
