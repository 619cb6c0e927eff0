# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for an optional limit."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import (
    Number,
    refuse_longer_than_32_bits,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import WHOLE_NUMBER, Shape

PORT = Number(minimum=1, maximum=65535)


class Limit(FieldType):
    """A whole number; 0 means no limit, which is null in the API."""

    def argument(self) -> Argument:
        return {"type": "int"}

    def shape(self) -> Shape:
        return WHOLE_NUMBER

    def wanted(self, given: int, current: Any, context: Context, option: str) -> int | None:
        self.check(given, option)
        return given or None

    def check(self, given: int, option: str) -> None:
        if given < 0:
            raise OptionError(option, f"must be 0 or more, not {given}")
        refuse_longer_than_32_bits(given, option)

    def same(self, current: Any, wanted: Any) -> bool:
        return bool((current or None) == (wanted or None))

    def shown(self, value: Any, context: Context, given: Any = None) -> int:
        return int(value or 0)
