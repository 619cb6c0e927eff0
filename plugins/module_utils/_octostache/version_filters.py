# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters that take a version apart (api: versions#octopus-grammar)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Callable

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluator import Filter
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.failure import Failure
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NUMBERS, NotAVersion, octopus


def part(read: Callable[[dict[str, str]], str]) -> Filter:
    """A filter that takes one part of a version, and ignores its options."""

    def apply(argument: str | None, options: Sequence[str]) -> str | None:
        return None if argument is None else read(parts(argument))

    return apply


def parts(text: str) -> dict[str, str]:
    try:
        found = octopus(text)
    except NotAVersion as wrong:
        raise Failure(str(wrong)) from None
    numbers = dict(zip(NUMBERS, map(str, found.numbers)))
    named = {"prerelease": found.prerelease, "prefix": found.prefix, "counter": found.counter}
    return {**numbers, **named, "metadata": found.metadata}


def named(name: str) -> Filter:
    return part(lambda found: found[name])


VERSION_FILTERS: dict[str, Filter] = {
    **{f"version{name}": named(name) for name in NUMBERS},
    "versionprerelease": named("prerelease"),
    "versionprereleaseprefix": named("prefix"),
    "versionprereleasecounter": named("counter"),
    "versionmetadata": named("metadata"),
}
