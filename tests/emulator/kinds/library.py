# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Library variable sets (api: variables#library-set)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.handlers import Call
from emulator.kinds.common import DESCRIPTION, NAME, NAME_FILTER, NEWER_NAME, TEMPLATES, checked_templates, equals
from emulator.model import DESCRIBED, Document, Kind, Prop, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def check(octopus: Octopus, variable_set: Document, old: Document) -> None:
    variable_set["VariableSetId"] = f"variableset-{variable_set['Id']}"
    checked_templates(variable_set["Templates"])
    if old and "Version" in variable_set:
        # Unverified: the version counts changes, and a write with an older one is accepted.
        variable_set["Version"] += 1


def created(octopus: Octopus, variable_set: Document, source: Document | None) -> None:
    own = {"Id": variable_set["VariableSetId"], "SpaceId": variable_set["SpaceId"], "OwnerId": variable_set["Id"]}
    octopus.make("variables", {**own, "Variables": []})


def including(octopus: Octopus, variable_set: Document) -> list[Document]:
    projects = octopus.store.all("projects", variable_set.get("SpaceId") or "")
    return [each for each in projects if variable_set["Id"] in each["IncludedLibraryVariableSetIds"]]


def deleting(octopus: Octopus, variable_set: Document) -> None:
    for project in including(octopus, variable_set):
        # The wording is unverified.
        raise invalid(f"This library variable set cannot be deleted because project '{project['Name']}' includes it.")
    octopus.store.delete(variable_set["VariableSetId"])


def usages(call: Call, variable_set: Document) -> Document:
    return {
        "Id": variable_set["Id"],
        "Projects": [
            {
                "ProjectId": each["Id"],
                "ProjectSlug": each["Slug"],
                "ProjectName": each["Name"],
                "IsCurrentlyBeingUsedInProject": True,
                "Releases": [],
                "RunbookSnapshots": [],
            }
            for each in including(call.octopus, variable_set)
        ],
        "CountOfProjectsUserCannotSee": 0,
        "CountOfReleasesUserCannotSee": 0,
        "CountOfRunbookSnapshotsUserCannotSee": 0,
        "Links": {"Self": call.own},
    }


KIND = Kind(
    collection="libraryvariablesets",
    link="LibraryVariables",
    item_type="LibraryVariableSet",
    id_prefix="LibraryVariableSets",
    slug_since=None,
    parameters="skip,contentType,take,ids,partialName",
    filters={**NAME_FILTER, "contenttype": equals("ContentType")},
    filters_since=NEWER_NAME,
    props=(
        NAME,
        DESCRIPTION,
        Prop("ContentType", choices=("Variables", "ScriptModule"), default="Variables", create_only=True),
        Prop("VariableSetId", read_only=True),
        TEMPLATES,
        Prop("Version", "int", default=0, read_only=True, since=DESCRIBED),
    ),
    links={"Variables": "{api}/variables/variableset-{id}", "Usages": "{self}/usages"},
    routes={"{id}/usages": Route(usages)},
    check=check,
    created=created,
    deleting=deleting,
)
