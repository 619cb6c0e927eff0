# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The template of a deployment: changes since a release was made, and where it may be deployed.

api: deployments#template-and-preview
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from emulator.kinds import lifecycles, releasedefects
from emulator.model import DESCRIBED, Call, Document, Refusal, Route
from emulator.work.promotions import promotions
from emulator.work.subject import document

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def template(call: Call, release: Document) -> Document:
    """``{id}/deployments/template``. Its environments have no links to previews, which have no route here."""
    octopus = call.octopus
    project = document(octopus, release["ProjectId"])
    places = environments(octopus, project, release)
    return {
        "Id": None,
        **({"IsGitResourceModified": False} if octopus.release >= DESCRIBED else {}),
        **modified(octopus, project, release),
        # Unverified: a release of a project without notes for deployments has null.
        "DeploymentNotes": None,
        **promotions(octopus, project, project["TenantedDeploymentMode"], places, lambda environment, tenant: {}),
        "Links": {"Self": call.own},
    }


def modified(octopus: Octopus, project: Document, release: Document) -> Document:
    """The differences between frozen and present documents.

    Unverified: a set of the library that was included or left out since then counts as a modified one.
    """
    process, frozen_process = (
        document(octopus, each).get("Steps")
        for each in (project["DeploymentProcessId"], release["ProjectDeploymentProcessSnapshotId"])
    )
    included = (f"variableset-{each}" for each in project["IncludedLibraryVariableSetIds"])
    return {
        "IsDeploymentProcessModified": process != frozen_process,
        "IsVariableSetModified": variables(octopus, [project["VariableSetId"]])
        != variables(octopus, [release["ProjectVariableSetSnapshotId"]]),
        "IsLibraryVariableSetModified": variables(octopus, included)
        != variables(octopus, release["LibraryVariableSetSnapshotIds"]),
    }


def variables(octopus: Octopus, sets: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The variables of sets by ID, by the owner of the set; their order means nothing."""
    found = (document(octopus, each) for each in sets)
    return {each["OwnerId"]: {one["Id"]: one for one in each["Variables"]} for each in found if each}


def environments(octopus: Octopus, project: Document, release: Document) -> list[Document]:
    """The environments that a release may be deployed to, in their order."""
    channel = document(octopus, release["ChannelId"])
    lifecycle = document(octopus, channel.get("LifecycleId") or project["LifecycleId"] or "")
    if not lifecycle:
        raise Refusal(500, "A lifecycle has not been assigned to this project.")
    found = octopus.visible(octopus.kinds["environments"], project["SpaceId"] or "", False)
    if not lifecycle["Phases"]:
        return found
    reached = set(targets(lifecycle["Phases"], releasedefects.is_blocked(release)))
    return [each for each in found if each["Id"] in reached]


def targets(phases: list[Document], is_blocked: bool) -> Iterator[str]:
    """The environments of the phases that a release without deployments has reached.

    A blocked release reaches the first phase (api: releases#progression), another one the next phase after each
    optional one. Unverified: a phase without environments has none.
    """
    for phase in phases:
        for name in lifecycles.TARGETS:
            yield from phase[name]
        if is_blocked or not phase["IsOptionalPhase"]:
            return


ROUTES = {"{id}/deployments/template": Route(template)}
LINKS = {"DeploymentTemplate": "{self}/deployments/template"}
