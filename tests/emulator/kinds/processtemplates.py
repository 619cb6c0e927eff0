# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The packages and Git resources of a process, whose versions a release or a snapshot chooses.

api: processes#template-of-a-process
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from emulator import answers
from emulator.handlers import Call
from emulator.kinds import channelrules, releasenumbers
from emulator.model import Document, Release

if TYPE_CHECKING:
    from emulator.octopus import Octopus

FIXED_VERSIONS: Release = (2024, 4)
GIT: Release = (2023, 4)
EXPRESSION = "#{"


def of_process(call: Call, process: Document) -> Document:
    """``deploymentprocesses/{id}/template{?channel,releaseId}``: the packages and Git resources that a new release of
    the project needs in a channel, or that a given release has.

    Unverified: without a channel, the default channel counts, and so does the newest release of the channel.
    """
    octopus, space = call.octopus, process["SpaceId"] or ""
    project = octopus.must_exist("projects", process["ProjectId"], space, "ProjectId")
    channel = channelrules.channel_of(octopus, project, call.query.get("channel"))
    wanted = call.query.get("releaseid")
    earlier = [each for each in releasenumbers.of_project(octopus, project) if each["ChannelId"] == channel["Id"]]
    selected = octopus.must_exist("releases", wanted, space, "releaseId") if wanted else next(iter(earlier), None)
    donor = (project["VersioningStrategy"] or {}).get("DonorPackage") or {}
    return {
        "Id": None,
        "DeploymentProcessId": process["Id"],
        "LastReleaseVersion": earlier[0]["Version"] if earlier else None,
        "NextVersionIncrement": releasenumbers.next_version(octopus, project, channel),
        "VersioningPackageStepName": donor.get("DeploymentAction"),
        "VersioningPackageReferenceName": donor.get("PackageReference"),
        **resources(octopus, {**process, "Steps": steps_in(process, channel)}, selected),
        **RESOURCE,
    }


def steps_in(process: Document, channel: Document) -> list[Document]:
    """The steps of a process with the actions that a release in a channel runs [OCTO ReleasePlanBuilder]."""
    return [
        {**step, "Actions": [each for each in step["Actions"] if is_run(each, channel)]} for step in process["Steps"]
    ]


def is_run(action: Document, channel: Document) -> bool:
    return not action["IsDisabled"] and channel["Id"] in (action["Channels"] or [channel["Id"]])


def of_project(call: Call, project: Document) -> Document:
    return of_process(call, answers.existing(call, "deploymentprocesses", project["DeploymentProcessId"]))


# The properties that every resource has.
RESOURCE: Document = {"LastModifiedOn": None, "LastModifiedBy": None, "Links": {}}


def resources(octopus: Octopus, process: Document, selected: Document | None = None) -> Document:
    """The answer. ``selected``: an earlier document, for which versions were chosen."""
    known = (selected or {}).get("SelectedPackages") or []
    versions = {(each["ActionName"], each["PackageReferenceName"] or ""): each["Version"] for each in known}
    packages = list(packages_of(octopus, process))
    for each in packages:
        each["VersionSelectedLastRelease"] = versions.get((each["ActionName"], each["PackageReferenceName"]))
    git = {"GitResources": list(git_resources_of(process))} if octopus.release >= GIT else {}
    return {"Packages": packages, **git}


def packages_of(octopus: Octopus, process: Document) -> Iterator[Document]:
    """One entry for each package. Unverified: a package that is not acquired has no entry."""
    for step in process["Steps"]:
        for action in step["Actions"]:
            for each in action["Packages"]:
                if each["AcquisitionLocation"] != "NotAcquired":
                    yield package(octopus, process, step, action, each)


def package(octopus: Octopus, process: Document, step: Document, action: Document, reference: Document) -> Document:
    feed = octopus.get("feeds", reference["FeedId"] or "", process["SpaceId"] or "")
    feed_id, package_id = reference["FeedId"], reference["PackageId"]
    feed_name = feed["Name"] if feed else None
    fixed = {"FixedVersion": reference.get("Version")} if octopus.release >= FIXED_VERSIONS else {}
    return {
        "ActionName": action["Name"],
        "StepName": step["Name"],
        "FeedId": feed_id,
        "FeedName": feed_name,
        "PackageId": package_id,
        "PackageReferenceName": reference["Name"] or "",
        "ProjectName": None,
        # The older names of these properties, from the time of NuGet feeds alone.
        "NuGetFeedId": feed_id,
        "NuGetFeedName": feed_name,
        "NuGetPackageId": package_id,
        "IsResolvable": is_resolvable(feed_id, package_id),
        **fixed,
    }


def git_resources_of(process: Document) -> Iterator[Document]:
    for step in process["Steps"]:
        for action in step["Actions"]:
            for each in action.get("GitDependencies") or []:
                yield {
                    "ActionName": action["Name"],
                    **{name: each[name] for name in ("Name", "RepositoryUri", "DefaultBranch", "FilePathFilters")},
                    **{name: each.get(name) for name in ("GitCredentialId", "GitHubConnectionId")},
                    "IsResolvable": is_resolvable(each["RepositoryUri"], each["DefaultBranch"]),
                    "GitResourceSelectedLastRelease": None,
                }


def is_resolvable(*texts: Any) -> bool:
    """Whether a value is known before variables are evaluated."""
    return not any(EXPRESSION in str(each) for each in texts)
