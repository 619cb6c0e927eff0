# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Simulates the execution of a plan: works out, step by step, what has happened by a given moment, as a log and as
questions to people. No script is ever executed. The same plan with the same answers and outcomes gives the same log,
so only these are stored, and each request for the log follows the run again from its beginning.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from emulator.model import Document
from emulator.work import conditions
from emulator.work.logs import FAILED, PENDING, RUNNING, SKIPPED, SUCCESS, WARNED, Node

MANUAL, GUIDED = "ManualIntervention", "GuidedFailure"
LATER = float("inf")


class Waits(Exception):
    """A run can't go on before a moment; the moment is LATER for a run that waits for a person."""

    def __init__(self, moment: float) -> None:
        super().__init__(moment)
        self.moment = moment


@dataclass(frozen=True)
class Question:
    """``key``: the key that its answer is stored under; ``below``: whether it belongs to a child step."""

    key: str
    sort: str
    title: str
    text: str
    node: str
    teams: tuple[str, ...] = ()
    below: bool = False
    blocking: bool = False
    required: bool = False


@dataclass
class Execution:
    """``answers``: by key, each with ``answer`` and ``at``, the second at which the run goes on.

    ``outcome``: gives the error of an attempt, or an empty text, for an action, the name of its target and a key.
    ``guided``: whether people are asked after a failure; ``until``: the second up to which the run is followed.
    """

    root: Node
    plan: list[Document]
    values: Mapping[str, str]
    answers: Mapping[str, Document]
    outcome: Callable[[Document, str, str], str]
    guided: bool
    until: float
    failed: bool = False
    questions: list[Question] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)

    def follow(self, begin: float, prepared: float) -> float:
        """Follow the run, and return the second at which it ended. Raises ``Waits``."""
        self.root.started, self.root.status = begin, RUNNING
        nodes = [self.root.child(f"Step {each['number']}: {each['name']}") for each in self.plan]
        moment = prepared
        for group in groups(list(zip(self.plan, nodes, strict=True))):
            if moment > self.until:
                raise Waits(moment)
            before = self.failed
            ends, waiting = [moment], list[float]()
            for step, node in group:
                try:
                    ends.append(self.step(step, node, moment, before))
                except Waits as waits:
                    waiting.append(waits.moment)
                self.failed = self.failed or node.status == FAILED
            if waiting:
                raise Waits(min(waiting))
            moment = max(ends)
        if moment > self.until:
            raise Waits(moment)
        self.root.ended, self.root.status = moment, FAILED if self.failed else worst(nodes)
        return moment

    def step(self, step: Document, node: Node, moment: float, failed: bool) -> float:
        actions = [each for each in step["actions"] if not each["skipped"]]
        targets = [each for each in step["targets"] if each["id"] not in self.dropped]
        if not actions:
            return skip(node, moment, "This step was skipped by the user.")
        if not conditions.runs(step["condition"], step["expression"], failed, self.values):
            return skip(node, moment, f"Skipping this step because its run condition is {step['condition']}.")
        manual = all(each["manual"] for each in actions)
        if step["roles"] and not targets and not manual:
            return skip(node, moment, f"Skipping this step, no machines were found in {', '.join(step['roles'])}.")
        node.started, node.status = moment, RUNNING
        if step["nested"]:
            end = self.on_targets(
                step, node, targets, moment, lambda place, target, at: self.children(actions, place, target, at, failed)
            )
        elif manual:
            return self.act(actions[0], node, None, moment, below=False)
        else:
            end = self.on_targets(
                step,
                node,
                targets,
                moment,
                lambda place, target, at: self.act(actions[0], place, target, at, below=False),
            )
        node.ended, node.status = end, worst(node.children)
        return end

    def on_targets(
        self,
        step: Document,
        node: Node,
        targets: list[Document],
        moment: float,
        run: Callable[[Node, Document | None, float], float],
    ) -> float:
        """Run an action on each target, on as many at a time as the window allows; without targets, on a worker.

        Unverified: after a failure in a window, no further target is started.
        """
        if not targets:
            return run(node.child("Worker"), None, moment)
        places = [(node.child(each["name"]), each) for each in targets]
        free = [moment] * (step["window"] or len(targets))
        waiting, failed_at = list[float](), LATER
        for place, target in places:
            begin = heapq.heappop(free)
            if begin == LATER:
                heapq.heappush(free, begin)
                continue
            if step["window"] and begin >= failed_at:
                heapq.heappush(free, skip(place, begin, "An earlier target failed."))
                continue
            try:
                end = run(place, target, begin)
            except Waits as waits:
                waiting.append(waits.moment)
                end = LATER
            if place.status == FAILED:
                failed_at = min(failed_at, end)
            heapq.heappush(free, end)
        if waiting:
            raise Waits(min(waiting))
        return max(each.ended or moment for each, _target in places)

    def children(
        self, actions: list[Document], node: Node, target: Document | None, moment: float, failed: bool
    ) -> float:
        """Run the child steps on one target; after a failure the others are left out."""
        node.started, node.status = moment, RUNNING
        places = [(node.child(f"Step {each['number']}: {each['name']}"), each) for each in actions]
        for place, action in places:
            broken = any(each.status == FAILED for each, _action in places)
            if broken or (target and target["id"] in self.dropped):
                moment = skip(place, moment, "An earlier step failed.")
            elif action["condition"] != "Variable" or conditions.runs(
                "Variable", action["expression"], failed, self.values
            ):
                moment = self.act(action, place, target, moment, below=True)
            else:
                moment = skip(place, moment, "Skipping this step because of its run condition.")
        node.ended, node.status = moment, worst([each for each, _action in places])
        return moment

    def act(self, action: Document, node: Node, target: Document | None, moment: float, below: bool) -> float:
        """Run one action in one place. Returns the second at which it ended, failed or not."""
        if action["manual"]:
            return self.intervention(action, node, moment, below)
        attempt, current = 1, node
        while True:
            moment = self.attempt(action, current, target, moment, f"{node.id}#{attempt}")
            if current.status != FAILED:
                break
            if attempt > action["retries"]:
                if not self.guided:
                    break
                moment, answer = self.guidance(action, node, target, moment, attempt)
                if answer in ("Ignore", "Exclude"):
                    if answer == "Exclude" and target:
                        self.dropped.add(target["id"])
                    current.status = WARNED
                if answer != "Retry":
                    break
            attempt += 1
            current = node.child(f"Retry (attempt {attempt})")
        node.ended, node.status = moment, current.status
        return moment

    def attempt(self, action: Document, node: Node, target: Document | None, moment: float, key: str) -> float:
        if moment > self.until:
            raise Waits(moment)
        node.started, node.status = moment, RUNNING
        node.say(moment, "Verbose", f"Starting {action['name']}")
        end = moment + (0 if target and target["lost"] else action["seconds"])
        if end > self.until:
            raise Waits(end)
        error = self.outcome(action, target["name"] if target else "", key)
        if target and target["lost"]:
            # The wording is unverified.
            error = f"The machine {target['name']} could not be reached."
        node.say(end, "Error" if error else "Info", error or f"{action['name']} has finished.")
        node.ended, node.status = end, FAILED if error else SUCCESS
        return end

    def guidance(
        self, action: Document, node: Node, target: Document | None, moment: float, attempt: int
    ) -> tuple[float, str]:
        """The answer of a person to a failure, and when it was given."""
        key, place = f"{node.id}#{attempt}", target["name"] if target else "Worker"
        text = f"'{action['name']} on {place}' in the current task failed. What would you like to do?"
        title = f"{self.root.name} requires failure guidance"
        return self.asked(Question(key, GUIDED, title, text, node.id, required=action["required"]), node, moment)

    def intervention(self, action: Document, node: Node, moment: float, below: bool) -> float:
        """A manual step, which waits for a person."""
        if moment > self.until:
            raise Waits(moment)
        node.started, node.status = moment, RUNNING
        node.say(moment, "Wait", f"Waiting for {action['name']}")
        question = Question(
            f"{node.id}#1",
            MANUAL,
            action["name"],
            action["instructions"],
            node.id,
            tuple(action["teams"]),
            below,
            action["blocking"],
        )
        end, answer = self.asked(question, node, moment)
        aborted = answer != "Proceed"
        node.say(end, "Error" if aborted else "Info", f"{action['name']}: {answer}")
        node.ended, node.status = end, FAILED if aborted else SUCCESS
        return end

    def asked(self, question: Question, node: Node, moment: float) -> tuple[float, str]:
        given = self.answers.get(question.key)
        if given is None or given["at"] is None:
            node.ended, node.status = None, RUNNING
            if given is None:
                self.questions.append(question)
            raise Waits(LATER)
        return max(moment, given["at"]), given["answer"]


def groups(steps: list[tuple[Document, Node]]) -> Iterator[list[tuple[Document, Node]]]:
    """The steps in groups that start together."""
    group: list[tuple[Document, Node]] = []
    for each in steps:
        if group and not each[0]["parallel"]:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def skip(node: Node, moment: float, why: str) -> float:
    node.say(moment, "Info", why)
    node.started, node.ended, node.status = moment, moment, SKIPPED
    return moment


def worst(nodes: list[Node]) -> str:
    """The status of a node that follows from its children's."""
    statuses = {each.status for each in nodes}
    if statuses & {FAILED}:
        return FAILED
    if statuses & {PENDING, RUNNING}:
        return RUNNING
    return WARNED if WARNED in statuses else SKIPPED if statuses == {SKIPPED} and nodes else SUCCESS
