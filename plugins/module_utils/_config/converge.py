# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Applies a whole configuration: everything is planned before anything is written."""

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
from ansible_collections.octopus.deploy.plugins.module_utils._config.owners import located_owners
from ansible_collections.octopus.deploy.plugins.module_utils._converge.converge import carried_out
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan
from ansible_collections.octopus.deploy.plugins.module_utils._converge.planning import planned as plan_of
from ansible_collections.octopus.deploy.plugins.module_utils._converge.planning import planned_of_same
from ansible_collections.octopus.deploy.plugins.module_utils._locate.finding import Located
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
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
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
    """The plan for one document, with the warnings of planning it. ``item``: None for a document that is pruned."""

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
        """Whether carrying the plan out takes more than reading."""
        return self.plan.write != NONE or self.acts

    @property
    def default_flags(self) -> list[tuple[str, str]]:
        """The options that make the document the default among its owner's documents, each with the owner's ID."""
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
        """Whether the server will create the document together with its owner, so that its ID is not known yet."""
        current = self.plan.current
        return self.resource.parent is not None and current is not None and current.get("Id") is None

    @property
    def acts(self) -> bool:
        """Whether an action such as a health check is due although the document does not change."""
        return bool(self._due())

    @property
    def counts(self) -> bool:
        """Whether one of the due actions counts as a change."""
        return any(each.counts for each in self._due())

    def _due(self) -> list[Action]:
        parameters = self.item.parameters if self.item and not self.item.absent else None
        return [each for each in self.resource.actions if parameters is not None and each.due(parameters, NONE)]


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


@dataclass
class Run:
    """One configuration that is planned and applied.

    ``promised``: the item that creates the space of the run, where that space does not exist yet; ``entered``: called
    when the space has been created.
    """

    client: Client
    index: Index
    check: bool
    threads: int
    progress: Progress
    promised: Item | None
    entered: Callable[[], None]
    _stopped: threading.Event = field(default_factory=threading.Event, init=False)
    _read: dict[str, Located] = field(default_factory=dict, init=False)

    def plans(self, order: Order, items: Sequence[Item]) -> list[Planned]:
        """The plans for all items. Reads only; raises ``Mistakes`` with every mistake that planning finds."""
        self._read = dict(located_owners(items, self._context, self.index, self.threads))
        problems: dict[str, list[str]] = {item.place: [] for item in items}
        ordered = [item for group in order.groups for item in group]
        absent = [item for item in items if item.absent]
        found = {item.place: self._planned(item, at_first(item), problems[item.place]) for item in [*ordered, *absent]}
        # Deferred fields may name documents of items that are planned after their own item.
        for item in (each for each in ordered if deferred_options(each)):
            first, both = found[item.place], self._planned(item, item.parameters, problems[item.place])
            # In check mode the first plan has noted its missing references, and the second does not warn of them again.
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
            intended = plan_of(item.resource, parameters, context, self._read.get(item.place))
        except OptionError as mistake:
            mistakes.append(mistake)
        except Ambiguous as mistake:
            problems.append(f"{item.place}: {mistake}")
        problems += [f"{item.place}.{mistake}" for mistake in mistakes]
        if intended is None:
            return None
        if not item.absent and not item.resource.singleton:
            self.index.foretell(item, intended.current or {}, intended.wanted)
        # An item in a space that this run creates is planned again once the space exists; warnings come from there.
        warnings = context.warnings if context.check == self.check else ()
        return Planned(item.resource, item.title, intended, item, warnings, context.uncompared)

    def _context(self, item: Item, live: bool = False) -> Context:
        # Nobody knows the contents of a space that does not exist yet: accept missing references, as in check mode.
        check = self.check or self.index.holder(item.resource.location) is None
        secrets = item.parameters.get("update_secrets", ON_CREATE)
        return Context(self.client, self.index, check, secrets, live=self.index.live if live else None)

    def carried_out(self, planned: Sequence[Planned], pruned: Sequence[Planned], order: Order) -> list[Done]:
        """Carry the plans out: referenced documents first, then removals in the opposite order."""
        by_place = {each.place: each for each in planned if each.item}
        done: dict[str, Done] = {}
        for group in order.groups:
            for each in self._group([by_place[item.place] for item in group], done, order):
                done[each.planned.place] = each
        self._later(self._deferred, done)
        removals = [each for each in planned if each.item and each.item.absent] + list(pruned)
        for resource in removal_order(each.resource for each in removals):
            here = [each for each in removals if each.resource.kind == resource.kind]
            with_owners = {each.place: status for each in here for status in removed_with_owner(each, done.values())}
            for each in self._group([each for each in here if each.place not in with_owners], done, order):
                done[each.planned.place] = each
            for each in with_owners.values():
                done[each.planned.place] = each
                self.progress(each)
        self._later(self._released, done)
        return list(done.values())

    def _later(self, write: Callable[[Done], Done], done: dict[str, Done]) -> None:
        """Do the second write of the documents that need one."""
        for each in parallel(write, list(done.values()), 1 if self.check else self.threads):
            done[each.planned.place] = each

    def _group(self, here: Sequence[Planned], done: Mapping[str, Done], order: Order) -> Iterator[Done]:
        """The outcomes for documents that do not refer to each other."""

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
                return Done(planned, STATUSES[planned.plan.write], planned.plan, document=planned.plan.current)
            # Another run has created the space since this one began.
            planned = replace(planned, plan=replace(planned.plan, write=CREATE))
        context = self._context(item, live=True) if item else Context(self.client, self.index, live=self.index.live)
        try:
            if item is None:
                options = removing(planned.resource, planned.plan.current or {})
                intended = plan_of(planned.resource, options, context)
                write = carried_out(planned.resource, options, context, intended).plan.write
                return Done(planned, STATUSES[write], planned.plan)
            options = keeping(item, planned.plan)
            intended, begun = self._latest(item, options, planned, context), planned.plan.write
            outcome = carried_out(item.resource, options, context, intended, begun if begun == CREATE else None)
            if outcome.document and not item.resource.is_owned:
                self.index.note_created(item.resource.location, outcome.document)
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
            # The document came with its owner, so its ID is known only now; the result shows the first plan.
            did = planned.plan
        wrote = tuple(context.done)
        return Done(planned, status, did, None, outcome.extra, context.warnings, wrote, outcome.document)

    def _latest(self, item: Item, parameters: Parameters, planned: Planned, context: Context) -> Plan:
        """The plan for a document, made again where the server or this run may have changed what it depends on."""
        if planned.plan.write == UPDATE or planned.is_to_come:
            # Plan from a fresh GET of the document: somebody else may have changed it since the pages were read.
            return planned_of_same(item.resource, parameters, context, planned.plan.current)
        if planned.plan.write == CREATE:
            # This run may have created the documents that the new one refers to.
            again = Context(self.client, self.index, False, context.update_secrets)
            return plan_of(item.resource, parameters, again)
        return planned.plan

    def _deferred(self, done: Done) -> Done:
        """Write the options that need the document's own documents, which are created after it."""
        item = done.planned.item
        return self._second(done, deferred_options(item) if item and done.planned.plan.write != NONE else {})

    def _released(self, done: Done) -> Done:
        """Remove the list entries that were in use until other documents had been changed or removed."""
        item = done.planned.item
        return self._second(done, released_options(item, done.planned.plan) if item else {})

    def _second(self, done: Done, options: Mapping[str, Any]) -> Done:
        """Write a document again, for these options."""
        item = done.planned.item
        if self.check or item is None or not options or done.status in (FAILED, NOT_TRIED):
            return done
        context = self._context(item, live=True)
        named = {option: item.parameters[option] for option in ("id", "update_secrets") if item.parameters.get(option)}
        named = {"name": item.name, **named} if "id" not in named else named
        try:
            given = {**named, **options}
            again = planned_of_same(item.resource, given, context, done.document)
            outcome = carried_out(item.resource, given, context, again)
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
    """Groups that can run in parallel; new documents of a kind that the server keeps in creation order share one."""
    found: dict[str, list[Planned]] = {}
    for each in here:
        waits = each.plan.write == CREATE and each.resource.in_order
        found.setdefault(each.resource.kind if waits else each.place, []).append(each)
    return list(found.values())


def removed_with_owner(planned: Planned, done: Iterable[Done]) -> Iterator[Done]:
    """The outcome for a document that the server removes together with its owner or its space."""
    current, inside = planned.plan.current or {}, planned.resource.location.parent
    owners = {current.get(prop) for prop in ("SpaceId", inside.prop if inside else "")} - {None, ""}
    for each in done if planned.plan.write == DELETE else ():
        if each.planned.plan.write == DELETE and (each.planned.plan.current or {}).get("Id") in owners:
            yield Done(planned, DELETED if each.status == DELETED else NOT_TRIED, planned.plan)


def comes_with(planned: Planned, done: Iterable[Done]) -> list[Done]:
    """The outcome for the owner of a document that is to be removed, where the run creates the owner."""
    inside = planned.resource.location.parent
    owner = str((planned.plan.current or {}).get(inside.prop) or "") if inside else ""
    if inside is None or not is_to_come(owner) or planned.plan.write != DELETE:
        return []
    of_kind = (each for each in done if each.planned.resource.location == inside.location)
    return [each for each in of_kind if each.planned.item and to_come(each.planned.item.name) == owner]


def removing(resource: Resource, document: Mapping[str, Any]) -> Parameters:
    """The options that remove a document: by its ID, or by its name and owner where the ID is not known."""
    inside = resource.location.parent
    owner = str(document.get(inside.prop) or "") if inside else ""
    where = {resource.parent.option: name_to_come(owner) if is_to_come(owner) else owner} if resource.parent else {}
    called = {"id": document["Id"]} if document.get("Id") else {"name": document[resource.location.naming.prop]}
    return {"state": "absent", **called, **where}


def stops(error: OctopusError | None) -> bool:
    """Whether every other document would fail for the same reason."""
    if isinstance(error, ServerRefused):
        return error.status == UNAUTHORIZED or error.status >= SERVER_ERRORS
    return error is not None and not isinstance(error, (OptionError, Bug))
