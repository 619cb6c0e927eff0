# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The changes that a deployment brings to its environment (api: deployments#changes)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.kinds import releaseversions
from emulator.model import Document
from emulator.work.progress import has_succeeded
from emulator.work.subject import document

if TYPE_CHECKING:
    from emulator.octopus import Octopus


# The parts of releases' build information that the changes gather.
GATHERED = ("WorkItems", "Commits")


def changes(octopus: Octopus, release: Document, environment: str, tenant: str) -> Document:
    """``Changes``, the notes of each release, and ``ChangesMarkdown``, always from the default template."""
    brought = [
        {
            "Version": each["Version"],
            "ReleaseNotes": each["ReleaseNotes"],
            "BuildInformation": each["BuildInformation"],
            **{name: [one for built in each["BuildInformation"] for one in built[name]] for name in GATHERED},
        }
        for each in releases(octopus, release, environment, tenant)
    ]
    text = "\n".join(f"**Release {each['Version']}**\n\n{each['ReleaseNotes'] or ''}\n" for each in brought)
    return {"Changes": brought, "ChangesMarkdown": text}


def releases(octopus: Octopus, release: Document, environment: str, tenant: str) -> list[Document]:
    """The releases of a channel after the one that was deployed last, up to this one, in the order of their versions.

    Unverified: without an earlier deployment, and for an older version, the list has this release alone.
    """
    before = last_deployed(octopus, release, environment, tenant)
    version = releaseversions.parsed(release["Version"])
    if before is None or version is None or version.prerelease:
        return [release]
    low, high = (releaseversions.order(each["Version"]) for each in (before, release))
    between = [
        each
        for each in octopus.store.holding("releases", "ChannelId", release["ChannelId"], release["SpaceId"] or "")
        if low < releaseversions.order(each["Version"]) < high and not is_prerelease(each)
    ]
    return [*sorted(between, key=lambda each: releaseversions.order(each["Version"])), release]


def is_prerelease(release: Document) -> bool:
    version = releaseversions.parsed(release["Version"])
    return version is not None and bool(version.prerelease)


def last_deployed(octopus: Octopus, release: Document, environment: str, tenant: str) -> Document | None:
    """The last successfully deployed release of this release's channel in an environment."""
    made = octopus.store.holding("deployments", "ChannelId", release["ChannelId"], release["SpaceId"] or "")
    for each in reversed(made):
        if (each["EnvironmentId"], each["TenantId"] or "") == (environment, tenant) and has_succeeded(octopus, each):
            return document(octopus, each["ReleaseId"])
    return None
