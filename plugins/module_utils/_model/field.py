# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One option and the API property that it manages, and the base class of field types."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import (
    Shape,
)

Argument = dict[str, Any]
# Groups of options that share a rule.
Groups = tuple[tuple[str, ...], ...]

ReferenceUse = tuple[Location, str]


@dataclass(frozen=True, eq=False)
class FieldType:
    """Turns the value of an option into an API value, compares two API values and shows an API value.

    ``option`` is the dotted path of the option, for messages. A subclass defines at least ``argument`` and ``shape``;
    it needs the decorator of this class only if it adds fields.
    """

    # Whether the server never returns the value, so that update_secrets applies to it.
    write_only: ClassVar[bool] = False
    # Whether a value is a script, or a map whose values can be scripts, which an export can write to files.
    holds_scripts: ClassVar[bool] = False
    # The property of the companion that the value is about, for a type whose value is the whole document.
    companion: ClassVar[str] = ""
    # Whether removing the documents that the value names would also remove the document with the value, or let it be
    # used where it may not be used now.
    vital: ClassVar[bool] = False
    # Whether a value is the path of a file; a relative path in the file of a configuration begins beside that file.
    names_file: ClassVar[bool] = False
    # Whether a value names a space together with documents of that space.
    names_spaces: ClassVar[bool] = False

    def argument(self) -> Argument:
        """The entry of Ansible's argument_spec, without ``required``."""
        raise NotImplementedError

    def shape(self) -> Shape:
        """The shape of an API value that the other methods expect."""
        raise NotImplementedError

    def parts(self) -> tuple[Field, ...]:
        """The fields of a nested document, or of each entry of a list."""
        return ()

    def named(self) -> Location | None:
        """The location of the documents that a value names, apart from the documents that its parts name."""
        return None

    def check(self, given: Any, option: str) -> None:
        """Raise ``OptionError`` for a value that every server would refuse."""

    def is_empty(self, given: Any) -> bool:
        """Whether ``given`` has no value: it is a blank text, an empty list, or a mapping in which nothing is given."""
        if isinstance(given, Mapping):
            return all(part is None for part in given.values())
        return not (given.strip() if isinstance(given, str) else given or given in (0, False))

    def mistakes(self, given: Any, option: str) -> Iterator[OptionError]:
        """All mistakes in a value. By default, the one mistake that ``check`` raises."""
        try:
            self.check(given, option)
        except OptionError as mistake:
            yield mistake

    def references(self, given: Any) -> Iterator[ReferenceUse]:
        """The documents that ``given`` names, to be looked up before the document is read."""
        return iter(())

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> Any:
        """The API value that ``given`` asks for, based on the server's present value. Raises ``OptionError``."""
        return given

    def merged(self, given: Any, current: Any, context: Context, option: str) -> Any:
        """The API value with ``mode=merge``. Raises ``OptionError``.

        A type whose value is a whole document overrides this method: planning its replacement would warn of other
        things.
        """
        return self.joined(given, current, self.wanted(given, current, context, option), context, option)

    def joined(self, given: Any, current: Any, wanted: Any, context: Context, option: str) -> Any:
        """The merged list: the wanted entries, and those of the present list that it lacks.

        A type whose entries have a state leaves out the entries that ``given`` asks to remove.
        """
        raise NotImplementedError

    def managed(self, value: Any) -> Any:
        """The part of an API value that the option manages, for a type whose value is a whole document."""
        return value

    def interim_options(
        self, current: Mapping[str, Any], wanted: Mapping[str, Any], context: Context
    ) -> Mapping[str, Any]:
        """The options to write first, if the server refuses the wanted values until another document is changed.

        A second write at the end of the run replaces these options. ``current`` and ``wanted``: the whole document.
        Reads only.
        """
        return {}

    def loses(self, current: Any, wanted: Any) -> bool:
        """Whether a list loses an entry that the server does not remove while documents use it."""
        return False

    def same(self, current: Any, wanted: Any) -> bool:
        """Whether both API values mean the same to the server."""
        return bool(current == wanted)

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        """An API value as an option value, secrets masked; of a nested document only the options in ``given``."""
        return value

    def exported(self, value: Any, context: Context, place: str) -> Any:
        """An API value as an option value that would change nothing; None for an empty value.

        A secret becomes a placeholder with ``place`` as its name.
        """
        shown = self.shown(value, context)
        return None if shown in ("", [], {}) else shown


REPLACE, MERGE = "replace", "merge"
Change = Literal["free", "on_create", "fixed", "instruction", "deferred"]
Required = Literal["never", "for_new", "always"]


@dataclass(frozen=True, eq=False)
class Field:
    """One option and the API property that it manages. Two fields are never equal.

    ``api``: the property; empty for a type that reads and writes the whole document. ``required``: ``for_new`` if the
    server refuses a new document without it, ``always`` if the option must be given with its document. ``shared``: for
    a list to which others may add, the option with which the user chooses between replacing and merging it. ``since``:
    the first release that has the property. ``change``: when the server accepts a value:

    - ``free``: at any time;
    - ``on_create``: only in a new document; an export leaves the option out;
    - ``fixed``: only in a new document; an export has the option;
    - ``instruction``: only in a new document, as an instruction that the server does not keep;
    - ``deferred``: only in an existing document, so that a new document gets it by a second write.

    Raises ``TypeError`` for a shared field whose type can't merge lists.
    """

    option: str
    api: str
    type: FieldType
    required: Required = "never"
    change: Change = "free"
    shared: str = ""
    since: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        of_type, default = type(self.type), FieldType
        if self.shared and of_type.joined is default.joined and of_type.merged is default.merged:
            raise TypeError(f"{self.option} is shared, but its field type can't merge lists")

    def arguments(self) -> dict[str, Argument]:
        """The entries of Ansible's argument_spec for the field."""
        argument = self.type.argument()
        found = {self.option: {**argument, "required": True} if self.required == "always" else argument}
        if self.shared:
            found[self.shared] = {"type": "str", "choices": [REPLACE, MERGE], "default": REPLACE}
        return found

    @property
    def is_lasting(self) -> bool:
        """Whether the value of an existing document can change."""
        return self.change in ("free", "deferred")

    def of(self, document: Mapping[str, Any]) -> Any:
        """The API value of the field in ``document``."""
        return document.get(self.api) if self.api else document
