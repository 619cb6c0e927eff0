# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The number of a release: a given one, and the one that a server stores for it (api: versions#masks)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._versions.mask import applied
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import (
    NotAVersion,
    octopus,
    octopus_order,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

LONGEST = 349
# The dots of a number with three parts, as nearly all releases have.
USUAL_DOTS = 2
# In octopus_deployment, this word means the release that was created last.
LATEST = "latest"


def as_stored(version: str) -> str:
    """A given number as a server stores it. Raises ``OptionError``."""
    try:
        found = octopus(version)
    except NotAVersion as wrong:
        raise OptionError("version", f"{wrong}; write it as numbers with an optional tag, e.g. 1.2.3-beta.1") from wrong
    if len(found.text) > LONGEST:
        raise OptionError("version", f"has {len(found.text)} characters, and Octopus takes {LONGEST}")
    return found.text


def is_latest(version: str) -> bool:
    return folded(version) == LATEST


def is_mask(version: str) -> bool:
    """Whether the server would put numbers in place of ``i`` and ``c`` (api: versions#masks)."""
    return applied(version, None) != version


def is_plain(version: str) -> bool:
    """Whether a number has three or four parts and nothing else.

    For any other number, earlier releases decide what the server stores: 1.0 becomes 1.0.0 after 1.0.0-beta.1.
    """
    return not (is_mask(version) or "-" in version or "+" in version) and version.count(".") >= USUAL_DOTS


def is_same(one: str, other: str) -> bool:
    """Whether two texts are the number of one release: 1.0 is 1.0.0, and metadata counts."""
    if folded(one) == folded(other):
        return True
    try:
        first, second = octopus(one), octopus(other)
    except NotAVersion:
        return False
    return (octopus_order(first), folded(first.metadata)) == (octopus_order(second), folded(second.metadata))
