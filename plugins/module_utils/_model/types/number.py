# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field types for a boolean and a whole number."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import (
    FLAG,
    NUMBER,
    Shape,
)

# The range of a whole number of the API (api: transport#addresses).
SMALLEST, LARGEST = -(2**31), 2**31 - 1


def refuse_longer_than_32_bits(given: int, option: str) -> None:
    """Raise ``OptionError`` for a number that the API's whole numbers can't have."""
    if given > LARGEST:
        raise OptionError(option, f"must be {LARGEST} or less, not {given}")
    if given < SMALLEST:
        raise OptionError(option, f"must be {SMALLEST} or more, not {given}")


class Flag(FieldType):
    """A boolean; a property that an older server does not have counts as false."""

    def argument(self) -> Argument:
        return {"type": "bool"}

    def shape(self) -> Shape:
        return FLAG

    def same(self, current: Any, wanted: Any) -> bool:
        return bool(current) == bool(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return bool(value)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        # A server without the property would refuse the option.
        return None if value is None else bool(value)


class TextFlag(FieldType):
    """A boolean that the API spells ``"True"`` or ``"False"`` (api: traps#5.36)."""

    def argument(self) -> Argument:
        return {"type": "bool"}

    def shape(self) -> Shape:
        return FLAG

    def wanted(self, given: bool, current: Any, context: Context, option: str) -> str:
        return "True" if given else "False"

    def same(self, current: Any, wanted: Any) -> bool:
        return bool(self.shown_flag(current) == self.shown_flag(wanted))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return self.shown_flag(value)

    @staticmethod
    def shown_flag(value: Any) -> bool:
        """The boolean of an API value: a text, ignoring case, or null, which is false."""
        return str(value or False).casefold() == "true"


@dataclass(frozen=True, eq=False)
class Number(FieldType):
    """A whole number from ``minimum`` to ``maximum``.

    ``text``: whether the API has it as a text. ``secret``: False if the option's name only sounds like a secret.
    """

    minimum: int | None = None
    maximum: int | None = None
    text: bool = False
    secret: bool | None = None

    def argument(self) -> Argument:
        return {"type": "int"} if self.secret is None else {"type": "int", "no_log": self.secret}

    def shape(self) -> Shape:
        return NUMBER

    def wanted(self, given: int, current: Any, context: Context, option: str) -> Any:
        self.check(given, option)
        return str(given) if self.text else given

    def check(self, given: int, option: str) -> None:
        if not self.text:
            refuse_longer_than_32_bits(given, option)
        if self.maximum is not None and not (self.minimum or 0) <= given <= self.maximum:
            raise OptionError(option, f"must be from {self.minimum or 0} to {self.maximum}, not {given}")
        if self.minimum is not None and given < self.minimum:
            raise OptionError(option, f"must be {self.minimum} or more, not {given}")

    def same(self, current: Any, wanted: Any) -> bool:
        return str(current) == str(wanted)
