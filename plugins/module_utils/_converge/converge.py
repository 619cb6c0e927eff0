# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Converges one document: plans, applies the plan, and checks that the server kept what was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._converge.apply import apply
from ansible_collections.octopus.deploy.plugins.module_utils._converge.lost import look_for_effect
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan, modification, plan
from ansible_collections.octopus.deploy.plugins.module_utils._converge.removal import remove
from ansible_collections.octopus.deploy.plugins.module_utils._converge.verify import came_second, overwritten
from ansible_collections.octopus.deploy.plugins.module_utils._locate.finding import Located, locate
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
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    AnswerLost,
    OctopusError,
    ServerRefused,
)

ATTEMPTS = 3
# The statuses with which a server refuses a write when somebody else has changed the document or a reference.
CONTESTED = (400, 404, 409)


@dataclass(frozen=True)
class Outcome:
    """A plan and the resulting document (None if it was removed). ``extra``: the results of the actions,
    and what the kind tells of its document."""

    plan: Plan
    document: Document | None
    changed: bool
    extra: dict[str, Any] = field(default_factory=dict)


def converge(resource: Resource, parameters: Parameters, context: Context) -> Outcome:
    """Give one document the state that ``parameters`` ask for; in check mode only plan the changes.

    Raises ``OctopusError``: a mistake in the options before anything is written, or the server's refusal.
    """
    for option in ("name", "new_name", "id", *(each.option for each in resource.owners)):
        if parameters.get(option) is not None and not parameters[option].strip():
            raise OptionError(option, "is empty")
    if not resource.is_owned and parameters.get("name") is None and parameters.get("id") is None:
        raise OptionError("name", "is null, and so is id; give one of them")
    return carried_out(resource, parameters, context, planned(resource, parameters, context))


def planned(resource: Resource, parameters: Parameters, context: Context, located: Located | None = None) -> Plan:
    """The plan for ``parameters``, compared with the document that the server has. Reads only.

    ``located``: the document, if it has been read already.
    """
    context.require(resource.since, f"octopus_{resource.kind}")
    for action in resource.actions:
        action.check(parameters)
    return plan(resource, parameters, located or locate(resource, parameters, context), context)


def converge_same(resource: Resource, parameters: Parameters, context: Context, known: Document | None) -> Outcome:
    """``converge`` for a document that was read before and is found by its ID, even if it was renamed since.

    If the document does not exist any more, ``parameters`` find or create another one of its name. A document with a
    version is not read again, because the server refuses the write if the document has changed since.
    """
    if resource.is_versioned and known and not is_to_come(known["Id"]):
        return carried_out(resource, parameters, context, plan(resource, parameters, Located(known), context))
    same = of_same(resource, parameters, known)
    located = locate(resource, same, context) if same is not parameters else Located(None)
    if located.document is None:
        return converge(resource, parameters, context)
    return carried_out(resource, parameters, context, plan(resource, same, located, context))


def carried_out(
    resource: Resource, parameters: Parameters, context: Context, intended: Plan, begun: str | None = None
) -> Outcome:
    """Carry a plan and the actions of ``parameters`` out; in check mode return the expected outcome.

    ``begun``: the write that was planned when the task began, if the plan is newer than that. A raised error lists the
    writes that had been done before it.
    """
    if context.check:
        document = intended.wanted if intended.write != DELETE else None
        due = [each for each in resource.actions if document is not None and each.due(parameters, intended.write)]
        changed = intended.write != NONE or any(each.counts for each in due)
        return Outcome(intended, document, changed, dict(intended.told))
    try:
        return _carried_out(resource, parameters, context, intended, begun or intended.write)
    except OctopusError as error:
        error.after(context.done)
        raise


def _carried_out(resource: Resource, parameters: Parameters, context: Context, intended: Plan, begun: str) -> Outcome:
    done, document = _lasting(resource, parameters, context, intended)
    # An action that only waits depends on the first plan: another writer may have done the write in the meantime.
    due = [
        each
        for each in resource.actions
        if document is not None and each.due(parameters, done.write if each.counts else begun)
    ]
    extra = dict(done.told)
    for action in due:
        extra.update(action.perform(document or {}, parameters, context))
    if done.write == CREATE and done.current:
        _make_way(resource, done, done.current, context)
    return Outcome(done, document, done.write != NONE or any(each.counts for each in due), extra)


def _make_way(resource: Resource, done: Plan, replaced: Document, context: Context) -> None:
    """Remove the document that a new one has replaced. A failure is a warning, as the new document is usable."""
    try:
        remove(context.client, replaced, *context.resolver.origin(resource.location, done.parent_id))
    except OctopusError as error:
        if not isinstance(error, ServerRefused) or error.status != NOT_FOUND:
            context.warn(
                f"{called(resource, replaced)} has been replaced, but still exists, as it could not be removed: "
                f"{error} Remove it with state: absent and id: {replaced.get('Id')}"
            )


def _lasting(
    resource: Resource, parameters: Parameters, context: Context, intended: Plan, attempts: int = ATTEMPTS
) -> tuple[Plan, Document | None]:
    """Apply a plan, and apply it again where another writer has undone it at the same moment."""
    first, document = _applied(resource, parameters, context, intended)
    if first.write == CREATE and document and came_second(resource, document, context, first):
        if first.current:
            raise OctopusError(
                f"Somebody else replaced {called(resource, first.current)} at the same moment, and was first. "
                "Run the task again to replace the new one as well"
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
                f"{', '.join(lost)}: the server did not keep the written value, {attempts + 1} times in a row. "
                f"Somebody else may be writing {called(resource, document or {})} at the same time, or the server "
                "changes what it is sent"
            )
            break
        same = of_same(resource, parameters, document)
        done, document = _applied(resource, parameters, context, planned(resource, same, context))
    return first, document


def _applied(
    resource: Resource, parameters: Parameters, context: Context, intended: Plan, attempts: int = ATTEMPTS
) -> tuple[Plan, Document | None]:
    """Apply a plan; where the server refuses it because of somebody else's change, plan and apply again."""
    try:
        document = _written(resource, parameters, context, intended)
    except ServerRefused as refused:
        if refused.status not in CONTESTED or attempts == 1:
            raise
        same = of_same(resource, parameters, _read_current(resource, intended, context))
        again = planned(resource, same, context)
        if again.current == intended.current:
            raise
        return _applied(resource, parameters, context, again, attempts - 1)
    return intended, _settled(resource, parameters, context, intended, document)


def _written(resource: Resource, parameters: Parameters, context: Context, intended: Plan) -> Document | None:
    """Apply a plan; where the answer to a write is lost, let the error say whether the write took effect."""
    try:
        return apply(intended, resource, context)
    except AnswerLost as lost:
        look_for_effect(lost, intended, resource, of_same(resource, parameters, intended.current), context)
        raise


def of_same(resource: Resource, parameters: Parameters, document: Document | None) -> Parameters:
    """``parameters`` that find the document of the first plan by its ID.

    If somebody else has renamed the document since, its name would not find it, and a second one would be created.
    """
    identity = (document or {}).get("Id")
    if not identity or resource.is_owned or parameters.get("id"):
        return parameters
    return {**parameters, "name": None, "id": identity}


def _read_current(resource: Resource, intended: Plan, context: Context) -> Document | None:
    """The document that the plan updates, read by its ID; None if it does not exist any more."""
    if intended.write != UPDATE or intended.current is None or resource.is_owned:
        return None
    return context.documents.by_id(resource.location, str(intended.current["Id"]), intended.parent_id)


def _settled(
    resource: Resource, parameters: Parameters, context: Context, done: Plan, document: Document | None
) -> Document | None:
    """Compare the written document with the options, and warn of values that the server has changed.

    Values that the server takes only for an existing document are sent once more after its creation.
    """
    if document is None or done.write == NONE:
        return document
    sent = Context(context.client, context.resolver)
    once = {each.option for each in resource.fields if each.change == "on_create"}
    lasting = {option: value for option, value in parameters.items() if option not in once}
    left = modification(resource, lasting, sent, document)
    if left.write == UPDATE and done.write == CREATE:
        document = _written(resource, lasting, context, left) or document
        left = modification(resource, lasting, sent, document)
    for option in _differing(left):
        context.warn(
            f"{option}: the server stored {left.before[option]!r} instead of {left.after[option]!r}; "
            "this task will report a change every time"
        )
    return document


def _differing(left: Plan) -> list[str]:
    return [option for option in left.after if left.before.get(option) != left.after[option]]
