# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waits until server tasks are over, shows what they do meanwhile, and reports why they failed (api: tasks#waiting)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.durations import readable
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.timespans import SECOND
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.activity import (
    Activity,
    activity_of,
    is_interrupted,
    looked_at,
    pending_interruptions,
    tells_more,
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

# How long a cancelled task may take to end, in seconds.
CANCELLING = 30
# A task's flag that it waits for a person may be out of date. If this many looks find no pending interruption, the user
# may not see interruptions, and the flag counts (api: tasks#states).
LOOKS = 2
# This many rounds read all tasks before a round reads the activity of one: OFTEN for up to FEW tasks, else SELDOM, as
# the activity of one among many says little.
FEW, OFTEN, SELDOM = 3, 1, 3
WAIT, STOP, FAIL = "wait", "stop", "fail"
# The options of a module that waits for server tasks, for the documentation fragment ``octopus.deploy.waiting``.
WAITING_ARGUMENTS: dict[str, dict[str, Any]] = {
    **WAIT_ARGUMENTS,
    "cancel_on_timeout": {"type": "bool", "default": False},
    "on_interruption": {"type": "str", "choices": [WAIT, STOP, FAIL], "default": WAIT},
}


@dataclass(frozen=True)
class Waiting:
    """How to wait. ``cancels``: whether tasks that still run when the time is up are cancelled.

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

    A round costs one request, so that the number of requests depends on the time and not on the number of tasks: most
    rounds read all tasks, and some read the activity of one. For a single task that runs, one request does both.
    ``lines``: the lines that have been shown, each with the time that had passed.
    """

    holder: Document
    context: Context
    how: Waiting
    tasks: dict[str, Document]
    activities: dict[str, Activity] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    _last_words: dict[str, str] = field(default_factory=dict)
    _looks: dict[str, int] = field(default_factory=dict)
    _lists: int = 0
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
        return self._may_stop(pending) and all(self._is_held_by_a_person(each) for each in pending)

    def _may_stop(self, pending: Sequence[str]) -> bool:
        """Whether the wait stops as soon as the server confirms that all these tasks wait for a person."""
        return not pending or (self.how.stops and all(is_interrupted(self.tasks[each]) for each in pending))

    def _is_held_by_a_person(self, task_id: str) -> bool:
        found = self.activities.get(task_id, Activity()).interruptions
        return bool(found) or self._looks.get(task_id, 0) >= LOOKS

    def _look(self) -> list[str]:
        pending = self._pending()
        if self._may_stop(pending) or self._is_last_look() or not self._look_closer(pending):
            for task in read(pending, self.tasks, self.holder, self.context):
                self._learn(task)
            self._lists += 1
        left = self._pending()
        if left and self._may_stop(left):
            self.activities.update(pending_interruptions(left, self.holder, self.context))
            self._looks.update({each: self._looks.get(each, 0) + 1 for each in left})
        self._show()
        return left

    def _is_last_look(self) -> bool:
        """Whether the time is up, so that this look has to show which tasks have ended."""
        return self.context.client.now() >= self._began + self.how.patience.timeout

    def _learn(self, task: Document) -> None:
        """Keep a task as it is now, and forget its activity if its state has changed."""
        before = self.tasks[task["Id"]]
        if (task.get("State"), is_interrupted(task)) != (before.get("State"), is_interrupted(before)):
            self.activities.pop(task["Id"], None)
        self.tasks[task["Id"]] = task

    def _look_closer(self, pending: Sequence[str]) -> bool:
        """Read the activity of one task, a different one each time. Returns whether that was due."""
        due = OFTEN if len(pending) <= FEW else SELDOM
        asked = [each for each in pending if tells_more(self.tasks[each], self.holder, self.context)]
        if self._lists < due or not asked:
            return False
        if is_interrupted(self.tasks[asked[0]]):
            looked, shows_all = [each for each in asked if is_interrupted(self.tasks[each])], False
            self._look_for_people(looked)
        else:
            looked, shows_all = asked[:1], self._look_at(asked[0]) and len(pending) == 1
        # If this look has shown as much as a list of all tasks would, the next look may be like it.
        self._lists = due if shows_all else 0
        for each in looked:
            # The tasks that were looked at go to the end.
            self.tasks[each] = self.tasks.pop(each)
        return True

    def _look_at(self, task_id: str) -> bool:
        """Read the activity of a task. Returns whether the answer has the task as well."""
        now, doing = looked_at(self.tasks[task_id], self.context)
        if now is not None:
            self._learn(now)
        self.activities[task_id] = doing
        return now is not None

    def _look_for_people(self, ids: Sequence[str]) -> None:
        """Read the questions that tasks ask people. Only people need them, so a refusal does not fail the task."""
        try:
            self.activities.update(pending_interruptions(ids, self.holder, self.context))
        except OctopusError:
            for each in ids:
                self.activities.pop(each, None)

    def _show(self) -> None:
        passed = readable(max(int(self.context.client.now() - self._began), 0) * SECOND)
        lines = [self._line(task, passed) for task in sorted(self.tasks.values(), key=lambda task: str(task["Id"]))]
        for line in lines:
            if self._last_words.get(line.key) != line.words:
                self._last_words[line.key] = line.words
                self.lines.append(f"{passed}: {line.words}")
        self.how.show(lines)

    def _line(self, task: Document, passed: str) -> Line:
        over = is_over(task)
        doing = Activity() if over else self.activities.get(task["Id"]) or activity_of(task, self.context)
        words = f"{task.get('Description') or task.get('Name')} [{task['Id']}]: {doing.words or task.get('State')}"
        percent = "" if doing.percent is None else f"{doing.percent} %, "
        return Line(task["Id"], words, "" if over else f"{percent}{passed}")


def wait_for(
    tasks: Sequence[Document], holder: Document, context: Context, how: Waiting, must_succeed: bool = True
) -> tuple[list[Document], list[str]]:
    """The tasks when they are over, and the lines that were shown meanwhile.

    Raises ``OctopusError`` if a task does not end in time, or ends without success; the latter only if
    ``must_succeed``. A task that does not end in time continues on the server, unless ``how`` cancels it.
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
