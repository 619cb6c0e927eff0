# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One option and the API property that it manages, and the protocol of the type that its value has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import (
    Shape,
)

Argument = dict[str, Any]
# Groups of options, by the rule that is over them.
Groups = tuple[tuple[str, ...], ...]

ReferenceUse = tuple[Location, str]


class FieldType:
    """How the value of an option becomes an API value, is compared, and is shown.

    ``option`` is the option's dotted path, for messages. A type of its own says at least ``argument`` and ``shape``.
    """

    # Whether the server never returns the value: the option update_secrets is about it.
    write_only: ClassVar[bool] = False
    # Whether the names in a value are those of a space that the value itself names.
    names_spaces: ClassVar[bool] = False

    def argument(self) -> Argument:
        """The entry of Ansible's argument_spec, without ``required``."""
        raise NotImplementedError

    def shape(self) -> Shape:
        """What an API value must be so that the other methods take it."""
        raise NotImplementedError

    def parts(self) -> tuple[Field, ...]:
        """The fields of which a value, or each of its entries, consists."""
        return ()

    def named(self) -> Location | None:
        """Where the documents live that a value names, apart from those that its parts name."""
        return None

    def check(self, given: Any, option: str) -> None:
        """Raise ``OptionError`` for a value that no server takes, whatever it has."""

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        """The documents that ``given`` names, so that they can be looked up before the resource is read."""
        return iter(())

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        """The API value that ``given`` asks for, built upon what the server has. Raises ``OptionError``."""
        return given

    def joined(self, current: Any, wanted: Any) -> Any:
        """The list that has what is wanted, and whatever others have put there, for a list that can be shared."""
        raise NotImplementedError

    def loses(self, current: Any, wanted: Any) -> bool:
        """Whether a list loses an entry that the server keeps as long as documents bear it."""
        return False

    def same(self, current: Any, wanted: Any) -> bool:
        """Whether the server would take both API values for the same."""
        return bool(current == wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        """An API value in the option's notation, secrets masked; of a document only the parts that ``given`` has."""
        return value

    def exported(self, value: Any, context: Context, place: str) -> Any:
        """An API value in the option's notation, so that giving it back changes nothing; None for an empty one.

        A secret is a placeholder named by ``place``.
        """
        shown = self.shown(value, context)
        return None if shown in ("", [], {}) else shown


REPLACE, MERGE = "replace", "merge"
Change = Literal["free", "on_create", "fixed", "instruction", "deferred"]
Required = Literal["never", "for_new", "always"]


@dataclass(frozen=True)
class Field:
    """One option and the API property that it manages.

    ``api``: the property; empty for a type whose properties lie in the document itself. ``required``: whether the
    server refuses a new document without it (``for_new``), or the option must be given wherever its document is
    (``always``). ``shared``: whether others may have a part in the list, so that the user says if it is replaced or
    merged. ``since``: the first server that knows it. ``change``: when the server takes a value:

    - ``free``: at any time;
    - ``on_create``: in a new document alone; an export leaves it out;
    - ``fixed``: in a new document alone; an export has it;
    - ``instruction``: in a new document alone, as an instruction that the server does not keep;
    - ``deferred``: in a document that exists, so that a new one gets it by a write of its own.
    """

    option: str
    api: str
    type: FieldType
    required: Required = "never"
    change: Change = "free"
    shared: bool = False
    since: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if self.shared and type(self.type).joined is FieldType.joined:
            raise TypeError(f"{self.option} is of a type that can't be added to")

    def arguments(self) -> dict[str, Argument]:
        """The entries of Ansible's argument_spec for it."""
        argument = self.type.argument()
        found = {self.option: {**argument, "required": True} if self.required == "always" else argument}
        if self.shared:
            found[self.mode] = {"type": "str", "choices": [REPLACE, MERGE], "default": REPLACE}
        return found

    @property
    def mode(self) -> str:
        """The option that says whether a shared list is replaced or merged."""
        return f"{self.option}_mode"

    @property
    def is_lasting(self) -> bool:
        """Whether a document that exists can get another value."""
        return self.change in ("free", "deferred")

    def of(self, document: Mapping[str, Any]) -> Any:
        """The API value that ``document`` has for it."""
        return document.get(self.api) if self.api else document
