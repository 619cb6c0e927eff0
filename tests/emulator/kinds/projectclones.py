# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a project that its clone has copies of (api: projects#project)."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING

from emulator.model import Document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The properties that a clone does not copy: those that identify a project, and those that a POST demands anyway.
NOT_CLONED = ("Id", "SpaceId", "Name", "Slug", "Description", "ProjectGroupId", "LifecycleId")


def connected(octopus: Octopus, project: Document, source: Document) -> None:
    """Connect a clone with the tenants of its source, for the same environments (which are unverified)."""
    for tenant in octopus.store.all("tenants", project["SpaceId"]):
        environments = tenant["ProjectEnvironments"].get(source["Id"])
        if environments is not None:
            places = {**tenant["ProjectEnvironments"], project["Id"]: list(environments)}
            octopus.save(octopus.kinds["tenants"], {**tenant, "ProjectEnvironments": places})


def cloned_channels(octopus: Octopus, project: Document, source: Document) -> dict[str, str]:
    """Create copies of the source's channels [OctopusDeploy/Issues#8133]; returns their IDs by the original IDs."""
    renamed = {}
    owned = octopus.children("channels", source)
    for each in owned:
        sent = {**each, "ProjectId": project["Id"], "Slug": None}
        renamed[each["Id"]] = octopus.create("channels", sent, project["SpaceId"])["Id"]
    if not any(each["IsDefault"] for each in owned):
        default_channel(octopus, project)
    return renamed


def default_channel(octopus: Octopus, project: Document) -> None:
    octopus.create("channels", {"Name": "Default", "ProjectId": project["Id"], "IsDefault": True}, project["SpaceId"])


def rescoped(variable: Document, renamed: Mapping[str, str]) -> Document:
    """A variable of a clone, scoped to the clone's own channels and actions [OctopusDeploy/Issues#2417].

    Unverified: the clone's own process replaces that of the source.
    """
    scope = {key: [renamed.get(each, each) for each in ids] for key, ids in variable["Scope"].items()}
    return {**variable, "Scope": scope}


def cloned(project: Document, source: Document) -> None:
    shared = (name for name in project if name in source and not name.startswith("_"))
    inherited = {name: source[name] for name in shared if name not in NOT_CLONED}
    project.update(copy.deepcopy(inherited), ClonedFromProjectId=source["Id"], AutoCreateRelease=False)
    # A clone has no channels of its own yet.
    project["ReleaseCreationStrategy"] = {"ChannelId": None, "ReleaseCreationPackage": None}
