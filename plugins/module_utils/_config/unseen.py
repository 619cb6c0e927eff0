# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Warns of kinds whose documents the user may not all see, where this matters to the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index
from ansible_collections.octopus.deploy.plugins.module_utils._config.outcomes import Planned
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE, NONE
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource

IN_EXPORT = "the export has only those that the user sees"
IN_RUN = "those that the user does not see count as missing, and prune leaves them alone"


def unseen_of(index: Index, resources: Iterable[Resource], effect: str) -> list[str]:
    """A warning about each of these kinds whose documents, their parts, or their owners, the user may not all see.

    ``effect``: what this means for the result.
    """
    found = []
    for resource in resources:
        variants = resource.variants
        places = [each.owner.location if each.owner else each.location for each in variants]
        places += [part for each in variants for part in each.location.lists.within]
        reasons = (index.why_unseen(each) for each in places if index.holder(each))
        found += [f"{resource.plural}: {reason}; {effect}" for reason in dict.fromkeys(reasons) if reason]
    return found


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
