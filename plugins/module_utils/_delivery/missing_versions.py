# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Warns of versions of packages that people name and that a feed does not have. A server accepts such a release or
snapshot, and only its deployment or run fails for the missing package. api: feeds#feed, lifecycles#channel-rules
"""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.chosen_content import VERSIONS, Content, Given
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.package_versions import Package
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.verb import Asked
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import FEEDS
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused, UnexpectedAnswer
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded


def warn_of_missing(asked: Asked, content: Content, given: Given, needed: str) -> None:
    """Warn of each version that an option names and the feed does not have; one request for each.

    ``needed``: when the package is needed, in words.
    """
    named = {
        (each.feed_id, folded(each.package_id), version): each
        for each, version in reversed(content.packages)
        if version is not None and each.resolvable and given.versions.of(each) is not None
    }
    for (feed_id, _package_id, version), package in reversed(named.items()):
        feed = asked.context.resolver.seen(FEEDS, feed_id)
        if feed is not None and lacks(asked, feed, package, version):
            asked.context.warn(
                f"packages: the feed {feed.get('Name')!r} does not have version {version} of {package.described} yet. "
                f"Push it before {needed}"
            )


def lacks(asked: Asked, feed: Document, package: Package, version: str) -> bool:
    """Whether the feed answers that it does not have a version. A feed that can't be asked may have it."""
    client = asked.context.client
    offered = client.parameters(feed, VERSIONS)
    exactly = {
        "packageId": package.package_id,
        "versionRange": f"[{version}]",
        "includePreRelease": "true",
        "take": 1,
    }
    if not {"packageId", "versionRange"} <= {*offered}:
        return False
    try:
        page = next(client.pages(feed, VERSIONS, {name: value for name, value in exactly.items() if name in offered}))
    except (ServerRefused, UnexpectedAnswer):
        # Some feeds may count all versions of the package although the page has only those in the range.
        return False
    # A feed that ignores ranges answers with other versions, and may have this one.
    return not page["Items"]
