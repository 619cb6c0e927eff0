# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The progression of a release through the phases of its lifecycle (api: releases#progression)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers
from emulator.handlers import Call
from emulator.kinds import lifecycles
from emulator.model import Document
from emulator.work import progress
from emulator.work.progress import COMPLETE, CURRENT, PENDING, Phase
from emulator.work.subject import document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

ORDER = (PENDING, CURRENT, COMPLETE)


def of_release(call: Call, release: Document) -> Document:
    """``releases/{id}/progression``."""
    octopus = call.octopus
    found = phases(octopus, release)
    made = octopus.store.holding("deployments", "ReleaseId", release["Id"], release["SpaceId"] or "")[::-1]
    first = next((each for each in found if each.progress == CURRENT), None)
    return {
        "Id": None,
        "Phases": [shown(call, each, made) for each in found],
        "NextDeployments": following(found),
        "NextDeploymentsMinimumRequired": minimum(first) if first else 0,
        "Links": {"Self": call.own},
    }


def phases(octopus: Octopus, release: Document) -> list[Phase]:
    """The phases with the farthest progress of the release for any tenant, or without one.

    Unverified: each tenant passes through the phases separately, and the one that has come farthest counts.
    """
    made = octopus.store.holding("deployments", "ReleaseId", release["Id"], release["SpaceId"] or "")
    tenants = {each["TenantId"] for each in made if each["TenantId"]}
    best = {each.settings["Name"]: each for each in progress.phases(octopus, release)}
    for tenant in sorted(tenants):
        for each in progress.phases(octopus, release, tenant):
            known = best[each.settings["Name"]]
            if ORDER.index(each.progress) > ORDER.index(known.progress):
                best[each.settings["Name"]] = Phase(
                    known.settings, known.environments, known.deployed | each.deployed, each.progress, each.blocked
                )
    return list(best.values())


def following(found: list[Phase]) -> list[str]:
    """The environments of the phases that are open to the release, without those that it has reached. Unverified."""
    return [
        place for each in found if each.progress == CURRENT for place in each.environments if place not in each.deployed
    ]


def minimum(phase: Phase) -> int:
    """The number of environments that the phase still needs. Unverified: optional phases need none."""
    if phase.settings["IsOptionalPhase"]:
        return 0
    number = phase.settings["MinimumEnvironmentsBeforePromotion"] or len(phase.environments)
    return max(min(number, len(phase.environments)) - len(phase.deployed), 0)


def shown(call: Call, phase: Phase, made: list[Document]) -> Document:
    settings = phase.settings
    targets = {name: list(settings[name]) for name in lifecycles.TARGETS}
    if not any(targets.values()):
        # A phase that names no environment has the environments that no earlier phase has.
        targets["OptionalDeploymentTargets"] = list(phase.environments)
    newer = {"IsPriorityPhase": settings["IsPriorityPhase"]} if "IsPriorityPhase" in settings else {}
    return {
        "Id": None,
        "Name": settings["Name"],
        "Blocked": phase.blocked,
        "Progress": phase.progress,
        "Deployments": [
            {
                "Task": answers.shown(call, "tasks", document(call.octopus, each["TaskId"])),
                "Deployment": answers.shown(call, "deployments", each),
            }
            for each in made
            if each["EnvironmentId"] in phase.environments
        ],
        **targets,
        "MinimumEnvironmentsBeforePromotion": settings["MinimumEnvironmentsBeforePromotion"],
        "IsOptionalPhase": settings["IsOptionalPhase"],
        **newer,
    }
