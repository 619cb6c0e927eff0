# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Applies a plan in spite of other writers, lost answers, and values that the server changes."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._converge.apply import apply
from ansible_collections.octopus.deploy.plugins.module_utils._converge.lost import look_for_effect
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan, modification
from ansible_collections.octopus.deploy.plugins.module_utils._converge.planning import planned, with_id_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE, NONE, UPDATE, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import same_json
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost, ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

# How often a plan is applied at most before the server's refusal is the result. Of several writers of one document one
# succeeds each time, so that this is also the number of tasks that can write a set of variables at the same moment.
ATTEMPTS = 10
# The statuses with which a server refuses a write when somebody else has changed the document or a reference.
CONTESTED = (400, 404, 409)


def written(
    resource: Resource, parameters: Parameters, context: Context, intended: Plan
) -> tuple[Plan, Document | None]:
    """Apply a plan; if the server refuses it because of another writer's change, plan and apply again.

    Returns the plan that was applied, and the document as the server has it now; None if it was removed. The plan has
    nothing to write if the server has kept every value as it was.
    """
    left = ATTEMPTS
    while True:
        left -= 1
        try:
            document = _applied(resource, parameters, context, intended)
        except ServerRefused as refused:
            if refused.status not in CONTESTED or not left:
                raise
            by_id = with_id_of(resource, parameters, _read_current(resource, intended, context))
            again = planned(resource, by_id, context)
            if again.current == intended.current:
                unseen = context.resolver.why_unseen(resource.location) if again.write == CREATE else ""
                if unseen:
                    refused.add(f"The {resource.label} may exist: {unseen}.")
                raise
            intended = again
        else:
            return _compared_with_options(resource, parameters, context, intended, document)


def _applied(resource: Resource, parameters: Parameters, context: Context, intended: Plan) -> Document | None:
    """Apply a plan; where the answer to a write is lost, let the error say whether the write took effect."""
    try:
        return apply(intended, resource, context)
    except AnswerLost as lost:
        look_for_effect(lost, intended, resource, with_id_of(resource, parameters, intended.current), context)
        raise


def _read_current(resource: Resource, intended: Plan, context: Context) -> Document | None:
    """The document that the plan updates, read by its ID; None if it does not exist any more."""
    if intended.write != UPDATE or intended.current is None or resource.is_owned:
        return None
    return context.documents.by_id(resource.location, str(intended.current["Id"]), intended.parent_id)


def _compared_with_options(
    resource: Resource, parameters: Parameters, context: Context, done: Plan, document: Document | None
) -> tuple[Plan, Document | None]:
    """Compare the written document with the options, and warn of values that the server has changed.

    Values that the server takes only for an existing document are sent once more after its creation.
    """
    if document is None or done.write == NONE:
        return done, document
    given = (each for each in given_fields(resource.lasting, parameters) if each.change != "on_create")
    compared = [each for each in given if not _is_as_sent(each, done, document)]
    named_by = resource.location.naming.prop
    stored, sent_name = (str(each.get(named_by) or "") for each in (document, done.wanted))
    if not compared and stored == sent_name:
        return done, document
    sent = Context(context.client, context.resolver)
    skipped = {each.option for each in resource.fields if each not in compared}
    lasting = {option: value for option, value in parameters.items() if option not in skipped}
    left = modification(resource, lasting, sent, document)
    if left.write == UPDATE and done.write == CREATE:
        document = _applied(resource, lasting, context, left) or document
        left = modification(resource, lasting, sent, document)
    differing = _differing(left)
    if folded(stored) != folded(sent_name) and "name" not in differing:
        context.warn(
            f"name: the server stored {stored!r} instead of {sent_name!r}; only the stored name finds it again"
        )
    for option in differing:
        context.warn(
            f"{option}: the server stored {left.before[option]!r} instead of {left.after[option]!r}; "
            "every run of this task will find this difference"
        )
    if done.write == UPDATE and _is_as_before(done, left):
        return replace(done, write=NONE, current=document, wanted=document, after=done.before), document
    return done, document


def _is_as_before(done: Plan, left: Plan) -> bool:
    """Whether none of the changes of a plan took effect. ``left``: the plan for the document as it is now."""
    changed = _differing(done)
    return all(option in left.after and left.before.get(option) == done.before.get(option) for option in changed)


def _is_as_sent(each: Field, done: Plan, document: Document) -> bool:
    """Whether the server has stored a property exactly as it was sent. A server does so with most properties, and
    comparing them by their types would take as long as planning.

    In a nested document, the server fills in the properties that were not sent, and no given option manages these.
    """
    if each.change == "deferred" or each.api not in done.wanted:
        return False
    sent, stored = done.wanted[each.api], document.get(each.api)
    if isinstance(each.type, Nested) and isinstance(sent, dict) and isinstance(stored, dict):
        stored = {prop: stored.get(prop) for prop in sent}
    return same_json(stored, sent)


def _differing(left: Plan) -> list[str]:
    return [option for option in left.after if left.before.get(option) != left.after[option]]
