# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Registers a secret that the server has returned, so that ansible-core masks it, and masks what it has registered."""

from __future__ import annotations

from typing import Any

try:
    from ansible.module_utils.secrets import mask_secrets, register_secret
except ImportError:  # before ansible-core 2.22
    mask_secrets = register_secret = None


def register(secret: Any) -> None:
    """Have ansible-core mask a secret in all later output; older versions can't, and nothing happens."""
    if register_secret is not None and isinstance(secret, str) and secret:
        register_secret(secret)


def masked(text: str) -> str:
    """A text without the secrets that ansible-core knows; older versions know none, because results have none."""
    return str(mask_secrets(text)) if mask_secrets is not None else text
