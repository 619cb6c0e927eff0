# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A project's triggers (api: triggers#trigger)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from emulator import answers, shaping
from emulator.kinds.common import GIT_PROJECTS, NAME, equals, known_tags
from emulator.kinds.schedules import ZONELESS, clock, days
from emulator.kinds.triggertypes import ACTIONS, CHECKS, FILTERS, MOMENTS, NEWER_ACTIONS, NEWER_FILTERS
from emulator.model import DESCRIBED, EVER, RECORDED, Document, Kind, Parent, Prop, Release
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The properties of all resources, which parts of a trigger have too (the published description).
NO_RESOURCE: Document = {"Id": None, "LastModifiedOn": None, "LastModifiedBy": None, "Links": {}}
Types = Mapping[str, tuple[Prop, ...]]


def typed(
    octopus: Octopus,
    trigger: Document,
    old: Document,
    part: str,
    by: str,
    types: Types,
    newer: Mapping[str, Release],
) -> Document:
    """The filter or the action as the server stores it: its type, and the properties of that type."""
    sent = trigger[part]
    named = str(shaping.lookup(sent, by) or "")
    chosen = next((each for each in types if each.casefold() == named.casefold()), None)
    if chosen is None or octopus.release < newer.get(chosen, EVER):
        raise invalid(f"Error converting value \"{named}\" to type '{by}'. Path '{part}.{by}'.")
    before = (old.get(part) or {}) if (old.get(part) or {}).get(by) == chosen else {}
    shaped = shaping.shape(octopus, types[chosen], sent, before, trigger["SpaceId"] or "", f"{part}.")
    return {by: chosen, **shaped, **NO_RESOURCE}


def with_webhook(started: Document, old: Document) -> Document:
    """A filter with the ID of its webhook, which never changes."""
    known = (old.get("Filter") or {}).get("WebhookId")
    return {**started, "WebhookId": known or str(uuid.uuid4())} if "WebhookId" in started else started


def check(octopus: Octopus, trigger: Document, old: Document) -> None:
    started = typed(octopus, trigger, old, "Filter", "FilterType", FILTERS, NEWER_FILTERS)
    for name in MOMENTS:
        if started.get(name) is not None:
            started[name] = clock(started[name], f"Filter.{name}", octopus.release >= ZONELESS)
    if "DaysOfWeek" in started:
        started["DaysOfWeek"] = days(started["DaysOfWeek"])
    if started["FilterType"] in CHECKS:
        CHECKS[started["FilterType"]](started)
    action = typed(octopus, trigger, old, "Action", "ActionType", ACTIONS, NEWER_ACTIONS)
    space = trigger["SpaceId"] or ""
    if action.get("ChannelId"):
        channel = octopus.must_exist("channels", action["ChannelId"], space, "ChannelId")
        if channel["ProjectId"] != trigger["ProjectId"]:
            # The wording is unverified.
            raise invalid(f"The channel {channel['Name']} belongs to a different project.")
    known_tags(octopus, {**action, "SpaceId": space})
    trigger.update(Filter=with_webhook(started, old), Action=action)


def copied(octopus: Octopus, project: Document, source: Document, renamed: Mapping[str, str]) -> None:
    """Create copies of the source's triggers for a clone [OctopusDeploy/Issues#2777], with the clone's own channels."""
    for each in octopus.children("projecttriggers", source):
        action = dict(each["Action"])
        if action.get("ChannelId"):
            action["ChannelId"] = renamed.get(action["ChannelId"])
        octopus.create(
            "projecttriggers", {**each, "ProjectId": project["Id"], "Action": action}, project["SpaceId"] or ""
        )


SINGLE = ("EnvironmentId", "DestinationEnvironmentId")
LISTS = ("EnvironmentIds", "SourceEnvironmentIds", "TenantIds")


def forget(octopus: Octopus, gone: Document) -> None:
    """Remove a deleted environment, tenant or channel from triggers.

    This is confirmed for environments [OctopusDeploy/Issues#2695], and unverified for parent environments, tenants and
    channels. Unverified, too: a trigger is removed with its only environment.
    """
    for trigger in octopus.store.all("projecttriggers", gone.get("SpaceId") or ""):
        if any(trigger["Action"].get(name) == gone["Id"] for name in SINGLE):
            octopus.store.delete(trigger["Id"])
            continue
        kept = {part: without(trigger[part], gone["Id"]) for part in ("Filter", "Action")}
        if kept != {part: trigger[part] for part in kept}:
            octopus.save(KIND, {**trigger, **kept})


def without(part: Document, gone: str) -> Document:
    lists = {name: [each for each in part[name] if each != gone] for name in LISTS if part.get(name)}
    return {**part, **lists, **({"ChannelId": None} if part.get("ChannelId") == gone else {})}


def runs(octopus: Octopus, trigger: Document, value: str) -> bool:
    """The filter ``runbooks``: whether a trigger runs one of them."""
    wanted = {each.strip().casefold() for each in value.split(",")}
    return str(trigger["Action"].get("RunbookId") or "").casefold() in wanted


def acts(octopus: Octopus, trigger: Document, value: str) -> bool:
    return equals("ActionType")(octopus, trigger["Action"], value)


def is_about(octopus: Octopus, trigger: Document, value: str) -> bool:
    """The filter ``triggerActionCategory``: Deployment or Runbook."""
    category = "Runbook" if trigger["Action"]["ActionType"] == "RunRunbook" else "Deployment"
    return value.casefold() == category.casefold()


def shown(octopus: Octopus, trigger: Document) -> Document:
    own = f"{answers.base(octopus, trigger['SpaceId'])}/projects/{trigger['ProjectId']}"
    return {**trigger, "_links": {"Project": own}}


KIND = Kind(
    collection="projecttriggers",
    link="ProjectTriggers",
    item_type="ProjectTrigger",
    id_prefix="ProjectTriggers",
    permission="Trigger",
    unique_within="ProjectId",
    parent=Parent(
        "projects",
        "ProjectId",
        path="triggers",
        link="Triggers",
        links={
            EVER: "{self}/triggers{?skip,take,partialName,triggerActionType,runbooks}",
            RECORDED: "{self}/triggers{?skip,take,partialName,triggerActionType,triggerActionCategory,runbooks}",
        },
        written_since=GIT_PROJECTS,
        each_since=GIT_PROJECTS,
    ),
    slug_since=None,
    parameters="skip,take,ids,runbooks",
    # The root of 2019.7 does not offer it yet, the root of 2020.4 does [GO pkg/constants].
    parameters_since={"runbooks": (2020, 4)},
    filters={"runbooks": runs, "triggeractiontype": acts, "triggeractioncategory": is_about},
    filters_since={"triggeractioncategory": RECORDED},
    props=(
        # The reference does not require these three in a PUT; unverified: a PUT without them keeps them.
        replace(NAME, kept_since=DESCRIBED),
        Prop("Description", default=""),
        Prop("ProjectId", required=True, create_only=True, reference="projects"),
        Prop("IsDisabled", "bool", default=False),
        Prop("Filter", "dict", required=True, kept_since=DESCRIBED),
        Prop("Action", "dict", required=True, kept_since=DESCRIBED),
    ),
    check=check,
    shown=shown,
    deleted_elsewhere=dict.fromkeys(("environments", "parentenvironments", "tenants", "channels"), forget),
    has_all=False,
)
