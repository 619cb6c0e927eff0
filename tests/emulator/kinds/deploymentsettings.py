# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The deployment settings of a project, at their own address and at their older one.

api: projects#deployment-settings
"""

from __future__ import annotations

from emulator import answers, crud, shaping
from emulator.git import repository
from emulator.handlers import Call
from emulator.model import DESCRIBED, READS, Document, Kind, Prop, Release, Route
from emulator.refusals import not_found

OWN_ID = "deploymentsettings-"
# The settings that are not properties of the project are kept in the project under this name.
KEPT = "_settings"
# Most settings are properties of the project, some by other names.
MIRRORED = {
    "ConnectivityPolicy": "ProjectConnectivityPolicy",
    "DefaultGuidedFailureMode": "DefaultGuidedFailureMode",
    "VersioningStrategy": "VersioningStrategy",
    "ReleaseNotesTemplate": "ReleaseNotesTemplate",
    "DefaultToSkipIfAlreadyInstalled": "DefaultToSkipIfAlreadyInstalled",
    "DeploymentChangesTemplate": "DeploymentChangesTemplate",
    "ForcePackageDownload": "ForcePackageDownload",
}
# Releases after the dates on which the .NET client got them (DeploymentSettingsResource).
PACKAGES: Release = (2023, 1)
DISCOVERY: Release = (2025, 3)
CANCELLING: Release = (2026, 2)
# Properties that only the settings have. Whether a clone gets the values of its source is unverified; here it does not.
OWN = (
    Prop("FailTargetDiscovery", "bool", default=False, since=DISCOVERY),
    Prop("CancelQueuedTasks", "bool", default=False, since=CANCELLING),
    Prop("CancelRunningTasks", "bool", default=False, since=CANCELLING),
)
# Properties that newer servers require, and that no body changes.
PLACE = (Prop("ProjectId", demanded={"PUT": DESCRIBED}), Prop("SpaceId", demanded={"PUT": DESCRIBED}))


def by_id(call: Call, nothing: Document) -> Document:
    """The settings, by their own ID or by the ID of the project: the reference names both."""
    named = call.values["project"]
    own = len(OWN_ID) if named.casefold().startswith(OWN_ID) else 0
    return of_project(call, answers.existing(call, "projects", named[own:]))


def of_project(call: Call, project: Document) -> Document:
    """The settings in the database; those of a version-controlled project belong to a ref."""
    if repository.is_versioned(project):
        # Unverified: the same answer as for its process (api: projects#addresses-of-a-projects-documents).
        raise not_found()
    return answered(call, project)


def answered(call: Call, project: Document) -> Document:
    octopus = call.octopus
    if call.method not in READS:
        sent = crud.document_of(call)
        members = shaping.spelled(sent)
        shaping.shape(octopus, PLACE, sent, project, project["SpaceId"])
        kept = shaping.shape(octopus, OWN, sent, project.get(KEPT) or {}, project["SpaceId"])
        changed = {theirs: members.get(ours.casefold()) for ours, theirs in MIRRORED.items()}
        whole = {**project, **(project.get("_unknown") or {}), **changed}
        project = octopus.modify(octopus.kinds["projects"], {**project, KEPT: kept}, whole)
    kept = project.get(KEPT) or {}
    mirrored = {ours: project.get(theirs) for ours, theirs in MIRRORED.items()}
    own = {prop.name: kept.get(prop.name, prop.default) for prop in OWN if octopus.release >= prop.since}
    return {
        "Id": f"{OWN_ID}{project['Id']}",
        "ProjectId": project["Id"],
        "SpaceId": project["SpaceId"],
        **{name: value for name, value in mirrored.items() if has(octopus.release, name)},
        **own,
        "Links": {"Self": call.own, "Project": f"{answers.base(octopus, call.space)}/projects/{project['Id']}"},
    }


def has(release: Release, mirrored: str) -> bool:
    return release >= PACKAGES or mirrored != "ForcePackageDownload"


KIND = Kind(
    collection="deploymentsettings",
    link="",
    item_type="DeploymentSettings",
    id_prefix="deploymentsettings",
    permission="Project",
    props=(),
    slug_since=None,
    # The description of 2021.2 has it.
    since=(2021, 1),
    routes={"{project}": Route(by_id, ("GET", "HEAD", "PUT"))},
    has_list=False,
    has_all=False,
    has_documents=False,
)
