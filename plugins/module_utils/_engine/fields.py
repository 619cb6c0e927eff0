# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Field kinds for single values: how an option becomes an API value, is compared, and is shown."""

from __future__ import annotations

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

Argument = dict[str, Any]
ReferenceUse = tuple[Collection, str]


class FieldKind(Protocol):
    """What a field kind can do. ``option`` is the option's dotted path, for messages."""

    def argument(self) -> Argument:
        """The entry of Ansible's argument_spec, without ``required``."""

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


REPLACE, MERGE = "replace", "merge"


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
    """A string. The server trims it, and hands an empty one back as null or the other way round (octopus-api.md 5.25).

    ``clearable``: whether the server leaves it empty when asked to; ``secret``: a text that is to be shown to nobody
    although the server hands it back, or False for one that only sounds like it.
    """

    trimmed: bool = True
    clearable: bool = True
    secret: bool | None = None

    def argument(self) -> Argument:
        return {"type": "str"} if self.secret is None else {"type": "str", "no_log": self.secret}

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str:
        if self.secret:
            given = secret_text(given, option)
            if named_by(given) is not None:
                return str(kept_secret(given, current, bool(current), option))
            given = "" if given == NO_SECRET else given
        if not self.clearable and not given.strip():
            raise OptionError(option, "can't be cleared; leave the option out to keep what the server has")
        return given.strip() if self.trimmed else given

    def same(self, current: Any, wanted: Any) -> bool:
        if self.trimmed and isinstance(current, str) and isinstance(wanted, str):
            return current.strip() == wanted.strip()
        return bool((current or "") == (wanted or ""))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        if value is not None and not isinstance(value, str):
            return None
        return MASK if self.secret and value else value or ""

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return placeholder(place) if self.secret and value else super().exported(value, context, place)


@dataclass(frozen=True)
class Address(Plain):
    """A URI. The server writes it in lower case and with a slash at its end (octopus-api.md 3.5)."""

    def argument(self) -> Argument:
        return {"type": "str"}

    def wanted(self, given: str, current: Any, context: Context, option: str) -> str:
        if "://" not in given:
            raise OptionError(option, f"{given!r} is no address; write it with its scheme, e.g. https://host:10933/")
        return given.strip()

    def same(self, current: Any, wanted: Any) -> bool:
        return str(current or "").rstrip("/").casefold() == str(wanted or "").rstrip("/").casefold()


@dataclass(frozen=True)
class Flag(Plain):
    """A boolean; one that an older server does not know counts as false."""

    def argument(self) -> Argument:
        return {"type": "bool"}

    def same(self, current: Any, wanted: Any) -> bool:
        return bool(current) == bool(wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return bool(value)


@dataclass(frozen=True)
class TextFlag(Plain):
    """A boolean that the API spells ``"True"`` or ``"False"`` (octopus-api.md 5.36)."""

    def argument(self) -> Argument:
        return {"type": "bool"}

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
    """A whole number, refused below ``minimum``. ``secret``: False for one that only sounds like a secret."""

    minimum: int | None = None
    text: bool = False
    secret: bool | None = None

    def argument(self) -> Argument:
        return {"type": "int"} if self.secret is None else {"type": "int", "no_log": self.secret}

    def wanted(self, given: int, current: Any, context: Context, option: str) -> Any:
        if self.minimum is not None and given < self.minimum:
            raise OptionError(option, f"must be {self.minimum} or more, not {given}")
        return str(given) if self.text else given

    def same(self, current: Any, wanted: Any) -> bool:
        return str(current) == str(wanted)


@dataclass(frozen=True)
class Choice(Plain):
    """One of the API's own enumeration values; servers differ in how they capitalise some (octopus-api.md 5.19)."""

    choices: tuple[str, ...]

    def argument(self) -> Argument:
        return {"type": "str", "choices": list(self.choices)}

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

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        asked = list(dict.fromkeys(str(each).strip() for each in given))
        if "" in asked:
            raise OptionError(option, "an entry is empty; leave it out, or give [] to clear the list")
        return asked

    def same(self, current: Any, wanted: Any) -> bool:
        if self.ordered:
            return list(current or []) == list(wanted or [])
        return sorted(current or []) == sorted(wanted or [])

    def joined(self, current: Any, wanted: Any) -> list[str]:
        return list(dict.fromkeys([*(current or []), *wanted]))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return list(value or []) if self.ordered else sorted(value or [])


@dataclass(frozen=True)
class TextMap(Plain):
    """A map with free keys; a key whose value is null or empty is the same as an absent one (octopus-api.md 5.25)."""

    def argument(self) -> Argument:
        return {"type": "dict"}

    def same(self, current: Any, wanted: Any) -> bool:
        return bool(filled(current) == filled(wanted))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return filled(value)


def filled(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """The entries of ``values`` that say something."""
    return {key: value for key, value in (values or {}).items() if value not in (None, "", [], {})}


@dataclass(frozen=True)
class Secret(Plain):
    """A SensitiveValue: ``{HasValue, NewValue, Hint}``, write-only (octopus-api.md 2.7).

    Echoing what the server gave keeps the secret, so that is what an unsent one comes to.
    """

    # The option update_secrets is about kinds of fields that say so.
    write_only: ClassVar[bool] = True

    def argument(self) -> Argument:
        return {"type": "str", "no_log": True}

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
