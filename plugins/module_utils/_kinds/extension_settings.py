# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of issue-tracker extensions, which environments and projects have.

api: environments#environment, projects#project
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import JsonMap, filled
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text


def has_no_values(entry: Mapping[str, Any]) -> bool:
    """Whether an entry is empty: servers add such entries by themselves for extensions that are not set up."""
    return all(value in (False, "unmapped") for value in filled(entry.get("Values")).values())


EXTENSION_SETTINGS = KeyedList(
    key="extension_id",
    item=Nested(
        (
            Field("extension_id", "ExtensionId", Text(), required="always"),
            Field("values", "Values", JsonMap()),
        )
    ),
    unset=has_no_values,
)
