# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Automatic deployments: to the automatic targets of the phase that a release enters.

api: lifecycles#phases
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from emulator.kinds import events
from emulator.model import Document
from emulator.refusals import Refusal
from emulator.work import progress
from emulator.work.subject import document

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def deploy(octopus: Octopus, release: Document, tenants: list[str]) -> None:
    """Deploy to the automatic targets of the reached phases that this release was never deployed to.

    ``tenants``: IDs; an empty text stands for a deployment without a tenant. Unverified: the server itself deploys, and
    skips a deployment that is refused, for example because a prompted variable has no value.
    """
    phases = progress.lifecycle_of(octopus, release).get("Phases") or []
    if not any(each["AutomaticDeploymentTargets"] for each in phases):
        return
    user, octopus.acting = octopus.acting, events.SYSTEM_USER
    try:
        for tenant in tenants:
            for place in list(targets(octopus, release, tenant)):
                sent = {"ReleaseId": release["Id"], "EnvironmentId": place, "TenantId": tenant or None}
                with suppress(Refusal):
                    octopus.create("deployments", sent, release["SpaceId"] or "")
    finally:
        octopus.acting = user


def targets(octopus: Octopus, release: Document, tenant: str) -> Iterator[str]:
    """The automatic targets that are due. An optional phase has none."""
    known = octopus.store.holding("deployments", "ReleaseId", release["Id"], release["SpaceId"] or "")
    begun = {each["EnvironmentId"] for each in known if (each["TenantId"] or "") == tenant}
    for phase in progress.phases(octopus, release, tenant):
        if phase.progress != progress.PENDING and not phase.settings["IsOptionalPhase"]:
            automatic = phase.settings["AutomaticDeploymentTargets"]
            yield from (each for each in phase.environments if each in automatic and each not in begun)


def everyone(octopus: Octopus, release: Document) -> list[str]:
    """The tenants that a new release can be deployed for: none (an empty text), and each connected tenant."""
    project = document(octopus, release["ProjectId"])
    mode = project["TenantedDeploymentMode"]
    tenants = octopus.store.all("tenants", release["SpaceId"] or "") if mode != "Untenanted" else []
    connected = [each["Id"] for each in tenants if each["ProjectEnvironments"].get(project["Id"])]
    return [*([""] if mode != "Tenanted" else []), *connected]
