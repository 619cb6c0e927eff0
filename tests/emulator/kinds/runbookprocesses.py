# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process of a runbook, with the same steps as a deployment process (api: runbooks#runbook, processes#process)."""

from __future__ import annotations

import random
import string
from typing import TYPE_CHECKING

from emulator import answers
from emulator.git import checkout
from emulator.handlers import Call
from emulator.kinds import processes, processtemplates
from emulator.kinds.common import GIT_PROJECTS
from emulator.model import Document, Kind, Parent, Prop, Release, Route

if TYPE_CHECKING:
    from emulator.octopus import Octopus

SINCE: Release = (2019, 11)


def process_id(runbook_id: str) -> str:
    return f"RunbookProcess-{runbook_id}"


def template(call: Call, process: Document) -> Document:
    """The packages of a new snapshot, and an unused name for it [CLI snapshot/publish]."""
    octopus = call.octopus
    of_name = octopus.store.holding("runbooksnapshots", "RunbookId", process["RunbookId"], process["SpaceId"] or "")
    # In Git, the ID of a runbook is a slug, which other projects may have as well.
    snapshots = [each for each in of_name if each["ProjectId"] == process["ProjectId"]]
    name = "".join(random.choices(string.ascii_uppercase + string.digits, k=7))
    return {
        "Id": None,
        "RunbookId": process["RunbookId"],
        "RunbookProcessId": process["Id"],
        "NextNameIncrement": f"Snapshot {name}",
        **processtemplates.resources(octopus, process, snapshots[-1] if snapshots else None),
        **processtemplates.RESOURCE,
    }


def shown(octopus: Octopus, process: Document) -> Document:
    own = f"{answers.base(octopus, process['SpaceId'])}/projects/{process['ProjectId']}"
    # The reference of 2026.3 has only the address below the project. Unverified: links lead there.
    newer = {"RunbookSnapshotTemplate": f"{own}/runbookProcesses/{process['Id']}/runbookSnapshotTemplate"}
    if checkout.is_at_ref(process):
        # A runbook in Git has no snapshots.
        newer = {"RunbookSnapshotTemplate": ""}
    return {**process, "_links": {"Project": own, **(newer if octopus.release >= GIT_PROJECTS else {})}}


KIND = Kind(
    collection="runbookprocesses",
    link="RunbookProcesses",
    item_type="RunbookProcess",
    id_prefix="RunbookProcess",
    permission="RunbookEdit",
    parameters="skip,take,ids",
    order="Id",
    unique=False,
    slug_since=None,
    since=SINCE,
    versioned="this process",
    frozen="You cannot modify this process because it is frozen. You'll need to create a new process instead.",
    # No link of a project leads to frozen processes.
    parent=Parent(
        "projects",
        "ProjectId",
        path="runbookProcesses",
        link="",
        links={},
        since=GIT_PROJECTS,
        below_since=GIT_PROJECTS,
    ),
    props=(
        Prop("ProjectId", read_only=True),
        Prop("RunbookId", read_only=True),
        Prop("Steps", "documents", parts=processes.STEP),
        Prop("Version", "int", default=0, read_only=True),
        Prop("LastSnapshotId", read_only=True),
    ),
    links={"RunbookSnapshotTemplate": "{self}/runbookSnapshotTemplate"},
    routes={"{id}/runbookSnapshotTemplate": Route(template)},
    check=processes.check_steps,
    shown=shown,
    can_create=False,
    can_delete=False,
    has_all=False,
)
