# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field type for the thumbprints of certificates."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, not_clearable
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import EXPRESSION
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import WORD, Shape

DIGITS = re.compile(r"[0-9A-F]{40}")
# Certificate dialogs put colons or blanks between the digits, and Windows puts an invisible U+200E before them.
BETWEEN = ":-\t\r\n"
INVISIBLE = ("Cf", "Zs")


@dataclass(frozen=True, eq=False)
class Thumbprint(FieldType):
    """40 hexadecimal digits, as .NET writes them: in upper case, with nothing in between.

    ``clearable``: whether it may be empty; ``bound``: whether an expression with ``#{...}`` is allowed too.
    """

    clearable: bool = False
    bound: bool = False

    def argument(self) -> Argument:
        return {"type": "str"}

    def shape(self) -> Shape:
        return WORD

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str:
        self.check(given, option)
        return digits(given)

    def check(self, given: str, option: str) -> None:
        """Raise ``OptionError`` for a text that is not a thumbprint."""
        found = digits(given)
        if not found and not self.clearable:
            raise not_clearable(option)
        if not found or DIGITS.fullmatch(found) or (self.bound and EXPRESSION in given):
            return
        raise OptionError(
            option,
            f"{given!r} is not a thumbprint; write 40 hexadecimal digits, "
            "e.g. 5C2E1B0D9F8A7B6C5D4E3F2A1B0C9D8E7F6A5B4C. "
            "Case, blanks and colons do not matter",
        )

    def same(self, current: Any, wanted: Any) -> bool:
        return digits(current) == digits(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return digits(value) or None


def digits(value: Any) -> str:
    """A thumbprint without the characters between its digits; an expression stays unchanged."""
    text = str(value or "").strip()
    if EXPRESSION in text:
        return text
    if DIGITS.fullmatch(text):
        return text
    return "".join(each for each in text.upper() if each not in BETWEEN and unicodedata.category(each) not in INVISIBLE)
