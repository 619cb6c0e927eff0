# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The formats of versions: a grammar and an order each (api: versions#formats)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._versions.maven import maven, maven_order
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import (
    Version,
    octopus,
    octopus_order,
    semver,
    semver_order,
)


@dataclass(frozen=True)
class Format:
    """A grammar and an order of versions."""

    parsed: Callable[[str], Version]
    order: Callable[[Version], Any]

    def key(self, text: str) -> Any:
        """The key of a text for sorting. Raises ``NotAVersion``."""
        return self.order(self.parsed(text))

    def compared(self, one: str, other: str) -> int:
        """-1, 0 or 1: whether one version is older than the other, equal, or newer."""
        first, second = self.key(one), self.key(other)
        return int(first > second) - int(first < second)


# The formats by their names in Octopus. Tags of images are ordered as releases are.
FORMATS = {
    "Octopus": Format(octopus, octopus_order),
    "Semver": Format(semver, semver_order),
    "Docker": Format(octopus, octopus_order),
    "Maven": Format(maven, maven_order),
}
