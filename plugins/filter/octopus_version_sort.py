# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter octopus.deploy.octopus_version_sort; octopus_version_sort.yml beside this file documents it."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.octopus.deploy.plugins.plugin_utils.versions import (
    format_of,
    named_errors,
    texts_of,
    truth_of,
)


def octopus_version_sort(
    versions: object, newest_first: object = False, version_format: object = "Octopus"
) -> list[str]:
    with named_errors("octopus_version_sort"):
        reverse = truth_of("newest_first", newest_first)
        return sorted(texts_of(versions), key=format_of(version_format).key, reverse=reverse)


class FilterModule:
    """The filter of this file."""

    def filters(self) -> dict[str, Callable[..., object]]:
        return {"octopus_version_sort": octopus_version_sort}
