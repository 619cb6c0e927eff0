# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Items of dashboards: a deployment or a run of a runbook with the state of its task (api: dashboards#dashboard)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from emulator import answers
from emulator.kinds import lifecycles, tasks
from emulator.kinds.environments import followed
from emulator.model import DESCRIBED, Document
from emulator.work.subject import document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The properties of an item that its task has; older servers lack the last ones.
OF_THE_TASK = (
    *("State", "QueueTime", "StartTime", "CompletedTime", "Duration", "ErrorMessage", "IsCompleted"),
    *("HasPendingInterruptions", "HasWarningsOrErrors"),
    *("PendingInterruptionTypes", "PendingPreconditionTypes", "HasPendingPreconditions"),
)
OF_THE_OWNER = ("ProjectId", "EnvironmentId", "TenantId", "TaskId", "Created")
Key = tuple[str, str, str]


def key_of(deployment: Document) -> Key:
    """The project, the environment and the tenant of a deployment."""
    return deployment["ProjectId"], deployment["EnvironmentId"], deployment["TenantId"] or ""


def deployments(octopus: Octopus, space: str) -> list[Document]:
    """The deployments of a space, the newest first."""
    return octopus.visible(octopus.kinds["deployments"], space, False)


def state(octopus: Octopus, deployment: Document) -> str:
    return str(document(octopus, deployment["TaskId"])["State"])


def environments(octopus: Octopus, owner: Document) -> list[Document]:
    """The environments in the lifecycles of a project and its channels, or of one channel, in their order."""
    reached = lifecycles.environments(octopus, followed(octopus, owner))
    found = octopus.visible(octopus.kinds["environments"], owner["SpaceId"] or "", False)
    return [each for each in found if reached is None or each["Id"] in reached]


def current(found: Iterable[Document]) -> Iterator[Document]:
    """The newest deployment for each key; ``found`` begins with the newest deployment."""
    seen: set[Key] = set()
    for each in found:
        if key_of(each) not in seen:
            seen.add(key_of(each))
            yield each


def previous(octopus: Octopus, found: list[Document]) -> Iterator[Document]:
    """For each key, the newest successful deployment before the current one."""
    newest = {each["Id"] for each in current(found)}
    return current(each for each in found if each["Id"] not in newest and state(octopus, each) == "Success")


def item(octopus: Octopus, deployment: Document, is_current: bool, is_previous: bool = False) -> Document:
    """The item of a deployment. Unverified: it has the deployment's ID."""
    own = answers.base(octopus, deployment["SpaceId"])
    return {
        **of_owner(octopus, deployment),
        "DeploymentId": deployment["Id"],
        "ChannelId": deployment["ChannelId"],
        "ReleaseId": deployment["ReleaseId"],
        "ReleaseVersion": document(octopus, deployment["ReleaseId"])["Version"],
        "IsCurrent": is_current,
        "IsPrevious": is_previous,
        # The names are unverified, except for Self.
        "Links": {
            "Self": f"{own}/deployments/{deployment['Id']}",
            "Release": f"{own}/releases/{deployment['ReleaseId']}",
            "Task": f"/api/tasks/{deployment['TaskId']}",
        },
    }


def of_owner(octopus: Octopus, owner: Document) -> Document:
    """The part that items of deployments and of runs have in common."""
    task = tasks.shown(octopus, document(octopus, owner["TaskId"]))
    return {
        "Id": owner["Id"],
        **{name: owner[name] for name in OF_THE_OWNER},
        **{name: task[name] for name in OF_THE_TASK if name in task},
    }


def item_of_run(octopus: Octopus, run: Document) -> Document:
    """The item of a run of a runbook."""
    own, snapshot = answers.base(octopus, run["SpaceId"]), document(octopus, run["RunbookSnapshotId"])
    taken = snapshot.get("GitReference")
    reference = {name: taken[name] for name in ("GitRef", "GitCommit")} if taken else None
    # The name of the run is unverified.
    newer = {"RunName": run["Name"], "GitReference": reference} if octopus.release >= DESCRIBED else {}
    return {
        **of_owner(octopus, run),
        "RunbookId": run["RunbookId"],
        "RunbookSnapshotId": snapshot["Id"],
        "RunbookSnapshotName": snapshot["Name"],
        "RunbookSnapshotNotes": snapshot["Notes"],
        "RunBy": run["DeployedBy"],
        **newer,
        "Links": {
            "Self": f"{own}/runbookRuns/{run['Id']}",
            "RunbookSnapshot": f"{own}/runbookSnapshots/{snapshot['Id']}",
            "Task": f"/api/tasks/{run['TaskId']}",
        },
    }
