# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Channel (octopus-api.md 3.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers
from emulator.kinds import triggers
from emulator.kinds.common import DESCRIPTION, NAME, PACKAGE, SLUG, known_tags
from emulator.model import Document, Kind, Prop, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def of_project(octopus: Octopus, project: Document) -> list[Document]:
    found = octopus.visible(octopus.kinds["channels"], project["SpaceId"] or "", True)
    return [each for each in found if each["ProjectId"] == project["Id"]]


def check(octopus: Octopus, channel: Document, old: Document) -> None:
    known_tags(octopus, channel)
    if channel["IsDefault"]:
        # That the other channels stop being the default is unverified.
        for other in octopus.store.holding("channels", "ProjectId", channel["ProjectId"], channel["SpaceId"] or ""):
            if other["IsDefault"] and other["Id"] != channel["Id"]:
                octopus.save(octopus.kinds["channels"], {**other, "IsDefault": False})


def deleting(octopus: Octopus, channel: Document) -> None:
    if channel["IsDefault"]:
        raise invalid("You cannot delete the default channel.")
    project = octopus.must_exist("projects", channel["ProjectId"], channel["SpaceId"] or "", "ProjectId")
    if len(of_project(octopus, project)) == 1:
        raise invalid("You cannot delete the only remaining channel")
    process = octopus.store.get(project["DeploymentProcessId"])
    for step in process[1]["Steps"] if process else []:
        for action in step["Actions"]:
            if channel["Id"] in action["Channels"]:
                raise invalid(f"The channel you are about to remove is used by '{action['Name']}' step.")
    if project["ReleaseCreationStrategy"]["ChannelId"] == channel["Id"]:
        # That it is refused is known [OctopusDeploy/Issues#3137], the wording is unverified.
        raise invalid("The channel you are about to remove is used by Automatic Release Creation.")
    triggers.forget(octopus, channel)


def shown(octopus: Octopus, channel: Document) -> Document:
    own = f"{answers.base(octopus, channel['SpaceId'])}/projects/{channel['ProjectId']}"
    return {**channel, "_links": {"Project": own}}


RULE = (
    Prop("Id"),
    Prop("VersionRange", trim=True),
    Prop("Tag", trim=True),
    Prop("ActionPackages", "documents", default=[], parts=PACKAGE),
    Prop("Links", "dict", default={}, read_only=True),
)
# Newer servers keep the lists that a PUT leaves out (octopus-api.md 3.10); since when is unverified.
KEEPING = (2024, 1)
KIND = Kind(
    collection="channels",
    link="Channels",
    item_type="Channel",
    id_prefix="Channels",
    permission="ProcessEdit",
    unique_within="ProjectId",
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop("ProjectId", required=True, create_only=True, reference="projects"),
        Prop("LifecycleId", reference="lifecycles"),
        Prop("IsDefault", "bool", default=False),
        Prop("Rules", "documents", default=[], parts=RULE, kept_since=KEEPING),
        Prop("TenantTags", "list", default=[], kept_since=KEEPING),
    ),
    check=check,
    shown=shown,
    deleting=deleting,
)
