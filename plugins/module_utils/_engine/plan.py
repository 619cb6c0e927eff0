# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Desired state: ``plan()`` only reads, ``apply()`` is the one writer, ``converge()`` is what a task does with both."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._engine.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._engine.directory import folded
from ansible_collections.octopus.deploy.plugins.module_utils._engine.documents import (
    given_fields,
    merged,
    missing,
    shown_fields,
)
from ansible_collections.octopus.deploy.plugins.module_utils._engine.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import Field
from ansible_collections.octopus.deploy.plugins.module_utils._engine.finding import find, parent_of
from ansible_collections.octopus.deploy.plugins.module_utils._engine.removal import remove
from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Parameters, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._engine.to_come import to_come
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused

NONE, CREATE, UPDATE, DELETE = "none", "create", "update", "delete"
ATTEMPTS = 3
# A write is planned anew only where the server may have refused it because the world moved on.
CONTESTED = (400, 404, 409)


@dataclass(frozen=True)
class Plan:
    """What is to be done for one resource: ``current`` as the server has it, ``wanted`` as it is to be.

    ``before`` and ``after`` hold the managed options alone, as a person reads them.
    """

    write: str
    current: Document | None = None
    wanted: Document = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


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
    return carried_out(resource, parameters, context, plan(resource, parameters, context))


def carried_out(resource: Resource, parameters: Parameters, context: Context, intended: Plan) -> Outcome:
    """What a plan comes to, with the actions that ``parameters`` ask for; in check mode what it would come to."""
    document = intended.wanted if intended.write != DELETE else None
    if not context.check:
        intended, document = _applied(resource, parameters, context, intended)
    changed = intended.write != NONE
    due = [each for each in resource.actions if document is not None and each.due(parameters, changed)]
    extra: dict[str, Any] = {}
    if document is not None and not context.check:
        for action in due:
            extra.update(action.perform(document, parameters, context))
    return Outcome(intended, document, changed or any(each.counts for each in due), extra)


def plan(resource: Resource, parameters: Parameters, context: Context) -> Plan:
    """Compare what ``parameters`` ask for with what the server has. Reads only."""
    context.require(resource.since, f"octopus_{resource.kind}")
    absent = parameters.get("state") == "absent"
    for action in resource.actions:
        action.check(parameters)
    if not absent:
        # References first, so that nothing comes between reading the resource and writing it.
        for collection, value in resource.references(parameters):
            if not collection.parent:
                context.directory.resolve(collection, value)
    context.parent_id = parent_of(resource, parameters, context)
    current = find(resource, parameters, context)
    if current is None:
        return Plan(NONE) if absent else _creation(resource, parameters, context)
    if not absent and resource.renewed and resource.renewed(current, parameters, context):
        return _renewal(resource, parameters, context, current)
    intended = _deletion(resource, current) if absent else _modification(resource, parameters, context, current)
    if resource.guard and intended.write != NONE:
        resource.guard(current, parameters, context)
    return intended


def apply(intended: Plan, resource: Resource, context: Context) -> Document | None:
    """Carry a plan out. Returns the document as the server has it then."""
    current, wanted = intended.current or {}, intended.wanted
    if intended.write == NONE:
        return intended.current
    if intended.write == DELETE:
        if resource.before_delete:
            resource.before_delete(current, context)
        remove(context.client, current, *context.directory.origin(resource.collection, context.parent_id))
        return None
    if intended.write == UPDATE:
        document = _updated(resource, current, wanted, context)
    else:
        document = _created(resource, wanted, context)
        if current:
            # The old one goes once the new one is there.
            remove(context.client, current)
    for side in resource.sides:
        if side.prop in wanted:
            had = current.get(side.prop)
            changed = had != wanted[side.prop]
            now = side.write(document, had, wanted[side.prop], context) if changed else had
            document = {**document, side.prop: now}
    return document


def _updated(resource: Resource, current: Document, wanted: Document, context: Context) -> Document:
    has, asked = _alone(resource, current), _alone(resource, wanted)
    if resource.change:
        has = resource.change(has, asked, context)
        left = {prop: value for prop, value in asked.items() if value != current.get(prop)}
        asked = {**has, **left}
    return _modified(resource, asked, context) if asked != has else has


def _modified(resource: Resource, document: Document, context: Context) -> Document:
    """PUT a document; one that does not say where it lies, as some newer ones do not, by its collection's link."""
    body = resource.sent(document) if resource.sent else None
    if "Self" in (document.get("Links") or {}):
        return _whole(resource, context.client.modify(document, "Self", body), context)
    holder, link = context.directory.origin(resource.collection, context.parent_id)
    identity = {"id": document.get("Id")}
    answer: Document = context.client.send("PUT", holder or {}, link, body or document, identity)
    return _whole(resource, answer or {"Id": document.get("Id")}, context)


def _created(resource: Resource, wanted: Document, context: Context) -> Document:
    body = _alone(resource, wanted)
    in_address = dict(resource.create_parameters)
    asked = {name: body[prop] for name, prop in in_address.items() if body.get(prop)} | dict(resource.create_at)
    body = {prop: value for prop, value in body.items() if prop not in in_address.values()}
    holder, link = context.directory.origin(resource.collection, context.parent_id)
    created = context.client.create(holder or {}, link, body, asked)
    return (
        context.client.document(created, "Self") if resource.created_partially else _whole(resource, created, context)
    )


def _whole(resource: Resource, answer: Document, context: Context) -> Document:
    """What the server made of a document; where it answered with the ID alone, as it reads (octopus-api.md 5.29)."""
    if resource.collection.named_by in answer or "Id" not in answer:
        return answer
    holder, link = context.directory.origin(resource.collection, context.parent_id)
    return context.client.document(holder or {}, link, {"id": answer["Id"]})


def _alone(resource: Resource, document: Document) -> Document:
    """A document without what lies beside it."""
    beside = {each.prop for each in resource.sides}
    return {prop: value for prop, value in document.items() if prop not in beside}


def _applied(
    resource: Resource, parameters: Parameters, context: Context, intended: Plan, attempts: int = ATTEMPTS
) -> tuple[Plan, Document | None]:
    """Apply a plan; where the server refused it because the world moved on, plan and apply again."""
    try:
        document = apply(intended, resource, context)
    except ServerRefused as refused:
        if refused.status not in CONTESTED or attempts == 1:
            raise
        again = plan(resource, parameters, context)
        if again.current == intended.current:
            raise
        return _applied(resource, parameters, context, again, attempts - 1)
    return intended, _settled(resource, parameters, context, intended, document)


def _settled(
    resource: Resource, parameters: Parameters, context: Context, done: Plan, document: Document | None
) -> Document | None:
    """See that the server took what was sent; what it takes only of a document that exists is sent once more."""
    if document is None or done.write == NONE:
        return document
    sent = Context(context.client, context.directory)
    once = {each.option for each in resource.fields if each.create_only}
    lasting = {option: value for option, value in parameters.items() if option not in once}
    left = _modification(resource, lasting, sent, document)
    if left.write == UPDATE and done.write == CREATE:
        document = apply(left, resource, context) or document
        left = _modification(resource, lasting, sent, document)
    for option in _differing(left):
        context.warn(
            f"{option}: the server made {left.before[option]!r} of it, not {left.after[option]!r} as asked; "
            "this task will report a change every time"
        )
    return document


def _differing(left: Plan) -> list[str]:
    return [option for option in left.after if left.before.get(option) != left.after[option]]


def _deletion(resource: Resource, current: Document) -> Plan:
    before = {"name": current.get(resource.collection.named_by), "id": current.get("Id")}
    return Plan(DELETE, current, before=before)


def _creation(resource: Resource, parameters: Parameters, context: Context) -> Plan:
    if parameters.get("id"):
        raise OptionError("id", f"there is no {resource.label} with ID {parameters['id']!r}; leave id out to make one")
    name = (parameters.get("new_name") or parameters["name"]).strip()
    given = given_fields(resource.fields, parameters)
    base = {resource.collection.named_by: name, **resource.constants}
    document = merged(resource.at_once(), parameters, base, context)
    if resource.complete:
        resource.complete(document, parameters, context)
    lacking = missing(resource.fields, parameters, document)
    for group in resource.one_of_on_create:
        if all(parameters.get(option) in (None, [], "") for option in group):
            lacking.append(f"one of {', '.join(group)}" if len(group) > 1 else group[0])
    if lacking:
        raise OptionError(
            " and ".join(lacking), f"must be given to make {resource.label} {name!r}, which does not exist yet"
        )
    at_once = [each for each in given if not each.later]
    later = _later(resource, parameters, document, context)
    return Plan(
        CREATE, None, document, {}, {"name": name, **shown_fields(at_once, document, context, parameters), **later}
    )


def _later(resource: Resource, parameters: Parameters, document: Document, context: Context) -> dict[str, Any]:
    """What a new document gets once it is there, planned while nothing is written: there may be mistakes in it."""
    given = given_fields([each for each in resource.fields if each.later], parameters)
    source = next((document[prop] for prop in resource.create_parameters.values() if document.get(prop)), "")
    # Its own documents come with it, e.g. the channels of a project.
    own = replace(context, parent_id=to_come(document[resource.collection.named_by]), source_id=source)
    own = context if resource.parent else own
    return shown_fields(given, merged(given, parameters, document, own), own, parameters)


def _renewal(resource: Resource, parameters: Parameters, context: Context, current: Document) -> Plan:
    named_by = resource.collection.named_by
    parent = resource.parent
    inside = {parent.option: current[parent.api]} if parent else {}
    asked = {**parameters, **inside, "id": None, "name": current.get(named_by)}
    made = _creation(resource, asked, context)
    before = {"name": current.get(named_by), "id": current.get("Id")}
    return Plan(CREATE, current, made.wanted, before, {**made.after, "id": None})


def _modification(resource: Resource, parameters: Parameters, context: Context, current: Document) -> Plan:
    named_by = resource.collection.named_by
    parent = resource.collection.parent
    context.parent_id = str(current.get(parent.prop if parent else "Id") or "")
    lasting = [each for each in resource.fields if not each.transient]
    wanted = merged(lasting, parameters, current, context)
    new_name = parameters.get("new_name") or (parameters.get("name") if parameters.get("id") else None)
    renamed = new_name is not None and new_name.strip() != current.get(named_by)
    if renamed and resource.fixed:
        if folded(new_name) != folded(current.get(named_by)):
            raise OptionError("name", f"the server can't rename {resource.label} {current.get(named_by)!r}")
        renamed = False
    before: dict[str, Any] = {} if resource.singleton else {"name": current.get(named_by)}
    after = dict(before)
    if renamed and new_name:
        after["name"] = wanted[named_by] = new_name.strip()
    changed = [each for each in given_fields(lasting, parameters) if _changes(each, current, wanted)]
    for each in changed:
        shown_before = each.kind.shown(each.of(current), context, parameters[each.option])
        shown_after = each.kind.shown(each.of(wanted), context, parameters[each.option])
        if each.create_only:
            raise OptionError(each.option, _made_with(resource, current, shown_before, shown_after))
        if shown_before == shown_after:
            shown_after = f"{shown_after} (changed)"
        before[each.option], after[each.option] = shown_before, shown_after
    return Plan(UPDATE if changed or renamed else NONE, current, wanted, before, after)


def _made_with(resource: Resource, current: Document, before: Any, after: Any) -> str:
    name, had = current.get(resource.collection.named_by), repr(before) if before else "nothing"
    return (
        f"{resource.label} {name!r} was made with {had} there, and the server can't change that to {after!r}. "
        "Leave the option out to keep the document, or remove it with state: absent first"
    )


def _changes(each: Field, current: Document, wanted: Document) -> bool:
    return not each.kind.same(each.of(current), each.of(wanted))
