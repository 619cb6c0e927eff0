# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The outcome of octopus_deployment in each place, for its result and its diff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.deployed import Present
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.places import Place
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_found import numbers_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._verbs.outcomes import entry
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link

# This task queues a deployment; a deployment of the release is under way already; the release runs already.
QUEUED, JOINED, KEPT = "queued", "joined", "none"
ARTIFACTS, PAGE = "Artifacts", 100


@dataclass(frozen=True)
class Outcome:
    """The outcome of a task in one place.

    ``before``: what was there before; ``deployment``: the one of the release, None if it does not exist yet.
    """

    place: Place
    action: str
    before: Present
    deployment: Document | None = None

    @property
    def where(self) -> dict[str, Any]:
        return {"environment": self.place.environment, "tenant": self.place.tenant}


def state_before(outcomes: Iterable[Outcome], versions: Mapping[str, str]) -> list[dict[str, Any]]:
    """The state of each place before, for the diff. ``versions``: the numbers of releases by ID."""
    return [
        {
            **each.where,
            "release": versions.get(each.before.release_id, each.before.release_id) or None,
            "state": each.before.state,
        }
        for each in outcomes
    ]


def state_after(outcomes: Iterable[Outcome], release: Document, versions: Mapping[str, str]) -> list[dict[str, Any]]:
    """The state of each place afterwards; it changes only where this task queues a deployment."""
    return [
        {**each.where, "release": release["Version"], "state": "Queued"}
        if each.action == QUEUED
        else state_before([each], versions)[0]
        for each in outcomes
    ]


def versions_of(asked: Asked, outcomes: Iterable[Outcome], release: Document) -> dict[str, str]:
    """The numbers of the releases that are in the places now, by ID, with one request for all of them."""
    known = {str(release["Id"]): str(release["Version"])}
    others = {each.before.release_id for each in outcomes if each.action == QUEUED} - {*known, ""}
    return {**known, **(numbers_of(asked, others) if others else {})}


def described(
    outcomes: Sequence[Outcome], release: Document, tasks: Iterable[Mapping[str, Any]], context: Context
) -> list[dict[str, Any]]:
    """The deployments for a result. ``tasks``: entries of the server tasks."""
    known = {each["id"]: each for each in tasks}
    return [one(each, release, known, context) for each in outcomes]


def one(
    outcome: Outcome, release: Document, tasks: Mapping[str, Mapping[str, Any]], context: Context
) -> dict[str, Any]:
    found: dict[str, Any] = {**outcome.where, "release": release["Version"], "action": outcome.action}
    deployment, task = outcome.deployment, outcome.before.task
    if deployment is None:
        return found
    task_id = str(deployment["TaskId"])
    known = tasks.get(task_id) or (entry(task, context) if task and task["Id"] == task_id else {})
    return {
        "id": deployment["Id"],
        **found,
        "task_id": task_id,
        "state": known.get("state"),
        "seconds": known.get("seconds"),
        "url": context.client.address(deployment, "Web") if has_link(deployment, "Web") else known.get("url"),
    }


def artifacts_of(asked: Asked, outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """The entry with the files that the server tasks have left behind, if the options ask for them."""
    if not asked.options["artifacts"]:
        return {}
    client, holder = asked.context.client, asked.space.document
    ids = [str(each.deployment["TaskId"]) for each in outcomes if each.deployment]
    found = [
        {"id": artifact["Id"], "name": artifact.get("Filename"), "task_id": each}
        for each in ids
        for artifact in client.documents(holder, ARTIFACTS, {"regarding": each, "take": PAGE})
    ]
    return {"artifacts": found}
