# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests hold in hand: the log of requests, and faults on demand."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatch
from typing import Any


@dataclass(frozen=True)
class LoggedRequest:
    """A request as it came. ``path`` is plain, whatever the links look like; ``raw_path`` is what was sent."""

    method: str
    path: str
    query: dict[str, str]
    status: int
    user: str
    raw_path: str


@dataclass
class Fault:
    """What goes wrong with the next ``times`` requests that match.

    ``drop``: ``connect`` closes without an answer, ``body`` closes in the middle of one; ``truncate``: the JSON breaks
    off although the length is right.
    """

    method: str = "*"
    path: str = "*"
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    content_type: str | None = None
    delay: float = 0.0
    drop: str = ""
    truncate: bool = False
    times: int = 1

    def matches(self, method: str, path: str) -> bool:
        return self.times > 0 and self.method in ("*", method) and fnmatch(path.casefold(), self.path.casefold())


@dataclass
class Control:
    requests: list[LoggedRequest] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault_for(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.matches(method, path):
                fault.times -= 1
                return fault
        return None
