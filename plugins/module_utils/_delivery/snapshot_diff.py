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

# The contents before or after, as a diff shows them.
Shown = dict[str, Any]


def difference(
    before: Contents | None, after: Contents, owners: Mapping[str, str], context: Context
) -> tuple[Shown, Shown]:
    """The parts of two contents that differ, for a diff; ``owners``: the names of the owners of sets, by ID."""
    old, new = before or NOTHING, after
    shown: tuple[Shown, Shown] = {}, {}
    parts = {
        "packages": (old.packages, new.packages),
        "git_resources": (old.git_resources, new.git_resources),
        "steps": in_words(old.steps, new.steps, lambda steps: STEPS.shown({"Steps": steps}, context)),
    }
    for part, values in parts.items():
        add(shown, (part,), values)
    for owner in sorted({*old.variables, *new.variables}):
        former, present = (each.variables.get(owner, []) for each in (old, new))
        removed = [each for each in former if each not in present]
        added = [each for each in present if each not in former]
        known = {**old.scopes.get(owner, {}), **new.scopes.get(owner, {})}
        values = in_words(removed, added, partial(variables, owner, known, context))
        add(shown, ("variables", owners.get(owner, owner)), values)
    return shown


def variables(owner: str, known: Document, context: Context, found: list[Document]) -> Any:
    """Variables of a set; ``known``: the names and IDs that it lists for their scopes."""
    for listed, location in LISTED.items():
        context.resolver.learn(location, known.get(listed) or ())
    return ENTRIES.shown({"OwnerId": owner, "Variables": found, "ScopeValues": known}, context)


def in_words(before: Any, after: Any, shown: Callable[[Any], Any]) -> tuple[Any, Any]:
    """Two values in the words of options, or as the API has them if the words do not show the difference."""
    if before == after:
        return before, after
    words = shown(before), shown(after)
    return words if words[0] != words[1] else (before, after)


def add(shown: tuple[Shown, Shown], place: tuple[str, ...], values: tuple[Any, Any]) -> None:
    """Add two values to the two sides of a diff if they differ; an empty value is left out."""
    *outer, last = place
    for side, value in zip(shown, values):
        if value and values[0] != values[1]:
            for each in outer:
                side = side.setdefault(each, {})
            side[last] = value
