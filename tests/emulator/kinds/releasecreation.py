# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``releases/create/v1``: creates a release by names (api: releases#create-by-name).

The wording of the refusals is unverified.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from emulator import crud, shaping
from emulator.git import snapshots
from emulator.handlers import Call
from emulator.kinds import (
    automaticreleases,
    channelrules,
    packagelists,
    packagestore,
    packagestrings,
    processtemplates,
    releasenumbers,
)
from emulator.model import DESCRIBED, Document, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus


@dataclass(frozen=True)
class Order:
    """The requested versions: ``texts``, ``packages`` for all packages without a text, and a ``tag`` for searches."""

    texts: Sequence[packagestrings.PackageString]
    packages: str
    tag: str
    ignores_rules: bool


@dataclass(frozen=True)
class Plan:
    """The packages of a release in a channel. ``faults``: the reasons why this release is impossible."""

    channel: Document
    selected: list[Document]
    faults: list[str]


def create(call: Call, nothing: Document) -> Document:
    octopus, sent = call.octopus, crud.document_of(call)
    if octopus.release >= DESCRIBED and not text(sent, "SpaceIdOrName"):
        raise invalid("The SpaceIdOrName field is required.")
    project = project_called(call, text(sent, "ProjectName"))
    octopus, project = snapshots.at(octopus, project, text(sent, "GitRef"), text(sent, "GitCommit"))
    plan = chosen(octopus, project, order_of(sent), text(sent, "ChannelName"))
    version = text(sent, "ReleaseVersion") or version_of(octopus, project, plan)
    if shaping.lookup(sent, "IgnoreIfAlreadyExists"):
        for each in octopus.store.named("releases", call.space, version):
            if each["ProjectId"] == project["Id"]:
                return answer(each)
    body = {
        "ProjectId": project["Id"],
        "ChannelId": plan.channel["Id"],
        "Version": version,
        "ReleaseNotes": shaping.lookup(sent, "ReleaseNotes") or project["ReleaseNotesTemplate"],
        "SelectedPackages": plan.selected,
        "IgnoreChannelRules": bool(shaping.lookup(sent, "IgnoreChannelRules")),
        "CustomFields": shaping.lookup(sent, "CustomFields"),
    }
    return answer(crud.posted(replace(call, octopus=octopus), octopus.kinds["releases"], body))


def answer(release: Document) -> Document:
    return {"ReleaseId": release["Id"], "ReleaseVersion": release["Version"]}


def text(sent: Document, name: str) -> str:
    value: Any = shaping.lookup(sent, name)
    if value is not None and not isinstance(value, str):
        raise shaping.wrong_type(value, "System.String", name)
    return (value or "").strip()


def order_of(sent: Document) -> Order:
    listed = shaping.lookup(sent, "Packages") or []
    return Order(
        [packagestrings.parsed(str(each)) for each in listed],
        text(sent, "PackageVersion"),
        text(sent, "PackagePrerelease"),
        bool(shaping.lookup(sent, "IgnoreChannelRules")),
    )


def project_called(call: Call, wanted: str) -> Document:
    if not wanted:
        raise invalid("The ProjectName field is required.")
    named = call.octopus.store.named("projects", call.space, wanted)
    found = next(iter(named), None) or call.octopus.get("projects", wanted, call.space)
    if found is None:
        raise invalid(f"The project '{wanted}' does not exist.")
    return found


def chosen(octopus: Octopus, project: Document, order: Order, wanted: str) -> Plan:
    """The plan for the channel that is named, or else for the only viable one; of several, for the default one."""
    channels = octopus.children("channels", project)
    if wanted:
        channels = [each for each in channels if wanted.casefold() in (each["Name"].casefold(), each["Id"].casefold())]
        if not channels:
            raise invalid(f"The channel '{wanted}' does not exist in the project '{project['Name']}'.")
    plans = [planned(octopus, project, each, order) for each in channels]
    viable = [each for each in plans if not each.faults]
    usual = next((each for each in viable if each.channel["IsDefault"]), None)
    if len(viable) == 1 or usual:
        return usual or viable[0]
    names = ", ".join(each.channel["Name"] for each in viable)
    if names:
        raise invalid(f"A release can be created in any of these channels: {names}. Name one of them.")
    faults = (f"{each.channel['Name']}: {' '.join(each.faults)}" for each in plans)
    raise invalid("There is no channel in which a release can be created.", *faults)


def planned(octopus: Octopus, project: Document, channel: Document, order: Order) -> Plan:
    process = octopus.store.get(project["DeploymentProcessId"])
    assert process is not None
    steps = processtemplates.steps_in(process[1], channel)
    faults = [] if any(each["Actions"] for each in steps) else ["It has no enabled step."]
    actions = {action["Name"]: action for step in steps for action in step["Actions"]}
    selected = []
    for each in processtemplates.packages_of(octopus, {**process[1], "Steps": steps}):
        rule = channelrules.rule_for(channel, actions[each["ActionName"]], each["PackageReferenceName"])
        version = each.get("FixedVersion") or packagestrings.version_for(each, order.texts) or order.packages
        version = version or newest(octopus, project["SpaceId"] or "", each, rule, order.tag)
        if not version:
            faults.append(f"The package '{each['PackageId']}' of the step '{each['ActionName']}' has no version.")
        named = {name: each[name] for name in ("ActionName", "PackageReferenceName")}
        selected.append({**named, "Version": version})
    if not order.ignores_rules:
        violated = channelrules.violations(octopus, channel, steps, selected)
        faults += [f"The package of the step '{each}' violates the rules of the channel." for each in violated]
    return Plan(channel, selected, faults)


def newest(octopus: Octopus, space: str, package: Document, rule: Document | None, tag: str) -> str:
    """The newest version of the built-in feed that a rule allows; ``tag`` replaces the rule's own."""
    if not package["IsResolvable"] or package["FeedId"] != packagestore.built_in_feed(octopus, space)["Id"]:
        return ""
    wanted: Document = {**(rule or {"VersionRange": "", "Tag": ""}), **({"Tag": tag} if tag else {})}
    named = packagestore.versions_of(octopus, space, package["PackageId"])
    fit = [each for each in named if channelrules.allows(octopus, wanted, each["Version"], package["FeedId"], space)]
    by_date = wanted.get("VersioningStrategy") == packagelists.BY_DATE
    ordered = packagelists.published_last_first(fit) if by_date else packagelists.newest_first(fit)
    return next((str(each["Version"]) for each in ordered), "")


def version_of(octopus: Octopus, project: Document, plan: Plan) -> str:
    """The version that the template gives, or that of the donor package."""
    version = releasenumbers.next_version(octopus, project, plan.channel)
    if version:
        return version
    donor = project["VersioningStrategy"]["DonorPackage"] or {}
    action = automaticreleases.action_of(octopus, project, donor)
    wanted = ((action or {}).get("Name"), donor.get("PackageReference") or "")
    for each in plan.selected:
        if (each["ActionName"], each["PackageReferenceName"]) == wanted:
            return str(each["Version"])
    raise invalid("A release version must be given, because the project has none for its next release.")


# TypeScript's client uses it from 2022.3.5512 on.
ROUTES = {"create/v1": Route(create, ("POST",), 201, permission="ReleaseCreate", since=(2022, 3))}
