# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Retention of releases, by the policies of the phases that they have been deployed to (api: lifecycles#retention)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from emulator.kinds import events
from emulator.model import Document
from emulator.work import progress
from emulator.work.states import is_over, moment_of
from emulator.work.subject import document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

DAY = 24 * 3600
POLICY = "ReleaseRetentionPolicy"
# Each policy that applies to a release, by the name of the phase, with the moment, in seconds, from which its days
# count.
Policies = dict[str, tuple[Document, float]]


def apply(octopus: Octopus, task: Document, moment: float) -> None:
    """Delete the releases that no policy keeps, with their deployments and the tasks of these.

    Servers also delete artifacts and events; here these stay.
    """
    if task["Name"] != "Retention":
        return
    acting, octopus.acting = octopus.acting, events.SYSTEM_USER
    try:
        for project in octopus.store.all("projects"):
            kept = set(in_use(octopus, project))
            for channel in octopus.children("channels", project):
                for release in list(outdated(octopus, channel, kept, moment)):
                    delete(octopus, release)
    finally:
        octopus.acting = acting


def delete(octopus: Octopus, release: Document) -> None:
    tasks = [each["TaskId"] for each in deployments(octopus, "ReleaseId", release)]
    octopus.delete(octopus.kinds["releases"], release)
    for each in tasks:
        octopus.store.delete(each)


def deployments(octopus: Octopus, prop: str, owner: Document) -> list[Document]:
    """The deployments of a release or a project, the newest first."""
    return octopus.store.holding("deployments", prop, owner["Id"], owner["SpaceId"] or "")[::-1]


def in_use(octopus: Octopus, project: Document) -> Iterator[str]:
    """The releases that dashboards show, those before them, and those that are being deployed.

    For each environment and tenant, a dashboard shows the newest deployment.
    """
    places: dict[tuple[str, str], list[str]] = {}
    for each in deployments(octopus, "ProjectId", project):
        here = places.setdefault((each["EnvironmentId"], each["TenantId"] or ""), [])
        if each["ReleaseId"] not in here:
            here.append(each["ReleaseId"])
        if not is_over(document(octopus, each["TaskId"])):
            yield each["ReleaseId"]
    for here in places.values():
        yield from here[:2]


def outdated(octopus: Octopus, channel: Document, in_use: set[str], moment: float) -> Iterator[Document]:
    """The releases of a channel to delete. A release stays if the policy of one of its phases keeps it."""
    counts: Counter[str] = Counter()
    for release in octopus.store.holding("releases", "ChannelId", channel["Id"], channel["SpaceId"] or "")[::-1]:
        if release["Id"] in in_use or not progress.lifecycle_of(octopus, release):
            continue
        policies = policies_of(octopus, release)
        if any(keeps(policy, counts[name], moment - since) for name, (policy, since) in policies.items()):
            counts.update(list(policies))
        else:
            yield release


def policies_of(octopus: Octopus, release: Document) -> Policies:
    """The policies of the phases in which a release has been deployed with success, or that of its lifecycle.

    Unverified: the days count from the last deployment to a phase, and for the lifecycle from the release itself.
    """
    policy = progress.lifecycle_of(octopus, release)[POLICY]
    found: Policies = {}
    undeployed: Policies = {"": (effective(octopus, release, policy), moment_of(release["Assembled"]))}
    made = [each for each in deployments(octopus, "ReleaseId", release) if progress.has_succeeded(octopus, each)]
    for number, (phase, places) in enumerate(progress.settings_of(octopus, release, "")):
        policy = phase[POLICY] or policy
        here = [moment_of(each["Created"]) for each in made if each["EnvironmentId"] in places]
        if here:
            found[f"{number} {phase['Name']}"] = effective(octopus, release, policy), max(here)
    return found or undeployed


def effective(octopus: Octopus, release: Document, policy: Document) -> Document:
    """A policy, or, in place of a default policy, the policy of the space."""
    if policy.get("Strategy") != "Default":
        return policy
    policies = octopus.store.all("retentionpolicies", release["SpaceId"] or "")
    return next(each for each in policies if each["RetentionType"] == "LifecycleRelease")


def keeps(policy: Document, kept: int, age: float) -> bool:
    """Whether a policy keeps a release of this age in seconds, after it has kept ``kept`` newer ones."""
    if policy.get("ShouldKeepForever") or policy.get("Strategy") == "Forever":
        return True
    quantity = int(policy["QuantityToKeep"])
    return kept < quantity if policy["Unit"] == "Items" else age <= quantity * DAY
