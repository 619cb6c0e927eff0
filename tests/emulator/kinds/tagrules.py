# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which tenants several tags mean: those with one tag of each tag set (api: tenants#several-tags)."""

from __future__ import annotations

from collections.abc import Iterable


def missing(wanted: Iterable[str], has: Iterable[str]) -> list[str]:
    """The wanted tags of each tag set from which a tenant has no wanted tag."""
    own = {each.casefold() for each in has}
    sets: dict[str, list[str]] = {}
    for each in wanted:
        sets.setdefault(each.casefold().partition("/")[0], []).append(each)
    return [each for tags in sets.values() if not own & {tag.casefold() for tag in tags} for each in tags]


def fit(wanted: Iterable[str], has: Iterable[str]) -> bool:
    """Whether several wanted tags mean a tenant with the tags ``has``; no tags mean all tenants."""
    return not missing(wanted, has)
