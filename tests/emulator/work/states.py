# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The states of server tasks, and the keys of a stored task about its work (api: tasks#states).

Keys of stored tasks that no client sees: ``_due``, the second at which something happens to the task next;
``_interruptions``, the types of its pending interruptions; ``_about``, the documents that it concerns.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from emulator import clock
from emulator.kinds import atwork
from emulator.model import Document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

STATES = ("Queued", "Executing", "Failed", "Canceled", "TimedOut", "Success", "Cancelling")
OVER = ("Success", "Failed", "Canceled", "TimedOut")
RUNNING = ("Executing", "Cancelling")
UNFINISHED = ("Queued", *RUNNING)
INTERRUPTED = "_interruptions"
ABOUT = "_about"
# The steps that a task of a deployment or of a runbook's run executes, and their outcome (see runs.py).
RUN = "_run"
# Whether a task went on after an ignored failure.
WARNED = "_warned"
# Whether a manual intervention keeps other deployments of its project, environment and tenant from starting.
BLOCKING = "_blocking"
# Whether a task never ends after it was cancelled [OctopusDeploy/Issues#8214].
STUCK = "_stuck"


def about(task: Document, name: str) -> str:
    """The ID of a document that a task concerns, by the name of its property, or an empty text."""
    known = task.get(ABOUT) or {}
    return str(known.get(name) or task["Arguments"].get(name) or "")


def is_over(task: Document) -> bool:
    return task["State"] in OVER


def is_interrupted(task: Document) -> bool:
    """Whether a task waits for a person."""
    return bool(task.get(INTERRUPTED)) and not is_over(task)


def moment_of(text: str) -> float:
    """The seconds since 1970 of a moment in a document."""
    return datetime.fromisoformat(text).timestamp()


def save(octopus: Octopus, task: Document, **changes: object) -> Document:
    return octopus.save(octopus.kinds["tasks"], {**task, **changes})


def finished(octopus: Octopus, task: Document, state: str, error: str = "", at: float | None = None) -> Document:
    """End a task; ``at``: the second at which it ended, if not now."""
    ended = clock.written(clock.seconds() if at is None else at)
    octopus.pending.pop(task["Id"], None)
    atwork.release(octopus, task)
    start = task["StartTime"] or ended
    return save(octopus, task, State=state, ErrorMessage=error, CompletedTime=ended, StartTime=start, _due=None)
