# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One option and the API property that it manages, and the protocol of the type that its value has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import (
    Shape,
)

Argument = dict[str, Any]
# Groups of options, by the rule that is over them.
Groups = tuple[tuple[str, ...], ...]

ReferenceUse = tuple[Location, str]


class FieldType(Protocol):
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


@dataclass(frozen=True)
class Field:
    """One option and the API property that it manages.

    ``api``: the property; empty for a kind of field whose properties lie in the document itself. ``required``: whether
    the option must be given wherever its document is; ``needed``: whether the server refuses a new document without
    it. ``create_only``: whether the server takes the value only when the document is made; ``transient``: whether it is
    an instruction for that moment, which the server does not keep; ``deferred``: whether the server takes it only for a
    document that exists, so that a new one gets it by a write of its own. ``shared``: whether others may have a part in
    the list, so that the user says if it is replaced or merged. ``telling``: whether an export has it although it is
    ``create_only``. ``since``: the first server that knows it.
    """

    option: str
    api: str
    kind: FieldType
    required: bool = False
    needed: bool = False
    create_only: bool = False
    transient: bool = False
    deferred: bool = False
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
