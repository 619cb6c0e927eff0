# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands for a secret where it is shown, and where a configuration is written down."""

from __future__ import annotations

import re
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._engine.errors import OptionError

MASK = "********"
# Stands for a secret in an exported configuration, by a name of its own.
PLACEHOLDER = re.compile(r"^<secret (.+)>$")


def placeholder(place: str) -> str:
    """What stands for the secret that the server has at this place."""
    return f"<secret {place}>"


def kept_secret(given: str, current: Any, has_one: bool, option: str) -> Any:
    """What a placeholder comes to: the secret that the server has. Raises ``OptionError`` where it has none."""
    if not has_one:
        raise OptionError(option, f"{given} stands for a secret that the server does not have; give the secret itself")
    return current
