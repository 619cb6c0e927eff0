# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The field types for texts: free, an address, one of several words, and a list of texts."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, not_clearable
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import (
    NO_SECRET,
    kept_secret,
    placeholder,
    placeholder_name,
    secret_text,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import MASK
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import (
    TEXT_OR_SECRET,
    TEXTS,
    WORD,
    Shape,
)

# The beginning of a variable expression, which the server replaces when it deploys.
EXPRESSION = "#{"

# .NET leaves out the default port of a scheme.
DEFAULT_PORTS = {"https": ":443", "http": ":80"}

LAST_PORT = 65535

PORT = re.compile(r"^[^/]+://(?:[^/@]*@)?(?:\[[^\]]*\]|[^/:?#]*):(\d+)(?=$|[/?#])")


def refuse_longer(text: str, longest: int, option: str) -> None:
    """Raise ``OptionError`` for more than ``longest`` characters, counted as .NET does; 0 means no limit."""
    # Python would import the codec utf-16 again in each worker process of Ansible, which takes a millisecond.
    length = len(text) + sum(each > "\uffff" for each in text) if longest else 0
    if length > longest:
        raise OptionError(option, f"must be at most {longest} characters, not {length}")


def refuse_characters(text: str, unwanted: str, option: str) -> None:
    """Raise ``OptionError`` for a text with one of the characters ``unwanted``."""
    found = next((each for each in text if each in unwanted), None)
    if found is not None:
        raise OptionError(option, f"must not contain the character {found}")


def same_lines(one: str, other: str) -> bool:
    """Whether two texts differ at most in their line ends: browsers write CRLF, YAML LF.

    Unicode is not normalised, as in .NET: a composed and a decomposed letter differ.
    """
    return one.replace("\r\n", "\n") == other.replace("\r\n", "\n")


@dataclass(frozen=True, eq=False)
class Text(FieldType):
    """A string. The server trims it, and may return an empty text as null, or null as empty (api: traps#5.25).

    ``clearable``: whether the server accepts an empty text; ``secret``: True for a text that the server returns and
    that must not be shown, False for an option whose name only sounds like a secret. ``longest``: the largest number of
    characters; 0 for any number. ``filled``: whether the server fills in a text if a new document has none, so that an
    export includes an empty text.
    """

    trimmed: bool = True
    clearable: bool = True
    secret: bool | None = None
    longest: int = 0
    filled: bool = False

    def argument(self) -> Argument:
        return {"type": "str"} if self.secret is None else {"type": "str", "no_log": self.secret}

    def shape(self) -> Shape:
        return TEXT_OR_SECRET

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str:
        if self.secret:
            given = secret_text(given, option)
            if placeholder_name(given) is not None:
                return str(kept_secret(given, current, bool(current), option))
            given = "" if given == NO_SECRET else given
        self.check(given, option)
        return given.strip() if self.trimmed else given

    def check(self, given: str, option: str) -> None:
        if not self.clearable and not given.strip():
            raise not_clearable(option)
        refuse_longer(given.strip() if self.trimmed else given, self.longest, option)

    def same(self, current: Any, wanted: Any) -> bool:
        has, asked = current or "", wanted or ""
        # A server may have a SensitiveValue in place of a text.
        if not isinstance(has, str) or not isinstance(asked, str):
            return bool(has == asked)
        return same_lines(has.strip(), asked.strip()) if self.trimmed else same_lines(has, asked)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        if value is not None and not isinstance(value, str):
            return None
        return MASK if self.secret and value else value or ""

    def exported(self, value: Any, context: Context, place: str) -> Any:
        if self.filled and value == "":
            return value
        return placeholder(place) if self.secret and value else super().exported(value, context, place)


class TextOrEmpty(Text):
    """A text that is required and may be empty, so that an export includes an empty text."""

    def is_empty(self, given: Any) -> bool:
        return False

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return super().exported(value, context, place) or ""


@dataclass(frozen=True, eq=False)
class Script(Text):
    """A script, or another text whose blanks and line ends count."""

    holds_scripts: ClassVar[bool] = True
    trimmed: bool = False


@dataclass(frozen=True, eq=False)
class Address(FieldType):
    """A URI, or an expression with ``#{...}`` that becomes a URI.

    The server writes scheme and host in lower case, and a slash at the end (api: machines#target). The case of the path
    matters. ``example``: a valid address with the only allowed scheme; if it is empty, every scheme is allowed.
    """

    example: str = ""

    def argument(self) -> Argument:
        return {"type": "str"}

    def shape(self) -> Shape:
        return WORD

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str:
        self.check(given, option)
        return given.strip()

    def check(self, given: str, option: str) -> None:
        if EXPRESSION in given:
            return
        example = self.example or "https://host:10933/"
        if "://" not in given:
            raise OptionError(option, f"{given!r} is not an address; write it with its scheme, e.g. {example}")
        scheme = self.example.partition("://")[0]
        if self.example and given.strip().partition("://")[0].casefold() != scheme:
            raise OptionError(option, f"must be an address with {scheme}://, e.g. {example}, not {given!r}")
        port = PORT.search(given)
        if port and not 0 < int(port[1].lstrip("0")[:6] or 0) <= LAST_PORT:
            raise OptionError(option, f"the port must be {LAST_PORT} or less, and not 0, in {given!r}")

    def same(self, current: Any, wanted: Any) -> bool:
        has, asked = str(current or ""), str(wanted or "")
        return has == asked or address_parts(has) == address_parts(asked)


def address_parts(address: str) -> tuple[str, ...]:
    """The scheme, the user, the host with its port, and the path of an address; scheme and host in lower case."""
    if EXPRESSION in address:
        return (address.strip(),)
    scheme, _sep, rest = address.strip().partition("://")
    place = re.split("[/?#]", rest, maxsplit=1)[0]
    user, _at, host = place.rpartition("@")
    port = DEFAULT_PORTS.get(scheme.casefold(), "/")
    return (scheme.casefold(), user, host.casefold().removesuffix(port), rest[len(place) :].rstrip("/"))


@dataclass(frozen=True, eq=False)
class Choice(FieldType):
    """One of the API's own enumeration values; servers spell some of them in different case (api: traps#5.19)."""

    choices: tuple[str, ...]

    def argument(self) -> Argument:
        return {"type": "str", "choices": list(self.choices)}

    def shape(self) -> Shape:
        return WORD

    def same(self, current: Any, wanted: Any) -> bool:
        return str(current).casefold() == str(wanted).casefold()


@dataclass(frozen=True, eq=False)
class TextList(FieldType):
    """A list of strings: a set unless ``ordered``. ``secret``: False if the option's name only sounds like a secret."""

    ordered: bool = False
    secret: bool | None = None

    def argument(self) -> Argument:
        argument: Argument = {"type": "list", "elements": "str"}
        return argument if self.secret is None else {**argument, "no_log": self.secret}

    def shape(self) -> Shape:
        return TEXTS

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        self.check(given, option)
        return list(dict.fromkeys(str(each).strip() for each in given))

    def check(self, given: Any, option: str) -> None:
        if any(not str(each).strip() for each in given):
            raise OptionError(option, "an entry is empty; leave it out, or give [] to clear the list")

    def same(self, current: Any, wanted: Any) -> bool:
        if self.ordered:
            return list(current or []) == list(wanted or [])
        return sorted(current or []) == sorted(wanted or [])

    def joined(self, given: Any, current: Any, wanted: Any, context: Context, option: str) -> list[str]:
        return list(dict.fromkeys([*(current or []), *wanted]))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return list(value or []) if self.ordered else sorted(value or [])
