# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tenants and the tag sets that sort them (api: tenants#tag-set, tenants#tenant)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from emulator.handlers import Call
from emulator.kinds import logos, tagtests, tenantscopes, tenantvariables
from emulator.kinds.common import (
    DESCRIPTION,
    ICON,
    NAME,
    NAME_FILTER,
    NEWER_NAME,
    SLUG,
    any_of,
    equals,
    known_tags,
    last_in_order,
)
from emulator.kinds.ordering import reorder
from emulator.model import DESCRIBED, Document, Kind, Prop, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# Documents with tags somewhere inside: steps, scopes of variables, the tenants that triggers deploy to
# [OctopusDeploy/Issues#3436]. Unverified: the tags in the filters of subscriptions count, too.
BEARING_WITHIN = ("deploymentprocesses", "runbookprocesses", "variables", "projecttriggers", "subscriptions")
WITHIN = ("TenantTags", "TenantTag", "Tags")


# Characters that names of tag sets must not have [OctopusDeploy/Issues#2996]. Names of tags
# must not have a comma [#2622]. Unverified: they must not have these characters either.
NOT_IN_SETS = '/\\?"'
NOT_IN_TAGS = f"{NOT_IN_SETS},"


def refuse_characters(name: str, characters: str, what: str) -> None:
    """Refuse a name with such a character; the wording is unverified."""
    found = next((each for each in name if each in characters), None)
    if found:
        raise invalid(f"The name of a {what} must not contain the character {found}")


def tagged(octopus: Octopus) -> Iterator[tuple[str, Prop]]:
    """The collections whose documents have tags, each with the property that holds the tags itself or in its parts."""
    return (
        (kind.collection, prop)
        for kind in octopus.kinds.values()
        for prop in kind.props
        if any(each.tags for each in (prop, *prop.parts))
    )


def tags_in(prop: Prop, value: Any) -> Iterator[str]:
    """The tags in the value of a property: canonical names, or IDs in the parts of some newer documents."""
    if prop.tags:
        yield from value or ()
        return
    for each in value or ():
        for part in prop.parts:
            if part.tags:
                yield from each.get(part.name) or ()


def tags_check(octopus: Octopus, tag_set: Document, old: Document) -> None:
    last_in_order(octopus, "tagsets", tag_set, old, first=1)
    refuse_characters(tag_set["Name"], NOT_IN_SETS, "tag set")
    for tag in tag_set["Tags"]:
        refuse_characters(tag["Name"], NOT_IN_TAGS, "tag")
    names = [tag["Name"].casefold() for tag in tag_set["Tags"]]
    if len(set(names)) < len(names):
        # The refusal is confirmed, the wording is unverified.
        raise invalid("Tag names must be unique within a tag set.")
    known = {tag["Id"] for tag in old.get("Tags") or []}
    for order, tag in enumerate(tag_set["Tags"]):
        if tag["Id"] not in known:
            tag["Id"] = f"{tag_set['Id']}/Tags-{octopus.store.next_number('Tags')}"
        tag["CanonicalTagName"] = f"{tag_set['Name']}/{tag['Name']}"
        tag["SortOrder"] = tag["SortOrder"] or order
    now = {tag["Id"]: tag["CanonicalTagName"] for tag in tag_set["Tags"]}
    before = old.get("Tags") or []
    refuse_used(octopus, tag_set, [tag for tag in before if tag["Id"] not in now])
    follow(octopus, tag_set, {tag["CanonicalTagName"]: now[tag["Id"]] for tag in before if tag["Id"] in now})


def tags_deleting(octopus: Octopus, tag_set: Document) -> None:
    refuse_used(octopus, tag_set, tag_set["Tags"])


def refuse_used(octopus: Octopus, tag_set: Document, tags: list[Document]) -> None:
    """Refuse to delete a tag that a document has (api: tenants#tag-set). The wording is unverified."""
    names = {tag[name].casefold() for tag in tags for name in ("CanonicalTagName", "Id")}
    if not names:
        return
    for collection, prop in tagged(octopus):
        for each in octopus.store.all(collection, tag_set.get("SpaceId") or ""):
            for tag in tags_in(prop, each.get(prop.name)):
                if tag.casefold() in names:
                    raise invalid(f"The tag '{tag}' cannot be deleted because '{each['Name']}' uses it.")
    for collection in BEARING_WITHIN:
        for each in octopus.store.all(collection, tag_set.get("SpaceId") or ""):
            for tag in borne_within(each):
                if tag.casefold() in names:
                    raise invalid(f"The tag '{tag}' cannot be deleted because '{each['Id']}' uses it.")


def borne_within(value: Any) -> Iterator[str]:
    """The tags that a document has, at any depth."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from each if key in WITHIN and isinstance(each, list) else borne_within(each)
    elif isinstance(value, list):
        for each in value:
            yield from borne_within(each)


def renamed_within(value: Any, changed: dict[str, str]) -> Any:
    """The same document with the new names of its tags."""
    if isinstance(value, dict):
        return {
            key: [changed.get(tag.casefold(), tag) for tag in each]
            if key in WITHIN and isinstance(each, list)
            else renamed_within(each, changed)
            for key, each in value.items()
        }
    return [renamed_within(each, changed) for each in value] if isinstance(value, list) else value


def follow(octopus: Octopus, tag_set: Document, renamed: dict[str, str]) -> None:
    """Rename a tag in all documents that have it."""
    changed = {was.casefold(): now for was, now in renamed.items() if was != now}
    if not changed:
        return
    # A document with tags in its parts has their IDs, which stay.
    for collection, prop in ((where, prop.name) for where, prop in tagged(octopus) if prop.tags):
        for each in octopus.store.all(collection, tag_set.get("SpaceId") or ""):
            tags = [changed.get(tag.casefold(), tag) for tag in each.get(prop) or []]
            if tags != (each.get(prop) or []):
                octopus.save(octopus.kinds[collection], {**each, prop: tags})
    for collection in BEARING_WITHIN:
        for each in octopus.store.all(collection, tag_set.get("SpaceId") or ""):
            now = renamed_within(each, changed)
            if now != each:
                octopus.save(octopus.kinds[collection], now)


def tenant_check(octopus: Octopus, tenant: Document, old: Document) -> None:
    known_tags(octopus, tenant)
    space = tenant["SpaceId"] or ""
    for project_id, environments in tenant["ProjectEnvironments"].items():
        # An untenanted project is accepted as well [GO test/e2e/tenant_service_test.go].
        octopus.must_exist("projects", project_id, space, "ProjectEnvironments")
        for environment in environments or []:
            octopus.must_exist("environments", environment, space, "ProjectEnvironments")


def tenant_cloned(tenant: Document, source: Document) -> None:
    tenant.update(
        {name: source[name] for name in ("TenantTags", "ProjectEnvironments")}, ClonedFromTenantId=source["Id"]
    )


def in_project(octopus: Octopus, tenant: Document, value: str) -> bool:
    return value.casefold() in {each.casefold() for each in tenant["ProjectEnvironments"]}


def status(call: Call, document: Document) -> Document:
    return {"Id": None, "Enabled": bool(call.octopus.store.all("tenants", call.space)), "Links": {"Self": call.own}}


TAG = (
    Prop("Id"),
    NAME,
    Prop("Color", required=True),
    DESCRIPTION,
    Prop("SortOrder", "int", default=0),
    Prop("CanonicalTagName", computed=True),
)
# The scopes of tag sets in the API reference of 2026.3.
BEARERS = ("Tenant", "Environment", "Project", "Target", "Runbook", "Feature Toggle")
TAG_SET = Kind(
    collection="tagsets",
    link="TagSets",
    item_type="TagSet",
    id_prefix="TagSets",
    order="SortOrder",
    slug_since=None,
    parameters="skip,take,ids,partialName,scopes",
    parameters_since={"scopes": (2025, 1)},
    filters={**NAME_FILTER, "scopes": any_of("Scopes"), "types": any_of("Type")},
    filters_since={**NEWER_NAME, "types": DESCRIBED},
    props=(
        NAME,
        DESCRIPTION,
        Prop("SortOrder", "int", default=0),
        Prop("Type", choices=("MultiSelect", "SingleSelect", "FreeText"), default="MultiSelect", since=(2025, 1)),
        Prop("Scopes", "list", choices=BEARERS, default=["Tenant"], since=(2025, 1)),
        Prop("IsSystem", "bool", default=False, read_only=True, since=(2025, 1)),
        Prop("Tags", "documents", default=[], parts=TAG),
    ),
    root_links={"TagSetSortOrder": "/sortorder"},
    routes={"sortorder": reorder("tagsets")},
    check=tags_check,
    deleting=tags_deleting,
)
TENANT = Kind(
    collection="tenants",
    link="Tenants",
    item_type="Tenant",
    id_prefix="Tenants",
    parameters="skip,projectId,name,tags,take,ids,clone,partialName,clonedFromTenantId,isDisabled",
    parameters_since={"isDisabled": (2024, 1)},
    filters={
        **NAME_FILTER,
        "projectid": in_project,
        "tags": any_of("TenantTags"),
        "clonedfromtenantid": equals("ClonedFromTenantId"),
        "isdisabled": equals("IsDisabled"),
    },
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop("TenantTags", "list", default=[], tags=True),
        Prop("ProjectEnvironments", "dict", default={}),
        Prop("ClonedFromTenantId", read_only=True),
        Prop("IsDisabled", "bool", default=False, since=(2024, 1)),
        ICON,
        # Only the reference has it; how one is created is unverified.
        Prop("CustomFields", "list", default=[], read_only=True, since=DESCRIBED),
    ),
    links={"Variables": "{self}/variables", "Web": "/app#{space}/tenants/{id}/overview", **logos.LINKS},
    root_links={
        "TenantsStatus": "/status",
        "TenantTagTest": "/tag-test{?tenantIds,tags}",
        "TenantsMissingVariables": "/variables-missing{?tenantId,projectId,environmentId,includeDetails}",
    },
    routes={
        "status": Route(status),
        "tag-test": Route(tagtests.tested),
        "variables-missing": Route(tenantvariables.missing),
        "{id}/variables": Route(tenantvariables.variables, ("GET", "HEAD", "PUT", "POST")),
        **tenantscopes.ROUTES,
        **logos.routes("tenants"),
    },
    check=tenant_check,
    cloned=tenant_cloned,
)
