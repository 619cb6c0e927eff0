# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds out whether a write lasts, where another writer was at it in the same moment.

Servers take a document whole and do not say if somebody else has written since it was read: who wrote last may have put
back what the other one changed, and two may make documents of the same name.
"""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._converge.fitting import fitting
from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan
from ansible_collections.octopus.deploy.plugins.module_utils._converge.removal import remove
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import UPDATE, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource, called
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import Ambiguous

# Nobody is waited for longer than that, however slow the server is.
LONGEST_WAIT = 5.0
# How long the one that came second gets to take its document back.
PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6)


def overwritten(
    resource: Resource, parameters: Parameters, context: Context, done: Plan, document: Document | None
) -> tuple[list[str], Document | None]:
    """The options that are not as this task has just written them, and the document as it is now.

    Whoever read the document before this task wrote it has written by now, if that took them no longer than reading and
    writing took here.
    """
    if done.write != UPDATE or document is None:
        return [], document
    context.client.wait(min(context.client.now() - done.read_at, LONGEST_WAIT))
    now = _as_it_is(resource, document, done, context)
    if now is None:
        # Removed since, by somebody who saw it.
        return [], document
    lasting = [each for each in given_fields(resource.fields, parameters) if each.is_lasting]
    fitting(resource, lasting, document, context)
    fitting(resource, lasting, now, context)
    lost = [each.option for each in lasting if not each.type.same(each.of(document), each.of(now))]
    named_by = resource.location.naming.prop
    if "name" in done.after and document.get(named_by) != now.get(named_by):
        lost.insert(0, "name")
    return lost, now


def _as_it_is(resource: Resource, document: Document, done: Plan, context: Context) -> Document | None:
    """The document read once more, with those of the documents beside it that were written."""
    beside = [each for each in resource.companions if each.prop in done.wanted]
    now: Document | None = document
    if not resource.singleton:
        now = context.documents.by_id(resource.location, str(document["Id"]), done.parent_id)
    return now if now is None else {**now, **{each.prop: each.read(now, context) for each in beside}}


def came_second(resource: Resource, made: Document, context: Context, done: Plan) -> bool:
    """Whether somebody else made a document of this name at the same moment, and before this task did.

    The younger of the two is taken back, by whoever made it. A document that the new one replaces bears the name until
    the task ends.
    """
    rivals = _rivals(resource, made, context, done)
    if not rivals or min(rivals, key=_age) == made["Id"]:
        left = _left(resource, made, context, done) if rivals else []
        if left:
            ids = ", ".join(each for each in left if each != made["Id"])
            context.warn(
                f"somebody else has made another {called(resource, {**made, 'Id': None})} at the same moment: {ids}. "
                f"Remove it with state: absent and id: {ids}"
            )
        return False
    remove(context.client, made, *context.resolver.origin(resource.location, done.parent_id))
    context.did(f"removed {called(resource, made)} again, as somebody else made one at the same moment")
    _left(resource, made, context, done)
    return True


def _left(resource: Resource, made: Document, context: Context, done: Plan) -> list[str]:
    """The IDs of those that bear the name when only one of them should be left."""
    rivals: list[str] = []
    for pause in PAUSES:
        context.client.wait(pause)
        rivals = _rivals(resource, made, context, done)
        if not rivals:
            break
    return rivals


def _rivals(resource: Resource, made: Document, context: Context, done: Plan) -> list[str]:
    """The IDs of all that bear the name of a document, if there are several; most servers see to it themselves."""
    if resource.location.naming.unique:
        return []
    try:
        context.documents.by_name(resource.location, str(made[resource.location.naming.prop]), done.parent_id)
    except Ambiguous as several:
        replaced = (done.current or {}).get("Id")
        found = [each for each in several.matches if each != replaced]
        return found if len(found) > 1 else []
    return []


def _age(identity: str) -> tuple[int, str]:
    """What puts the IDs of one kind into the order in which they were given: they end with a number that grows."""
    return len(identity), identity
