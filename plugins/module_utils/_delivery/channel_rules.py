# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of a channel for versions of packages (api: lifecycles#channel-rules)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.package_versions import Package
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.failure import Failure
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.regexes import matches
from ansible_collections.octopus.deploy.plugins.module_utils._versions.formats import format_of_feed
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version_range import version_range
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded


@dataclass(frozen=True)
class Rule:
    """A rule of a channel; an empty text demands nothing. ``strategy`` only changes the order of versions."""

    range: str = ""
    tag: str = ""
    tag_regex: str = ""
    strategy: str = ""

    @property
    def described(self) -> str:
        named = {"version range": self.range, "tag": self.tag, "version tag regex": self.tag_regex}
        return ", ".join(f"{name} {value}" for name, value in named.items() if value) or "no demand"

    @property
    def query(self) -> dict[str, str]:
        """The parameters with which a feed is asked for versions."""
        named = {
            "versionRange": self.range,
            "preReleaseTag": self.tag,
            "versionTagRegex": self.tag_regex,
            "versioningStrategy": self.strategy,
        }
        return {name: value for name, value in named.items() if value}

    def allows(self, version: str, feed_type: str) -> bool:
        """Whether the rule allows a version. Any version counts as allowed if it or the range can't be read here."""
        form = format_of_feed(feed_type)
        try:
            read = form.parsed(version)
        except NotAVersion:
            return True
        try:
            in_range = not self.range or version_range(self.range, form).contains(version)
        except NotAVersion:
            in_range = True
        return in_range and all(not pattern or fits(read.tag, pattern) for pattern in (self.tag, self.tag_regex))


def fits(tag: str, pattern: str) -> bool:
    try:
        return matches(tag, pattern)
    except Failure:
        return True


def rule_of(channel: Document | None, package: Package, slugs: Mapping[str, str]) -> Rule | None:
    """The first rule of a channel that is for a package; None if there is none.

    ``slugs``: the slugs of the actions by their names, folded, as newer servers accept slugs in rules.
    """
    names = {folded(package.step), folded(slugs.get(folded(package.step), package.step))}
    for each in (channel or {}).get("Rules") or ():
        for named in each.get("ActionPackages") or ():
            reference = str(named.get("PackageReference") or "")
            if folded(named.get("DeploymentAction") or "") in names and folded(reference) == folded(package.reference):
                given = {
                    name: str(each.get(prop) or "")
                    for name, prop in (("range", "VersionRange"), ("tag", "Tag"), ("tag_regex", "VersionTagRegex"))
                }
                return Rule(**given, strategy=str(each.get("VersioningStrategy") or ""))
    return None


def in_channel(process: Document, channel: Document) -> bool:
    """Whether a process has an enabled action for a channel; true for a process without actions."""
    actions: Sequence[Document] = [
        action for step in process.get("Steps") or () for action in step.get("Actions") or ()
    ]
    return not actions or any(
        not each.get("IsDisabled") and (not each.get("Channels") or channel["Id"] in each["Channels"])
        for each in actions
    )


def slugs_of(process: Document) -> dict[str, str]:
    actions = [action for step in process.get("Steps") or () for action in step.get("Actions") or ()]
    return {folded(each.get("Name") or ""): str(each["Slug"]) for each in actions if each.get("Slug")}
