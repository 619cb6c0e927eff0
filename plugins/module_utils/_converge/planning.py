# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans for the document that a task names: locates it and compares it with the options, without a write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan, plan
from ansible_collections.octopus.deploy.plugins.module_utils._locate.finding import Located, locate
from ansible_collections.octopus.deploy.plugins.module_utils._locate.recent import RecentDocuments
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import SKIP_THE_TASK, Context, Notes
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import NONE, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError


def planned(
    resource: Resource,
    parameters: Parameters,
    context: Context,
    located: Located | None = None,
    find: Callable[[Resource, Parameters, Context], Located] = locate,
) -> Plan:
    """The plan for ``parameters``, compared with the document that the server has.

    ``located``: the document, if it has been read already; ``find`` locates it otherwise.
    """
    context.require(resource.location.since, f"octopus_{resource.kind}", SKIP_THE_TASK)
    for action in resource.actions:
        action.check(parameters)
    found = located or find(resource, parameters, context)
    if found.document and resource.owner:
        found = replace(found, document=resource.owner.left(found.document, context))
    return plan(resource, parameters, found, context)


def further_mistakes(
    resource: Resource, parameters: Parameters, context: Context, first: OptionError
) -> list[OptionError]:
    """The mistakes that planning finds after the first wrong reference, which ends it otherwise.

    In check mode, no wrong reference ends it.
    """
    if context.check:
        return []
    found: list[OptionError] = []
    try:
        planned(resource, parameters, replace(context, notes=Notes(missing=found)))
    except OptionError as mistake:
        # A document of a parent that does not exist seems to be new, and to lack what a new one needs.
        if resource.parent is None or all(each.option != resource.parent.option for each in found):
            found.append(mistake)
    except OctopusError:
        # The mistake that is known already is the error to report.
        return []
    by_text = {str(each): each for each in found if str(each) != str(first)}
    return list(by_text.values())


def planned_from_pages(
    resource: Resource, parameters: Parameters, context: Context, recent: RecentDocuments
) -> Plan | None:
    """``planned`` from what the session read a moment ago, if that shows that there is nothing to do.

    None for every other plan and for a mistake: the document has to be read again then, as others may have written in
    the meantime. If no page answered, the plan is from a fresh read already.
    """
    warnings = list(context.notes.warnings)
    try:
        intended = planned(resource, parameters, replace(context, resolver=recent))
        if not recent.from_page:
            return intended
        if _is_done(intended, resource, parameters):
            recent.keep()
            return intended
    except OctopusError:
        if not recent.from_page:
            raise
    recent.discard()
    context.notes.warnings[:] = warnings
    context.notes.uncompared.clear()
    return None


def _is_done(intended: Plan, resource: Resource, parameters: Parameters) -> bool:
    """Whether a plan leaves nothing to write and no action to perform."""
    return intended.write == NONE and not any(each.due(parameters, NONE) for each in resource.actions)


def planned_for_same(resource: Resource, parameters: Parameters, context: Context, known: Document | None) -> Plan:
    """``planned`` for a document that was read before and is found by its ID, even if it was renamed since.

    If the document does not exist any more, ``parameters`` find or create another one of its name. A document with a
    version is not read again, because the server refuses the write if the document has changed since, unless the run
    changes parts of another document that it may name.
    """
    if resource.is_versioned and known and not is_to_come(known["Id"]) and not _names_change(resource, known, context):
        return planned(resource, parameters, context, Located(known))
    by_id = with_id_of(resource, parameters, known)
    located = locate(resource, by_id, context) if by_id is not parameters else Located(None)
    if located.document is None:
        return planned(resource, parameters, context)
    return planned(resource, by_id, context, located)


def _names_change(resource: Resource, known: Document, context: Context) -> bool:
    """Whether the run changes documents of the same owner whose parts the document can name."""
    first = resource.owner.first if resource.owner else ()
    changes = (context.resolver.planned_changes(each).get(known["Id"]) for each in first)
    return any(each is not None and each[0] != each[1] for each in changes)


def with_id_of(resource: Resource, parameters: Parameters, document: Document | None) -> Parameters:
    """``parameters`` that find the document of the first plan by its ID.

    If somebody else has renamed the document since, its name would not find it, and a second one would be created.
    """
    identity = (document or {}).get("Id")
    if not identity or is_to_come(identity) or resource.is_owned or parameters.get("id"):
        return parameters
    return {**parameters, "name": None, "id": identity}
