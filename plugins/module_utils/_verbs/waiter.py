# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waits until server tasks are over, shows what they do meanwhile, and reports why they failed (api: tasks#waiting)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.durations import readable
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.activity import (
    Activity,
    activity,
    held_by,
    is_interrupted,
    pending_interruptions,
    runs,
    with_activity,
)
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.outcomes import (
    described,
    interrupted,
    is_over,
    refuse_failures,
    unfinished,
)
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.server_tasks import cancel, queue, read, withdraw
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.showing import Line, Show, show_nothing
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.wait import WAIT_ARGUMENTS, Patience, wait_until
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError

TICKS = 10_000_000
# How long a cancelled task may take to end, in seconds.
CANCELLING = 30
# The flag of a task that says it waits for a person may be out of date; so many looks find out (api: tasks#states).
LOOKS = 2
# Of more than a few tasks one look shows little, and only every fourth round has one: a server limits requests.
FEW, SELDOM = 3, 4
WAIT, STOP, FAIL = "wait", "stop", "fail"
# The options of a module that waits for server tasks, for the documentation fragment ``octopus.deploy.waiting``.
WAITING_ARGUMENTS: dict[str, dict[str, Any]] = {
    **WAIT_ARGUMENTS,
    "cancel_on_timeout": {"type": "bool", "default": False},
    "on_interruption": {"type": "str", "choices": [WAIT, STOP, FAIL], "default": WAIT},
}


@dataclass(frozen=True)
class Waiting:
    """How to wait. ``cancels``: whether the end of the time cancels the tasks that still run.

    ``on_interruption``: whether to wait, to stop or to fail when all tasks that still run wait for a person.
    """

    patience: Patience
    show: Show = show_nothing
    on_interruption: str = WAIT
    cancels: bool = False

    @staticmethod
    def of(parameters: Mapping[str, Any], show: Show) -> Waiting:
        """The wait that the options of the fragment ``waiting`` ask for."""
        return Waiting(Patience.of(parameters), show, parameters["on_interruption"], parameters["cancel_on_timeout"])

    @property
    def stops(self) -> bool:
        """Whether the wait ends when all tasks that still run wait for a person."""
        return self.on_interruption != WAIT


@dataclass
class Waiter:
    """Waits for several server tasks at once.

    A round costs one request for all tasks, and one more to see what one of them does, in every fourth round if there
    are more than a few: the number of requests depends on the time and not on the number of tasks. For a single task
    that runs, one request answers both questions. ``lines``: what has been shown, each line with the time that had
    passed.
    """

    holder: Document
    context: Context
    how: Waiting
    tasks: dict[str, Document]
    activities: dict[str, Activity] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    _said: dict[str, str] = field(default_factory=dict)
    _looks: dict[str, int] = field(default_factory=dict)
    _rounds: int = 0
    _began: float = 0.0

    def wait(self) -> list[Document]:
        """The tasks when all are over, or when the time is up, or when each that is not over waits for a person."""
        client = self.context.client
        self._began = client.now()
        try:
            self._show()
            wait_until(self._may_end, self._pending(), self._look, client, self.how.patience, self._is_held())
        except KeyboardInterrupt:
            names = ", ".join(self._pending())
            raise OctopusError(
                f"Stopped waiting. The tasks continue on the server: {names}. To wait for them again, give their IDs "
                "to octopus_task"
            ) from None
        finally:
            self.how.show(())
        return list(self.tasks.values())

    def _is_held(self) -> bool:
        """Whether the wait may end with the first look, because a task already waits for a person."""
        return self.how.stops and any(is_interrupted(self.tasks[each]) for each in self._pending())

    def _pending(self) -> list[str]:
        return [each for each, task in self.tasks.items() if not is_over(task)]

    def _may_end(self, pending: Sequence[str]) -> bool:
        return all(self.how.stops and self._is_held_by_a_person(each) for each in pending)

    def _is_held_by_a_person(self, task_id: str) -> bool:
        if not is_interrupted(self.tasks[task_id]):
            return False
        found = self.activities.get(task_id, Activity()).interruptions
        return bool(found) or self._looks.get(task_id, 0) >= LOOKS

    def _look(self) -> list[str]:
        pending = self._pending()
        is_one_running = len(pending) == 1 and runs(self.tasks[pending[0]])
        if not (is_one_running and self._look_at_both(pending[0])):
            for task in read(pending, self.tasks, self.holder, self.context):
                self.tasks[task["Id"]] = task
        left = self._pending()
        for each in left if self.how.stops else ():
            if is_interrupted(self.tasks[each]):
                found = pending_interruptions(self.tasks[each], self.holder, self.context)
                self._looks[each] = self._looks.get(each, 0) + 1
                self.activities[each] = held_by(found)
        if not (is_one_running and all(runs(self.tasks[each]) for each in left)):
            self._look_closer(left)
        self._show()
        return left

    def _look_at_both(self, task_id: str) -> bool:
        """See how a task is and what it does, with one request. Returns whether the server says both."""
        found = with_activity(self.tasks[task_id], self.context)
        if found is not None:
            self.tasks[task_id], self.activities[task_id] = found
        return found is not None

    def _look_closer(self, pending: Sequence[str]) -> None:
        """See what one task does, another one each time."""
        is_due = len(pending) <= FEW or self._rounds % SELDOM == 0
        self._rounds += 1
        if not pending or not is_due:
            return
        task_id = pending[0]
        # The task that was looked at goes to the end.
        self.tasks[task_id] = self.tasks.pop(task_id)
        if not (self.how.stops and is_interrupted(self.tasks[task_id])):
            self.activities[task_id] = activity(self.tasks[task_id], self.holder, self.context)

    def _show(self) -> None:
        passed = readable(max(int(self.context.client.now() - self._began), 0) * TICKS)
        lines = [self._line(task, passed) for task in sorted(self.tasks.values(), key=lambda task: str(task["Id"]))]
        for line in lines:
            if self._said.get(line.key) != line.words:
                self._said[line.key] = line.words
                self.lines.append(f"{passed}: {line.words}")
        self.how.show(lines)

    def _line(self, task: Document, passed: str) -> Line:
        over = is_over(task)
        doing = Activity() if over else self.activities.get(task["Id"], Activity())
        words = f"{task.get('Description') or task.get('Name')} [{task['Id']}]: {doing.words or task.get('State')}"
        percent = "" if doing.percent is None else f"{doing.percent} %, "
        return Line(task["Id"], words, "" if over else f"{percent}{passed}")


def wait_for(
    tasks: Sequence[Document], holder: Document, context: Context, how: Waiting, must_succeed: bool = True
) -> tuple[list[Document], list[str]]:
    """The tasks when they are over, and the lines that were shown meanwhile.

    Raises ``OctopusError`` if a task ends without success, unless ``must_succeed`` is false, or if it does not end in
    time; it continues on the server then, unless it is to be cancelled.
    """
    waiter = Waiter(holder, context, how, {each["Id"]: each for each in tasks})
    waiter.wait()
    found = [waiter.tasks[each["Id"]] for each in tasks]
    withdraw(found, context)
    late = [each for each in found if not is_over(each)]
    if late and how.stops and all(map(is_interrupted, late)):
        held = [f"The {described(each)} {waiter.activities.get(each['Id'], Activity()).words}" for each in late]
        if how.on_interruption == FAIL:
            raise interrupted(found, held, context, waiter.lines)
    elif late:
        raise unfinished(found, context, how.patience, waiter.lines, _cancelled(late, waiter) if how.cancels else None)
    if must_succeed:
        refuse_failures(found, context, waiter.lines)
    return found, waiter.lines


def _cancelled(late: Sequence[Document], waiter: Waiter) -> list[Document]:
    """Cancel tasks, wait a little for their end, and return them as they are then."""
    now = {each["Id"]: cancel(each, waiter.context) for each in late}
    rest = Waiter(waiter.holder, waiter.context, Waiting(Patience(CANCELLING, 1), waiter.how.show), now)
    ended = rest.wait()
    withdraw(ended, waiter.context)
    return ended


def run_task(context: Context, holder: Document, body: Document, patience: Patience) -> Document:
    """Queue the server task ``body`` and return it when it has succeeded. Raises ``OctopusError`` as ``wait_for``."""
    return wait_for([queue(context, holder, body)], holder, context, Waiting(patience))[0][0]
