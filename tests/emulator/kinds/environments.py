# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Environment (octopus-api.md 3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.kinds.common import DESCRIPTION, EXTENSION_SETTINGS, NAME, NAME_FILTER, SLUG
from emulator.model import Document, Kind, Prop, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def check(octopus: Octopus, environment: Document, old: Document) -> None:
    if not old and "Id" not in environment:
        return
    if not old and not environment["SortOrder"]:
        others = octopus.store.all("environments", environment["SpaceId"] or "")
        environment["SortOrder"] = max([each["SortOrder"] for each in others], default=-1) + 1


def deleting(octopus: Octopus, environment: Document) -> None:
    users = [
        lifecycle["Name"]
        for lifecycle in octopus.store.all("lifecycles", environment.get("SpaceId") or "")
        for phase in lifecycle["Phases"]
        if environment["Id"] in phase["AutomaticDeploymentTargets"] + phase["OptionalDeploymentTargets"]
    ]
    if users:
        names = ", ".join(dict.fromkeys(users))
        raise invalid(
            f"This environment cannot be deleted because it is being used by the following lifecycles: [{names}]"
        )
    for machine in octopus.store.all("machines", environment.get("SpaceId") or ""):
        if machine["EnvironmentIds"] == [environment["Id"]]:
            # That scoping blocks a deletion is known, the wording is unverified.
            raise invalid(f"This environment cannot be deleted because machine '{machine['Name']}' is only in it.")


KIND = Kind(
    collection="environments",
    link="Environments",
    item_type="Environment",
    id_prefix="Environments",
    parameters="name,skip,ids,take,partialName",
    order="SortOrder",
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop("SortOrder", "int", default=0),
        Prop("UseGuidedFailure", "bool", default=False),
        Prop("AllowDynamicInfrastructure", "bool", default=False),
        EXTENSION_SETTINGS,
        Prop("EnvironmentTags", "list", default=[], since=(2025, 1)),
    ),
    links={"Machines": "{self}/machines{?skip,take,partialName}"},
    filters=NAME_FILTER,
    check=check,
    deleting=deleting,
)
