# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field kind for what sort of document one is: chosen when it is made, read ever after, never changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, ReferenceUse
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import WORD, Shape


@dataclass(frozen=True)
class FixedChoice:
    """One of the API's own enumeration values. Unlike a field that is create-only, it is exported."""

    choices: tuple[str, ...]

    def argument(self) -> Argument:
        return {"type": "str", "choices": list(self.choices)}

    def shape(self) -> Shape:
        return WORD

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        return iter(())

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str:
        if current and not self.same(current, given):
            raise OptionError(
                option,
                f"it was made as {current}, and the server can't change that to {given}. Leave the option out to keep "
                "it, remove it with state: absent first, or give it another name",
            )
        return given

    def same(self, current: Any, wanted: Any) -> bool:
        return str(current).casefold() == str(wanted).casefold()

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return value

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return value or None


@dataclass(frozen=True)
class FixedFlag(Flag):
    """A boolean that a document is made with. Unlike a field that is create-only, it is exported."""

    def wanted(self, given: bool, current: Any, context: Context, option: str) -> bool:
        if current is not None and bool(current) != given:
            raise OptionError(
                option,
                f"it was made with {bool(current)} there, and the server can't change that. Leave the option out to "
                "keep it, or remove it with state: absent first",
            )
        return given


@dataclass(frozen=True)
class FixedText(Text):
    """A text that a document is made with. Unlike a field that is create-only, it is exported."""

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str:
        asked = super().wanted(given, current, context, option)
        if current and not self.same(current, asked):
            raise OptionError(
                option,
                f"it was made as {current!r}, and the server can't change that to {asked!r}. Leave the option out to "
                "keep it, remove it with state: absent first, or give it another name",
            )
        return asked
