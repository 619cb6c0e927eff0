# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes one document of a configuration, and a second time where other documents had to be written in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.deferred import (
    both_plans,
    interim_options,
    options_of_first_write,
    options_of_second_write,
    released_options,
)
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import Item
from ansible_collections.octopus.deploy.plugins.module_utils._config.outcomes import (
    FAILED,
    NOT_TRIED,
    STATUSES,
    UNCHANGED,
    Done,
    Planned,
)
from ansible_collections.octopus.deploy.plugins.module_utils._config.planning import Run
from ansible_collections.octopus.deploy.plugins.module_utils._converge.converge import carried_out
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan
from ansible_collections.octopus.deploy.plugins.module_utils._converge.planning import planned, planned_for_same
from ansible_collections.octopus.deploy.plugins.module_utils._converge.removal import warn_of_users
from ansible_collections.octopus.deploy.plugins.module_utils._locate.finding import locate_without_references
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import Bug, OptionError, as_error
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import (
    CREATE,
    DELETE,
    NONE,
    UPDATE,
    Parameters,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come, name_to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, ServerRefused

UNAUTHORIZED, SERVER_ERRORS = 401, 500


def written(run: Run, known: Planned) -> Done:
    """Carry out the plan for one document; in check mode return the expected outcome. A failure is an outcome too."""
    item = known.item
    if run.check or not known.waits:
        if item is None or item is not run.promised or run.check:
            warnings = _warnings_of_users(run, item, known)
            return Done(known, STATUSES[known.plan.write], known.plan, warnings=warnings, document=known.plan.current)
        # Another run has created the space since this one began.
        known = replace(known, plan=replace(known.plan, write=CREATE))
    context = run.context(item, live=True) if item else Context(run.client, run.index, live=run.index.live)
    try:
        return _converged(run, item, known, context) if item else _removed(known, context)
    except Exception as raised:
        error = as_error(raised)
        if not error.done:
            error.after(context.notes.done)
        if _stops(error):
            run.stopped.set()
        return Done(known, FAILED, known.plan, error, warnings=context.notes.warnings)


def _warnings_of_users(run: Run, item: Item | None, known: Planned) -> Sequence[str]:
    """The warnings of a planned removal: documents that no item is about use the document."""
    if item is None or known.plan.write != DELETE:
        return ()
    context = run.context(item)
    warn_of_users(item.resource, known.plan.current or {}, context, run.index.has_item)
    return context.notes.warnings


def _converged(run: Run, item: Item, known: Planned, context: Context) -> Done:
    """The outcome for an item."""
    options = options_of_first_write(item, known.plan, context)
    intended, begun = _latest(run, item, options, known, context), known.plan.write
    outcome = carried_out(item.resource, options, context, intended, begun if begun == CREATE else None)
    if outcome.document and not item.resource.is_owned:
        run.index.note_created(item.resource.location, outcome.document)
        if item is run.promised:
            run.entered()
    did = outcome.plan
    if known.is_to_come and did.write == DELETE:
        # The document came with its owner, so its ID is known only now; the result shows the first plan.
        did = known.plan
    status, wrote = STATUSES[outcome.plan.write], tuple(context.notes.done)
    return Done(known, status, did, None, outcome.extra, context.notes.warnings, wrote, outcome.document)


def _removed(known: Planned, context: Context) -> Done:
    """The outcome for a document that is pruned."""
    options = _removing(known.resource, known.plan.current or {})
    outcome = carried_out(known.resource, options, context, planned(known.resource, options, context))
    return Done(known, STATUSES[outcome.plan.write], known.plan)


def _latest(run: Run, item: Item, parameters: Parameters, known: Planned, context: Context) -> Plan:
    """The plan for a document, made again if documents on which it depends may have changed since."""
    if known.plan.write == UPDATE or known.is_to_come:
        # Plan from a fresh GET of the document: somebody else may have changed it since the pages were read.
        return planned_for_same(item.resource, parameters, context, known.plan.current)
    if known.plan.write == CREATE:
        # This run may have created the documents that the new one refers to.
        again = Context(run.client, run.index, False, context.update_secrets)
        return planned(item.resource, parameters, again, find=locate_without_references)
    return known.plan


def with_deferred(run: Run, done: Done) -> Done:
    """Write the options that name documents within the document, which are created after it."""
    item = done.planned.item
    if item is None or done.planned.plan.write == NONE:
        return done
    return _written_again(run, done, options_of_second_write(item, done.planned.plan, run.context(item)))


def with_released(run: Run, done: Done) -> Done:
    """Remove the list entries that were in use until other documents had been changed or removed."""
    item = done.planned.item
    return _written_again(run, done, released_options(item, done.planned.plan) if item else {})


def _written_again(run: Run, done: Done, options: Mapping[str, Any]) -> Done:
    """Write a document again, for these options."""
    item = done.planned.item
    if run.check or item is None or not options or done.status in (FAILED, NOT_TRIED):
        return done
    context = run.context(item, live=True)
    named = {option: item.parameters[option] for option in ("id", "update_secrets") if item.parameters.get(option)}
    named = {"name": item.name, **named} if "id" not in named else named
    try:
        given = {**named, **options}
        again = planned_for_same(item.resource, given, context, done.document)
        outcome = carried_out(item.resource, given, context, again)
        planned_first = done.planned.plan
        both = both_plans(planned_first, done.plan, outcome.plan)
        if interim_options(item, planned_first, context):
            both = replace(planned_first, wanted=outcome.plan.wanted)
    except Exception as raised:
        error = as_error(raised)
        error.after(done.wrote)
        failed = replace(done, status=FAILED, error=error)
        run.progress(failed)
        return failed
    finished = replace(done, plan=both, status=STATUSES[both.write])
    if done.status == UNCHANGED != finished.status:
        run.progress(finished)
    return finished


def _removing(resource: Resource, document: Mapping[str, Any]) -> Parameters:
    """The options that remove a document: by its ID, or by its name and owner where the ID is not known."""
    inside = resource.location.parent
    owner = str(document.get(inside.prop) or "") if inside else ""
    where = {resource.parent.option: name_to_come(owner) if is_to_come(owner) else owner} if resource.parent else {}
    called = {"id": document["Id"]} if document.get("Id") else {"name": document[resource.location.naming.prop]}
    return {"state": "absent", **called, **where}


def _stops(error: OctopusError | None) -> bool:
    """Whether every other document would fail for the same reason."""
    if isinstance(error, ServerRefused):
        return error.status == UNAUTHORIZED or error.status >= SERVER_ERRORS
    return error is not None and not isinstance(error, (OptionError, Bug))
