# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a kind can do beside managing its fields: companions, actions and hooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Callable, Protocol

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

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


def nothing(*about: Any) -> None:
    """What a hook does that a kind does not have."""


def never(*about: Any) -> bool:
    """What a hook says that a kind does not have."""
    return False


def as_it_is(document: Document, *about: Any) -> Document:
    """What a hook makes of a document that a kind does not have."""
    return document


@dataclass(frozen=True)
class Hooks:
    """Rare behaviour of a kind. A hook that a kind does not have does nothing.

    ``complete(document, parameters, context)``: fills in what can be found out for a new document, by reading only.
    ``guard(current, parameters, context)``: raises ``OptionError`` where the server takes no change of ``current``, or
    where ``parameters`` ask for its removal, no removal. Asked before anything is written, in check mode as well.
    ``renewed(document, parameters, context)``: whether a document makes way for a new one, decided by reading only.
    ``managed_elsewhere(document_id)``: whether the server, or another kind's document, decides what the document is.
    ``created(answer, context)``: the new document, where the answer to the POST leaves out what it has.
    ``sent(document)``: what to PUT of it, where to send back all that the server says would change something.
    ``change(current, wanted, context)``: makes those changes that the server takes by an operation of their own, and
    returns the document as it is then. A change that it has made and that can't be seen, it takes out of ``wanted``.
    ``before_delete(document, context)``: what the server wants done first.
    """

    complete: Callable[[Document, Parameters, Context], None] = nothing
    guard: Callable[[Document, Parameters, Context], None] = nothing
    renewed: Callable[[Document, Parameters, Context], bool] = never
    managed_elsewhere: Callable[[str], bool] = never
    created: Callable[[Document, Context], Document] = as_it_is
    sent: Callable[[Document], Document] = as_it_is
    change: Callable[[Document, Document, Context], Document] = as_it_is
    before_delete: Callable[[Document, Context], None] = nothing

    @property
    def look_at_whole_documents(self) -> bool:
        """Whether a hook looks at properties of a document that exists, whatever options are given."""
        return self.guard is not nothing or self.renewed is not never


NO_HOOKS = Hooks()
