# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Project group (api: projects#group)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import crud
from emulator.kinds.common import DESCRIPTION, NAME, NAME_FILTER, NEWER_NAME, SLUG, refuse_restricting
from emulator.model import Document, Kind, Prop, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def deleting(octopus: Octopus, group: Document) -> None:
    refuse_restricting(octopus, group, "ProjectGroupIds", "project group")
    for project in octopus.store.all("projects", group.get("SpaceId") or ""):
        if project["ProjectGroupId"] == group["Id"]:
            # The refusal is confirmed [the description of 2021.2], the wording is unverified.
            raise invalid(f"This project group cannot be deleted because it contains project '{project['Name']}'.")


KIND = Kind(
    collection="projectgroups",
    link="ProjectGroups",
    item_type="ProjectGroup",
    filters=NAME_FILTER,
    filters_since=NEWER_NAME,
    id_prefix="ProjectGroups",
    props=(NAME, SLUG, DESCRIPTION, Prop("EnvironmentIds", "list", default=[]), Prop("RetentionPolicyId")),
    # Not a template: clients follow it unchanged [GO pkg/projectgroups].
    links={"Projects": "{self}/projects"},
    routes={"{id}/projects": Route(crud.nested("projects", "ProjectGroupId"), gives="page of projects")},
    deleting=deleting,
)
