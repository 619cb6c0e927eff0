# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Field kinds for single values: how an option becomes an API value, is compared, and is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, runtime_checkable

from ansible_collections.octopus.deploy.plugins.module_utils._engine.context import ALWAYS, Context
from ansible_collections.octopus.deploy.plugins.module_utils._engine.directory import Collection
from ansible_collections.octopus.deploy.plugins.module_utils._engine.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._engine.placeholders import (
    NO_SECRET,
    kept_secret,
    named_by,
    placeholder,
    secret_text,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import MASK
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import (
    FLAG,
    NUMBER,
    TEXT_OR_SECRET,
    TEXTS,
    WORD,
    Shape,
)

# How variables are written, which the server puts in only when it deploys.
EXPRESSION = "#{"
# .NET leaves out the port that belongs to a scheme.
DEFAULT_PORTS = {"https": ":443", "http": ":80"}
Argument = dict[str, Any]
ReferenceUse = tuple[Collection, str]


class FieldKind(Protocol):
    """What a field kind can do. ``option`` is the option's dotted path, for messages."""

    def argument(self) -> Argument:
        """The entry of Ansible's argument_spec, without ``required``."""

    def shape(self) -> Shape:
        """What an API value must be so that the others take it."""

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        """The documents that ``given`` names, so that they can be looked up before the resource is read."""

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        """The API value that ``given`` asks for, built upon what the server has; raises OptionError."""

    def same(self, current: Any, wanted: Any) -> bool:
        """Whether the server would take both API values for the same."""

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        """An API value in the option's notation, secrets masked; of a document only what is in ``given``."""

    def exported(self, value: Any, context: Context, place: str) -> Any:
        """An API value in the option's notation, so that giving it back changes nothing; None for what says nothing.

        A secret is a placeholder named by ``place``.
        """


@runtime_checkable
class Joinable(Protocol):
    """A field kind for a list that several may have a part in."""

    def joined(self, current: Any, wanted: Any) -> Any:
        """The list that has what is wanted, and whatever others have put there."""


@runtime_checkable
class Checkable(Protocol):
    """A field kind with values that no server takes, whatever it has."""

    def check(self, given: Any, option: str) -> None:
        """Raise OptionError for such a value."""


REPLACE, MERGE = "replace", "merge"
MOST_PORTS = 65535
PORT = re.compile(r"^[^/]+://(?:[^/@]*@)?(?:\[[^\]]*\]|[^/:?#]*):(\d+)(?=$|[/?#])")


@dataclass(frozen=True)
class Field:
    """One option and the API property that it manages.

    ``api``: the property; empty for a kind of field whose properties lie in the document itself. ``required``: whether
    the option must be given wherever its document is; ``needed``: whether the server refuses a new document without
    it. ``create_only``: whether the server takes the value only when the document is made; ``transient``: whether it is
    an instruction for that moment, which the server does not keep; ``later``: whether the server takes it only for a
    document that exists, so that a new one gets it by a write of its own. ``shared``: whether others may have a part in
    the list, so that the user says if it is replaced or merged. ``telling``: whether an export has it although it is
    ``create_only``. ``since``: the first server that knows it.
    """

    option: str
    api: str
    kind: FieldKind
    required: bool = False
    needed: bool = False
    create_only: bool = False
    transient: bool = False
    later: bool = False
    shared: bool = False
    telling: bool = False
    since: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if self.shared and not isinstance(self.kind, Joinable):
            raise TypeError(f"{self.option} is of a kind that can't be added to")

    def arguments(self) -> dict[str, Argument]:
        """The entries of Ansible's argument_spec for it."""
        argument = self.kind.argument()
        found = {self.option: {**argument, "required": True} if self.required else argument}
        if self.shared:
            found[self.mode] = {"type": "str", "choices": [REPLACE, MERGE], "default": REPLACE}
        return found

    @property
    def mode(self) -> str:
        """The option that says whether a shared list is replaced or merged."""
        return f"{self.option}_mode"

    def of(self, document: Mapping[str, Any]) -> Any:
        """The API value that ``document`` has for it."""
        return document.get(self.api) if self.api else document


def refuse_longer(text: str, longest: int, option: str) -> None:
    """Raise OptionError for a text of more characters than the server takes, counted as .NET does; 0 is no limit."""
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    if longest and length > longest:
        raise OptionError(option, f"must be at most {longest} characters, not {length}")


def refuse_characters(text: str, unwanted: str, option: str) -> None:
    """Raise OptionError for a character that the server takes in no such text."""
    found = next((each for each in text if each in unwanted), None)
    if found is not None:
        raise OptionError(option, f"must not contain the character {found}")


def same_lines(one: str, other: str) -> bool:
    """Whether two texts differ by no more than their line ends: browsers write CRLF, YAML LF.

    Any other difference counts, as it does to .NET: the same letter composed and decomposed is two texts.
    """
    return one.replace("\r\n", "\n") == other.replace("\r\n", "\n")


class Plain:
    """What a value that refers to nothing and needs no translation has in common."""

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        return iter(())

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        return given

    def same(self, current: Any, wanted: Any) -> bool:
        return bool(current == wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return value

    def exported(self, value: Any, context: Context, place: str) -> Any:
        shown = self.shown(value, context)
        return None if shown in ("", [], {}) else shown


@dataclass(frozen=True)
class Text(Plain):
    """A string. The server trims it, and hands an empty one back as null or the other way round (api: traps#5.25).

    ``clearable``: whether the server leaves it empty when asked to; ``secret``: a text that is to be shown to nobody
    although the server hands it back, or False for one that only sounds like it. ``longest``: how many characters the
    server takes; 0 for any number.
    """

    trimmed: bool = True
    clearable: bool = True
    secret: bool | None = None
    longest: int = 0

    def argument(self) -> Argument:
        return {"type": "str"} if self.secret is None else {"type": "str", "no_log": self.secret}

    def shape(self) -> Shape:
        return TEXT_OR_SECRET

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str:
        if self.secret:
            given = secret_text(given, option)
            if named_by(given) is not None:
                return str(kept_secret(given, current, bool(current), option))
            given = "" if given == NO_SECRET else given
        self.check(given, option)
        return given.strip() if self.trimmed else given

    def check(self, given: str, option: str) -> None:
        if not self.clearable and not given.strip():
            raise OptionError(option, "can't be cleared; leave the option out to keep what the server has")
        refuse_longer(given.strip() if self.trimmed else given, self.longest, option)

    def same(self, current: Any, wanted: Any) -> bool:
        has, asked = current or "", wanted or ""
        # A server may hold a secret where a text belongs.
        if not isinstance(has, str) or not isinstance(asked, str):
            return bool(has == asked)
        return same_lines(has.strip(), asked.strip()) if self.trimmed else same_lines(has, asked)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        if value is not None and not isinstance(value, str):
            return None
        return MASK if self.secret and value else value or ""

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return placeholder(place) if self.secret and value else super().exported(value, context, place)


@dataclass(frozen=True)
class Address(Plain):
    """A URI, or an expression with ``#{...}`` for one.

    The server writes scheme and host in lower case, and a slash at the end (api: machines#target). The path counts.
    ``example``: one that the server takes, with the one scheme that there may be; without it any scheme will do.
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
            raise OptionError(option, f"{given!r} is no address; write it with its scheme, e.g. {example}")
        scheme, has = (each.strip().partition("://")[0].casefold() for each in (example, given))
        if self.example and has != scheme:
            raise OptionError(option, f"must be an address with {scheme}://, e.g. {example}, not {given!r}")
        port = PORT.search(given)
        if port and not 0 < int(port[1]) <= MOST_PORTS:
            raise OptionError(option, f"the port must be {MOST_PORTS} or less, and not 0, in {given!r}")

    def same(self, current: Any, wanted: Any) -> bool:
        return address_parts(str(current or "")) == address_parts(str(wanted or ""))


def address_parts(address: str) -> tuple[str, ...]:
    """Scheme, user, host with port, and path of an address, of which those without case in lower case."""
    if EXPRESSION in address:
        return (address.strip(),)
    scheme, _sep, rest = address.strip().partition("://")
    place = re.split("[/?#]", rest, maxsplit=1)[0]
    user, _at, host = place.rpartition("@")
    port = DEFAULT_PORTS.get(scheme.casefold(), "/")
    return (scheme.casefold(), user, host.casefold().removesuffix(port), rest[len(place) :].rstrip("/"))


@dataclass(frozen=True)
class Flag(Plain):
    """A boolean; one that an older server does not know counts as false."""

    def argument(self) -> Argument:
        return {"type": "bool"}

    def shape(self) -> Shape:
        return FLAG

    def same(self, current: Any, wanted: Any) -> bool:
        return bool(current) == bool(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return bool(value)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        # A server that does not know the switch refuses the option.
        return None if value is None else bool(value)


@dataclass(frozen=True)
class TextFlag(Plain):
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
        return str(value or False).casefold() == "true"


@dataclass(frozen=True)
class Number(Plain):
    """A whole number, refused outside ``minimum`` and ``maximum``. ``secret``: False for one that sounds like one."""

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
        if self.maximum is not None and not (self.minimum or 0) <= given <= self.maximum:
            raise OptionError(option, f"must be from {self.minimum or 0} to {self.maximum}, not {given}")
        if self.minimum is not None and given < self.minimum:
            raise OptionError(option, f"must be {self.minimum} or more, not {given}")

    def same(self, current: Any, wanted: Any) -> bool:
        return str(current) == str(wanted)


@dataclass(frozen=True)
class Choice(Plain):
    """One of the API's own enumeration values; servers differ in how they capitalise some (api: traps#5.19)."""

    choices: tuple[str, ...]

    def argument(self) -> Argument:
        return {"type": "str", "choices": list(self.choices)}

    def shape(self) -> Shape:
        return WORD

    def same(self, current: Any, wanted: Any) -> bool:
        return str(current).casefold() == str(wanted).casefold()


@dataclass(frozen=True)
class TextList(Plain):
    """A list of strings: a set unless ``ordered``. ``secret``: False for one that only sounds like a secret."""

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

    def joined(self, current: Any, wanted: Any) -> list[str]:
        return list(dict.fromkeys([*(current or []), *wanted]))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return list(value or []) if self.ordered else sorted(value or [])


@dataclass(frozen=True)
class Secret(Plain):
    """A SensitiveValue: ``{HasValue, NewValue, Hint}``, write-only (api: documents#secrets).

    Echoing what the server gave keeps the secret, so that is what an unsent one comes to.
    """

    # The option update_secrets is about kinds of fields that say so.
    write_only: ClassVar[bool] = True

    def argument(self) -> Argument:
        return {"type": "str", "no_log": True}

    def shape(self) -> Shape:
        return TEXT_OR_SECRET

    def wanted(self, given: str, current: Any, context: Context, option: str) -> Any:
        given = secret_text(given, option)
        # A server may hold a text where a secret belongs.
        stored = self._state(current)[0]
        if given == NO_SECRET:
            return {"HasValue": False, "NewValue": None}
        if named_by(given) is not None:
            context.not_compared(option)
            return kept_secret(given, current, stored, option)
        if stored and context.update_secrets != ALWAYS:
            context.not_compared(option)
            return current
        return {"HasValue": True, "NewValue": given}

    def same(self, current: Any, wanted: Any) -> bool:
        return self._state(current) == self._state(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        if not isinstance(value, dict):
            return None
        has_value, new_value = self._state(value)
        if new_value:
            return f"{MASK} (sent)"
        return MASK if has_value else None

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return placeholder(place) if self.shown(value, context) else None

    @staticmethod
    def _state(value: Any) -> tuple[bool, bool]:
        if not isinstance(value, dict):
            return bool(value), False
        return bool(value.get("HasValue")), value.get("NewValue") is not None
