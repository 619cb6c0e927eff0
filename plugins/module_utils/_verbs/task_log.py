# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the log of a server task: what it does now, and where it failed (api: tasks#waiting)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link

FAILED, RUNNING = "Failed", "Running"
SERIOUS = ("Error", "Fatal")
# Categories of lines that structure the log and say nothing.
STRUCTURE = ("Planned", "Updated", "Finished", "Gap", "Abandoned", "Alert")
# How many lines of each node to read, and how many of the failed one to report.
TAIL, REPORTED = 30, 10
TASK = shapes.Shape("an object", (dict,), (("State", shapes.TEXT),), needs=("State",))
NODE = shapes.Shape("an object", (dict,), (("Children", shapes.OBJECTS), ("LogElements", shapes.OBJECTS)))
DETAILS = shapes.Shape(
    "an object",
    (dict,),
    (("ActivityLogs", shapes.Shape("a list of objects", (list,), each=NODE)), ("Progress", shapes.OBJECT)),
)


@dataclass(frozen=True)
class Failure:
    """The part of a task that failed: ``path`` leads from the step down to it, ``lines`` are from its log."""

    path: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def step(self) -> str:
        return self.path[0] if self.path else ""

    @property
    def machine(self) -> str:
        """The machine on which the step failed, or ``Worker``; empty for a step without machines."""
        return self.path[1] if len(self.path) > 1 else ""


def details_of(task: Document, context: Context, whole: bool = False) -> Document | None:
    """The details of a task; None if the server has no link to them.

    ``whole``: with verbose lines, and all lines of each node.
    """
    if not has_link(task, "Details"):
        return None
    asked: dict[str, Any] = {"verbose": "true"} if whole else {"verbose": "false", "tail": TAIL}
    found = context.client.document(task, "Details", context.client.offered(task, "Details", asked))
    shapes.fitting(found, DETAILS, "The link 'Details'")
    return found


def percent_of(details: Mapping[str, Any]) -> int | None:
    """The server's estimate of how much of a task is done."""
    found = (details.get("Progress") or {}).get("ProgressPercentage")
    return found if isinstance(found, int) else None


def running_step(details: Mapping[str, Any]) -> str:
    """The step that runs now, with the machines that it runs on; empty if none does."""
    for step in steps(details):
        if step.get("Status") == RUNNING:
            machines = [str(each.get("Name")) for each in parts(step) if each.get("Status") == RUNNING]
            on = f" on {', '.join(machines[:3])}" if machines else ""
            return f"{step.get('Name')}{on}{' …' if len(machines) > 3 else ''}"
    return ""


def failures(details: Mapping[str, Any]) -> list[Failure]:
    """The failures of a task, the first failed step first.

    A failed part of a step that did not fail is left out: a retry of the part succeeded.
    """
    found = [failed(each, (str(each.get("Name")),)) for each in steps(details) if each.get("Status") == FAILED]
    if found:
        return found
    return [failed(each, ()) for each in roots(details) if each.get("Status") == FAILED]


def failed(node: Mapping[str, Any], path: tuple[str, ...]) -> Failure:
    """The innermost failed part of a node; the last attempt, if there were several."""
    within = [each for each in parts(node) if each.get("Status") == FAILED]
    if within:
        # A node has a child for each machine, or for each attempt on a machine.
        deeper = within[-1] if attempts(within) else within[0]
        return failed(deeper, (*path, str(deeper.get("Name"))))
    return Failure(path, tuple(meaningful(node.get("LogElements") or ())))


def failed_steps(details: Mapping[str, Any]) -> str:
    """The log of the failed steps as a text, with all that is below them; of the whole task if no step has failed."""
    found = [each for each in steps(details) if each.get("Status") == FAILED]
    return "".join(f"{line}\n" for each in found or roots(details) for line in written(each))


def written(node: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """The lines of a node and of all nodes below it, in the form of a raw log (api: tasks#waiting)."""
    yield f"{' ' * 20}| {'  ' * depth}{node.get('Status')}: {node.get('Name')}"
    for each in node.get("LogElements") or ():
        at, margin = str(each.get("OccurredAt") or "")[11:19], " " * (2 * depth + 3)
        lines = str(each.get("MessageText") or "").splitlines() if each.get("Category") not in STRUCTURE else ()
        yield from (f"{at:8}   {each.get('Category') or '':<9}|{margin}{line}" for line in lines)
    for each in parts(node):
        yield from written(each, depth + 1)


def attempts(nodes: Sequence[Mapping[str, Any]]) -> bool:
    """Whether failed nodes are attempts at the same work, so that only the last one counts."""
    return any("attempt" in str(each.get("Name")).casefold() for each in nodes)


def meaningful(elements: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The error lines of a log, or else its last lines."""
    said = [each for each in elements if each.get("Category") not in STRUCTURE and text(each)]
    errors = [each for each in said if each.get("Category") in SERIOUS]
    yield from (text(each) for each in (errors or said)[-REPORTED:])


def text(element: Mapping[str, Any]) -> str:
    return str(element.get("MessageText") or "").strip()


def roots(details: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(details.get("ActivityLogs") or ())


def steps(details: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The steps of a task, or the machines of a health check."""
    for root in roots(details):
        yield from parts(root)


def parts(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return list(node.get("Children") or ())
