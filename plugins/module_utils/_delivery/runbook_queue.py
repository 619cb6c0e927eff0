# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Queues runs of a runbook, all with one request, which is never repeated (api: runbooks#run)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployed import is_for_later, schedules
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployment_queue import (
    LOOKS,
    PAUSE,
    is_uncertain,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import key_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import CARRIED_OUT, NO_EFFECT
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost, OctopusError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

RUN, RUNS = "CreateRunbookRun", "RunbookRuns"
# The size of a page, and the most runs that are looked through for those of a request without an answer.
PAGE, MOST = 30, 500
Places = Counter[tuple[str, str]]


def queued(asked: Asked, runbook: Document, body: Mapping[str, Any], snapshot: Document | None) -> list[Document]:
    """Queue the runs and return them. If the answer is lost, they are looked for, and the request is not repeated."""
    context, done = asked.context, f"queued the runbook {runbook['Name']!r}"
    last = next(runs_of(asked, runbook, 1), None)
    try:
        answer = context.client.send("POST", runbook, RUN, dict(body))
        # Old servers answer with the only run.
        found = answer if isinstance(answer, list) else [answer]
        runs = [shapes.identified(each, f"The link {RUN!r}") for each in found]
    except OctopusError as error:
        if not is_uncertain(error):
            raise
        runs = looked_for(asked, runbook, body, snapshot, last, error)
        ids = ", ".join(str(each["Id"]) for each in runs)
        context.warn(f"There was no usable answer. {CARRIED_OUT}: it has {done} ({ids})")
    context.did(done)
    return runs


def looked_for(
    asked: Asked,
    runbook: Document,
    body: Mapping[str, Any],
    snapshot: Document | None,
    last: Document | None,
    error: OctopusError,
) -> list[Document]:
    """The runs that a request has made although it was not answered. Raises ``error`` if they are not all there."""
    client, wanted = asked.context.client, places_of(body)
    user, found = client.current_user(), []
    for number in range(LOOKS):
        client.wait(PAUSE if number else 0)
        since = runs_since(asked, runbook, last)
        found = [each for each in since if is_one(asked, each, body, snapshot) and by(each, user)]
        if wanted and Counter(map(key_of, found)) == wanted:
            return found
    error.done[:] = [f"queued the runbook {runbook['Name']!r}"] if found else []
    here = ", ".join(f"{each['Id']} in {each.get('EnvironmentId')}" for each in found)
    said = f"Looking afterwards showed these runs, which may be its own: {here}." if found else f"{NO_EFFECT}."
    if isinstance(error, AnswerLost):
        error.found_out(said)
    else:
        error.add(said)
    raise error


def places_of(body: Mapping[str, Any]) -> Places:
    """The places in which a request asks for a run; none if tags choose the tenants, as the server knows which."""
    if body["TenantTagNames"]:
        return Counter()
    tenants = body["TenantIds"] or [""]
    return Counter((folded(each), folded(tenant)) for each in body["EnvironmentIds"] for tenant in tenants)


def runs_of(asked: Asked, runbook: Document, take: int) -> Iterator[Document]:
    """The runs of a runbook, the newest first; a server may ignore the filter."""
    client, holder = asked.context.client, asked.space.document
    wanted = {"runbooks": runbook["Id"], "skip": 0, "take": take}
    for each in client.documents(holder, RUNS, client.offered(holder, RUNS, wanted)):
        if each.get("RunbookId") == runbook["Id"]:
            yield each


def runs_since(asked: Asked, runbook: Document, last: Document | None) -> Iterator[Document]:
    for each in islice(runs_of(asked, runbook, PAGE), MOST):
        if last is not None and each["Id"] == last["Id"]:
            return
        yield each


def by(run: Document, user: Document) -> bool:
    return run.get("DeployedById") in (None, user["Id"])


def is_one(asked: Asked, run: Document, body: Mapping[str, Any], snapshot: Document | None) -> bool:
    """Whether a run is one that a request asks for, as far as the document of a run shows."""
    return (
        (snapshot is None or run.get("RunbookSnapshotId") == snapshot["Id"])
        and set(run.get("SkipActions") or ()) == set(body["SkipActions"])
        and is_for_later(asked, run.get("QueueTime")) is schedules(asked)
    )
