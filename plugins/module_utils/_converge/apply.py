# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out a plan; no other module writes a managed document. Each write is noted in the context."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan
from ansible_collections.octopus.deploy.plugins.module_utils._converge.removal import remove
from ansible_collections.octopus.deploy.plugins.module_utils._locate.unlinked import put
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import one_step
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import DELETE, NONE, UPDATE
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource, called
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import same_json
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import same


def apply(intended: Plan, resource: Resource, context: Context) -> Document | None:
    """Carry out a plan. Returns the document as the server has it afterwards; None if it was removed."""
    current, wanted, parent_id = intended.current or {}, intended.wanted, intended.parent_id
    if intended.write == NONE:
        return intended.current
    if intended.write == DELETE:
        resource.hooks.before_delete(current, context)
        remove(context.client, current, *context.resolver.origin(resource.location, parent_id))
        context.did(f"removed {called(resource, current)}")
        return None
    if intended.write == UPDATE:
        document = _updated(resource, current, wanted, context, parent_id)
    else:
        document = _created(resource, wanted, context, parent_id)
    for companion in resource.companions:
        if companion.prop in wanted:
            had = current.get(companion.prop)
            changed = not same_json(had, wanted[companion.prop])
            begun = len(context.notes.done)
            try:
                now = companion.write(document, had, wanted[companion.prop], context) if changed else had
            except AnswerLost as lost:
                lost.about, lost.is_first = companion.prop, len(context.notes.done) == begun
                raise
            document = {**document, companion.prop: now}
    return document


def _updated(resource: Resource, current: Document, wanted: Document, context: Context, parent_id: str) -> Document:
    has, asked = _without_companions(resource, current), _without_companions(resource, wanted)
    now = resource.hooks.change(has, asked, context)
    if now is not has:
        asked = {**now, **{prop: value for prop, value in asked.items() if not same_json(value, current.get(prop))}}
    if same_json(asked, now):
        return now
    with one_step(now, asked):
        return _modified(resource, asked, context, parent_id)


def _modified(resource: Resource, document: Document, context: Context, parent_id: str) -> Document:
    """PUT a document, and return it as the server has it now."""
    body = resource.hooks.sent(document)
    answer = put(document, body, context, resource.location, parent_id)
    context.did(f"updated {called(resource, document)}")
    if answer == {} and resource.singleton:
        # Documents of other kinds are always read again; see ``overwritten``.
        answer = context.client.document(document, "Self")
    # Where the answer is empty or holds only the ID, the next read shows what the server has stored.
    is_whole = isinstance(answer, dict) and resource.location.naming.prop in answer
    return same(answer, document, f"The change of {called(resource, document)}") if is_whole else document


def _created(resource: Resource, wanted: Document, context: Context, parent_id: str) -> Document:
    body = _without_companions(resource, wanted)
    in_address = resource.creation.in_address
    asked = {name: body[prop] for name, prop in in_address.items() if body.get(prop)}
    body = {prop: value for prop, value in body.items() if prop not in in_address.values()}
    holder, link = context.resolver.origin(resource.creation.at(body) or resource.location, parent_id)
    created = context.client.create(holder or {}, link, body, asked)
    context.did(f"created {called(resource, {**wanted, **created})}")
    return _complete(resource, resource.hooks.created(created, context), context, parent_id)


def _complete(resource: Resource, answer: Document, context: Context, parent_id: str) -> Document:
    """The new document: the answer itself, or a GET where the answer holds only the ID (api: traps#5.29)."""
    if resource.location.naming.prop in answer or "Id" not in answer:
        return answer
    holder, link = context.resolver.origin(resource.location, parent_id)
    found = context.client.document(holder or {}, link, {"id": answer["Id"]})
    return same(found, answer, f"The link {link!r} with ID {answer['Id']!r}")


def _without_companions(resource: Resource, document: Document) -> Document:
    """A document without its companions."""
    companions = {each.prop for each in resource.companions}
    return {prop: value for prop, value in document.items() if prop not in companions}
