# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a release has come in its lifecycle, and where it may be deployed (api: releases#progression)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from emulator.kinds import lifecycles, releasedefects, tagrules
from emulator.model import Document
from emulator.refusals import Refusal
from emulator.work import ephemeral
from emulator.work.subject import document, tags_of

if TYPE_CHECKING:
    from emulator.octopus import Octopus

PENDING, CURRENT, COMPLETE = "Pending", "Current", "Complete"


@dataclass(frozen=True)
class Phase:
    """A phase of a lifecycle, with the progress of one release for one tenant, or for no tenant.

    ``settings``: the phase in the lifecycle, or the implied one; ``environments``: the IDs of its environments, in
    their order, for a tenant only those that it is connected to; ``deployed``: those of them with a successful
    deployment. ``progress``: ``Pending``, ``Current`` or ``Complete``; ``blocked``: whether a defect keeps the release
    out of the phase.
    """

    settings: Document
    environments: tuple[str, ...]
    deployed: frozenset[str]
    progress: str
    blocked: bool


def phases(octopus: Octopus, release: Document, tenant: str = "") -> list[Phase]:
    """The phases of the lifecycle that a release follows, in order.

    The release may be deployed to the ``environments`` of all phases that are not ``Pending`` (``environments`` below),
    so that the template of a deployment, the check of a new one and the release's progression agree. ``tenant``: the ID
    of a tenant, which passes through the phases on its own, or an empty text for deployments without a tenant.

    A phase is complete once enough of its environments have a successful deployment of this release. An optional phase
    never blocks the next one. Raises ``Refusal`` if the project has no lifecycle.
    """
    succeeded = deployed_to(octopus, release, tenant)
    is_blocked = releasedefects.is_blocked(release)
    found: list[Phase] = []
    reached = True
    for settings, places in settings_of(octopus, release, tenant):
        here = succeeded & set(places)
        # A defect blocks every phase that the release has not entered yet, except for the first one.
        stopped = is_blocked and bool(found) and not here
        enough = len(here) >= min(settings["MinimumEnvironmentsBeforePromotion"] or len(places), len(places))
        state = PENDING if stopped or not reached else COMPLETE if enough and places else CURRENT
        found.append(Phase(settings, places, frozenset(here), state, stopped))
        reached = reached and (enough or settings["IsOptionalPhase"])
    return found


def environments(octopus: Octopus, release: Document, tenant: str = "") -> list[Document]:
    """The environments that a release may be deployed to now, in their order; for the parameters see ``phases``."""
    reached = {
        each for phase in phases(octopus, release, tenant) if phase.progress != PENDING for each in phase.environments
    }
    return [each for each in all_environments(octopus, release) if each["Id"] in reached]


def lifecycle_of(octopus: Octopus, release: Document) -> Document:
    """The lifecycle of a release's channel, or else of its project; an empty document without one."""
    channel, project = document(octopus, release["ChannelId"]), document(octopus, release["ProjectId"])
    return document(octopus, channel.get("LifecycleId") or project["LifecycleId"] or "")


def settings_of(octopus: Octopus, release: Document, tenant: str) -> Iterator[tuple[Document, tuple[str, ...]]]:
    """Each phase with its environments. A tenant skips phases in which it has no environments (api: lifecycles#phases).
    A phase without environments has all environments that no earlier phase names.
    """
    everywhere = all_environments(octopus, release)
    channel = document(octopus, release["ChannelId"])
    if ephemeral.of_channel(octopus, channel) is not None:
        # Unverified: there is one phase, which has all environments of the channel's parent and no tenants.
        ids = tuple(each["Id"] for each in everywhere if not tenant)
        phase = lifecycles.implied_phase(octopus, channel)
        yield {**phase, "OptionalDeploymentTargets": list(ids), "IsOptionalPhase": True}, ids
        return
    lifecycle = lifecycle_of(octopus, release)
    if not lifecycle:
        raise Refusal(500, "A lifecycle has not been assigned to this project.")
    mine = connected(octopus, release, tenant) if tenant else {each["Id"] for each in everywhere}
    named: set[str] = set()
    for each in lifecycle["Phases"] or [lifecycles.implied_phase(octopus, each) for each in everywhere]:
        own = {place for name in lifecycles.TARGETS for place in each[name]}
        places = tuple(place["Id"] for place in everywhere if (place["Id"] in own if own else place["Id"] not in named))
        named |= own
        here = tuple(place for place in places if place in mine)
        if here or not tenant:
            yield each, here


def all_environments(octopus: Octopus, release: Document) -> list[Document]:
    """The environments that releases of the channel may go to at any time."""
    short_lived = ephemeral.of_channel(octopus, document(octopus, release["ChannelId"]))
    if short_lived is not None:
        return short_lived
    return octopus.visible(octopus.kinds["environments"], release["SpaceId"] or "", False)


def connected(octopus: Octopus, release: Document, tenant: str) -> set[str]:
    """The environments in which a tenant, which may be deleted by now, is connected to the project of a release.

    A channel with tenant tags is for the tenants that these mean (api: lifecycles#phases, tenants#several-tags).
    """
    wanted = document(octopus, release["ChannelId"]).get("TenantTags") or []
    if not tagrules.fit(wanted, tags_of(octopus, tenant)):
        return set()
    projects = document(octopus, tenant).get("ProjectEnvironments") or {}
    return set(projects.get(release["ProjectId"]) or [])


def deployed_to(octopus: Octopus, release: Document, tenant: str) -> set[str]:
    """The environments with a successful deployment of a release for a tenant, or without one."""
    return {
        each["EnvironmentId"]
        for each in octopus.store.holding("deployments", "ReleaseId", release["Id"], release["SpaceId"] or "")
        if (each["TenantId"] or "") == tenant and has_succeeded(octopus, each)
    }


def has_succeeded(octopus: Octopus, deployment: Document) -> bool:
    """Whether the task of a deployment has succeeded, with warnings or without."""
    return document(octopus, deployment["TaskId"] or "").get("State") == "Success"
