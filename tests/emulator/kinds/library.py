# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Library variable sets, tag sets and tenants (octopus-api.md 3.14-3.16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator.kinds.common import DESCRIPTION, ICON, NAME, NAME_FILTER, SLUG, TEMPLATES, equals
from emulator.model import Document, Kind, Prop, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def set_check(octopus: Octopus, variable_set: Document, old: Document) -> None:
    if "Id" in variable_set:
        variable_set["VariableSetId"] = f"variableset-{variable_set['Id']}"


def set_created(octopus: Octopus, variable_set: Document) -> None:
    own, owner = variable_set["VariableSetId"], variable_set["Id"]
    octopus.put_singleton("variables", own, variable_set, Variables=[], Version=0, OwnerId=owner)


def set_deleting(octopus: Octopus, variable_set: Document) -> None:
    for project in octopus.store.all("projects", variable_set.get("SpaceId") or ""):
        if variable_set["Id"] in project["IncludedLibraryVariableSetIds"]:
            # The wording is unverified.
            raise invalid(
                f"This library variable set cannot be deleted because project '{project['Name']}' includes it."
            )
    octopus.store.delete(variable_set["VariableSetId"])


def tags_check(octopus: Octopus, tag_set: Document, old: Document) -> None:
    if "Id" not in tag_set:
        return
    for number, tag in enumerate(tag_set["Tags"], 1):
        tag["Id"] = tag["Id"] if str(tag["Id"]).startswith(tag_set["Id"]) else f"{tag_set['Id']}/Tags-{number}"
        tag["CanonicalTagName"] = f"{tag_set['Name']}/{tag['Name']}"


VARIABLE_SET = Kind(
    collection="libraryvariablesets",
    link="LibraryVariables",
    item_type="LibraryVariableSet",
    id_prefix="LibraryVariableSets",
    has_slug=False,
    parameters="skip,contentType,take,ids,partialName",
    filters={"contenttype": equals("ContentType")},
    props=(
        NAME,
        DESCRIPTION,
        Prop("ContentType", choices=("Variables", "ScriptModule"), default="Variables", create_only=True),
        Prop("VariableSetId", read_only=True),
        TEMPLATES,
    ),
    links={"Variables": "{api}/variables/variableset-{id}"},
    check=set_check,
    created=set_created,
    deleting=set_deleting,
)
TAG_SET = Kind(
    collection="tagsets",
    link="TagSets",
    item_type="TagSet",
    id_prefix="TagSets",
    order="SortOrder",
    has_slug=False,
    parameters="skip,take,ids,partialName,scopes",
    props=(
        NAME,
        DESCRIPTION,
        Prop("SortOrder", "int", default=0),
        Prop("Type", default="MultiSelect", since=(2025, 1)),
        Prop("Scopes", "list", default=["Tenant"], since=(2025, 1)),
        Prop(
            "Tags",
            "list",
            default=[],
            parts=(Prop("Id"), NAME, Prop("Color", required=True), DESCRIPTION, Prop("SortOrder", "int", default=0)),
        ),
    ),
    check=tags_check,
)
TENANT = Kind(
    collection="tenants",
    link="Tenants",
    item_type="Tenant",
    id_prefix="Tenants",
    parameters="skip,projectId,name,tags,take,ids,clone,partialName,clonedFromTenantId,isDisabled",
    filters=NAME_FILTER,
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop("TenantTags", "list", default=[]),
        Prop("ProjectEnvironments", "dict", default={}),
        Prop("ClonedFromTenantId", read_only=True),
        Prop("IsDisabled", "bool", default=False),
        ICON,
    ),
)
