# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out the plans for a whole configuration: documents that others need first, then removals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._config.deferred import interim_options
from ansible_collections.octopus.deploy.plugins.module_utils._config.order import Order, removal_order
from ansible_collections.octopus.deploy.plugins.module_utils._config.outcomes import (
    DELETED,
    FAILED,
    NOT_TRIED,
    UNCHANGED,
    Done,
    Planned,
)
from ansible_collections.octopus.deploy.plugins.module_utils._config.planning import Run
from ansible_collections.octopus.deploy.plugins.module_utils._config.threads import parallel, parallel_by_needs
from ansible_collections.octopus.deploy.plugins.module_utils._config.writing import (
    with_deferred,
    with_released,
    written,
)
from ansible_collections.octopus.deploy.plugins.module_utils._converge.removal import IN_USE
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE, DELETE
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused


def carried_out(run: Run, planned: Sequence[Planned], pruned: Sequence[Planned], order: Order) -> list[Done]:
    """Carry out the plans: referenced documents first, then removals in the opposite order."""
    waits = not run.check and any(each.waits for each in (*planned, *pruned))
    run = run if waits else run.in_one_thread()
    by_place = {each.place: each for each in planned if each.item}
    done = _outcomes_of_present(run, [by_place[item.place] for group in order.groups for item in group], order)
    done.update(_written_again(run, with_deferred, _to_complete(run, done, order)))
    removals = [each for each in planned if each.item and each.item.absent] + list(pruned)
    for resource in removal_order(each.resource for each in removals):
        here = [each for each in removals if each.resource.kind == resource.kind]
        removed = _removals(done.values())
        with_owners = {each.place: outcome for each in here for outcome in _with_its_owner(each, removed)}
        done.update(_removals_in_any_order(run, [each for each in here if each.place not in with_owners], done, order))
        done.update(with_owners)
        for each in with_owners.values():
            run.progress(each)
    done.update(_tried_again(run, removals, done, order))
    done.update(_written_again(run, with_released, done))
    return list(done.values())


def _written_again(run: Run, write: Callable[[Run, Done], Done], done: Mapping[str, Done]) -> dict[str, Done]:
    """The outcomes after the second write of the documents that need one."""

    def one(each: Done) -> Done:
        return write(run, each)

    return {each.planned.place: each for each in parallel(one, list(done.values()), run.threads)}


def _to_complete(run: Run, done: Mapping[str, Done], order: Order) -> dict[str, Done]:
    """The documents that get their deferred options. A document keeps its interim options if the document for which it
    waits, such as a project's process, has failed: the final options may name a part that this document lacks.
    """
    failed = [each.planned for each in done.values() if each.status in (FAILED, NOT_TRIED) and each.planned.item]
    waiting = {place for each in failed if each.resource.owner for place in order.needs.get(each.place, ())}

    def keeps_interim_options(each: Done) -> bool:
        item = each.planned.item
        return item is not None and bool(interim_options(item, each.planned.plan, run.context(item)))

    return {place: each for place, each in done.items() if place not in waiting or not keeps_interim_options(each)}


def _outcomes_of_present(run: Run, ordered: Sequence[Planned], order: Order) -> dict[str, Done]:
    """The outcomes for the documents that are to exist. Each document is written after the documents that it needs."""
    by_place = {each.place: each for each in ordered}
    done: dict[str, Done] = {}

    def one(place: str) -> None:
        done[place] = _outcome(run, by_place[place], _needed(by_place[place], done, order))

    if run.threads == 1:
        for place in by_place:
            one(place)
    else:
        parallel_by_needs(one, _after(ordered, order), run.threads)
    return {place: done[place] for place in by_place}


def _after(ordered: Sequence[Planned], order: Order) -> dict[str, set[str]]:
    """The places of the documents that come before each document: those that it needs, and the previous new document if
    the server keeps the kind in the order of creation.
    """
    found: dict[str, set[str]] = {}
    last: dict[str, str] = {}
    for each in ordered:
        found[each.place] = set(order.needs.get(each.place, ()))
        if each.plan.write == CREATE and each.resource.in_order:
            found[each.place].update(filter(None, [last.get(each.resource.kind)]))
            last[each.resource.kind] = each.place
    return found


def _removals_in_any_order(
    run: Run, here: Sequence[Planned], done: Mapping[str, Done], order: Order
) -> dict[str, Done]:
    """The outcomes for removals that do not wait for each other."""

    def one(each: Planned) -> Done:
        return _outcome(run, each, _needed(each, done, order))

    return {each.planned.place: each for each in parallel(one, here, run.threads)}


def _tried_again(run: Run, removals: Sequence[Planned], done: Mapping[str, Done], order: Order) -> dict[str, Done]:
    """The outcomes of removals that the server refused, tried again as long as the run removes other documents.

    The order of removals does not know everything that uses a document, such as the value of a project's variable.
    """
    found: dict[str, Done] = {}
    refused = [each for each in removals if _is_refused(done[each.place])]
    others_are_removed = len(refused) < len(removals)
    while refused and others_are_removed:
        found.update(_removals_in_any_order(run, refused, done, order))
        left = [each for each in refused if _is_refused(found[each.place])]
        others_are_removed, refused = len(left) < len(refused), left
    for each in refused:
        run.progress(found.get(each.place, done[each.place]))
    return found


def _is_refused(done: Done) -> bool:
    """Whether the server refused a removal, maybe because something else used the document at that moment."""
    is_removal = done.planned.plan.write == DELETE and done.status == FAILED
    return is_removal and isinstance(done.error, ServerRefused) and done.error.status in IN_USE


def _outcome(run: Run, planned: Planned, needed: Iterable[Done]) -> Done:
    """The outcome for one document, which is skipped if a document that it needs has failed."""
    lacking = any(each.status in (FAILED, NOT_TRIED) for each in needed)
    is_tried = not planned.waits or not (run.stopped.is_set() or lacking)
    done = written(run, planned) if is_tried else Done(planned, NOT_TRIED, planned.plan)
    if done.status != UNCHANGED and not _is_refused(done):
        run.progress(done)
    return done


def _needed(planned: Planned, done: Mapping[str, Done], order: Order) -> list[Done]:
    """The outcomes for the documents that a document needs."""
    return [done[place] for place in order.needs.get(planned.place, ())] or _of_new_owner(planned, done.values())


def _of_new_owner(planned: Planned, done: Iterable[Done]) -> list[Done]:
    """The outcome for the owner of a document that is to be removed, if the run creates this owner."""
    inside = planned.resource.location.parent
    owner = str((planned.plan.current or {}).get(inside.prop) or "") if inside else ""
    if inside is None or not is_to_come(owner) or planned.plan.write != DELETE:
        return []
    of_kind = (each for each in done if each.planned.resource.location == inside.location)
    return [each for each in of_kind if each.planned.item and to_come(each.planned.item.name) == owner]


def _removals(done: Iterable[Done]) -> dict[str, Done]:
    """The outcomes of the removals so far, by the IDs of the documents."""
    found = ((each.planned.plan.current or {}, each) for each in done if each.planned.plan.write == DELETE)
    return {str(current["Id"]): each for current, each in found if current.get("Id")}


def _with_its_owner(planned: Planned, removed: Mapping[str, Done]) -> Iterator[Done]:
    """The outcome for a document that the server removes together with its owner or its space."""
    current, inside = planned.plan.current or {}, planned.resource.location.parent
    owners = [str(current.get(prop) or "") for prop in ("SpaceId", inside.prop if inside else "")]
    gone = [removed[each] for each in owners if each in removed] if planned.plan.write == DELETE else []
    if gone:
        is_deleted = any(each.status == DELETED for each in gone)
        yield Done(planned, DELETED if is_deleted else NOT_TRIED, planned.plan)
