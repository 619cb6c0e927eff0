# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for a boolean that is true in one document of a collection at most, e.g. ``is_default``."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import FLAG, Shape


@dataclass(frozen=True, eq=False)
class DefaultFlag(FieldType):
    """True makes the document the default in place of the present one. If there is ``always`` a default, false changes
    nothing.
    """

    always: bool = True

    def argument(self) -> Argument:
        return {"type": "bool"}

    def shape(self) -> Shape:
        return FLAG

    def wanted(self, given: bool, current: Any, context: Context, option: str) -> bool:
        if current and not given and self.always:
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
        # If there is always a default, the server clears this flag when another document becomes the default.
        return bool(value) or (None if self.always else False)
