# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for a boolean that is true in exactly one document of a collection, e.g. ``is_default``."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import FLAG, Shape


class DefaultFlag(FieldType):
    """True makes the document the default and takes the flag from the present one; false changes nothing."""

    def argument(self) -> Argument:
        return {"type": "bool"}

    def shape(self) -> Shape:
        return FLAG

    def wanted(self, given: bool, current: Any, context: Context, option: str) -> bool:
        if current and not given:
            context.warn(
                f"{option}: the server always has one default, so false changes nothing; set {option} of another "
                "document to true instead"
            )
            return True
        return given

    def same(self, current: Any, wanted: Any) -> bool:
        return bool(current) == bool(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return bool(value)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        # False is not exported: the server clears the flag when another document becomes the default.
        return True if value else None
