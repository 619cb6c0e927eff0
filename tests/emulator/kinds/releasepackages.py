# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The versions of packages that a release has: one for each package of its process (api: releases#further-fields)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from emulator.kinds import buildinformation, processtemplates, releaseversions
from emulator.model import Document
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The parts of build information that a release shows.
BUILT = (
    *("PackageId", "Version", "BuildEnvironment", "BuildNumber", "BuildUrl", "Branch", "VcsType", "VcsRoot"),
    *("VcsCommitNumber", "VcsCommitUrl", "IssueTrackerName", "WorkItems", "Commits"),
)
Places = Mapping[tuple[str, str], tuple[Document, Document]]


def checked(octopus: Octopus, selected: list[Document], process: Document, steps: list[Document]) -> list[Document]:
    """The selected packages, each with both names: a client may send that of the action or of the step [CS
    SelectedPackage]. ``steps``: those that a release in the channel runs.

    Unverified: a package of a step that the process does not have is refused, case does not count in names, and a
    process fixes replaces a sent one.
    """
    places = places_of(process)
    found = {key: named(each, key, places) for each in selected for key in [key_of(each, process)]}
    for each in processtemplates.packages_of(octopus, {**process, "Steps": steps}):
        key = (each["ActionName"].casefold(), each["PackageReferenceName"].casefold())
        if each.get("FixedVersion"):
            found[key] = {**named(each, key, places), "Version": each["FixedVersion"]}
        elif not found.get(key, {}).get("Version"):
            raise invalid("A version must be specified for every included package.")
    return list(found.values())


def built(octopus: Octopus, process: Document, release: Document) -> list[Document]:
    """The build information for the packages of a release (api: packages#build-information).

    Unverified: the information is copied when the release is created, and stays unchanged.
    """
    chosen = {
        (each["ActionName"], each["PackageReferenceName"]): each["Version"] for each in release["SelectedPackages"]
    }
    found = []
    for each in processtemplates.packages_of(octopus, process):
        version = chosen.get((each["ActionName"], each["PackageReferenceName"]))
        if version and buildinformation.KIND.since <= octopus.release:
            information = buildinformation.find(octopus, release["SpaceId"] or "", each["PackageId"] or "", version)
            found += [buildinformation.shown(octopus, information)] if information else []
    return [{name: each[name] for name in BUILT} for each in {each["Id"]: each for each in found}.values()]


def places_of(process: Document) -> Places:
    """The step and the action of each package, by the lower-case names of the action and of the package's reference."""
    return {
        (action["Name"].casefold(), (package["Name"] or "").casefold()): (step, action)
        for step in process["Steps"]
        for action in step["Actions"]
        for package in action["Packages"]
    }


def key_of(selected: Document, process: Document) -> tuple[str, str]:
    name = (selected["ActionName"] or "").casefold()
    if not name:
        wanted = (selected["StepName"] or "").casefold()
        first = (step["Actions"][0] for step in process["Steps"] if step["Name"].casefold() == wanted)
        name = next(first, {"Name": wanted})["Name"].casefold()
    return name, (selected["PackageReferenceName"] or "").casefold()


def named(selected: Document, key: tuple[str, str], places: Places) -> Document:
    version = str(selected.get("Version") or "").strip()
    if key not in places:
        raise invalid(f"The deployment process has no package for the step '{key[0]}' of the selected packages.")
    step, action = places[key]
    if version and releaseversions.parsed(version) is None:
        raise invalid(f"The version '{version}' for the step '{action['Name']}' is not valid.")
    names = {"ActionName": action["Name"], "StepName": step["Name"]}
    return {**names, "PackageReferenceName": selected["PackageReferenceName"] or "", "Version": version}
