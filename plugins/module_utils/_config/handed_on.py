# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders documents of a configuration if one gives up a value that another takes in the same run.

While a document has a name, the server refuses this name for another document; instead of a slug that is in use, it
stores a different one. So the document that gives up the name or slug is written first, and two documents that swap
theirs need a run in between. The server itself takes the flag of the default from the document that has it. The present
default is written first as well: it was read with the flag, so a later write would take the flag back, and a plan to
switch the flag off would change nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Mistakes
from ansible_collections.octopus.deploy.plugins.module_utils._config.order import Order, leads_to
from ansible_collections.octopus.deploy.plugins.module_utils._config.outcomes import Planned
from ansible_collections.octopus.deploy.plugins.module_utils._converge.slugs import taken_slugs
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE, DELETE, UPDATE
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.default_flag import DefaultFlag
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import SLUG, folded

Key = tuple[Any, ...]


def givers_first(order: Order, planned: Sequence[Planned]) -> Order:
    """The order in which a document that gives up a name, a slug or the flag of the default comes before the document
    that takes it.

    Raises ``Mistakes`` for documents that swap, and for a value that is free only after a removal at the end.
    """
    givers = {key: each for each in planned for key in _given_up(each)}
    needs = {place: list(needed) for place, needed in order.needs.items()}
    problems = []
    for each in planned:
        for prop, key in _taken(each):
            giver = givers.get(key)
            if giver is None or giver is each:
                continue
            what = "slug" if prop == SLUG else "name"
            its_name = (giver.plan.current or {}).get(giver.resource.location.naming.prop)
            taken = f"{each.place}.{what}: {each.plan.wanted[prop]!r} is the {what} of {its_name!r} ({giver.place})"
            if giver.plan.write == DELETE:
                problems.append(f"{taken}, which is removed at the end of the run; remove it in a separate run first")
            elif leads_to(each.place, giver.place, needs):
                problems.append(
                    f"{taken}, which can't be written first, because it needs this document, or its {what}; give "
                    f"{its_name!r} another {what} in a separate run first"
                )
            else:
                needs.setdefault(each.place, []).append(giver.place)
    for default, field, each in _new_defaults(planned):
        if not leads_to(each.place, default.place, needs):
            needs[each.place].append(default.place)
        elif not field.of(default.plan.wanted):
            problems.append(
                f"{default.place}.{field.option}: can't be switched off before {each.place} becomes the default, "
                f"because {each.place} has to be written first; leave the option out"
            )
    if problems:
        raise Mistakes(problems)
    return order.completed(needs)


def refuse_one_slug_for_two(planned: Sequence[Planned]) -> None:
    """Raise ``Mistakes`` for items that ask for the slug of another item, as the server would store another one."""
    first: dict[Key, Planned] = {}
    problems = []
    for each in planned:
        slug = each.item.parameters.get("slug") if each.item and not each.item.absent else None
        other = first.setdefault(_key(each, SLUG, each.plan.wanted), each) if slug else each
        ids = {(one.plan.current or {}).get("Id") for one in (other, each)}
        if other is not each and (len(ids) == 2 or None in ids):
            problems.append(f"{each.place}.slug: {slug!r} is the slug of {other.place} as well")
    if problems:
        raise Mistakes(problems)


def taken_values(planned: Sequence[Planned], index: Index) -> Iterator[str]:
    """A warning about each slug that a document without an item has, or that an item's document keeps, and about each
    new name that an item of another kind in the same collection has, such as a script module and a variable set.
    """
    given_up = {key for each in planned for key in _given_up(each)}
    first: dict[Key, Planned] = {}
    for each in planned:
        taken = dict(_taken(each))
        name = each.resource.location.naming.prop
        other = first.setdefault(taken[name], each) if name in taken else each
        if other.resource is not each.resource:
            yield f"{each.place}.name: {other.place} has the same name, which the server may refuse for both kinds"
        if taken.get(SLUG) not in given_up:
            yield from (f"{each.place}.{warning}" for warning in taken_slugs(each.resource, each.plan, index))


def _new_defaults(planned: Sequence[Planned]) -> Iterator[tuple[Planned, Field, Planned]]:
    """The document that is the default now, the field that says so, and the document that becomes the default."""
    changed = [each for each in planned if each.item and each.plan.write in (CREATE, UPDATE)]
    now = {key: each for each in changed for _field, key in _flags(each, each.plan.current or {})}
    for each in changed:
        for field, key in _flags(each, each.plan.wanted):
            if key in now and now[key] is not each:
                yield now[key], field, each


def _flags(planned: Planned, document: Document) -> Iterator[tuple[Field, Key]]:
    """The fields by which a document is the default, each with the kind and the owner whose default it is."""
    inside = planned.resource.location.parent
    for each in planned.resource.fields:
        if isinstance(each.type, DefaultFlag) and each.of(document):
            yield each, (planned.resource.kind, document.get(inside.prop) if inside else "", each.option)


def _given_up(planned: Planned) -> Iterator[Key]:
    """The keys of the values that a document has now, and will not have after the run."""
    plan, has = planned.plan, planned.plan.current or {}
    if plan.write in (UPDATE, DELETE):
        for prop in _props(planned):
            if has.get(prop) and (plan.write == DELETE or _differs(has, plan.wanted, prop)):
                yield _key(planned, prop, has)


def _taken(planned: Planned) -> Iterator[tuple[str, Key]]:
    """The properties in which a document gets a value that it does not have now, each with the key of the value."""
    plan = planned.plan
    if plan.write in (CREATE, UPDATE):
        for prop in _props(planned):
            if plan.wanted.get(prop) and _differs(plan.current or {}, plan.wanted, prop):
                yield prop, _key(planned, prop, plan.wanted)


def _props(planned: Planned) -> tuple[str, ...]:
    """The properties whose values only one document can have."""
    naming = planned.resource.location.naming
    return (*((naming.prop,) if naming.unique else ()), SLUG) if not planned.resource.owner else ()


def _differs(one: Mapping[str, Any], other: Mapping[str, Any], prop: str) -> bool:
    return folded(one.get(prop) or "") != folded(other.get(prop) or "")


def _key(planned: Planned, prop: str, document: Mapping[str, Any]) -> Key:
    """The value together with the collection and the owner within which it is unique."""
    location = planned.resource.location
    inside = document.get(location.parent.prop) if location.parent else ""
    # Some documents of the server, such as teams, belong to one of its spaces.
    space = document.get("SpaceId") if location.system else ""
    return location.link, inside or "", space or "", prop, folded(document[prop])
