# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user got wrong in a task's options."""

from __future__ import annotations

from collections.abc import Sequence

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError


class OptionError(OctopusError):
    """An option asks for something that cannot be had; raised before anything is written."""

    def __init__(self, option: str, problem: str) -> None:
        super().__init__(f"{option}: {problem}")
        self.option = option


class WrongOptions(OctopusError):
    """A task can't have options such as a user wrote; raised before it is begun."""


def listed(names: Sequence[str], at_most: int = 8) -> str:
    """``names`` as they read in a sentence; the tail of a long list is counted, not spelled out."""
    shown = ", ".join(repr(name) for name in names[:at_most])
    return f"{shown} and {len(names) - at_most} more" if len(names) > at_most else shown
