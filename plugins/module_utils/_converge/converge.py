# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a task does with a plan: carries it out, and sees that the server took it and that it lasts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._converge.apply import apply
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan, modification, plan
from ansible_collections.octopus.deploy.plugins.module_utils._converge.removal import remove
from ansible_collections.octopus.deploy.plugins.module_utils._converge.verify import came_second, overwritten
from ansible_collections.octopus.deploy.plugins.module_utils._locate.finding import locate
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import NOT_FOUND
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import (
    CREATE,
    DELETE,
    NONE,
    UPDATE,
    Parameters,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource, called
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, ServerRefused

ATTEMPTS = 3
# A write is planned anew only where the server may have refused it because the world moved on.
CONTESTED = (400, 404, 409)


@dataclass(frozen=True)
class Outcome:
    """A plan and the document that it led to (None for one that is gone); ``extra``: what the actions reported."""

    plan: Plan
    document: Document | None
    changed: bool
    extra: dict[str, Any] = field(default_factory=dict)


def converge(resource: Resource, parameters: Parameters, context: Context) -> Outcome:
    """Make one resource as ``parameters`` say, or in check mode say what that would take.

    Raises ``OctopusError``: the user's mistake before anything is written, or what the server said.
    """
    for option in ("name", "new_name", "id"):
        if parameters.get(option) is not None and not parameters[option].strip():
            raise OptionError(option, "is empty")
    if not resource.singleton and parameters.get("name") is None and parameters.get("id") is None:
        raise OptionError("name", "is null, and so is id; give one of them")
    return carried_out(resource, parameters, context, planned(resource, parameters, context))


def planned(resource: Resource, parameters: Parameters, context: Context) -> Plan:
    """What ``parameters`` ask for, compared with what the server has. Reads only."""
    context.require(resource.since, f"octopus_{resource.kind}")
    for action in resource.actions:
        action.check(parameters)
    return plan(resource, parameters, locate(resource, parameters, context), context)


def carried_out(
    resource: Resource, parameters: Parameters, context: Context, intended: Plan, begun: str | None = None
) -> Outcome:
    """What a plan comes to, with the actions that ``parameters`` ask for; in check mode what it would come to.

    ``begun``: what was to be done when the task began, where that is longer ago than the plan. An error says what had
    been written before it.
    """
    if context.check:
        document = intended.wanted if intended.write != DELETE else None
        due = [each for each in resource.actions if document is not None and each.due(parameters, intended.write)]
        return Outcome(intended, document, intended.write != NONE or any(each.counts for each in due))
    try:
        return _carried_out(resource, parameters, context, intended, begun or intended.write)
    except OctopusError as error:
        error.after(context.done)
        raise


def _carried_out(resource: Resource, parameters: Parameters, context: Context, intended: Plan, begun: str) -> Outcome:
    done, document = _lasting(resource, parameters, context, intended)
    # What only waits goes by what was to be done: another writer may have been faster with it.
    due = [
        each
        for each in resource.actions
        if document is not None and each.due(parameters, done.write if each.counts else begun)
    ]
    extra: dict[str, Any] = {}
    for action in due:
        extra.update(action.perform(document or {}, parameters, context))
    if done.write == CREATE and done.current:
        _make_way(resource, done, done.current, context)
    return Outcome(done, document, done.write != NONE or any(each.counts for each in due), extra)


def _make_way(resource: Resource, done: Plan, replaced: Document, context: Context) -> None:
    """Remove what a new document takes the place of. That one is handed over by now: a failure here loses nothing."""
    try:
        remove(context.client, replaced, *context.resolver.origin(resource.location, done.parent_id))
    except OctopusError as error:
        if not isinstance(error, ServerRefused) or error.status != NOT_FOUND:
            context.warn(
                f"{called(resource, replaced)} has been replaced and is still there, as it could not be removed: "
                f"{error} Remove it with state: absent and id: {replaced.get('Id')}"
            )


def _lasting(
    resource: Resource, parameters: Parameters, context: Context, intended: Plan, attempts: int = ATTEMPTS
) -> tuple[Plan, Document | None]:
    """Apply a plan, and again where another writer undid it at the same moment."""
    first, document = _applied(resource, parameters, context, intended)
    if first.write == CREATE and document and came_second(resource, document, context, first):
        if first.current:
            raise OctopusError(
                f"Somebody else has replaced {called(resource, first.current)} at the same moment, and theirs came "
                "first. Run the task again to replace that one as well"
            )
        again = planned(resource, parameters, context)
        return _lasting(resource, parameters, context, again, attempts - 1) if attempts else (again, again.current)
    done = first
    for left in reversed(range(attempts + 1)):
        lost, document = overwritten(resource, parameters, context, done, document)
        if not lost:
            break
        if not left:
            context.warn(
                f"{', '.join(lost)}: not as written, {attempts + 1} times in a row. Somebody else may be writing "
                f"{called(resource, document or {})} at the same time, or the server makes something else of it"
            )
            break
        same = of_same(resource, parameters, document)
        done, document = _applied(resource, same, context, planned(resource, same, context))
    return first, document


def _applied(
    resource: Resource, parameters: Parameters, context: Context, intended: Plan, attempts: int = ATTEMPTS
) -> tuple[Plan, Document | None]:
    """Apply a plan; where the server refused it because the world moved on, plan and apply again."""
    try:
        document = apply(intended, resource, context)
    except ServerRefused as refused:
        if refused.status not in CONTESTED or attempts == 1:
            raise
        same = of_same(resource, parameters, _still_there(resource, intended, context))
        again = planned(resource, same, context)
        if again.current == intended.current:
            raise
        return _applied(resource, same, context, again, attempts - 1)
    return intended, _settled(resource, parameters, context, intended, document)


def of_same(resource: Resource, parameters: Parameters, document: Document | None) -> Parameters:
    """What a task asks of the document that it has begun with, also where somebody else has renamed that meanwhile.

    By its name it would not be found any more, and another one would be made.
    """
    if document is None or resource.singleton or parameters.get("id"):
        return parameters
    return {**parameters, "name": None, "id": document["Id"]}


def _still_there(resource: Resource, intended: Plan, context: Context) -> Document | None:
    """The document that was to be updated, if there is one of its ID."""
    if intended.write != UPDATE or intended.current is None or resource.singleton:
        return None
    return context.documents.by_id(resource.location, str(intended.current["Id"]), intended.parent_id)


def _settled(
    resource: Resource, parameters: Parameters, context: Context, done: Plan, document: Document | None
) -> Document | None:
    """See that the server took what was sent; what it takes only of a document that exists is sent once more."""
    if document is None or done.write == NONE:
        return document
    sent = Context(context.client, context.resolver)
    once = {each.option for each in resource.fields if each.change == "on_create"}
    lasting = {option: value for option, value in parameters.items() if option not in once}
    left = modification(resource, lasting, sent, document)
    if left.write == UPDATE and done.write == CREATE:
        document = apply(left, resource, context) or document
        left = modification(resource, lasting, sent, document)
    for option in _differing(left):
        context.warn(
            f"{option}: the server made {left.before[option]!r} of it, not {left.after[option]!r} as asked; "
            "this task will report a change every time"
        )
    return document


def _differing(left: Plan) -> list[str]:
    return [option for option in left.after if left.before.get(option) != left.after[option]]
