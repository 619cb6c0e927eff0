# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a task that waits shows people what it waits for; a door brings the display."""

from __future__ import annotations

from collections.abc import Callable, Sequence

# Shows one line for each server task that is waited for, in place of the lines before; no lines: the wait is over.
Show = Callable[[Sequence[str]], None]


def show_nothing(lines: Sequence[str]) -> None:
    """The display of a task that nobody watches."""
