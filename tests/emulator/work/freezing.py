# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deployment freezes that stop deployments, and who may override them (api: deployments#freezes).

A deployment keeps the IDs of the freezes that were overridden for it under ``_overridden``.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from emulator import permissions
from emulator.handlers import Call
from emulator.kinds import freezes, freezetimes
from emulator.model import Document
from emulator.refusals import invalid
from emulator.work.subject import document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

ADMINISTER = "DeploymentFreezeAdminister"
OVERRIDDEN = "_overridden"
# Confirmed for one freeze [OctopusDeploy/cli#463]; for several, the list is unverified.
FROZEN = "The environment {} is frozen by {}."
# Both wordings are confirmed [OctopusDeploy/Issues#8793].
NO_FREEZES = (
    "A deployment freeze override reason is specified, but no deployment freezes to override are specified. "
    "Set the deployment freezes to override using OverrideDeploymentFreezeIds."
)
NO_VALID_FREEZES = "Unable to override freezes, no valid freezes were specified."
# The wording is unverified.
NO_REASON = "Deployment freezes to override are specified, but no override reason is specified."


def covering(octopus: Octopus, deployment: Document, at: float | None = None) -> list[Document]:
    """The freezes that are active, now or at another moment, for the project, environment and tenant of a deployment.

    Unverified: a freeze of a project and an environment also covers deployments for tenants.
    """
    scope = {name: deployment.get(name) for name in ("TenantId", "ProjectId", "EnvironmentId")}
    return [
        each
        for each in octopus.store.all(freezes.KIND.collection)
        if (
            scope["EnvironmentId"] in (each["ProjectEnvironmentScope"].get(scope["ProjectId"]) or ())
            or scope in each["TenantProjectEnvironmentScope"]
        )
        and freezes.status_of(each, at) == freezetimes.ACTIVE
    ]


def refusal(octopus: Octopus, deployment: Document, overridden: Collection[str], at: float | None = None) -> str:
    """Why freezes stop a deployment, or an empty text."""
    names = [each["Name"] for each in covering(octopus, deployment, at) if each["Id"] not in overridden]
    return FROZEN.format(document(octopus, deployment["EnvironmentId"]).get("Name"), ", ".join(names)) if names else ""


def demand(
    call: Call, deployments: list[Document], known_by: str = "Id", chosen: Collection[str] = (), reason: str = ""
) -> list[str]:
    """Refuse deployments that freezes stop; returns the IDs of the freezes that the user overrides for them.

    ``deployments``: objects with ProjectId, EnvironmentId and TenantId. ``chosen``: the freezes to override, by their
    property ``known_by``. An override is refused if it is not complete, if none of its freezes stops a deployment, and
    if the user may not override.
    """
    overridden = overriding(call, deployments, known_by, chosen, reason) if chosen or reason else []
    for each in deployments:
        text = refusal(call.octopus, each, overridden)
        if text:
            raise invalid(text)
    return overridden


def overriding(
    call: Call, deployments: list[Document], known_by: str, chosen: Collection[str], reason: str
) -> list[str]:
    if not chosen:
        raise invalid(NO_FREEZES)
    if not reason.strip():
        raise invalid(NO_REASON)
    permissions.demand(call, ADMINISTER)
    wanted = {each.casefold() for each in chosen}
    active = {freeze["Id"]: freeze for each in deployments for freeze in covering(call.octopus, each)}
    found = [freeze_id for freeze_id, freeze in active.items() if freeze[known_by].casefold() in wanted]
    if not found:
        raise invalid(NO_VALID_FREEZES)
    return found


def note(octopus: Octopus, deployment_id: str, overridden: list[str]) -> None:
    """Let a new deployment start in spite of freezes."""
    if overridden:
        kind, deployment = octopus.kinds["deployments"], document(octopus, deployment_id)
        octopus.save(kind, {**deployment, OVERRIDDEN: overridden})


def failure(octopus: Octopus, deployment: Document, moment: float) -> str:
    """Why a deployment that starts at a moment fails at once, or an empty text."""
    return refusal(octopus, deployment, deployment.get(OVERRIDDEN) or (), moment)
