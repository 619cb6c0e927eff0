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
from dataclasses import dataclass, field

from ansible.utils.display import Display, get_text_width
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.showing import Line

HINT = "Waiting for server tasks. Ctrl-C stops the waiting only; the server tasks continue."
# A terminal shows so many lines at once.
MOST = 12
ERROR = 2
ELLIPSIS = "…"
# Ansible-runner sets this variable. It gives ansible-playbook a terminal that nobody looks at: AWX and ansible-rulebook
# keep and print what is written to it, and do not move a cursor.
RUNNER = "AWX_ISOLATED_DATA_DIR"


def columns() -> int:
    """The width of the terminal that ansible-playbook writes to; 0 if it does not write to one that people look at."""
    if RUNNER in os.environ:
        return 0
    try:
        on_terminal = sys.stdout.isatty() and sys.stderr.isatty() and os.environ.get("TERM") not in (None, "", "dumb")
        return os.get_terminal_size(ERROR).columns if on_terminal else 0
    except (AttributeError, OSError, ValueError):
        return 0


# Worker processes have no terminal, and inherit this from the process that loads the plugins.
COLUMNS = columns()


@dataclass
class PlainLines:
    """Prints a line about a server task when its state is another one. ``who``: the host of the task."""

    who: str
    write: Callable[[str], None]
    _said: dict[str, str] = field(default_factory=dict)

    def __call__(self, lines: Sequence[Line]) -> None:
        if lines and not self._said:
            self.write(f"[{self.who}] {HINT}")
        for line in lines:
            if self._said.get(line.key) != line.words:
                self._said[line.key] = line.words
                self.write(f"[{self.who}] {printable(line.whole())}")


@dataclass
class UpdatingLines:
    """Draws the lines anew in place of the lines before, and leaves nothing of them in the end.

    The cursor stays below the lines, at the beginning of a line: whatever is printed next is not mixed with them.
    """

    width: int
    write: Callable[[str], None]
    _drawn: int = 0

    def __call__(self, lines: Sequence[Line]) -> None:
        texts = [line.whole() for line in lines[:MOST]]
        if len(lines) > MOST:
            texts.append(f"and {len(lines) - MOST} more")
        shown = [fitting(each, self.width) for each in ([HINT, *texts] if texts else ())]
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

    return UpdatingLines(COLUMNS, draw) if COLUMNS and alone else PlainLines(who, say)
