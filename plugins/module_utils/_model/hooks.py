# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rare behaviour of kinds: companions, actions and hooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any, Callable, Protocol

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

Parameters = Mapping[str, Any]
# The writes of a plan.
NONE, CREATE, UPDATE, DELETE = "none", "create", "update", "delete"


class Companion(Protocol):
    """A document that is separate in the API, although people see it as a part of another document.

    ``prop``: the property that holds it in the planned document; ``link``: the link of the document that leads to it.
    ``versioned``: whether the server refuses to write a companion that has changed since it was read. ``blank``: the
    companion of a new document; ``copied``: whether a clone has a copy of its source's companion instead.
    ``asked_for``: the option of octopus_config_info that makes an export include the companion; empty if every export
    includes it. A class that inherits from this one gives only what differs from the values here.
    """

    @property
    def prop(self) -> str: ...

    @property
    def link(self) -> str: ...

    @property
    def versioned(self) -> bool:
        return False

    @property
    def blank(self) -> Any:
        return None

    @property
    def copied(self) -> bool:
        return True

    @property
    def asked_for(self) -> str:
        return ""

    def offered(self, document: Document, context: Context) -> bool:
        """Whether this server has the companion. Reads only."""

    def listed(self, documents: Sequence[Document], context: Context) -> Mapping[str, Any]:
        """The companions of these documents that a collection has, by the IDs of the documents. May be empty.

        Companions with the same link share the result, which then has the whole list for each of them.
        """
        return {}

    def read(self, document: Document, context: Context, listed: Any = None) -> Any:
        """The companion, or the list of companions. ``listed``: the result of the method ``listed`` for the document,
        which saves reading it."""

    def write(self, document: Document, current: Any, wanted: Any, context: Context) -> Any:
        """Write ``wanted`` in place of ``current``, and return the server's answer."""


@dataclass(frozen=True, eq=False)
class Action:
    """Something that a task can do after writing the document, e.g. a health check.

    ``arguments``: its options; ``due(parameters, write)``: whether to perform it after this write of the document;
    ``perform(document, parameters, context)``: performs it and returns entries for the task's result. ``is_change``:
    whether it counts as a change; false for an action that only waits. ``check(parameters)``: raises ``OptionError``
    for options with which the action can't be performed, before anything is written.
    """

    arguments: Mapping[str, Argument]
    due: Callable[[Parameters, str], bool]
    perform: Callable[[Document, Parameters, Context], dict[str, Any]]
    is_change: bool = True
    check: Callable[[Parameters], None] = field(default=lambda parameters: None)


def nothing(*about: Any) -> None:
    """The default of hooks that do something."""


def never(*about: Any) -> bool:
    """The default of hooks that decide something."""
    return False


def unchanged(document: Document, *about: Any) -> Document:
    """The default of hooks that return a document."""
    return document


def nothing_to_report(document: Document, current: Document | None, context: Context) -> Mapping[str, Any]:
    """The default of the hook that adds to the result."""
    return {}


def given_as_they_are(parameters: Parameters) -> Parameters:
    """The default of the hook that replaces short forms of options."""
    return parameters


@dataclass(frozen=True, eq=False)
class Hooks:
    """Rare behaviour of a kind. A hook that a kind does not define does nothing.

    ``spelled_out(parameters)``: the options without short forms, before anything else looks at them. May raise
    ``OptionError``.
    ``complete(document, parameters, context)``: adds properties to a new document that have to be read from the server.
    May raise ``OptionError`` where the server would not create it. Called before anything is written, in check mode as
    well.
    ``guard(current, parameters, context)``: raises ``OptionError`` where the server does not allow the change, or the
    removal, of ``current``. Called before anything is written, in check mode as well.
    ``renewed(document, parameters, context)``: whether a new document replaces this one. Reads only.
    ``managed_elsewhere(document_id)``: whether the server or a document of another kind manages the document.
    ``created(answer, context)``: the whole new document, where the answer to the POST leaves properties out.
    ``sent(document)``: the body of a PUT, where sending back every property would change something.
    ``change(current, wanted, context)``: makes the changes that need a separate operation, and returns the document
    after them. It removes a change that a document does not show, such as a secret, from ``wanted``, and sends each
    write as ``one_step``.
    ``before_delete(document, context)``: prepares the removal of the document.
    ``reported(document, current, context)``: entries for the task's result about the planned document, in check mode as
    well; ``current``: the document as it is now, None for a new document.
    """

    spelled_out: Callable[[Parameters], Parameters] = given_as_they_are
    complete: Callable[[Document, Parameters, Context], None] = nothing
    guard: Callable[[Document, Parameters, Context], None] = nothing
    renewed: Callable[[Document, Parameters, Context], bool] = never
    managed_elsewhere: Callable[[str], bool] = never
    created: Callable[[Document, Context], Document] = unchanged
    sent: Callable[[Document], Document] = unchanged
    change: Callable[[Document, Document, Context], Document] = unchanged
    before_delete: Callable[[Document, Context], None] = nothing
    reported: Callable[[Document, Document | None, Context], Mapping[str, Any]] = nothing_to_report

    @property
    def look_at_whole_documents(self) -> bool:
        """Whether a hook reads properties of an existing document that no given option manages."""
        return self.guard is not nothing or self.renewed is not never


NO_HOOKS = Hooks()
