# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Queues runs of a runbook, all with one request, which is never repeated (api: runbooks#run)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployed import is_for_later, schedules
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_queue import (
    LOOKS,
    PAUSE,
    is_uncertain,
    looking_after,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import key_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import CARRIED_OUT, NO_EFFECT
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost, OctopusError

RUNS = "RunbookRuns"
# The size of a page, and how many runs are searched for the runs of a request without an answer.
PAGE, MOST = 30, 500
Places = Counter[tuple[str, str]]


@dataclass(frozen=True)
class Order:
    """A request for runs of a runbook, which has the link that it is sent to.

    ``places``: the keys of the places that get a run each; empty if tags choose the tenants, as the server knows which.
    ``skipped``: the IDs of the steps that are left out. ``is_meant(run)``: whether a run is of the snapshot, or from
    the ref, that the request names.
    """

    runbook: Document
    link: str
    body: Mapping[str, Any]
    places: Places
    skipped: frozenset[str]
    is_meant: Callable[[Document], bool]


def queued(asked: Asked, order: Order) -> list[Document]:
    """Queue the runs and return them. If the answer is lost, they are looked for, and the request is not repeated."""
    context, done = asked.context, f"queued the runbook {order.runbook['Name']!r}"
    last = next(runs_of(asked, order.runbook, 1), None)
    try:
        answer = context.client.send("POST", order.runbook, order.link, dict(order.body))
        runs = [shapes.identified(each, f"The link {order.link!r}") for each in runs_in(answer)]
    except OctopusError as error:
        if not is_uncertain(error):
            raise
        with looking_after(error):
            runs = looked_for(asked, order, last, error)
        ids = ", ".join(str(each["Id"]) for each in runs)
        context.warn(f"There was no usable answer. {CARRIED_OUT}: it has {done} ({ids})")
    context.did(done)
    return runs


def runs_in(answer: Any) -> list[Any]:
    """The runs in an answer: a list, also as ``Resources`` of an object; old servers answer with the only run."""
    found = answer.get("Resources", [answer]) if isinstance(answer, dict) else answer
    return found if isinstance(found, list) else [found]


def looked_for(asked: Asked, order: Order, last: Document | None, error: OctopusError) -> list[Document]:
    """The runs that a request has made although it was not answered. Raises ``error`` if they are not all there."""
    client = asked.context.client
    user, found = client.current_user(), []
    for number in range(LOOKS):
        client.wait(PAUSE if number else 0)
        since = runs_since(asked, order.runbook, last)
        found = [each for each in since if by(each, user) and is_one(asked, each, order)]
        if order.places and Counter(map(key_of, found)) == order.places:
            return found
    error.done[:] = [f"queued the runbook {order.runbook['Name']!r}"] if found else []
    here = ", ".join(f"{each['Id']} in {each.get('EnvironmentId')}" for each in found)
    seen = f"Afterwards the server showed these runs, which this request may have queued: {here}."
    said = seen if found else f"{NO_EFFECT}."
    if isinstance(error, AnswerLost):
        error.found_out(said)
    else:
        error.add(said)
    raise error


def runs_of(asked: Asked, runbook: Document, take: int) -> Iterator[Document]:
    """The runs of a runbook, the newest first; a server may ignore a filter.

    In Git, the ID of a runbook is its slug, which a runbook of another project may have as well.
    """
    client, holder = asked.context.client, asked.space.document
    project_id = runbook.get("ProjectId")
    wanted = {"projects": project_id, "runbooks": runbook["Id"], "skip": 0, "take": take}
    for each in client.documents(holder, RUNS, client.offered(holder, RUNS, wanted)):
        if each.get("RunbookId") == runbook["Id"] and each.get("ProjectId", project_id) == project_id:
            yield each


def runs_since(asked: Asked, runbook: Document, last: Document | None) -> Iterator[Document]:
    for each in islice(runs_of(asked, runbook, PAGE), MOST):
        if last is not None and each["Id"] == last["Id"]:
            return
        yield each


def by(run: Document, user: Document) -> bool:
    return run.get("DeployedById") in (None, user["Id"])


def is_one(asked: Asked, run: Document, order: Order) -> bool:
    """Whether a run is one that a request asks for, as far as the server shows."""
    return (
        set(run.get("SkipActions") or ()) == order.skipped
        and is_for_later(asked, run.get("QueueTime")) is schedules(asked)
        and order.is_meant(run)
    )
