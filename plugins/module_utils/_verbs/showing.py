# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a task that waits shows people what it waits for; each door has its own display."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """The present state of one server task, for people.

    ``key``: the same for all lines about the task; ``words``: its state; ``progress``: the part that changes all the
    time, such as the percentage.
    """

    key: str
    words: str
    progress: str = ""

    def whole(self) -> str:
        """The line with its progress."""
        return f"{self.words} ({self.progress})" if self.progress else self.words


# Shows these lines in place of the lines before; a call without lines ends the display.
Show = Callable[[Sequence[Line]], None]


def show_nothing(lines: Sequence[Line]) -> None:
    """The display of a task that nobody watches."""
