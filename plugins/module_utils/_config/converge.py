# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds a whole configuration to what it says: everything is planned before anything is written."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.deferred import (
    at_first,
    both_plans,
    deferred_options,
    keeping,
    released_options,
)
from ansible_collections.octopus.deploy.plugins.module_utils._config.index import Index, parallel
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item, Mistakes
from ansible_collections.octopus.deploy.plugins.module_utils._config.order import Order, removal_order
from ansible_collections.octopus.deploy.plugins.module_utils._converge.converge import Outcome, carried_out, converge
from ansible_collections.octopus.deploy.plugins.module_utils._converge.converge import planned as plan_of
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import ON_CREATE, Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import Bug, OptionError, as_error
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import (
    CREATE,
    DELETE,
    NONE,
    UPDATE,
    Action,
    Parameters,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, name_to_come, to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.default_flag import DefaultFlag
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    Ambiguous,
    OctopusError,
    ServerRefused,
)

CREATED, UPDATED, DELETED, UNCHANGED = "created", "updated", "deleted", "unchanged"
FAILED, NOT_TRIED = "failed", "not_tried"
STATUSES: Mapping[str, str] = {CREATE: CREATED, UPDATE: UPDATED, DELETE: DELETED, NONE: UNCHANGED}
UNAUTHORIZED, SERVER_ERRORS = 401, 500


@dataclass(frozen=True)
class Planned:
    """A document, what is to become of it, and what was noticed on the way.

    ``item``: None for one that is pruned.
    """

    resource: Resource
    name: str
    plan: Plan
    item: Item | None = None
    warnings: Sequence[str] = ()
    uncompared: Sequence[str] = ()

    @property
    def place(self) -> str:
        return self.item.place if self.item else f"{self.resource.plural} {self.name!r}"

    @property
    def is_due(self) -> bool:
        """Whether it takes more than reading."""
        return self.plan.write != NONE or self.acts

    @property
    def marks(self) -> list[tuple[str, str]]:
        """The options that give the document what one alone of its owner's has, each with the owner's ID."""
        given = self.item.parameters if self.item and not self.item.absent else {}
        inside = self.resource.location.parent
        owner = str(self.plan.wanted.get(inside.prop) or "") if inside else ""
        return [
            (each.option, owner)
            for each in self.resource.fields
            if isinstance(each.type, DefaultFlag) and given.get(each.option)
        ]

    @property
    def is_to_come(self) -> bool:
        """Whether it will come with what it belongs to, so that others learn its ID only once it is there."""
        current = self.plan.current
        return self.resource.parent is not None and current is not None and current.get("Id") is None

    @property
    def acts(self) -> bool:
        """Whether an action such as a health check is asked for although the document stays as it is."""
        return bool(self._due())

    @property
    def counts(self) -> bool:
        """Whether one of these actions is a change."""
        return any(each.counts for each in self._due())

    def _due(self) -> list[Action]:
        parameters = self.item.parameters if self.item and not self.item.absent else None
        return [each for each in self.resource.actions if parameters is not None and each.due(parameters, NONE)]


@dataclass(frozen=True)
class Done:
    """What became of a document; ``error``: why it failed, ``extra``: what its actions reported.

    ``wrote``: what was written for it, in words.
    """

    planned: Planned
    status: str
    plan: Plan
    error: OctopusError | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    warnings: Sequence[str] = ()
    wrote: Sequence[str] = ()


Progress = Callable[[Done], None]


@dataclass
class Run:
    """One configuration on its way to a server.

    ``promised``: the item that makes the space which the run belongs to, where it is not there yet; ``entered``: called
    when that is done.
    """

    client: Client
    index: Index
    check: bool
    threads: int
    progress: Progress
    promised: Item | None
    entered: Callable[[], None]
    _stopped: threading.Event = field(default_factory=threading.Event, init=False)

    def plans(self, order: Order, items: Sequence[Item]) -> list[Planned]:
        """What is to become of every item. Reads only; raises ``Mistakes`` with all that cannot be."""
        problems: dict[str, list[str]] = {item.place: [] for item in items}
        ordered = [item for group in order.groups for item in group]
        going = [item for item in items if item.absent]
        found = {item.place: self._planned(item, at_first(item), problems[item.place]) for item in [*ordered, *going]}
        # Fields that come later may name documents that are planned after their own.
        for item in (each for each in ordered if deferred_options(each)):
            first, both = found[item.place], self._planned(item, item.parameters, problems[item.place])
            # What check mode has taken for made once, it says no more of.
            warnings = [*(first.warnings if first else ()), *(both.warnings if both else ())]
            found[item.place] = replace(both, warnings=warnings) if both else None
        if any(problems.values()):
            raise Mistakes([problem for here in problems.values() for problem in dict.fromkeys(here)])
        return [each for each in found.values() if each]

    def _planned(self, item: Item, parameters: Parameters, problems: list[str]) -> Planned | None:
        mistakes: list[OptionError] = []
        context = replace(self._context(item), missing=mistakes)
        intended: Plan | None = None
        try:
            intended = plan_of(item.resource, parameters, context)
        except OptionError as mistake:
            mistakes.append(mistake)
        except Ambiguous as mistake:
            problems.append(f"{item.place}: {mistake}")
        problems += [f"{item.place}.{mistake}" for mistake in mistakes]
        if intended is None:
            return None
        if not item.absent and not item.resource.singleton:
            self.index.foretell(item, intended.current or {}, intended.wanted)
        # What is planned for a space that this run makes is planned again in it.
        warnings = context.warnings if context.check == self.check else ()
        return Planned(item.resource, item.title, intended, item, warnings, context.uncompared)

    def _context(self, item: Item, live: bool = False) -> Context:
        # What a space that is still to come will hold is not known: its references are taken for good, as in a check.
        check = self.check or self.index.holder(item.resource.location) is None
        secrets = item.parameters.get("update_secrets", ON_CREATE)
        return Context(self.client, self.index, check, secrets, live=self.index.live if live else None)

    def carried_out(self, planned: Sequence[Planned], pruned: Sequence[Planned], order: Order) -> list[Done]:
        """Do what is planned: what others refer to first, removals last, and those in the other direction."""
        by_place = {each.place: each for each in planned if each.item}
        done: dict[str, Done] = {}
        for group in order.groups:
            for each in self._group([by_place[item.place] for item in group], done, order):
                done[each.planned.place] = each
        self._later(self._deferred, done)
        gone = [each for each in planned if each.item and each.item.absent] + list(pruned)
        for resource in removal_order(each.resource for each in gone):
            here = [each for each in gone if each.resource.kind == resource.kind]
            with_others = {each.place: status for each in here for status in gone_along(each, done.values())}
            for each in self._group([each for each in here if each.place not in with_others], done, order):
                done[each.planned.place] = each
            for each in with_others.values():
                done[each.planned.place] = each
                self.progress(each)
        self._later(self._released, done)
        return list(done.values())

    def _later(self, write: Callable[[Done], Done], done: dict[str, Done]) -> None:
        """Write what documents can have, or lose, only now."""
        for each in parallel(write, list(done.values()), 1 if self.check else self.threads):
            done[each.planned.place] = each

    def _group(self, here: Sequence[Planned], done: Mapping[str, Done], order: Order) -> Iterator[Done]:
        """What becomes of documents that do not refer to each other."""

        def one(planned: Planned) -> Done:
            needed = [done[place] for place in order.needs.get(planned.place, ())] or comes_with(planned, done.values())
            lacking = any(each.status in (FAILED, NOT_TRIED) for each in needed)
            if planned.is_due and (self._stopped.is_set() or lacking):
                status = Done(planned, NOT_TRIED, planned.plan)
            else:
                status = self._done(planned)
            if status.status != UNCHANGED:
                self.progress(status)
            return status

        def in_turn(several: Sequence[Planned]) -> list[Done]:
            return [one(each) for each in several]

        done_here = parallel(in_turn, turns(here), 1 if self.check else self.threads)
        return (each for several in done_here for each in several)

    def _done(self, planned: Planned) -> Done:
        item = planned.item
        if self.check or not (planned.is_due or planned.is_to_come):
            if item is None or item is not self.promised or self.check:
                return Done(planned, STATUSES[planned.plan.write], planned.plan)
            # Another run has made the space since this one began, a moment ago.
            planned = replace(planned, plan=replace(planned.plan, write=CREATE))
        context = self._context(item, live=True) if item else Context(self.client, self.index, live=self.index.live)
        try:
            if item is None:
                options = removing(planned.resource, planned.plan.current or {})
                write = converge(planned.resource, options, context).plan.write
                return Done(planned, STATUSES[write], planned.plan)
            outcome = self._outcome(planned.resource, keeping(item, planned.plan), planned, context)
            if outcome.document and not item.resource.singleton:
                self.index.made(item.resource.location, outcome.document)
                if item is self.promised:
                    self.entered()
        except Exception as raised:
            error = as_error(raised)
            if not error.done:
                error.after(context.done)
            if stops(error):
                self._stopped.set()
            return Done(planned, FAILED, planned.plan, error, warnings=context.warnings)
        status, did = STATUSES[outcome.plan.write], outcome.plan
        if planned.is_to_come and did.write == DELETE:
            # What came with another document is known by an ID only now.
            did = planned.plan
        return Done(planned, status, did, extra=outcome.extra, warnings=context.warnings, wrote=tuple(context.done))

    def _outcome(self, resource: Resource, parameters: Parameters, planned: Planned, context: Context) -> Outcome:
        if planned.plan.write == UPDATE or planned.is_to_come:
            # From the document as it is now: the pages may be older than somebody else's change.
            return converge(resource, parameters, context)
        intended = planned.plan
        if intended.write == CREATE:
            # Planned again, as what it refers to may have come into being meanwhile.
            again = Context(self.client, self.index, False, context.update_secrets)
            intended = plan_of(resource, parameters, again)
        return carried_out(resource, parameters, context, intended, planned.plan.write)

    def _deferred(self, done: Done) -> Done:
        """What a document can have only once everything is there: its own documents are made after it."""
        item = done.planned.item
        return self._second(done, deferred_options(item) if item and done.planned.plan.write != NONE else {})

    def _released(self, done: Done) -> Done:
        """What a document can lose only once nothing bears it any more: others are changed or removed before."""
        item = done.planned.item
        return self._second(done, released_options(item, done.planned.plan) if item else {})

    def _second(self, done: Done, options: Mapping[str, Any]) -> Done:
        """Another write of a document, for these options."""
        item = done.planned.item
        if self.check or item is None or not options or done.status in (FAILED, NOT_TRIED):
            return done
        context = self._context(item, live=True)
        named = {option: item.parameters[option] for option in ("id", "update_secrets") if item.parameters.get(option)}
        named = {"name": item.name, **named} if "id" not in named else named
        try:
            outcome = converge(item.resource, {**named, **options}, context)
            both = both_plans(done.planned.plan, done.plan, outcome.plan)
        except Exception as raised:
            error = as_error(raised)
            error.after(done.wrote)
            failed = replace(done, status=FAILED, error=error)
            self.progress(failed)
            return failed
        finished = replace(done, plan=both, status=STATUSES[both.write])
        if done.status == UNCHANGED != finished.status:
            self.progress(finished)
        return finished


def turns(here: Sequence[Planned]) -> list[list[Planned]]:
    """Groups that can run side by side; documents that the server keeps in the order of creation share one."""
    found: dict[str, list[Planned]] = {}
    for each in here:
        waits = each.plan.write == CREATE and each.resource.in_order
        found.setdefault(each.resource.kind if waits else each.place, []).append(each)
    return list(found.values())


def gone_along(planned: Planned, done: Iterable[Done]) -> Iterator[Done]:
    """The outcome of a removal that comes about as the document's owner, e.g. its space, is removed first."""
    current, inside = planned.plan.current or {}, planned.resource.location.parent
    owners = {current.get(prop) for prop in ("SpaceId", inside.prop if inside else "")} - {None, ""}
    for each in done if planned.plan.write == DELETE else ():
        if each.planned.plan.write == DELETE and (each.planned.plan.current or {}).get("Id") in owners:
            yield Done(planned, DELETED if each.status == DELETED else NOT_TRIED, planned.plan)


def comes_with(planned: Planned, done: Iterable[Done]) -> list[Done]:
    """The outcome of what a document that is to go comes with, where the run makes that."""
    inside = planned.resource.location.parent
    owner = str((planned.plan.current or {}).get(inside.prop) or "") if inside else ""
    if inside is None or not is_to_come(owner) or planned.plan.write != DELETE:
        return []
    of_kind = (each for each in done if each.planned.resource.location == inside.location)
    return [each for each in of_kind if each.planned.item and to_come(each.planned.item.name) == owner]


def removing(resource: Resource, document: Mapping[str, Any]) -> Parameters:
    """The options that remove a document of which the ID is known, or the name and what it came with."""
    inside = resource.location.parent
    owner = str(document.get(inside.prop) or "") if inside else ""
    where = {resource.parent.option: name_to_come(owner) if is_to_come(owner) else owner} if resource.parent else {}
    called = {"id": document["Id"]} if document.get("Id") else {"name": document[resource.location.naming.prop]}
    return {"state": "absent", **called, **where}


def stops(error: OctopusError | None) -> bool:
    """Whether a failure is one that everything else would meet as well."""
    if isinstance(error, ServerRefused):
        return error.status == UNAUTHORIZED or error.status >= SERVER_ERRORS
    return error is not None and not isinstance(error, (OptionError, Bug))
