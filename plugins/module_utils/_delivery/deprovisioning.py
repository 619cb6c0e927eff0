# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deprovisions an ephemeral environment, and waits for that (api: environments#ephemeral-environments)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.ephemeral_found import (
    DEPROVISIONING,
    Found,
    found_by,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Entries
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import took_effect
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.outcomes import TasksFailed, entry, is_over
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.server_tasks import found_by_id
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.wait import wait_until
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.waiter import Waiting, wait_for
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    AnswerLost,
    OctopusError,
    ServerRefused,
)

FOR_PROJECT = Location(
    "DeprovisionForProject", "", unlinked="/projects/{projectId}/environments/ephemeral/{id}/deprovision"
)
FOR_ALL = Location("DeprovisionEnvironment", "", unlinked="/environments/ephemeral/{id}/deprovision")
RUN = shapes.Shape("an object", (dict,), (("RunbookRunId", shapes.TEXT), ("TaskId", shapes.TEXT)))
ANSWER = shapes.Shape(
    "an object",
    (dict,),
    (("DeprovisioningRun", RUN), ("DeprovisioningRuns", shapes.Shape("a list", (list,), each=RUN))),
)


def deprovisioned(asked: Asked, found: Found) -> Entries:
    """Deprovision for the project of the task, or for all; returns the further entries of the result."""
    context, done = asked.context, f"deprovisioned the {found.title}"
    location = FOR_ALL if found.project is None else FOR_PROJECT
    ids = {"id": (found.environment or {}).get("Id"), **({"projectId": found.project["Id"]} if found.project else {})}
    try:
        answer = context.client.send("POST", context.resolver.holder(location) or {}, location.link, {}, ids)
    except AnswerLost as lost:
        found_out(asked, found, lost, done)
        raise
    except ServerRefused as refused:
        if refused.status != NOT_FOUND:
            raise
        now = again(asked, found)
        if not now.is_absent:
            raise
        context.warn(f"somebody else has {done} at the same moment: {refused}")
        return {"runs": [], "status": now.status}
    context.did(done)
    return finished(asked, found, runs_in(shapes.fitting(answer, ANSWER, f"The link {location.link!r}")))


def again(asked: Asked, found: Found) -> Found:
    return found_by(asked, found.name, found.project_name, found.project, is_again=True)


def found_out(asked: Asked, found: Found, lost: AnswerLost, done: str) -> None:
    """Look again after a lost answer, and add the findings to the error. The server may still be deprovisioning."""
    try:
        now = again(asked, found)
    except OctopusError:
        return
    if now.is_absent or now.status == DEPROVISIONING:
        took_effect(lost, done)
    else:
        lost.found_out(f"The {found.title} is still there, and the server may be deprovisioning it.")


def runs_in(answer: Document) -> list[Document]:
    """The runs in an answer; none if the project has no runbook for it."""
    one = answer.get("DeprovisioningRun")
    runs = [*(answer.get("DeprovisioningRuns") or ()), *([one] if one else [])]
    return [each for each in runs if each.get("TaskId")]


def finished(asked: Asked, found: Found, runs: list[Document]) -> Entries:
    """The entries of the result; if the task waits, after everything is over."""
    options, context = asked.options, asked.context
    entries: dict[str, Any] = {"runs": [{"id": each.get("RunbookRunId"), "task_id": each["TaskId"]} for each in runs]}
    began = context.client.now()
    tasks, _missing = found_by_id([str(each["TaskId"]) for each in runs], asked.space.document, context)
    if not options["wait"]:
        return {**entries, "tasks": [entry(each, context) for each in tasks], **status_now(asked, found)}
    try:
        over, lines = wait_for(tasks, asked.space.document, context, Waiting.of(options, asked.show))
    except TasksFailed as failed:
        failed.more = entries
        raise
    waited = {**entries, "tasks": [entry(each, context) for each in over], "progress": lines}
    if not all(map(is_over, over)):
        # The wait has stopped, as a person has to decide.
        return {**waited, **status_now(asked, found)}
    return {**waited, **settled(asked, found, began)}


def status_now(asked: Asked, found: Found) -> Entries:
    return {"status": again(asked, found).status}


def settled(asked: Asked, found: Found, began: float | None = None) -> Entries:
    """Wait until the environment is gone, or deprovisioned for the project. Raises ``OctopusError``.

    ``began``: the time at which the task began to wait; None if it has not waited yet.
    """
    patience = replace(Waiting.of(asked.options, asked.show).patience, began=began)

    def is_settled(now: Found) -> bool:
        return now.is_absent or (now.project is not None and now.status != DEPROVISIONING)

    now = wait_until(is_settled, again(asked, found), lambda: again(asked, found), asked.context.client, patience)
    if is_settled(now):
        # No runbook has failed. The status that a server shows afterwards is unknown.
        return {"status": now.status}
    raise OctopusError(
        f"The {found.title} is still there after {patience.timeout:g} seconds. The server may continue to deprovision "
        "it; run the task again to wait for it, or raise wait_timeout"
    )
