# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The value that describes a kind: the location of its documents, their fields, and rare behaviour."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from functools import cached_property
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import plural
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field, Groups, ReferenceUse
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import (
    NO_HOOKS,
    Action,
    Companion,
    Hooks,
    Parameters,
    nothing,
    unchanged,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import OF_A_SPACE, Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# The property that holds a document's position in its list.
SORT_ORDER = "SortOrder"


@dataclass(frozen=True, eq=False)
class Creation:
    """The needs of a new document of a kind, apart from its options.

    ``one_of``: groups of options; the server needs one option of each group. ``starts``: properties that newer servers
    require, with the default of older ones. ``constants``: properties that all documents of the kind have, where its
    location holds several kinds. ``in_address``: properties that are sent as parameters of the POST link, by parameter;
    ``at(document)``: the location that takes the POST of this new document; None for the location of the kind.
    """

    one_of: Groups = ()
    starts: Mapping[str, Any] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    in_address: Mapping[str, str] = field(default_factory=dict)
    at: Callable[[Document], Location | None] = nothing


@dataclass(frozen=True, eq=False)
class Published:
    """The properties of a kind that no option sets; a test compares them with the API's published description.

    ``definition``: the name of the document in the description, unless it is the kind followed by ``Resource``.
    ``read_only``: the properties that only the server sets. ``unmanaged``: writable properties without an option, each
    with the reason. A property of a nested document is written with its definition, e.g. ``PhaseResource.Name``, and
    one of a variant as ``EndpointResource:Ssh.Uri``.
    """

    definition: str = ""
    read_only: tuple[str, ...] = ()
    unmanaged: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Owner:
    """The owner of documents of a kind, e.g. the project that variables belong to.

    ``option``: the option that names the owner; empty for the space or the server itself. ``location``: where owners
    live; if owners have a parent, the kind has the same parent, and an owner's name is looked up in it. ``first``:
    further documents of the owner; they are written first, because the document can name parts of them.
    ``left(document, context)``: the document as it will be once the run has written the owner, because that write may
    remove parts of the document. Reads only.
    """

    option: str
    location: Location
    first: tuple[Location, ...] = ()
    left: Callable[[Document, Context], Document] = unchanged


THE_SPACE = Owner("", Location("", "space"))
THE_SERVER = Owner("", Location("", "server", system=True))


@dataclass(frozen=True, eq=False)
class Resource:
    """The value that describes a kind of document.

    ``kind``: the module's name without ``octopus_``. ``location``: where its documents live. ``fields``: all managed
    properties except the name. ``creation``: the needs of a new document. ``exclusive``: groups of options of which at
    most one can be given. ``companions``, ``actions`` and ``hooks``: rare behaviour; see these classes. ``owners``: the
    documents that a document of the kind can belong to; the document is a companion of its owner, and is never created,
    named or removed. ``one_time_secret``: the key of the task's result for a secret that the server shows once; a
    configuration can't have a kind with such a secret, because the result of a configuration is shown. ``published``:
    the properties that no option sets.
    """

    kind: str
    location: Location
    fields: tuple[Field, ...]
    creation: Creation = Creation()
    exclusive: Groups = ()
    companions: tuple[Companion, ...] = ()
    actions: tuple[Action, ...] = ()
    hooks: Hooks = NO_HOOKS
    owners: tuple[Owner, ...] = ()
    one_time_secret: str = ""
    published: Published = Published()

    @property
    def is_owned(self) -> bool:
        """Whether a document belongs to an owner, so that it has no name of its own."""
        return bool(self.owners)

    @cached_property
    def singleton(self) -> bool:
        """Whether the document belongs to the space or the server itself, so that there is only one."""
        return any(not each.option for each in self.owners)

    @cached_property
    def owner(self) -> Owner | None:
        """The owner that an option names; None for other kinds, and for a kind that has not been narrowed by ``of``."""
        return self.owners[0] if len(self.owners) == 1 and not self.singleton else None

    @cached_property
    def variants(self) -> tuple[Resource, ...]:
        """The kind for each owner that an option can name; the kind itself where there is no such choice."""
        if self.singleton or not self.owners:
            return (self,)
        # The links that lead to the documents differ from variant to variant. A variant has no other variants.
        ways = [f"{each.location.link}.{self.companions[0].link}" for each in self.owners]
        return tuple(
            self
            if self.location.link == way
            else replace(self, owners=(each,), location=replace(self.location, link=way))
            for each, way in zip(self.owners, ways)
        )

    def of(self, parameters: Parameters) -> Resource:
        """The kind for the owner that the options name."""
        named = (each for each in self.variants if each.owner and parameters.get(each.owner.option) is not None)
        return next(named, self)

    def whose(self, parameters: Parameters) -> str:
        """The owner for messages, e.g. ``of project Shop``; empty for a kind without owners."""
        if self.owner:
            inside = f"{self.given_parent(parameters)}: " if self.parent else ""
            return f"of {self.owner.location.label} {inside}{parameters.get(self.owner.option)}"
        return f"of the {self.owners[0].location.label}" if self.singleton else ""

    def own(self, document: Document) -> Document:
        """The document of the kind itself, which is a property of its owner's document."""
        held = (document.get(each.prop) for each in self.companions) if self.owner else iter((document,))
        return next((each for each in held if each), {})

    @property
    def is_versioned(self) -> bool:
        """Whether the server refuses to write a document that has changed since it was read."""
        return self.owner is not None and all(each.versioned for each in self.companions)

    @property
    def fixed(self) -> bool:
        """Whether documents of the kind can't be changed after their creation, not even their names."""
        return not any(each.is_lasting for each in self.fields)

    @property
    def label(self) -> str:
        """The word for one document, for messages: ``project group``."""
        return self.location.label

    @cached_property
    def plural(self) -> str:
        """The kind's name in a configuration: ``project_group`` -> ``project_groups``, ``proxy`` -> ``proxies``."""
        return plural(self.kind)

    @cached_property
    def in_order(self) -> bool:
        """Whether the server keeps the documents in an order and puts a new document last."""
        return any(each.api == SORT_ORDER for each in self.fields)

    @cached_property
    def parent(self) -> Field | None:
        """The field that names the parent document; None for a kind without a parent."""
        parent = self.location.parent
        return next(each for each in self.fields if each.api == parent.prop) if parent else None

    @cached_property
    def of_space(self) -> Field | None:
        """The field that names the space of a document that may also belong to the server; None for other kinds."""
        return next((each for each in self.fields if each.api == OF_A_SPACE), None) if self.location.is_mixed else None

    def given_space(self, parameters: Parameters) -> ReferenceUse | None:
        """The space of the document among the options; None if none is given, and for kinds without such an option."""
        return (
            next(self.of_space.type.references(parameters.get(self.of_space.option)), None) if self.of_space else None
        )

    def given_parent(self, parameters: Parameters) -> str:
        """The name, ID or slug of the parent among the options; empty for a kind without a parent."""
        return str(parameters.get(self.parent.option) or "") if self.parent else ""

    def source(self, parameters: Parameters) -> str:
        """The name, ID or slug of the document to clone among the options; empty if none is given."""
        named = (parameters.get(each.option) for each in self.source_fields)
        return next((str(each) for each in named if each), "")

    @cached_property
    def source_fields(self) -> tuple[Field, ...]:
        """The fields that name the document to clone."""
        return tuple(each for each in self.fields if each.api in self.creation.in_address.values())

    @cached_property
    def at_once(self) -> tuple[Field, ...]:
        """The fields that are sent when a document is created."""
        return tuple(each for each in self.fields if each.change != "deferred")

    @cached_property
    def deferred(self) -> tuple[Field, ...]:
        """The fields that a new document gets by a second write."""
        return tuple(each for each in self.fields if each.change == "deferred")

    @cached_property
    def lasting(self) -> tuple[Field, ...]:
        """The fields with properties that the server keeps."""
        return tuple(each for each in self.fields if each.change != "instruction")

    def locations(self) -> set[Location]:
        """The locations of its owners, and of the documents that a document can refer to when it is created."""
        return named_in(self.at_once) | {each.location for each in self.owners if each.option}

    def looks_into_a_space(self, parameters: Parameters) -> bool:
        """Whether the options of a document at the server's own links refer to documents of a space."""
        given = [each for each in given_fields(self.fields, parameters) if not each.type.names_spaces]
        named = named_in(tuple(given))
        return parameters.get("state") != "absent" and any(not each.system for each in named)

    def has_secrets(self) -> bool:
        """Whether a field of the kind, at any depth, has values that the server never returns."""
        return any(each.type.write_only for each in every_field(self.fields))

    def references(self, parameters: Parameters) -> Iterator[ReferenceUse]:
        """The documents that the options refer to when the document is created; the owner comes first."""
        for owner in self.owners:
            if owner.option and parameters.get(owner.option):
                yield owner.location, str(parameters[owner.option])
        for each in given_fields(self.at_once, parameters):
            yield from each.type.references(parameters[each.option])


def called(resource: Resource, document: Document) -> str:
    """A document for messages: label, name and ID; of a document with an owner, the name and ID of the owner."""
    owner = resource.owner
    naming, label = (owner.location.naming, f"{resource.label} of {owner.location.label}") if owner else (None, "")
    name, identity = document.get((naming or resource.location.naming).prop), document.get("Id")
    parts = [label or resource.label, *([repr(name)] if name else []), *([f"({identity})"] if identity else [])]
    return " ".join(parts)


def named_in(fields: tuple[Field, ...]) -> set[Location]:
    """The locations whose documents these fields can refer to."""
    named = (each.type.named() for each in every_field(fields))
    return {each for each in named if each is not None}


def every_field(fields: tuple[Field, ...]) -> Iterator[Field]:
    """``fields`` and the fields of their nested documents."""
    for each in fields:
        yield each
        yield from every_field(each.type.parts())
