# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The option of every module that has secrets to keep."""

from __future__ import annotations


class ModuleDocFragment:
    """The handling of secrets, which the server takes and never gives back."""

    DOCUMENTATION = r"""
options:
  update_secrets:
    description:
      - Whether a secret that the server has already is sent again. The server never shows a secret, so the task cannot
        tell whether the given secret differs from it.
      - V(on_create) sends a secret if the server has none, and otherwise keeps the server's secret.
        RV(secrets_not_compared) lists the options whose secrets were kept.
      - V(always) sends the secret every time, and counts as a change every time.
    type: str
    choices:
      - always
      - on_create
    default: on_create
"""
