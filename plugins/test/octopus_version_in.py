# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The test octopus.deploy.octopus_version_in; octopus_version_in.yml beside this file documents it."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.octopus.deploy.plugins.module_utils._versions.version_range import version_range
from ansible_collections.octopus.deploy.plugins.plugin_utils.versions import format_of, named_errors, text_of


def octopus_version_in(version: object, within: object, version_format: object = "Semver") -> bool:
    with named_errors("octopus_version_in"):
        return version_range(text_of(within), format_of(version_format)).contains(text_of(version))


class TestModule:
    """The test of this file."""

    # pytest would collect the class by its name, which Ansible demands.
    __test__ = False

    def tests(self) -> dict[str, Callable[..., bool]]:
        return {"octopus_version_in": octopus_version_in}
