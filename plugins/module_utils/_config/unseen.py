# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Warns of kinds whose documents the user may not all see, where this matters to the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index
from ansible_collections.octopus.deploy.plugins.module_utils._config.outcomes import Planned
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE, NONE
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource

IN_EXPORT = "the export has only those that the user sees"
IN_RUN = "those that the user does not see count as missing, and prune leaves them alone"
# The consequences for the result of kinds whose documents the user may not all see.
Effects = Mapping[Resource, Sequence[str]]


def unseen_of(index: Index, effects: Effects) -> list[str]:
    """A warning about each kind whose documents, their parts, or their owners, the user may not all see."""
    found = []
    for resource, consequences in effects.items():
        variants = resource.variants
        places = [each.owner.location if each.owner else each.location for each in variants]
        places += [part for each in variants for part in each.location.lists.within]
        reasons = (index.why_unseen(each) for each in places if index.holder(each))
        effect = "; ".join(consequences)
        found += [f"{resource.plural}: {reason}; {effect}" for reason in dict.fromkeys(reasons) if reason]
    return found


def effects_in_run(missing: Iterable[Resource], unsure: Iterable[Resource]) -> Effects:
    """``missing``: the kinds of which a run takes documents for missing; ``unsure``: see ``Protection``."""
    found: dict[Resource, list[str]] = {each: [IN_RUN] for each in missing}
    for each in unsure:
        found.setdefault(each, []).append(unknown_needs(each))
    return found


def unknown_needs(resource: Resource) -> str:
    """The consequence for prune of documents of a kind that the user does not see."""
    return f"prune does not know what the other {resource.plural} can't be without"


def taken_for_missing(planned: Sequence[Planned], pruned: Sequence[Resource], check: bool) -> Iterator[Resource]:
    """The kinds whose unseen documents a run takes for missing, without a refusal by the server.

    The server refuses to create a second document of the same name, but not in check mode.
    """
    for each in planned:
        is_new = check and each.plan.write == CREATE
        is_gone = each.item is not None and each.item.absent and each.plan.write == NONE
        if is_new or is_gone:
            yield each.resource
    yield from pruned
