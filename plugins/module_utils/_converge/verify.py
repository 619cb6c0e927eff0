# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds out whether another writer has undone a write at the same moment.

A PUT replaces the whole document, and the server does not report that somebody else has written since it was read: the
last writer may restore what the other one changed, and two writers may create documents of the same name.
"""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._converge.misfit import refuse_misfit
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan
from ansible_collections.octopus.deploy.plugins.module_utils._converge.removal import remove
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import companions_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import UPDATE, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource, called
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import Ambiguous

# The longest wait for another writer, in seconds, however slow the server is.
LONGEST_WAIT = 5.0
# The pauses, in seconds, while the other writer removes its second document.
PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6)


def overwritten(
    resource: Resource, parameters: Parameters, context: Context, done: Plan, document: Document | None
) -> tuple[list[str], Document | None]:
    """The options whose values are not those that this task has just written, and the document as it is now.

    The function first waits as long as this task took from reading to writing: another writer who had read the document
    before the write should have written by then.
    """
    if done.write != UPDATE or document is None or resource.is_versioned:
        return [], document
    context.client.wait(min(context.client.now() - done.read_at, LONGEST_WAIT))
    now = _read_again(resource, document, done, context)
    if now is None:
        # Somebody else has removed the document since.
        return [], document
    lasting = [each for each in given_fields(resource.fields, parameters) if each.is_lasting]
    refuse_misfit(resource, lasting, document, context)
    refuse_misfit(resource, lasting, now, context)
    lost = [each.option for each in lasting if not each.type.same(each.of(document), each.of(now))]
    named_by = resource.location.naming.prop
    if "name" in done.after and document.get(named_by) != now.get(named_by):
        lost.insert(0, "name")
    return lost, now


def _read_again(resource: Resource, document: Document, done: Plan, context: Context) -> Document | None:
    """The document read once more, with the companions that the plan wrote."""
    companions = [each for each in resource.companions if each.prop in done.wanted]
    now: Document | None = document
    if not resource.is_owned:
        now = context.documents.by_id(resource.location, str(document["Id"]), done.parent_id)
    return now if now is None else {**now, **companions_of(companions, now, context)}


def came_second(resource: Resource, created: Document, context: Context, done: Plan) -> bool:
    """Whether somebody else created a document of this name at the same moment, but before this task did.

    The task that created the younger of the two removes it again. A document that the new one replaces keeps the name
    until the task ends, and does not count.
    """
    rivals = _rivals(resource, created, context, done)
    if not rivals or min(rivals, key=_age) == created["Id"]:
        left = _rivals_after_pauses(resource, created, context, done) if rivals else []
        if left:
            ids = ", ".join(each for each in left if each != created["Id"])
            context.warn(
                f"somebody else created another {called(resource, {**created, 'Id': None})} at the same moment: {ids}. "
                f"Remove it with state: absent and id: {ids}"
            )
        return False
    remove(context.client, created, *context.resolver.origin(resource.location, done.parent_id))
    context.did(f"removed {called(resource, created)} again, as somebody else created one at the same moment")
    _rivals_after_pauses(resource, created, context, done)
    return True


def _rivals_after_pauses(resource: Resource, created: Document, context: Context, done: Plan) -> list[str]:
    """The IDs of the documents with the name, if there are still several after all pauses."""
    rivals: list[str] = []
    for pause in PAUSES:
        context.client.wait(pause)
        rivals = _rivals(resource, created, context, done)
        if not rivals:
            break
    return rivals


def _rivals(resource: Resource, created: Document, context: Context, done: Plan) -> list[str]:
    """The IDs of all documents with the name of a new one, if there are several; most kinds have unique names."""
    if resource.location.naming.unique:
        return []
    try:
        context.documents.by_name(resource.location, str(created[resource.location.naming.prop]), done.parent_id)
    except Ambiguous as several:
        replaced = (done.current or {}).get("Id")
        found = [each for each in several.matches if each != replaced]
        return found if len(found) > 1 else []
    return []


def _age(identity: str) -> tuple[int, str]:
    """A sort key that orders the IDs of one kind by creation: they end with a growing number."""
    return len(identity), identity
