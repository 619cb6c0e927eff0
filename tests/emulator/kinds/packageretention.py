# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Retention of the packages in built-in feeds (api: packages#retention)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from emulator.kinds import events, packagestore, processtemplates
from emulator.model import Document
from emulator.work.states import moment_of

if TYPE_CHECKING:
    from emulator.octopus import Octopus

DAY = 24 * 3600
# The collections whose documents hold on to packages, and the property with the ID of their frozen process.
HOLDERS = {"releases": "ProjectDeploymentProcessSnapshotId", "runbooksnapshots": "FrozenRunbookProcessId"}


def apply(octopus: Octopus, task: Document, moment: float) -> None:
    """Delete the packages that are too old, if the task applies retention policies.

    Unverified: the task that users queue does so, and not one of the server's own.
    """
    if task["Name"] != "Retention":
        return
    acting, octopus.acting = octopus.acting, events.SYSTEM_USER
    try:
        for feed in octopus.store.all("feeds"):
            if feed["FeedType"] == "BuiltIn":
                clean(octopus, feed, moment)
    finally:
        octopus.acting = acting


def clean(octopus: Octopus, feed: Document, moment: float) -> None:
    days, space = feed["DeleteUnreleasedPackagesAfterDays"], feed["SpaceId"] or ""
    if days is None:
        return
    kept = set(held(octopus, space))
    for package in octopus.store.all(packagestore.PACKAGES, space):
        is_old = moment - moment_of(package["Published"]) > days * DAY
        if is_old and package[packagestore.KEY] not in kept:
            octopus.delete(octopus.kinds[packagestore.PACKAGES], package)


def held(octopus: Octopus, space: str) -> Iterator[str]:
    """The keys of the packages that releases and snapshots of runbooks use.

    With ``DeletePackagesAssociatedWithReleases``, servers that have switched a feature toggle on keep only the packages
    that a dashboard shows. Here the property has no effect, as on a server without the toggle.
    """
    for collection, prop in HOLDERS.items():
        for holder in octopus.store.all(collection, space):
            process = octopus.store.get(str(holder.get(prop)))
            chosen = {
                (each["ActionName"], each["PackageReferenceName"] or ""): each for each in holder["SelectedPackages"]
            }
            for each in processtemplates.packages_of(octopus, process[1]) if process else ():
                selected = chosen.get((each["ActionName"], each["PackageReferenceName"]))
                if selected:
                    yield packagestore.key(each["PackageId"] or "", selected["Version"] or "")
