# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats of versions: a grammar and an order each (api: versions#formats)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._versions.maven import maven, maven_order
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import (
    Version,
    octopus,
    octopus_order,
    semver,
    semver_order,
    semver_order_without_metadata,
)


@dataclass(frozen=True)
class Format:
    """A grammar and an order of versions.

    ``order_in_ranges``: the order by which ranges look at versions. ``joins``: whether ranges are Maven's: a range may
    have several parts, and a version without brackets contains every version.
    """

    parsed: Callable[[str], Version]
    order: Callable[[Version], Any]
    order_in_ranges: Callable[[Version], Any]
    joins: bool = False

    def key(self, text: str) -> Any:
        """The key of a text for sorting. Raises ``NotAVersion``."""
        return self.order(self.parsed(text))

    def compared(self, one: str, other: str) -> int:
        """-1, 0 or 1: whether one version is older than the other, equal, or newer."""
        return _sign(self.key(one), self.key(other))

    def compared_in_ranges(self, one: str, other: str) -> int:
        """The same for a version and a bound of a range."""
        first, second = (self.order_in_ranges(self.parsed(each)) for each in (one, other))
        return _sign(first, second)


def _sign(first: Any, second: Any) -> int:
    return int(first > second) - int(first < second)


# The formats by their names in Octopus. Tags of images are ordered as releases are.
FORMATS = {
    "Octopus": Format(octopus, octopus_order, octopus_order),
    "Semver": Format(semver, semver_order, semver_order_without_metadata),
    "Docker": Format(octopus, octopus_order, octopus_order),
    "Maven": Format(maven, maven_order, maven_order, joins=True),
}
# The formats of the versions in feeds whose packages are not versioned by Semver (api: versions#formats).
OF_FEEDS = {
    "Maven": "Maven",
    **dict.fromkeys(
        ("Docker", "AwsElasticContainerRegistry", "AzureContainerRegistry", "GoogleContainerRegistry"), "Docker"
    ),
}


def format_of_feed(feed_type: str) -> Format:
    """The format of versions in a feed of this ``FeedType``; other types have ``Semver``."""
    return FORMATS[OF_FEEDS.get(feed_type, "Semver")]
