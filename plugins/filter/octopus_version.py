# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter octopus.deploy.octopus_version; octopus_version.yml beside this file documents it."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NUMBERS
from ansible_collections.octopus.deploy.plugins.plugin_utils.versions import format_of, named_errors, text_of


def octopus_version(text: object, version_format: object = "Octopus") -> dict[str, object]:
    with named_errors("octopus_version"):
        found = format_of(version_format).parsed(text_of(text))
    return {
        "text": found.text,
        **dict(zip(NUMBERS, found.numbers)),
        "prerelease": found.prerelease,
        "metadata": found.metadata,
    }


class FilterModule:
    """The filter of this file."""

    def filters(self) -> dict[str, Callable[..., object]]:
        return {"octopus_version": octopus_version}
