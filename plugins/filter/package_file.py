# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter octopus.deploy.package_file; package_file.yml beside this file documents it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ansible.errors import AnsibleFilterError
from ansible_collections.octopus.deploy.plugins.module_utils._versions.package_file import WrongName, read
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import described


def package_file(path: object) -> dict[str, str]:
    if not isinstance(path, str):
        raise AnsibleFilterError(f"package_file: the input is {described(path)}, but has to be the name of a file")
    try:
        found = read(Path(path).name)
    except WrongName as wrong:
        raise AnsibleFilterError(f"package_file: {wrong}") from None
    return {"id": found.package_id, "version": found.version, "extension": found.extension}


class FilterModule:
    """The filter of this file."""

    def filters(self) -> dict[str, Callable[..., object]]:
        return {"package_file": package_file}
