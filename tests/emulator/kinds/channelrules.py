# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The channel of a release, and the rules of a channel for versions of packages (api: lifecycles#channel-rules)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from emulator import shaping
from emulator.handlers import Call
from emulator.kinds import versionranges
from emulator.model import DESCRIBED, READS, Document
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

MAVEN = "Maven"


def channel_of(octopus: Octopus, project: Document, channel_id: str | None) -> Document:
    """The channel of a new release; without an ID, the default channel (api: errors#refusals)."""
    channels = octopus.children("channels", project)
    if channel_id:
        channel = octopus.must_exist("channels", channel_id, project["SpaceId"] or "", "ChannelId")
        if channel["ProjectId"] != project["Id"]:
            raise invalid(
                f"The channel {channel['Name']} specified for this release belongs to the project "
                f"{channel['ProjectId']}."
            )
        return channel
    usual = next((each for each in channels if each["IsDefault"]), None)
    if usual is None and len(channels) > 1:
        raise invalid(
            "A channelId must be provided for a release when more than one exists for that project and no default "
            "channel has been specified."
        )
    return usual or channels[0]


def rule_for(channel: Document, action: Document, reference: str) -> Document | None:
    """The first rule for a package [CLI]; a rule names the action, or its slug."""
    names = {str(action[key]).casefold() for key in ("Name", "Slug") if action.get(key)}
    for rule in channel["Rules"]:
        for each in rule["ActionPackages"]:
            is_meant = (each["DeploymentAction"] or "").casefold() in names
            if is_meant and (each["PackageReference"] or "").casefold() == reference.casefold():
                return dict(rule)
    return None


def allows(octopus: Octopus, rule: Document | None, version: str, feed_id: str | None, space: str) -> bool:
    """Whether a version of a package passes a rule; no rule allows all versions."""
    if rule is None:
        return True
    try:
        return versionranges.fits(
            version,
            rule["VersionRange"] or "",
            rule["Tag"] or "",
            rule.get("VersionTagRegex") or "",
            maven=is_maven(octopus, feed_id, space),
        )
    except versionranges.WrongRange:
        # Unverified: no version passes an invalid rule.
        return False


def is_maven(octopus: Octopus, feed_id: str | None, space: str) -> bool:
    feed = octopus.get("feeds", feed_id or "", space)
    return bool(feed and feed["FeedType"] == MAVEN)


def refuse_violations(octopus: Octopus, channel: Document, steps: Sequence[Document], selected: list[Document]) -> None:
    """Refuse versions that the channel's rules do not allow; the end of the recorded text is not known."""
    violated = list(violations(octopus, channel, steps, selected))
    if violated:
        raise invalid(
            "The requested package versions for the following steps violate the channel version rules: "
            f"{', '.join(violated)}."
        )


def violations(
    octopus: Octopus, channel: Document, steps: Sequence[Document], selected: list[Document]
) -> Iterator[str]:
    versions = {(each["ActionName"], each["PackageReferenceName"] or ""): each["Version"] for each in selected}
    for action in (action for step in steps for action in step["Actions"]):
        for package in action["Packages"]:
            reference = package["Name"] or ""
            version = versions.get((action["Name"], reference))
            rule = rule_for(channel, action, reference)
            if version and not allows(octopus, rule, version, package["FeedId"], channel["SpaceId"] or ""):
                yield action["Name"]


def tested(call: Call, nothing: Document) -> Document:
    """``channels/rule-test``: whether a version has a range and a tag; by GET before server 3.4 [OCTO].

    The reference of 2026.3 has the values in the query, and older clients send a body.

    Unverified: the answer reports an invalid range as an error.
    """
    body = call.body if call.method not in READS else None
    sent = {**call.query, **(body if isinstance(body, dict) else {})}
    names = ("version", "versionRange", "preReleaseTag", "feedId", "feetType", "feedType")
    version, versions, tag, feed_id, *types = (str(shaping.lookup(sent, name) or "") for name in names)
    maven = MAVEN in types or is_maven(call.octopus, feed_id, call.space)
    if not version and call.octopus.release >= DESCRIBED:
        raise invalid("No version was provided.")
    errors: list[str] = []
    try:
        in_range = bool(version) and versionranges.in_range(version, versions, maven)
    except versionranges.WrongRange:
        in_range, errors = False, [f"The version range '{versions}' is not valid."]
    has_tag = bool(version) and versionranges.has_tag(version, tag, maven)
    return {"Errors": errors, "SatisfiesVersionRange": in_range, "SatisfiesPreReleaseTag": has_tag}
