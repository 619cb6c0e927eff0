# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Field types for the properties of steps, whose values are always texts (api: steps#notation)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_texts import with_line_ends
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType, ReferenceUse
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import placeholder_name
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import TextFlag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import names_as_options, resolved
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret, warn_of_text
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import (
    EXPRESSION,
    Choice,
    Script,
    Text,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import TEXT_OR_SECRET, Shape

FLAGS = ("true", "false")
# No number of a step has more digits, and Python refuses to read thousands of them.
LONGEST_NUMBER = 18


class StepFlag(TextFlag):
    """A boolean; a property that the step does not have counts as false, and an expression is not a boolean."""

    def same(self, current: Any, wanted: Any) -> bool:
        return self._word(current) == self._word(wanted)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        word = self._word(value)
        return word == "true" if word in FLAGS else None

    @staticmethod
    def _word(value: Any) -> str:
        return str(value or False).casefold()


class Body(Script):
    """A script, a template or another text whose blanks matter; browsers and YAML write different line ends."""

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return with_line_ends(value) if isinstance(value, str) and value else None


class Words(Text):
    """A text whose blanks at the ends do not matter, although the API keeps them in steps."""

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return super().exported(value.strip() if isinstance(value, str) else value, context, place)


def is_whole_number(text: str) -> bool:
    """Whether a text is a whole number of no more than ``LONGEST_NUMBER`` digits."""
    return text.isdecimal() and len(text) <= LONGEST_NUMBER


@dataclass(frozen=True, eq=False)
class StepNumber(Text):
    """A whole number, or an expression for one. ``maximum``: the largest number; 0 for none."""

    minimum: int = 0
    maximum: int = 0

    def argument(self) -> Argument:
        return {"type": "raw"}

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> str:
        self.check(given, option)
        return str(given).strip()

    def check(self, given: Any, option: str) -> None:
        text = str(given).strip()
        if isinstance(given, str) and (not text or EXPRESSION in text):
            return
        is_number = not isinstance(given, (bool, float)) and is_whole_number(text)
        if not is_number or not self.minimum <= int(text) <= (self.maximum or int(text)):
            most = self.maximum or (10**LONGEST_NUMBER - 1 if len(text) > LONGEST_NUMBER else 0)
            limits = f"from {self.minimum} to {most}" if most else f"{self.minimum} or more"
            raise OptionError(option, f"must be {limits}, or an expression with #{{...}}, not {given!r}")

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        text = super().shown(value, context)
        return int(text) if text and is_whole_number(text) else text

    def exported(self, value: Any, context: Context, place: str) -> Any:
        shown = self.shown(value, context)
        try:
            self.check(shown, place)
        except OptionError:
            # The step has a text that the option can't express.
            return None
        return None if shown == "" else shown


class StepChoice(Choice):
    """A choice between several words; steps may have an expression instead, which the option can't express."""

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return next((each for each in self.choices if each.casefold() == str(value).casefold()), None)


class StepSecret(Secret):
    """A secret, or an expression for one, which is not secret itself: ``#{Password}``."""

    def wanted(self, given: str, current: Any, context: Context, option: str) -> Any:
        if is_expression(given):
            return given.strip()
        # A secret replaces an expression and a text; a placeholder keeps a text.
        is_kept = not isinstance(current, str) or (placeholder_name(given) is not None and not is_expression(current))
        return super().wanted(given, current if is_kept else None, context, option)

    def same(self, current: Any, wanted: Any) -> bool:
        if is_expression(current) or is_expression(wanted):
            return bool(current == wanted)
        return super().same(current, wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        if is_expression(value):
            return value
        # Steps of old servers have the secret itself.
        return super().shown({"HasValue": True} if value and isinstance(value, str) else value, context, given)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        if is_expression(value):
            return value
        if value and isinstance(value, str):
            warn_of_text(place, context)
        return super().exported(value, context, place)


def is_expression(value: Any) -> bool:
    """Whether a value is a single expression, so that it contains no secret."""
    text = value.strip() if isinstance(value, str) else ""
    return text.startswith(EXPRESSION) and text.find("}") == len(text) - 1


@dataclass(frozen=True, eq=False)
class JoinedList(FieldType):
    """A list of texts that the API keeps as one text. ``separators``: the first one is written, all of them are read.

    ``ordered``: whether the order matters.
    """

    separators: str = "\n"
    ordered: bool = False

    def argument(self) -> Argument:
        return {"type": "list", "elements": "str"}

    def shape(self) -> Shape:
        return TEXT_OR_SECRET

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        self.check(given, option)
        return self.separators[0].join(str(each).strip() for each in given)

    def check(self, given: Any, option: str) -> None:
        for index, each in enumerate(given):
            if not str(each).strip():
                raise OptionError(f"{option}[{index}]", "is empty; leave it out, or give [] to clear the list")
            if any(one in str(each).strip() for one in self.separators):
                raise OptionError(f"{option}[{index}]", "is more than one entry; give each one as an entry of its own")

    def same(self, current: Any, wanted: Any) -> bool:
        has, asked = self.entries(current), self.entries(wanted)
        return has == asked if self.ordered else sorted(has) == sorted(asked)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        found = self.entries(value)
        return found if self.ordered else sorted(found)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self.shown(value, context) or None

    def entries(self, value: Any) -> list[str]:
        """The entries of a text."""
        text = value if isinstance(value, str) else ""
        for each in self.separators[1:]:
            text = text.replace(each, self.separators[0])
        return [each.strip() for each in text.split(self.separators[0]) if each.strip()]


LINES = JoinedList()


TEXTS = JoinedList(",")


@dataclass(frozen=True, eq=False)
class JoinedReferences(FieldType):
    """Several documents, whose IDs the API keeps as one text; an expression is allowed in place of a name."""

    location: Location

    def argument(self) -> Argument:
        return TEXTS.argument()

    def shape(self) -> Shape:
        return TEXTS.shape()

    def same(self, current: Any, wanted: Any) -> bool:
        return TEXTS.same(current, wanted)

    def named(self) -> Location | None:
        return self.location

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        return ((self.location, each) for each in given or () if EXPRESSION not in each)

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        self.check(given, option)
        held = TEXTS.entries(current)
        found = [self._id(str(each).strip(), held, context, option) for each in given]
        return ",".join(dict.fromkeys(found))

    def check(self, given: Any, option: str) -> None:
        """Refuse only empty names: names may contain commas."""
        if any(not str(each).strip() for each in given):
            raise OptionError(option, "an entry is empty; leave it out, or give [] to clear the list")

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        entries = TEXTS.entries(value)
        ids = [each for each in entries if EXPRESSION not in each]
        names = dict(zip(ids, names_as_options(self.location, ids, context)))
        return sorted((names.get(each, each) for each in entries), key=folded)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return self.shown(value, context) or None

    def _id(self, value: str, held: list[str], context: Context, option: str) -> str:
        return value if EXPRESSION in value else resolved(self.location, value, context, option, held)


class JoinedPairs(FieldType):
    """A mapping that the API keeps as lines of a key, an equals sign and a value."""

    def argument(self) -> Argument:
        return {"type": "dict"}

    def shape(self) -> Shape:
        return TEXT_OR_SECRET

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        self.check(given, option)
        return "\n".join(f"{name}={'' if value is None else value}" for name, value in given.items())

    def check(self, given: Any, option: str) -> None:
        for name, value in given.items():
            if "=" in str(name) or "\n" in f"{name}{value}":
                raise OptionError(f"{option}.{name}", "must be one line, and its name must not contain =")

    def same(self, current: Any, wanted: Any) -> bool:
        return sorted(LINES.entries(current)) == sorted(LINES.entries(wanted))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        pairs = (each.partition("=") for each in LINES.entries(value))
        return {name: text for name, _sign, text in pairs}


BODY = Body()
WORDS = Words()
FLAG = StepFlag()
PORT = StepNumber(minimum=1, maximum=65535)
