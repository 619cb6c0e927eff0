# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parent environments, and the list of environments of every type (api: environments#parents)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers, crud
from emulator.handlers import Call
from emulator.kinds.common import DESCRIPTION, ENVIRONMENT_NAME, SLUG, last_in_order
from emulator.model import DESCRIBED, PAGE, Document, Kind, Prop, Release, Route
from emulator.refusals import invalid
from emulator.work import ephemeral

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The year is confirmed. Unverified: the month, and that no feature has to be enabled first.
PARENTS: Release = (2025, 1)
STATIC, PARENT, EPHEMERAL = "Static", "Parent", "Ephemeral"
TYPES = {STATIC: "environments", PARENT: "parentenvironments", EPHEMERAL: ephemeral.COLLECTION}


def check(octopus: Octopus, environment: Document, old: Document) -> None:
    last_in_order(octopus, "parentenvironments", environment, old)


def deleting(octopus: Octopus, environment: Document) -> None:
    for channel in octopus.store.all("channels", environment["SpaceId"] or ""):
        if channel.get("ParentEnvironmentId") == environment["Id"]:
            # The refusal is unverified.
            raise invalid(f"This environment cannot be deleted because channel '{channel['Name']}' uses it.")


def create(call: Call, document: Document) -> Document:
    return crud.write_answer(call.octopus, KIND, "POST", crud.posted(call, KIND, crud.document_of(call)))


def every_type(call: Call, document: Document) -> Document:
    """``environments/v2``: environments of every type, in their order."""
    octopus = call.octopus
    found = [
        {**each, "_type": kind}
        for kind, collection in TYPES.items()
        for each in octopus.visible(octopus.kinds[collection], call.space, True)
    ]
    wanted = {each.strip().casefold() for each in call.query.get("type", "").split(",") if each}
    chosen = [each for each in found if not wanted or each["_type"].casefold() in wanted]
    kind = octopus.kinds["environments"]
    matching = answers.matching(octopus, kind, chosen, call.query)
    ordered = sorted(matching, key=lambda each: int(each["SortOrder"]))
    # The reference has no page size; this one is unverified.
    page = answers.page(octopus, kind, ordered, call.own, call.query, size=PAGE)
    types = {each["Id"]: each["_type"] for each in found}
    page["Items"] = [as_listed(octopus, each, types[each["Id"]]) for each in page["Items"]]
    if octopus.release >= DESCRIBED:
        # In the reference these pages have no links; the release that removed them is unverified.
        return {name: value for name, value in page.items() if name != "Links"}
    offered = "name,skip,ids,take,partialName,type"
    return {**page, "Links": {**page["Links"], "Template": f"{call.own}{{?{offered}}}"}}


def as_listed(octopus: Octopus, environment: Document, kind: str) -> Document:
    """An entry of the list. Its links are unverified; a parent has none of the links of a static environment.

    An ephemeral one has no address and so no link.
    """
    links = environment["Links"] if kind == STATIC else {}
    if kind == PARENT:
        links = {"Self": f"{answers.base(octopus, environment['SpaceId'])}/parentenvironments/{environment['Id']}"}
    # Unverified: parents have no tags of their own.
    tags: Document = {"EnvironmentTags": []} if octopus.release >= DESCRIBED else {}
    return {**tags, **environment, "Type": kind, "Links": links}


KIND = Kind(
    collection="parentenvironments",
    # No source has a link to it; clients build its address.
    link="",
    unlinked=True,
    only_in_a_space=True,
    item_type="ParentEnvironment",
    id_prefix="Environments",
    permission="Environment",
    order="SortOrder",
    since=PARENTS,
    props=(
        ENVIRONMENT_NAME,
        SLUG,
        DESCRIPTION,
        Prop("SortOrder", "int", default=0),
        Prop("UseGuidedFailure", "bool", default=False),
        Prop(
            "AutomaticDeprovisioningRule",
            "dict",
            parts=(Prop("ExpiryDays", "int", default=0), Prop("ExpiryHours", "int", default=0)),
        ),
    ),
    routes={"": Route(create, ("POST",), 201, takes="parentenvironments")},
    check=check,
    deleting=deleting,
    answers_id=("POST",),
    is_resource=False,
    has_list=False,
    has_all=False,
)
