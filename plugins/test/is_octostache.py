# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The test octopus.deploy.is_octostache; is_octostache.yml beside this file documents it."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.evaluate import is_template


def is_octostache(value: object) -> bool:
    return isinstance(value, str) and is_template(value)


class TestModule:
    """The test of this file."""

    # pytest would collect the class by its name, which Ansible demands.
    __test__ = False

    def tests(self) -> dict[str, Callable[[object], bool]]:
        return {"is_octostache": is_octostache}
