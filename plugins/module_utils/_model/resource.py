# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a kind of Octopus document is to the engine: a value, no code of its own but for its hooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Callable, Protocol

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, Field, Groups, ReferenceUse
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# The property that says where in a list a document stands.
PLACE = "SortOrder"
Parameters = Mapping[str, Any]
# What a plan writes.
NONE, CREATE, UPDATE, DELETE = "none", "create", "update", "delete"


class Companion(Protocol):
    """``prop``: the property that it is while its document is planned; ``link``: where it lies."""

    @property
    def prop(self) -> str: ...

    @property
    def link(self) -> str: ...

    def offered(self, document: Document, context: Context) -> bool:
        """Whether there is such on this server. Reads only."""

    def read(self, document: Document, context: Context) -> Any:
        """What lies there."""

    def write(self, document: Document, current: Any, wanted: Any, context: Context) -> Any:
        """Make ``current`` what is wanted, and return what the server made of it."""


@dataclass(frozen=True)
class Action:
    """Something that a task can ask for beside the document, e.g. a health check.

    ``arguments``: the options that belong to it; ``due(parameters, write)``: whether it is to be done, by what became
    of the document; ``perform(document, parameters, context)``: does it and returns what goes into the task's result.
    ``counts``: whether that is a change, or only waits for something. ``check(parameters)``: raises ``OptionError``
    for what nobody can do, before anything is written.
    """

    arguments: Mapping[str, Argument]
    due: Callable[[Parameters, str], bool]
    perform: Callable[[Document, Parameters, Context], dict[str, Any]]
    counts: bool = True
    check: Callable[[Parameters], None] = field(default=lambda parameters: None)


@dataclass(frozen=True)
class Resource:
    """A kind of document.

    ``kind``: the module's name without ``octopus_``. ``fields``: what options manage, the name apart.
    ``one_of_on_create``: groups of options, one of which the server needs for a new document.
    ``create_parameters``: properties that go into the address of the POST, by the name of the link's parameter.
    ``create_at``: the values that the link's parameters have in the address of the POST.
    ``created_partially``: the answer to the POST leaves out what the document has.
    ``complete(document, parameters, context)``: fills in what can be found out for a new document, by reading only.
    ``before_delete(document, context)``: what the server wants done first.
    ``guard(current, parameters, context)``: raises ``OptionError`` where the server takes no change of ``current``, or
    where ``parameters`` ask for its removal, no removal. Asked before anything is written, in check mode as well.
    ``sent(document)``: what to PUT of it, where to send back all that the server says would change something.
    ``constants``: properties that every document of the kind has, where its collection holds others as well.
    ``starts``: what the server demands of a new document although it could be left out once, and what that meant.
    ``companions``: what is a part of it to people, and documents of their own to the API.
    ``change(current, wanted, context)``: makes those changes that the server takes by an operation of their own, and
    returns the document as it is then. What is done it takes out of ``wanted``, where that is not to be seen by itself.
    ``singleton``: whether it stands for the space or the server itself: nobody makes, names or removes it.
    ``managed_elsewhere(document_id)``: whether the server, or another kind's document, says what it is.
    ``since``: the first server that has the kind.
    ``fixed``: whether its documents are never changed, not even their names: they are made and removed.
    ``renewed(document, parameters, context)``: whether a document makes way for a new one, decided by reading only.
    ``hands_over``: what in a task's result is a secret that the server shows once. Such a kind is no part of
    configurations, whose results are shown.

    Three say what the documentation is to say and a test holds them to: ``definition``: what the API's description
    calls the document, unless that is the kind with ``Resource`` behind it; ``read_only``: the properties that only the
    server sets; ``unmanaged``: those that could be set and that no option sets, with the reason. A property of a nested
    document is named with its definition, e.g. ``PhaseResource.Name``, one of a variant ``EndpointResource:Ssh.Uri``.
    """

    kind: str
    location: Location
    fields: tuple[Field, ...]
    one_of_on_create: Groups = ()
    exclusive: Groups = ()
    create_parameters: Mapping[str, str] = field(default_factory=dict)
    create_at: Mapping[str, str] = field(default_factory=dict)
    created_partially: bool = False
    complete: Callable[[Document, Parameters, Context], None] | None = None
    before_delete: Callable[[Document, Context], None] | None = None
    guard: Callable[[Document, Parameters, Context], None] | None = None
    sent: Callable[[Document], Document] | None = None
    actions: tuple[Action, ...] = ()
    constants: Mapping[str, Any] = field(default_factory=dict)
    starts: Mapping[str, Any] = field(default_factory=dict)
    companions: tuple[Companion, ...] = ()
    change: Callable[[Document, Document, Context], Document] | None = None
    singleton: bool = False
    managed_elsewhere: Callable[[str], bool] | None = None
    since: tuple[int, int] | None = None
    fixed: bool = False
    renewed: Callable[[Document, Parameters, Context], bool] | None = None
    hands_over: str = ""
    definition: str = ""
    read_only: tuple[str, ...] = ()
    unmanaged: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return self.location.label

    @property
    def plural(self) -> str:
        """The kind's name in a configuration: ``project_group`` -> ``project_groups``, ``proxy`` -> ``proxies``."""
        if self.kind.endswith("s"):
            return self.kind
        return f"{self.kind[:-1]}ies" if self.kind.endswith("y") else f"{self.kind}s"

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
        return tuple(each for each in self.fields if each.api in self.create_parameters.values())

    def at_once(self) -> tuple[Field, ...]:
        """The fields that a document can have from the start."""
        return tuple(each for each in self.fields if not each.deferred)

    def locations(self) -> set[Location]:
        """The collections whose documents it can name from the start."""
        return named_in(self.at_once())

    def looks_into_a_space(self, parameters: Parameters) -> bool:
        """Whether the options speak of documents of a space, although it may be the server's itself."""
        given = [each for each in given_fields(self.fields, parameters) if not getattr(each.kind, "elsewhere", False)]
        named = named_in(tuple(given))
        return parameters.get("state") != "absent" and any(not each.system for each in named)

    def has_secrets(self) -> bool:
        return any(getattr(each.kind, "write_only", False) for each in every_field(self.fields))

    def references(self, parameters: Parameters) -> Iterator[ReferenceUse]:
        """The documents that the options name from the start."""
        for each in given_fields(self.at_once(), parameters):
            yield from each.kind.references(parameters[each.option])


def called(resource: Resource, document: Document) -> str:
    """A document as people speak of it, with the ID that nothing else has."""
    name, identity = document.get(resource.location.named_by), document.get("Id")
    return " ".join([resource.label, *([repr(name)] if name else []), *([f"({identity})"] if identity else [])])


def named_in(fields: tuple[Field, ...]) -> set[Location]:
    """The collections whose documents these fields can name."""
    named = (getattr(each.kind, "location", None) for each in every_field(fields))
    return {each for each in named if each is not None}


def every_field(fields: tuple[Field, ...]) -> Iterator[Field]:
    """``fields`` and the fields of what is nested in them."""
    for each in fields:
        yield each
        nested = getattr(each.kind, "item", each.kind)
        yield from every_field(getattr(nested, "fields", ()))
