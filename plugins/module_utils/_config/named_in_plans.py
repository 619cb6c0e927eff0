# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Needs that only a plan shows, because the options of the document do not say that they name another document. The
value of a tenant, for example, names an account if the template says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.order import Order, leads_to
from ansible_collections.octopus.deploy.plugins.module_utils._config.outcomes import Planned
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE, UPDATE
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import to_come

WRITES = (CREATE, UPDATE)


def named_first(order: Order, planned: Sequence[Planned]) -> Order:
    """The order in which a document comes after all new documents that its plan names.

    A plan names a document that does not exist yet by its name alone, so a document also comes after others of this
    name, unless they need it themselves.
    """
    new: dict[str, list[str]] = {}
    for each in planned:
        if each.item and each.plan.write == CREATE:
            new.setdefault(to_come(each.item.name), []).append(each.place)
    needs = {place: list(needed) for place, needed in order.needs.items()}
    for each in planned if new else ():
        if each.plan.write in WRITES and each.place in needs:
            here = needs[each.place]
            named = dict.fromkeys(place for text in texts(each.plan.wanted) for place in new.get(text, ()))
            here += [place for place in named if place not in here and not leads_to(each.place, place, needs)]
    return order.completed(needs)


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, including the keys of mappings."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from texts(key)
            yield from texts(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from texts(part)
