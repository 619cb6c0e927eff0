# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows what a task waits for while ansible-playbook runs: lines that update on a terminal, else plain lines.

Everything goes through Ansible's ``Display``, which the main process writes one piece after the other, and to the
standard error, so that a callback that prints JSON stays readable.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import field

from ansible.utils.display import Display, get_text_width
from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.showing import Line

# ansible-playbook kills a waiting task at Ctrl-C, so these hints are shown before. Each line fits in 80 columns.
HINTS = (
    "Waiting for server tasks. Ctrl-C only ends the waiting; they continue.",
    "To wait for them again, give the IDs in brackets to octopus_task.",
)
# The most server tasks that a terminal shows at once, if it has enough rows.
MOST = 12
# The rows of a terminal without a server task: the hints, the number of further tasks, and the row of the cursor.
OTHER_ROWS = len(HINTS) + 2
NO_TERMINAL = os.terminal_size((0, 0))
STANDARD_ERROR = 2
ELLIPSIS = "…"
# Ansible-runner sets this variable, and gives ansible-playbook a terminal that nobody looks at: AWX and
# ansible-rulebook keep and print the text that is written to it, and do not move a cursor.
RUNNER = "AWX_ISOLATED_DATA_DIR"


def terminal() -> os.terminal_size:
    """The size of the terminal that ansible-playbook writes to; ``NO_TERMINAL`` if nobody looks at one."""
    if RUNNER in os.environ:
        return NO_TERMINAL
    try:
        on_terminal = sys.stdout.isatty() and sys.stderr.isatty() and os.environ.get("TERM") not in (None, "", "dumb")
        return os.get_terminal_size(STANDARD_ERROR) if on_terminal else NO_TERMINAL
    except (AttributeError, OSError, ValueError):
        return NO_TERMINAL


# Worker processes have no terminal, and inherit this from the process that loads the plugins.
TERMINAL = terminal()


@dataclass
class PlainLines:
    """Prints a line about a server task when its state has changed. ``who``: the host of the task."""

    who: str
    write: Callable[[str], None]
    _said: dict[str, str] = field(default_factory=dict)

    def __call__(self, lines: Sequence[Line]) -> None:
        if lines and not self._said:
            for hint in HINTS:
                self.write(f"[{self.who}] {hint}")
        for line in lines:
            if self._said.get(line.key) != line.words:
                self._said[line.key] = line.words
                self.write(f"[{self.who}] {printable(line.whole())}")


@dataclass
class UpdatingLines:
    """Replaces the lines that it drew before, and removes them at the end.

    The cursor stays below the lines, at the beginning of a line: whatever is printed next is not mixed with them.
    """

    width: int
    write: Callable[[str], None]
    most: int = MOST
    _drawn: int = 0

    def __call__(self, lines: Sequence[Line]) -> None:
        texts = [line.whole() for line in lines[: self.most]]
        if len(lines) > self.most:
            texts.append(f"and {len(lines) - self.most} more")
        shown = [fitting(each, self.width) for each in ([*HINTS, *texts] if texts else ())]
        up = f"\x1b[{self._drawn}A" if self._drawn else ""
        if up or shown:
            self.write(f"{up}\r\x1b[J{''.join(f'{each}{os.linesep}' for each in shown)}")
        self._drawn = len(shown)


def printable(text: str) -> str:
    """A text without characters that would move the cursor or change colours."""
    return "".join(each if each.isprintable() else " " for each in text)


def fitting(text: str, width: int) -> str:
    """The beginning of a text that fits in a line of a terminal."""
    shown = printable(text)
    if get_text_width(shown) < width:
        return shown
    while shown and get_text_width(shown) + len(ELLIPSIS) >= width:
        shown = shown[:-1]
    return f"{shown}{ELLIPSIS}"


def watching(who: str, alone: bool) -> Callable[[Sequence[Line]], None]:
    """The display for a task of a host. ``alone``: whether no other host can print at the same time."""
    display = Display()

    def draw(text: str) -> None:
        display.display(text, stderr=True, screen_only=True, newline=False)

    def say(text: str) -> None:
        display.display(text, stderr=True)

    # The cursor can't go up to lines that have left the screen.
    most = min(MOST, TERMINAL.lines - OTHER_ROWS)
    return (
        UpdatingLines(TERMINAL.columns, draw, most) if TERMINAL.columns and alone and most > 0 else PlainLines(who, say)
    )
