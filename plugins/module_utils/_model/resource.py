# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A kind of Octopus document as a value: where its documents live, their fields, and rare behaviour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field, Groups, ReferenceUse
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import (
    NO_HOOKS,
    Action,
    Companion,
    Hooks,
    Parameters,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# Words such as policy, and not such as key.
CONSONANT_AND_Y = re.compile(r"[^aeiou]y$")
# The property that says where in a list a document stands.
PLACE = "SortOrder"


@dataclass(frozen=True)
class Creation:
    """What a new document of a kind needs beside its options.

    ``one_of``: groups of options, one of which the server needs. ``starts``: what the server demands although it could
    be left out once, and what that meant. ``constants``: properties that every document of the kind has, where its
    location holds others as well. ``in_address``: properties that go into the address of the POST, by the name of the
    link's parameter; ``address``: the values that other parameters of the link have there.
    """

    one_of: Groups = ()
    starts: Mapping[str, Any] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)
    in_address: Mapping[str, str] = field(default_factory=dict)
    address: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Published:
    """What the documentation says of a kind's document; a test holds it to the API's published description.

    ``definition``: what the description calls the document, unless that is the kind with ``Resource`` behind it.
    ``read_only``: the properties that only the server sets. ``unmanaged``: those that could be set and that no option
    sets, with the reason. A property of a nested document is named with its definition, e.g. ``PhaseResource.Name``,
    one of a variant ``EndpointResource:Ssh.Uri``.
    """

    definition: str = ""
    read_only: tuple[str, ...] = ()
    unmanaged: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Resource:
    """A kind of document.

    ``kind``: the module's name without ``octopus_``. ``location``: where its documents live. ``fields``: what options
    manage, the name apart. ``creation``: what a new document needs. ``exclusive``: groups of options of which one at
    most can be given. ``companions``: documents of their own to the API that people take for a part of it.
    ``actions``: what a task can ask for beside the document. ``hooks``: rare behaviour. ``since``: the first server
    that has the kind. ``singleton``: whether it stands for the space or the server itself: nobody creates, names or
    removes it. ``hands_over``: the key of a task's result that holds a secret which the server shows once. Such a kind
    is no part of configurations, whose results are shown. ``published``: what the documentation says of it.
    """

    kind: str
    location: Location
    fields: tuple[Field, ...]
    creation: Creation = Creation()
    exclusive: Groups = ()
    companions: tuple[Companion, ...] = ()
    actions: tuple[Action, ...] = ()
    hooks: Hooks = NO_HOOKS
    since: tuple[int, int] | None = None
    singleton: bool = False
    hands_over: str = ""
    published: Published = Published()

    @property
    def fixed(self) -> bool:
        """Whether its documents are created and removed, and never changed, not even their names."""
        return not any(each.is_lasting for each in self.fields)

    @property
    def label(self) -> str:
        return self.location.label

    @property
    def plural(self) -> str:
        """The kind's name in a configuration: ``project_group`` -> ``project_groups``, ``proxy`` -> ``proxies``."""
        if self.kind.endswith("s"):
            return self.kind
        return f"{self.kind[:-1]}ies" if CONSONANT_AND_Y.search(self.kind) else f"{self.kind}s"

    @property
    def in_order(self) -> bool:
        """Whether the server lists its documents in an order of their own, to which a new one comes last."""
        return any(each.api == PLACE for each in self.fields)

    @property
    def parent(self) -> Field | None:
        """The option that names what its documents belong to."""
        parent = self.location.parent
        return next(each for each in self.fields if each.api == parent.prop) if parent else None

    def given_parent(self, parameters: Parameters) -> str:
        """What the options name as the document that it belongs to; empty for a kind that belongs to none."""
        return str(parameters.get(self.parent.option) or "") if self.parent else ""

    def source(self, parameters: Parameters) -> str:
        """What the options name as the document that a new one is a clone of; empty for none."""
        named = (parameters.get(each.option) for each in self.source_fields())
        return next((str(each) for each in named if each), "")

    def source_fields(self) -> tuple[Field, ...]:
        """The fields that say what a new document is a clone of."""
        return tuple(each for each in self.fields if each.api in self.creation.in_address.values())

    def at_once(self) -> tuple[Field, ...]:
        """The fields that a document can have from the start."""
        return tuple(each for each in self.fields if each.change != "deferred")

    def locations(self) -> set[Location]:
        """The collections whose documents it can name from the start."""
        return named_in(self.at_once())

    def looks_into_a_space(self, parameters: Parameters) -> bool:
        """Whether the options speak of documents of a space, although it may be the server's itself."""
        given = [each for each in given_fields(self.fields, parameters) if not each.type.names_spaces]
        named = named_in(tuple(given))
        return parameters.get("state") != "absent" and any(not each.system for each in named)

    def has_secrets(self) -> bool:
        return any(each.type.write_only for each in every_field(self.fields))

    def references(self, parameters: Parameters) -> Iterator[ReferenceUse]:
        """The documents that the options name from the start."""
        for each in given_fields(self.at_once(), parameters):
            yield from each.type.references(parameters[each.option])


def called(resource: Resource, document: Document) -> str:
    """A document as people speak of it, with the ID that nothing else has."""
    name, identity = document.get(resource.location.naming.prop), document.get("Id")
    return " ".join([resource.label, *([repr(name)] if name else []), *([f"({identity})"] if identity else [])])


def named_in(fields: tuple[Field, ...]) -> set[Location]:
    """The collections whose documents these fields can name."""
    named = (each.type.named() for each in every_field(fields))
    return {each for each in named if each is not None}


def every_field(fields: tuple[Field, ...]) -> Iterator[Field]:
    """``fields`` and the fields of what is nested in them."""
    for each in fields:
        yield each
        yield from every_field(each.type.parts())
