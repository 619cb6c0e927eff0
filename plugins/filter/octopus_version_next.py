# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter octopus.deploy.octopus_version_next; octopus_version_next.yml beside this file documents it."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.octopus.deploy.plugins.module_utils._versions.mask import next_version
from ansible_collections.octopus.deploy.plugins.plugin_utils.versions import named_errors, text_of, texts_of


def octopus_version_next(versions: object, mask: object) -> str:
    with named_errors("octopus_version_next"):
        return next_version(text_of(mask), texts_of(versions))


class FilterModule:
    """The filter of this file."""

    def filters(self) -> dict[str, Callable[..., object]]:
        return {"octopus_version_next": octopus_version_next}
