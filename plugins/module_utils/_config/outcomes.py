# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan for each document of a configuration, and its outcome: values that send no request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import cache, cached_property
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan
from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import (
    CREATE,
    DELETE,
    NONE,
    UPDATE,
    Action,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import lacks_id
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.default_flag import DefaultFlag
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError

CREATED, UPDATED, DELETED, UNCHANGED = "created", "updated", "deleted", "unchanged"
FAILED, NOT_TRIED = "failed", "not_tried"
STATUSES: Mapping[str, str] = {CREATE: CREATED, UPDATE: UPDATED, DELETE: DELETED, NONE: UNCHANGED}


@dataclass(frozen=True)
class Planned:
    """The plan for one document, with the warnings of planning it. ``item``: None for a document that is pruned."""

    resource: Resource
    name: str
    plan: Plan
    item: Item | None = None
    warnings: Sequence[str] = ()
    uncompared: Sequence[str] = ()

    @cached_property
    def place(self) -> str:
        """The place in the configuration, for messages; for a pruned document, its kind and name."""
        return self.item.place if self.item else f"{self.resource.plural} {self.name!r}"

    @property
    def is_due(self) -> bool:
        """Whether carrying out the plan sends requests other than reads."""
        return self.plan.write != NONE or self.acts

    @cached_property
    def default_flags(self) -> list[tuple[str, str]]:
        """The options that make the document the default among its owner's documents, each with the owner's ID."""
        given = self.item.parameters if self.item and not self.item.absent else {}
        inside = self.resource.location.parent
        owner = str(self.plan.wanted.get(inside.prop) or "") if inside else ""
        return [(option, owner) for option in _default_flags(self.resource) if given.get(option)]

    @property
    def is_to_come(self) -> bool:
        """Whether the server will create the document together with its parent or space, so that it has no ID yet."""
        current = self.plan.current
        return self.resource.owner is None and current is not None and lacks_id(current)

    @cached_property
    def waits(self) -> bool:
        """Whether the run has something to write, or has to read the document first."""
        return self.is_due or self.is_to_come

    @property
    def acts(self) -> bool:
        """Whether an action such as a health check is due although the document does not change."""
        return bool(self._due())

    @property
    def action_is_change(self) -> bool:
        """Whether one of the due actions counts as a change."""
        return any(each.is_change for each in self._due())

    def _due(self) -> list[Action]:
        parameters = self.item.parameters if self.item and not self.item.absent else None
        return [each for each in self.resource.actions if parameters is not None and each.due(parameters, NONE)]


@cache
def _default_flags(resource: Resource) -> tuple[str, ...]:
    """The options of a kind that make a document the default; few kinds have any."""
    return tuple(each.option for each in resource.fields if isinstance(each.type, DefaultFlag))


@dataclass(frozen=True)
class Done:
    """The outcome for one document. ``error``: why it failed; ``extra``: the results of its actions.

    ``document``: the document as it was written or found.
    ``wrote``: the writes that were done for it, as phrases for messages.
    """

    planned: Planned
    status: str
    plan: Plan
    error: OctopusError | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    warnings: Sequence[str] = ()
    wrote: Sequence[str] = ()
    document: Document | None = None


Progress = Callable[[Done], None]
