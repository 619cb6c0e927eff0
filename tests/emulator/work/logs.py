# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The activity log of a server task: a tree of nodes, as a document and as text (api: tasks#task, tasks#waiting)."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Iterator
from dataclasses import dataclass, field

from emulator import clock
from emulator.model import Document
from emulator.work.states import is_over, moment_of

NEVER = "0001-01-01T00:00:00"
# The categories that clients see only if they ask for a verbose log.
QUIET = ("Trace", "Verbose")
FAILED, SUCCESS, WARNED, RUNNING, PENDING = "Failed", "Success", "SuccessWithWarning", "Running", "Pending"
CANCELED, SKIPPED = "Canceled", "Skipped"
LETTERS = string.ascii_uppercase + string.digits


@dataclass
class Line:
    """``moment``: seconds since 1970."""

    moment: float
    category: str
    text: str


@dataclass
class Node:
    """A node of a log: a task, a step, a target or one attempt. ``started``, ``ended``: seconds since 1970."""

    id: str
    name: str
    status: str = PENDING
    started: float | None = None
    ended: float | None = None
    lines: list[Line] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    def say(self, moment: float, category: str, text: str) -> None:
        self.lines.append(Line(moment, category, text))

    def child(self, name: str) -> Node:
        """Add a child. Its ID depends only on its position."""
        made = Node(f"{self.id}/{digest(f'{self.id}/{len(self.children)}')}", name)
        self.children.append(made)
        return made

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Node]]:
        yield depth, self
        for each in self.children:
            yield from each.walk(depth + 1)


def digest(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def root_id(task_id: str) -> str:
    """The ID of the root node of a task: its own ID and ten letters or digits, the same each time."""
    number = int(digest(task_id), 16)
    return f"{task_id}_{''.join(LETTERS[number // 36**place % 36] for place in range(10))}"


def plain(task: Document) -> Node:
    """The log of a task without steps."""
    statuses = {"Success": SUCCESS, "Failed": FAILED, "Canceled": CANCELED, "TimedOut": CANCELED}
    status = statuses.get(task["State"], RUNNING if task["StartTime"] else PENDING)
    root = Node(root_id(task["Id"]), task["Description"], status)
    root.started = moment_of(task["StartTime"]) if task["StartTime"] else None
    root.ended = moment_of(task["CompletedTime"]) if task["CompletedTime"] else None
    root.say(moment_of(task["QueueTime"]), "Info", task["Description"])
    if task["ErrorMessage"].strip():
        root.say(root.ended or moment_of(task["QueueTime"]), "Error", task["ErrorMessage"].strip())
    return root


def shown(node: Node, verbose: bool, tail: int) -> Document:
    """A node for clients. ``tail``: the number of its last lines to show, or 0 for all."""
    lines = [each for each in node.lines if verbose or each.category not in QUIET]
    over = node.status not in (PENDING, RUNNING)
    return {
        "Id": node.id,
        "Name": node.name,
        "Status": node.status,
        "Children": [shown(each, verbose, tail) for each in node.children],
        "LogElements": [
            {
                "Category": each.category,
                "OccurredAt": clock.written(each.moment),
                "MessageText": each.text,
                "Detail": None,
            }
            for each in lines[-tail:]
        ],
        "Started": NEVER if node.started is None else clock.written(node.started),
        "Ended": None if node.ended is None else clock.written(node.ended),
        "ShowAtSummaryLevel": True,
        "ProgressPercentage": 100 if over else 0,
        "ProgressMessage": "",
    }


def progress(root: Node, task: Document) -> int:
    """The share of the steps that are over, as a percentage."""
    if is_over(task) or not root.children:
        return 100 if is_over(task) else 0
    over = sum(each.status not in (PENDING, RUNNING) for each in root.children)
    return 100 * over // len(root.children)


def as_text(root: Node, task: Document) -> str:
    """The raw log. The head is unverified; the lines are those of a log in the vendor's forum."""
    lines = [f"Task ID: {task['Id']}", f"Task status: {task['State']}", ""]
    for depth, node in root.walk():
        heading = f"{node.status}: {node.name}"
        lines.append(f"{' ' * 20}| {'  ' * depth}{f'== {heading} ==' if depth < 2 else heading}")
        for each in node.lines:
            start = f"{clock.utc(each.moment):%H:%M:%S}   {each.category:<9}|{' ' * (2 * depth + 3)}"
            lines += [f"{start}{text}" for text in each.text.splitlines()]
    return "\n".join(lines) + "\n"
