# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters that take a version apart (api: versions.md#octopus-grammar)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Callable

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.characters import INT_MAX
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluator import Filter
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.failure import Failure

NUMBERS = ("major", "minor", "patch", "revision")
VERSION = re.compile(
    r"""\s*
    (?:[vV]?
      (?P<major>\s*[0-9]+\s*)(?:\.(?P<minor>\s*[0-9]+\s*))?(?:\.(?P<patch>\s*[0-9]+\s*))?(?:\.(?P<revision>\s*[0-9]+\s*))?
    )?
    (?:[.\-_\\]?(?P<prerelease>(?P<prefix>[A-Za-z0-9]*)(?:[.\-_\\](?P<counter>[A-Za-z0-9.\-_\\]*))?))?
    (?:\+(?P<metadata>[A-Za-z0-9_\-.\\+]*))?
    \s*""",
    re.VERBOSE,
)


def part(read: Callable[[dict[str, str]], str]) -> Filter:
    """Options are ignored."""

    def apply(argument: str | None, options: Sequence[str]) -> str | None:
        return None if argument is None else read(parts(argument))

    return apply


def parts(text: str) -> dict[str, str]:
    found = VERSION.fullmatch(text)
    if not text.strip() or found is None:
        raise Failure(f"{text!r} is not a version")
    named = {name: value or "" for name, value in found.groupdict().items()}
    for name in NUMBERS:
        number = int(named[name] or 0)
        if number > INT_MAX:
            raise Failure(f"the number {number} of the version {text!r} is too large")
        named[name] = str(number)
    return named


def named(name: str) -> Filter:
    return part(lambda found: found[name])


VERSION_FILTERS: dict[str, Filter] = {
    **{f"version{name}": named(name) for name in NUMBERS},
    "versionprerelease": named("prerelease"),
    "versionprereleaseprefix": named("prefix"),
    "versionprereleasecounter": named("counter"),
    "versionmetadata": named("metadata"),
}
