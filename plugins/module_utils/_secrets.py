# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tells ansible-core of a secret that a task has been given by the server, so that it shows the secret nowhere."""

from __future__ import annotations

from typing import Any

try:
    from ansible.module_utils.secrets import register_secret
except ImportError:  # before ansible-core 2.22
    register_secret = None


def register(secret: Any) -> None:
    """Have ansible-core mask a secret wherever it prints something from now on, if it can."""
    if register_secret is not None and isinstance(secret, str) and secret:
        register_secret(secret)
