# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds out whether a write whose answer was lost took effect: such a write is never repeated blindly."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._converge.plan import Plan
from ansible_collections.octopus.deploy.plugins.module_utils._locate.finding import locate
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import NO_EFFECT, took_effect
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import CREATE, DELETE, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource, called
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    Ambiguous,
    AnswerLost,
    OctopusError,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import property_secrets


def look_for_effect(
    lost: AnswerLost, intended: Plan, resource: Resource, parameters: Parameters, context: Context
) -> None:
    """Add the effect to the error; it stays unknown if the document can't be read, or does not show it.

    ``parameters`` find the document of the plan, even if it was renamed.
    """
    try:
        now = _document_now(intended, resource, parameters, context)
    except OctopusError:
        return
    if intended.write == DELETE:
        if now is None:
            took_effect(lost, f"removed {called(resource, intended.current or {})}")
        elif lost.method == "DELETE":
            lost.found_out(f"{NO_EFFECT}: {called(resource, now)} still exists.")
    elif intended.write == CREATE and not context.notes.done:
        if now is None:
            lost.found_out(f"{NO_EFFECT}: the {resource.label} does not exist.")
        else:
            took_effect(lost, f"created {called(resource, now)}", _lost_secret(resource, now))
    elif now is not None:
        given = given_fields(resource.fields, parameters)
        # Options that other requests wrote do not show whether this one took effect.
        about = [each for each in given if lost.about in ("", each.api or each.type.companion)]
        _compare(lost, intended, resource, now, about)


def _document_now(intended: Plan, resource: Resource, parameters: Parameters, context: Context) -> Document | None:
    if intended.write != CREATE:
        return locate(resource, parameters, context).document
    by_name = {**parameters, "id": None, "new_name": None, "name": intended.wanted[resource.location.naming.prop]}
    replaced = (intended.current or {}).get("Id")
    try:
        found = locate(resource, by_name, context).document
    except Ambiguous as several:
        new = next((each for each in several.matches if each != replaced), None)
        return {"Id": new, resource.location.naming.prop: by_name["name"]} if new else None
    return None if found is None or found.get("Id") in (None, replaced) else found


def _compare(lost: AnswerLost, intended: Plan, resource: Resource, now: Document, fields: list[Field]) -> None:
    """Say which of the changed options have new values."""
    before, wanted = lost.step or (intended.current or {}, intended.wanted)
    changed = [each for each in fields if not each.type.same(each.of(before), each.of(wanted))]
    # A document does not show whether it has a new secret.
    visible = [each for each in changed if not any(property_secrets({each.api: each.of(wanted)}))]
    left = [each.option for each in visible if each.type.same(each.of(before), each.of(now))]
    whole = [each.option for each in visible if each.type.same(each.of(wanted), each.of(now))]
    part = [each.option for each in visible if each.option not in (*left, *whole)]
    named_by = resource.location.naming.prop
    if before and before.get(named_by) != wanted.get(named_by) and not lost.about:
        (whole if now.get(named_by) == wanted.get(named_by) else left).append("name")
    if whole or (part and lost.is_first):
        rest = "".join(
            f"; {', '.join(options)} {verb}" for options, verb in ((part, "in part"), (left, "not")) if options
        )
        # The label of a document with an owner says which part of the owner has changed.
        which = "" if resource.owner else f"{', '.join([*whole, *part])} of "
        took_effect(lost, f"changed {which}{called(resource, now)}", rest)
    elif left and len(visible) == len(changed):
        lost.found_out(f"{NO_EFFECT}: {', '.join(left)} did not change.")


def _lost_secret(resource: Resource, made: Document) -> str:
    if not resource.one_time_secret:
        return ""
    lost = f"its {resource.one_time_secret} was in the lost answer"
    return f"; {lost}, so remove it with state: absent and id: {made['Id']}"
