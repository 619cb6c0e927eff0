# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_package_info: reads which packages and versions a feed has (api: packages#get-list-delete, feeds#feed)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.package_filter import (
    PackageFilter,
    package_filter,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked, Intent, Verb
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import FEEDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils._model.values import refuse_empty
from ansible_collections.octopus.deploy.plugins.module_utils._versions.formats import format_of_feed
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

PACKAGES, VERSIONS = "Packages", "SearchPackageVersionsTemplate"
# The size of a page: few requests, and short answers.
PAGE = 200
ARGUMENTS: dict[str, dict[str, Any]] = {
    "package_id": {"type": "str"},
    "partial_id": {"type": "str"},
    "version": {"type": "str"},
    "version_range": {"type": "str"},
    "prerelease_tag": {"type": "str"},
    "prereleases": {"type": "bool", "default": True},
    "latest": {"type": "bool", "default": False},
    "feed": {"type": "str"},
}
# An empty range or an empty tag restricts nothing, as in the rule of a channel.
SELECTING = ("package_id", "partial_id", "version")
BUILT_IN: Mapping[str, str] = {
    "id": "Id",
    "package_id": "PackageId",
    "version": "Version",
    "extension": "FileExtension",
    "hash": "Hash",
    "size": "PackageSizeBytes",
    "published": "Published",
    "feed_id": "FeedId",
}
OF_A_FEED: Mapping[str, str] = {
    "package_id": "PackageId",
    "version": "Version",
    "size": "SizeBytes",
    "published": "Published",
    "feed_id": "FeedId",
}


def look(asked: Asked) -> Intent:
    """Read the packages; nothing is changed."""
    refuse_empty(ARGUMENTS, asked.options, selecting=SELECTING)
    if not asked.space.document:
        return Intent(predicted={"packages": []})
    packages = of_a_feed(asked) if asked.options["feed"] is not None else of_the_space(asked)
    return Intent(predicted={"packages": list(firsts(packages)) if asked.options["latest"] else packages})


def of_the_space(asked: Asked) -> list[dict[str, Any]]:
    """The packages of the built-in feed."""
    options, client, holder = asked.options, asked.context.client, asked.space.document
    wanted = package_filter(options, format_of_feed("BuiltIn"), server_reads_tags=False)
    filters = {"nuGetPackageId": options["package_id"], "filter": options["partial_id"], "take": PAGE}
    given = {name: value for name, value in filters.items() if value is not None}
    asked_for = client.offered(holder, PACKAGES, given)
    found = (entry(each, BUILT_IN) for each in client.documents(holder, PACKAGES, asked_for))
    return newest_first(filter(wanted.wants, found), wanted)


def of_a_feed(asked: Asked) -> list[dict[str, Any]]:
    """The versions of one package in a feed."""
    options, context = asked.options, asked.context
    if options["package_id"] is None:
        raise OptionError("package_id", "is missing; only the versions of one package can be read from a feed")
    feed_id = resolved(FEEDS, options["feed"], context, "feed")
    feed = context.resolver.by_id(FEEDS, feed_id)
    if feed is None:
        # In check mode, the feed may not exist yet.
        return []
    client = context.client
    reads_tags = "preReleaseTag" in client.parameters(feed, VERSIONS)
    wanted = package_filter(options, format_of_feed(str(feed.get("FeedType"))), reads_tags)
    filters = {
        "packageId": options["package_id"],
        "includePreRelease": str(options["prereleases"]).lower(),
        "versionRange": options["version_range"],
        "preReleaseTag": options["prerelease_tag"],
        "take": PAGE,
    }
    given = {name: value for name, value in filters.items() if value not in (None, "")}
    asked_for = client.offered(feed, VERSIONS, given)
    listed = (shapes.document(each, f"The link {VERSIONS!r}") for each in client.items(feed, VERSIONS, asked_for))
    found = (entry(each, OF_A_FEED) for each in listed)
    chosen = filter(wanted.wants, found)
    # The server has the newest version first, so one is enough if only that is wanted.
    return newest_first(islice(chosen, 1) if options["latest"] else chosen, wanted)


def entry(document: Document, properties: Mapping[str, str]) -> dict[str, Any]:
    return {name: document.get(prop) for name, prop in properties.items()}


def newest_first(packages: Iterable[dict[str, Any]], wanted: PackageFilter) -> list[dict[str, Any]]:
    """By ID, and the newest version first; versions that Octopus could not compare keep the server's order."""

    def order(package: Mapping[str, Any]) -> tuple[Any, ...]:
        version = wanted.read(package)
        return (1, wanted.form.order(version)) if version else (0, ())

    ranked = sorted(packages, key=order, reverse=True)
    return sorted(ranked, key=lambda each: str(each["package_id"]).lower())


def firsts(packages: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The first package of each ID."""
    seen = set()
    for each in packages:
        name = str(each["package_id"]).lower()
        if name not in seen:
            seen.add(name)
            yield each


PACKAGE_INFO = Verb(
    "octopus_package_info",
    ARGUMENTS,
    look,
    trimmed=("package_id", "partial_id", "version"),
    groups={"mutually_exclusive": (("package_id", "partial_id"), ("partial_id", "feed"))},
)
