# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The difference between two contents of a snapshot, in the words of options, with names in place of IDs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._delivery.snapshot_contents import (
    ENTRIES,
    NOTHING,
    STEPS,
    Contents,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_scopes import LISTED
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

Side = dict[str, Any]


def difference(
    before: Contents | None, after: Contents, owners: Mapping[str, str], context: Context
) -> tuple[Side, Side]:
    """The parts of two contents that differ, for a diff; ``owners``: the names of the owners of sets, by ID."""
    had, has = before or NOTHING, after
    shown: tuple[Side, Side] = {}, {}
    parts = {
        "packages": (had.packages, has.packages),
        "git_resources": (had.git_resources, has.git_resources),
        "steps": in_words(had.steps, has.steps, lambda steps: STEPS.shown({"Steps": steps}, context)),
    }
    for part, sides in parts.items():
        add(shown, (part,), sides)
    for owner in sorted({*had.variables, *has.variables}):
        was, will = (side.variables.get(owner, []) for side in (had, has))
        only = [each for each in was if each not in will], [each for each in will if each not in was]
        known = {**had.scopes.get(owner, {}), **has.scopes.get(owner, {})}
        sides = in_words(*only, partial(variables, owner, known, context))
        add(shown, ("variables", owners.get(owner, owner)), sides)
    return shown


def variables(owner: str, known: Document, context: Context, found: list[Document]) -> Any:
    """Variables of a set; ``known``: the names and IDs that it lists for their scopes."""
    for listed, location in LISTED.items():
        context.resolver.learn(location, known.get(listed) or ())
    return ENTRIES.shown({"OwnerId": owner, "Variables": found, "ScopeValues": known}, context)


def in_words(before: Any, after: Any, shown: Callable[[Any], Any]) -> tuple[Any, Any]:
    """Two values in the words of options; as the API has them if options do not tell them apart."""
    if before == after:
        return before, after
    words = shown(before), shown(after)
    return words if words[0] != words[1] else (before, after)


def add(shown: tuple[Side, Side], place: tuple[str, ...], sides: tuple[Any, Any]) -> None:
    """Add two values that differ to both sides of a diff, empty ones apart."""
    *outer, last = place
    for side, value in zip(shown, sides):
        if value and sides[0] != sides[1]:
            for each in outer:
                side = side.setdefault(each, {})
            side[last] = value
