# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for a set of the API's own enumeration values."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import not_clearable
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import TextList
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Shape

TEXTS = TextList()


@dataclass(frozen=True, eq=False)
class ChoiceList(FieldType):
    """Some of ``choices``, in any order. ``clearable``: whether the list may be empty."""

    choices: tuple[str, ...]
    clearable: bool = True

    def argument(self) -> Argument:
        return {**TEXTS.argument(), "choices": list(self.choices)}

    def shape(self) -> Shape:
        return TEXTS.shape()

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        self.check(given, option)
        return TEXTS.wanted(given, current, context, option)

    def check(self, given: Any, option: str) -> None:
        if not given and not self.clearable:
            raise not_clearable(option)

    def same(self, current: Any, wanted: Any) -> bool:
        return TEXTS.same(current, wanted)

    def joined(self, given: Any, current: Any, wanted: Any, context: Context, option: str) -> list[str]:
        return TEXTS.joined(given, current, wanted, context, option)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return TEXTS.shown(value, context)
