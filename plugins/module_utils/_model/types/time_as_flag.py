# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for a boolean that the API stores as a time: the moment at which it became true."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import FLAG, Shape


class TimeAsFlag(FieldType):
    """True if the property has a time, which the server sets."""

    def argument(self) -> Argument:
        return {"type": "bool"}

    def shape(self) -> Shape:
        return FLAG

    def wanted(self, given: bool, current: Any, context: Context, option: str) -> Any:
        return (current or True) if given else None

    def same(self, current: Any, wanted: Any) -> bool:
        return bool(current) == bool(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> bool:
        return bool(value)
