# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans the write that makes a document match the options of a task."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._converge.misfit import refuse_misfit
from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._locate.finding import Located
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import (
    given_fields,
    merged,
    shown_fields,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import (
    CREATE,
    DELETE,
    NONE,
    UPDATE,
    Parameters,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import to_come, without_id_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.default_flag import DefaultFlag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import redacted
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded


@dataclass(frozen=True)
class Plan:
    """The write for one document: ``current`` is the server's document, ``wanted`` the one to write.

    ``before`` and ``after`` hold only managed options, as results and diffs show them. ``parent_id`` and ``read_at``:
    see ``Located``. ``reported``: see ``Hooks``.
    """

    write: str
    current: Document | None = None
    wanted: Document = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    parent_id: str = ""
    read_at: float = 0.0
    reported: Mapping[str, Any] = field(default_factory=dict)


def plan(resource: Resource, parameters: Parameters, located: Located, context: Context) -> Plan:
    """Compare ``parameters`` with the located document. The resolver is only asked for names and IDs."""
    intended = _compared(resource, parameters, located, context)
    reported = resource.hooks.reported(intended.wanted, intended.current, context) if intended.wanted else {}
    shown = (intended.before, intended.after)
    inside = _parent_id(resource, located)
    return Plan(intended.write, intended.current, intended.wanted, *shown, inside, located.read_at, reported)


def _parent_id(resource: Resource, located: Located) -> str:
    """The ID of the parent, as the located document has it, or as the task found it."""
    parent = resource.location.parent
    return str((located.document or {}).get(parent.prop) or located.parent_id) if parent else ""


def _compared(resource: Resource, parameters: Parameters, located: Located, context: Context) -> Plan:
    current, absent = located.document, parameters.get("state") == "absent"
    if current is None:
        return Plan(NONE) if absent else _creation(resource, parameters, context, located.parent_id)
    if resource.hooks.look_at_whole_documents:
        refuse_misfit(resource, resource.fields, current, context)
    if not absent and resource.hooks.renewed(current, parameters, context):
        return _renewal(resource, parameters, context, current, located.parent_id)
    intended = _deletion(resource, current) if absent else modification(resource, parameters, context, current)
    if intended.write != NONE:
        resource.hooks.guard(current, parameters, context)
    return intended


def why_default_stays(resource: Resource, intended: Plan) -> str:
    """Why the server refuses a planned removal of the default document of a kind; empty for other plans."""
    current = intended.current or {}
    flags = (each for each in resource.fields if isinstance(each.type, DefaultFlag) and each.type.always)
    flag = next((each for each in flags if each.of(current)), None) if intended.write == DELETE else None
    name = current.get(resource.location.naming.prop)
    return f"{resource.label} {name!r} is the default; set {flag.option} of another one to true first" if flag else ""


def _deletion(resource: Resource, current: Document) -> Plan:
    if current.get("CanBeDeleted") is False:
        name = current.get(resource.location.naming.prop)
        raise OptionError("state", f"the {resource.label} {name!r} is built in and can't be removed")
    before = {"name": current.get(resource.location.naming.prop), "id": without_id_to_come(current).get("Id")}
    return Plan(DELETE, current, before=before)


def _creation(resource: Resource, parameters: Parameters, context: Context, parent_id: str) -> Plan:
    context = replace(context, owner_id=parent_id)
    if parameters.get("id"):
        problem = f"there is no {resource.label} with ID {parameters['id']!r}; leave id out to create one"
        raise OptionError("id", problem)
    name = (parameters.get("new_name") or parameters["name"]).strip()
    _refuse_clone_of_itself(resource, parameters)
    starts = copy.deepcopy(dict(resource.creation.starts))
    base = {**starts, resource.location.naming.prop: name, **resource.creation.constants}
    document = merged(resource.at_once, parameters, base, context)
    resource.hooks.complete(document, parameters, context)
    lacking = missing(resource.fields, parameters, document)
    for group in resource.creation.one_of:
        if all(parameters.get(option) in (None, [], "") for option in group):
            lacking.append(f"one of {', '.join(group)}" if len(group) > 1 else group[0])
    if lacking:
        raise OptionError(
            " and ".join(lacking), f"must be given to create {resource.label} {name!r}, which does not exist yet"
        )
    at_once = given_fields(resource.at_once, parameters)
    deferred = _deferred(resource, parameters, document, context)
    return Plan(
        CREATE, None, document, {}, {"name": name, **shown_fields(at_once, document, context, parameters), **deferred}
    )


def _refuse_clone_of_itself(resource: Resource, parameters: Parameters) -> None:
    """Raise ``OptionError`` for a new document that would be a clone of itself."""
    own = {folded(parameters[option]) for option in ("name", "new_name") if parameters.get(option)}
    for each in resource.source_fields:
        source = parameters.get(each.option)
        if source and folded(source) in own:
            raise OptionError(each.option, f"{source!r} is the {resource.label} to create, which can't clone itself")


def _deferred(resource: Resource, parameters: Parameters, document: Document, context: Context) -> dict[str, Any]:
    """The deferred options of a new document. Planning them before any write finds mistakes in time."""
    given = given_fields(resource.deferred, parameters)
    if not given:
        return {}
    source = next((document[prop] for prop in resource.creation.in_address.values() if document.get(prop)), "")
    # Deferred options may name documents that come with the new one, e.g. the channels of a project.
    own = replace(context, owner_id=to_come(document[resource.location.naming.prop]), source_id=source)
    own = context if resource.parent else own
    return shown_fields(given, merged(given, parameters, document, own), own, parameters)


def _renewal(resource: Resource, parameters: Parameters, context: Context, current: Document, parent_id: str) -> Plan:
    named_by = resource.location.naming.prop
    parent = resource.parent
    inside = {parent.option: current.get(parent.api) or parameters.get(parent.option)} if parent else {}
    asked = {**parameters, **inside, "id": None, "name": current.get(named_by)}
    creation = _creation(resource, asked, context, parent_id)
    before = {"name": current.get(named_by), "id": current.get("Id")}
    return Plan(CREATE, current, creation.wanted, before, {**creation.after, "id": None})


def modification(resource: Resource, parameters: Parameters, context: Context, current: Document) -> Plan:
    """The plan for an existing document that stays: to update it, or to leave it unchanged."""
    named_by = resource.location.naming.prop
    parent = resource.location.parent
    context = replace(context, owner_id=str(current.get(parent.prop if parent else "Id") or ""))
    given = given_fields(resource.lasting, parameters)
    refuse_misfit(resource, given, current, context)
    wanted = merged(given, parameters, current, context)
    new_name = parameters.get("new_name") or (parameters.get("name") if parameters.get("id") else None)
    renamed = new_name is not None and new_name.strip() != current.get(named_by)
    if renamed and resource.fixed:
        if folded(new_name) != folded(current.get(named_by)):
            raise OptionError("name", f"the server can't rename {resource.label} {current.get(named_by)!r}")
        renamed = False
    before: dict[str, Any] = {} if resource.is_owned else {"name": current.get(named_by)}
    after = dict(before)
    if renamed and new_name:
        after["name"] = wanted[named_by] = new_name.strip()
    changed = [each for each in given if _changes(each, current, wanted)]
    lacking = [
        part
        for each in changed
        for part in newly_missing(each, parameters[each.option], *map(each.of, (current, wanted)))
    ]
    if lacking:
        raise OptionError(" and ".join(lacking), f"must be given, as the {resource.label} has no value for it")
    for each in changed:
        shown_before = each.type.shown(each.of(current), context, parameters[each.option])
        shown_after = each.type.shown(each.of(wanted), context, parameters[each.option])
        if each.change in ("on_create", "fixed"):
            raise OptionError(each.option, _created_with(resource, current, shown_before, shown_after))
        # A diff masks values whose names sound like secrets, and would show no difference between two of them.
        if redacted(shown_before) == redacted(shown_after):
            shown_after = f"{redacted(shown_after)} (changed)"
        before[each.option], after[each.option] = shown_before, shown_after
    if not changed and not renamed and wanted == current:
        # Thousands of documents are unchanged: keep each of them once.
        wanted = current
    return Plan(UPDATE if changed or renamed else NONE, current, wanted, before, after)


def _created_with(resource: Resource, current: Document, before: Any, after: Any) -> str:
    name, had = (
        current.get(resource.location.naming.prop),
        "without it" if before in (None, "", [], {}) else f"with {before!r}",
    )
    return (
        f"{resource.label} {name!r} was created {had}, and the server can't change that to {after!r}. "
        "Leave the option out to keep the document, or remove it with state: absent first"
    )


def _changes(each: Field, current: Document, wanted: Document) -> bool:
    before, after = each.of(current), each.of(wanted)
    # ``merged`` keeps the server's own value if the wanted one means the same.
    return before is not after and not each.type.same(before, after)


def missing(
    fields: Sequence[Field], given: Mapping[str, Any], document: Mapping[str, Any], path: str = ""
) -> list[str]:
    """The required options that the new ``document`` has no value for."""
    found = [f"{path}{each.option}" for each in fields if each.required == "for_new" and not each.of(document)]
    for each in fields:
        if isinstance(each.type, Nested) and each.of(document):
            part = given.get(each.option)
            if part is not None or each.required == "for_new":
                found += missing(each.type.fields, part or {}, each.of(document), f"{path}{each.option}.")
    return found


def newly_missing(each: Field, given: Any, current: Any, wanted: Any) -> list[str]:
    """The required options of a nested document that it has no value for, unless it lacks them already."""
    if not isinstance(each.type, Nested) or not wanted:
        return []
    had = missing(each.type.fields, given, current) if current and each.type.is_variant(current) else []
    return [f"{each.option}.{option}" for option in missing(each.type.fields, given, wanted) if option not in had]
