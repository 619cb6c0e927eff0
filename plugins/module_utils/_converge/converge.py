# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Converges one document: plans, applies the plan, and checks that the server kept what was written."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan, why_default_stays
from ansible_collections.octopus.deploy.plugins.module_utils._converge.planning import (
    further_mistakes,
    planned,
    planned_from_pages,
    with_id_of,
)
from ansible_collections.octopus.deploy.plugins.module_utils._converge.removal import remove, warn_of_users
from ansible_collections.octopus.deploy.plugins.module_utils._converge.slugs import taken_slugs
from ansible_collections.octopus.deploy.plugins.module_utils._converge.verify import came_second, overwritten
from ansible_collections.octopus.deploy.plugins.module_utils._converge.writing import written
from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._locate.recent import RecentDocuments
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import NOT_FOUND
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, as_one
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import (
    CREATE,
    DELETE,
    NONE,
    UPDATE,
    Parameters,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource, called
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    OctopusError,
    ServerRefused,
)

# How often values that another writer undoes are written again.
REPETITIONS = 3


@dataclass(frozen=True)
class Outcome:
    """A plan, and the document after it, or None. ``extra``: results of actions and of the hook ``reported``."""

    plan: Plan
    document: Document | None
    changed: bool
    extra: dict[str, Any] = field(default_factory=dict)


def converge(
    resource: Resource, parameters: Parameters, context: Context, recent: RecentDocuments | None = None
) -> Outcome:
    """Give one document the state that ``parameters`` ask for; in check mode only plan the changes.

    ``recent``: documents that the session has read a moment ago; if they show that nothing changes, the task does not
    search for the document. Raises ``OptionError`` for a mistake in the options, before anything is written, and
    ``OctopusError`` for a refusal.
    """
    for option in ("name", "new_name", "id", *(each.option for each in resource.owners)):
        if parameters.get(option) is not None and not parameters[option].strip():
            raise OptionError(option, "is empty")
    if not resource.is_owned and parameters.get("name") is None and parameters.get("id") is None:
        raise OptionError("name", "is null, and so is id; give one of them")
    try:
        from_pages = planned_from_pages(resource, parameters, context, recent) if recent else None
        intended = from_pages or planned(resource, parameters, context)
    except OptionError as first:
        more = further_mistakes(resource, parameters, context, first)
        if more:
            raise as_one([first, *more]) from first
        raise
    _warn_of_unseen(resource, parameters, context, intended)
    if context.check:
        # An earlier task of the playbook may make another document the default, or give up a slug.
        problem = why_default_stays(resource, intended)
        default = [f"state: {problem}"] if problem else []
        for warning in (*default, *taken_slugs(resource, intended, context.resolver)):
            context.warn(warning)
    return carried_out(resource, parameters, context, intended)


def _warn_of_unseen(resource: Resource, parameters: Parameters, context: Context, intended: Plan) -> None:
    """Warn if the document that the task takes for missing may exist, because the user may not see it.

    The server refuses to create a second document of the same name, but not in check mode.
    """
    is_absent = parameters.get("state") == "absent"
    is_missing = intended.current is None and not resource.is_owned
    unseen = context.resolver.why_unseen(resource.location) if is_missing and (context.check or is_absent) else ""
    if unseen:
        context.warn(f"{'state' if is_absent else 'name'}: the {resource.label} may exist: {unseen}")


def carried_out(
    resource: Resource, parameters: Parameters, context: Context, intended: Plan, begun: str | None = None
) -> Outcome:
    """Carry out a plan and the actions of ``parameters``; in check mode return the expected outcome.

    ``begun``: the write that was planned when the task began, if the plan is newer than that. A raised error lists the
    writes that had been done before it.
    """
    if context.check:
        if intended.write == DELETE:
            warn_of_users(resource, intended.current or {}, context)
        document = None if intended.write == DELETE else intended.wanted
        if document is not None and intended.write == UPDATE:
            document = resource.hooks.sent(document)
        due = [each for each in resource.actions if document is not None and each.due(parameters, intended.write)]
        changed = intended.write != NONE or any(each.is_change for each in due)
        return Outcome(intended, document, changed, dict(intended.reported))
    try:
        return _carried_out(resource, parameters, context, intended, begun or intended.write)
    except OctopusError as error:
        error.after(context.notes.done)
        raise


def _carried_out(resource: Resource, parameters: Parameters, context: Context, intended: Plan, begun: str) -> Outcome:
    done, document = _applied(resource, parameters, context, intended)
    # An action that only waits depends on the first plan: another writer may have done the write in the meantime.
    due = [
        each
        for each in resource.actions
        if document is not None and each.due(parameters, done.write if each.is_change else begun)
    ]
    extra = dict(done.reported)
    for action in due:
        extra.update(action.perform(document or {}, parameters, context))
    if done.write == CREATE and done.current:
        _remove_replaced(resource, done, done.current, context)
    return Outcome(done, document, done.write != NONE or any(each.is_change for each in due), extra)


def _remove_replaced(resource: Resource, done: Plan, replaced: Document, context: Context) -> None:
    """Remove the document that a new one has replaced. A failure is a warning, as the new document is usable."""
    try:
        remove(context.client, replaced, *context.resolver.origin(resource.location, done.parent_id))
    except OctopusError as error:
        if not isinstance(error, ServerRefused) or error.status != NOT_FOUND:
            context.warn(
                f"{called(resource, replaced)} has been replaced, but still exists, as it could not be removed: "
                f"{error} Remove it with state: absent and id: {replaced.get('Id')}"
            )


def _applied(
    resource: Resource, parameters: Parameters, context: Context, intended: Plan
) -> tuple[Plan, Document | None]:
    """Apply a plan, and apply it again where another writer has undone it at the same moment."""
    if intended.write == NONE:
        return intended, intended.current
    for left in reversed(range(REPETITIONS + 1)):
        done, document = written(resource, parameters, context, intended)
        if done.write != CREATE or document is None or not came_second(resource, document, context, done):
            return done, _written_until_kept(resource, parameters, context, done, document, left)
        if done.current:
            raise OctopusError(
                f"Somebody else replaced {called(resource, done.current)} at the same moment, and was first. "
                "Run the task again to replace the new one as well"
            )
        intended = planned(resource, parameters, context)
    return intended, intended.current


def _written_until_kept(
    resource: Resource, parameters: Parameters, context: Context, done: Plan, document: Document | None, attempts: int
) -> Document | None:
    """The document after a write, which is done again, up to ``attempts`` times, while another writer undoes it."""
    for left in reversed(range(attempts + 1)):
        lost, document = overwritten(resource, parameters, context, done, document)
        if not lost:
            break
        if not left:
            context.warn(
                f"{', '.join(lost)}: the server did not keep the written value, {attempts + 1} times in a row. "
                f"Somebody else may be writing {called(resource, document or {})} at the same time, or the server "
                "changes the values that it receives"
            )
            break
        by_id = with_id_of(resource, parameters, document)
        done, document = written(resource, parameters, context, planned(resource, by_id, context))
    return document
