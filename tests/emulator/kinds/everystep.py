# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every step of the deployment processes and the processes of runbooks, for finding the users of a document.
Unverified: a step of a runbook counts wherever a step of a deployment process counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from emulator.model import Document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The collections of processes, with the word for each in the API. Frozen processes are in neither.
PROCESS_TYPES = {"deploymentprocesses": "Deployment", "runbookprocesses": "Runbook"}


class Used(NamedTuple):
    """An action, its step, and their process."""

    process: Document
    step: Document
    action: Document


def actions(octopus: Octopus, space: str) -> Iterator[Used]:
    """The actions of all processes in a space."""
    for collection in PROCESS_TYPES:
        for process in octopus.store.all(collection, space):
            for step in process["Steps"]:
                yield from (Used(process, step, action) for action in step["Actions"])


def owner_of(octopus: Octopus, process: Document) -> Document:
    """The owner of a process in the form that lists of uses have: its project, and its runbook or null.

    api: accounts#account
    """
    project = octopus.must_exist("projects", process["ProjectId"], process["SpaceId"] or "", "ProjectId")
    runbook = octopus.store.get(process["RunbookId"]) if process.get("RunbookId") else None
    return {
        "ProjectId": project["Id"],
        "ProjectName": project["Name"],
        "ProjectSlug": project["Slug"],
        "RunbookId": runbook[1]["Id"] if runbook else None,
        "RunbookName": runbook[1]["Name"] if runbook else None,
    }
