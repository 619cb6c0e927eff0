# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The number of a project's next release, from the template of the project (api: versions#masks)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from emulator import clock
from emulator.kinds import releaseversions
from emulator.model import Document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# Of Octostache, the template of a version may have only names of variables here.
NAME = re.compile(r"#\{\s*([^{}|]+?)\s*\}")
PARTS = ("Major", "Minor", "Patch", "Revision")
NOTHING = releaseversions.Version((0,), "", "", "")


def of_project(octopus: Octopus, project: Document) -> list[Document]:
    """The releases of a project, the newest first."""
    found = octopus.store.holding("releases", "ProjectId", project["Id"], project["SpaceId"] or "")
    return sorted(found, key=lambda each: number_of(each["Id"]), reverse=True)


def number_of(document_id: str) -> int:
    return int(document_id.rpartition("-")[2])


def next_version(octopus: Octopus, project: Document, channel: Document) -> str | None:
    """The version from the template, in which a mask stays a mask; None if a package or a ref gives the version.

    The numbers count from the release that was created last [OctopusDeploy/Issues#6045].
    """
    template = (project["VersioningStrategy"] or {}).get("Template")
    if not template:
        return None
    known = {name.casefold(): value for name, value in variables(octopus, project, channel)}
    # Unverified: the name of an unknown variable stays.
    return NAME.sub(lambda match: known.get(match[1].casefold(), match[0]), template)


def variables(octopus: Octopus, project: Document, channel: Document) -> Iterator[tuple[str, str]]:
    """The variables that a template may use, by name; the last one of a name wins."""
    for each in project_variables(octopus, project, channel):
        yield each["Name"], each["Value"] or ""
    releases = of_project(octopus, project)
    yield from counted("Octopus.Version.", releases)
    for each in octopus.children("channels", project):
        own = [release for release in releases if release["ChannelId"] == each["Id"]]
        yield from counted(f"Octopus.Version.Channel[{each['Name']}].", own)
        if each["Id"] == channel["Id"]:
            yield from counted("Octopus.Version.Channel.", own)
    yield "Octopus.Release.Channel.Name", channel["Name"]
    yield from date_variables(clock.now()).items()


def project_variables(octopus: Octopus, project: Document, channel: Document) -> Iterator[Document]:
    """The texts without a scope, and then those for the channel."""
    found = octopus.store.get(project["VariableSetId"])
    plain = [each for each in (found[1]["Variables"] if found else []) if each["Type"] == "String"]
    yield from (each for each in plain if not each["Scope"])
    yield from (each for each in plain if each["Scope"] == {"Channel": [channel["Id"]]})


def counted(prefix: str, releases: list[Document]) -> Iterator[tuple[str, str]]:
    last = releaseversions.parsed(releases[0]["Version"]) if releases else None
    version = last or NOTHING
    for name, number in zip(PARTS, version.four, strict=True):
        yield f"{prefix}Last{name}", str(number)
        yield f"{prefix}Next{name}", str(number + 1)
        if name == "Patch":
            # An older name of the number.
            yield f"{prefix}LastBuild", str(number)
            yield f"{prefix}NextBuild", str(number + 1)
    # Unverified: the suffix begins with its separator, and the next suffix is the same.
    yield f"{prefix}LastSuffix", version.suffix
    yield f"{prefix}NextSuffix", version.suffix


def date_variables(now: datetime) -> Mapping[str, str]:
    """Unverified: the server's clock is in UTC, and numbers have no leading zeros."""
    return {
        "Octopus.Date.Day": str(now.day),
        "Octopus.Date.Month": str(now.month),
        "Octopus.Date.Year": str(now.year),
        "Octopus.Date.DayOfYear": str(now.timetuple().tm_yday),
        "Octopus.Time.Hour": str(now.hour),
        "Octopus.Time.Minute": str(now.minute),
        "Octopus.Time.Second": str(now.second),
    }
