# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans a whole configuration, without a write."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.deferred import (
    deferred_options,
    options_without_deferred,
)
from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item, Mistakes
from ansible_collections.octopus.deploy.plugins.module_utils._config.order import Order
from ansible_collections.octopus.deploy.plugins.module_utils._config.outcomes import Planned, Progress
from ansible_collections.octopus.deploy.plugins.module_utils._config.owners import located_owners
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan
from ansible_collections.octopus.deploy.plugins.module_utils._converge.planning import planned
from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._locate.finding import Located, locate_without_references
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import ON_CREATE, Context, Notes
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, UnfitParent
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import Ambiguous


@dataclass(frozen=True)
class Run:
    """The view that one run of a configuration has of the server.

    ``promised``: the item that creates the space of the run, where that space does not exist yet; ``entered``: called
    when the space has been created. ``stopped``: set when every other document would fail for the same reason.
    """

    client: Client
    index: Index
    check: bool
    threads: int
    progress: Progress
    promised: Item | None
    entered: Callable[[], None]
    stopped: threading.Event = field(default_factory=threading.Event, init=False)

    def in_one_thread(self) -> Run:
        """The same run without further threads, for work that waits for nothing."""
        return replace(self, threads=1)

    def context(self, item: Item, live: bool = False, notes: Notes | None = None) -> Context:
        """The context for one item; ``live``: it finds the documents as the server has them now."""
        # Nobody knows the contents of a space that does not exist yet: accept missing references, as in check mode.
        check = self.check or self.index.holder(item.resource.location) is None
        secrets = item.parameters.get("update_secrets", ON_CREATE)
        taken = notes or Notes()
        return Context(self.client, self.index, check, secrets, live=self.index.live if live else None, notes=taken)


def plans(run: Run, order: Order, items: Sequence[Item]) -> list[Planned]:
    """The plans for all items. Raises ``Mistakes`` with every mistake that planning finds."""
    read = dict(located_owners(items, run.context, run.index, run.threads))
    problems: dict[str, list[str]] = {item.place: [] for item in items}
    secrets: list[Any] = []
    warned: list[str] = []
    ordered = [item for group in order.groups for item in group]
    absent = [item for item in items if item.absent]

    def planned_item(item: Item, parameters: Parameters) -> Planned | None:
        return _planned(run, item, parameters, read.get(item.place), problems[item.place], secrets, warned)

    found = {item.place: planned_item(item, options_without_deferred(item)) for item in [*ordered, *absent]}
    # Deferred fields may name documents of items that are planned after their own item.
    for item in (each for each in ordered if deferred_options(each)):
        first, both = found[item.place], planned_item(item, item.parameters)
        # In check mode the first plan has noted its missing references, and the second does not warn of them again.
        warnings = [*(first.warnings if first else ()), *(both.warnings if both else ())]
        found[item.place] = replace(both, warnings=warnings) if both else None
    if any(problems.values()):
        mistakes = Mistakes([problem for here in problems.values() for problem in dict.fromkeys(here)], secrets)
        mistakes.warnings = list(dict.fromkeys(warned))
        raise mistakes
    return [each for each in found.values() if each]


def _planned(
    run: Run,
    item: Item,
    parameters: Parameters,
    located: Located | None,
    problems: list[str],
    secrets: list[Any],
    warned: list[str],
) -> Planned | None:
    """The plan for an item; None for an item with mistakes, whose messages are added to ``problems``.

    ``secrets`` gets the secrets that the mistakes are about, and ``warned`` the warnings with the place of the item.
    """
    mistakes: list[OptionError] = []
    context = run.context(item, notes=Notes(missing=mistakes))
    intended: Plan | None = None
    try:
        intended = planned(item.resource, parameters, context, located, locate_without_references)
    except OptionError as mistake:
        mistakes.append(mistake)
    except (Ambiguous, UnfitParent) as mistake:
        problems.append(f"{item.place}: {mistake}")
    problems += [f"{item.place}.{line}" for mistake in mistakes for line in str(mistake).splitlines()]
    secrets += [each for mistake in mistakes for each in mistake.secrets]
    warned += [f"{item.place}: {warning}" for warning in context.notes.warnings if context.check == run.check]
    if intended is None:
        return None
    if not item.absent and not item.resource.singleton:
        run.index.note_change(item, intended.current or {}, intended.wanted)
    # An item in a space that this run creates is planned again once the space exists; that plan gives the warnings.
    warnings = context.notes.warnings if context.check == run.check else ()
    return Planned(item.resource, item.title, intended, item, warnings, context.notes.uncompared)
