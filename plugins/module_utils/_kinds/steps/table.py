# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The typed options of steps: one for each type of step that the collection knows (api: steps#kinds)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps import (
    argo,
    aws,
    azure,
    certificates,
    docker,
    google,
    java,
    kubernetes,
    packages,
    process_templates,
    releases,
    scripts,
    server,
    templates,
    terraform,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import settings
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType, TypedStep
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded


def step_types() -> tuple[Field, ...]:
    """All typed options of an action; an action has one of them."""
    on_targets = (scripts, packages, java, docker, certificates)
    in_clouds = (kubernetes, aws, azure, google, terraform, argo)
    families = (*on_targets, *in_clouds, server, releases, templates, process_templates)
    return tuple(each for family in families for each in family.STEPS)


STEP_TYPES = step_types()
BY_ACTION_TYPE = {folded(each.type.action_type): each for each in STEP_TYPES if isinstance(each.type, StepType)}
OTHERS = tuple(each for each in STEP_TYPES if not isinstance(each.type, StepType))


def typed_option(action: Document) -> Field | None:
    """The typed option whose settings an action has; None for an action that no typed option is about."""
    by_type = BY_ACTION_TYPE.get(folded(action.get("ActionType") or ""))
    candidates = (*OTHERS, *((by_type,) if by_type else ()))
    return next((each for each in candidates if isinstance(each.type, TypedStep) and each.type.is_of(action)), None)


def left_over(field: Field | None, action: Document, context: Context) -> Document:
    """The parts of an action that its typed option does not express: properties, packages and Git dependencies."""
    return field.type.rest(action, context) if field and isinstance(field.type, TypedStep) else action


def exported_action(action: Document, context: Context, place: str) -> tuple[Document, Document]:
    """The typed option of an action, and the parts left to the plain options ``properties``, ``packages`` ...

    The typed option is empty for an action that no typed option can express.
    """
    each = typed_option(action)
    options = each.type.exported(action, context, f"{place}.{each.option}") if each else None
    return ({each.option: options}, left_over(each, action, context)) if each and options is not None else ({}, action)


def shown_action(action: Document, context: Context) -> tuple[Document, Document]:
    """The same parts for people: the typed option as far as it can show the action, secrets masked."""
    each = typed_option(action)
    options = each.type.shown(action, context) if each else None
    return ({each.option: options}, left_over(each, action, context)) if each and options is not None else ({}, action)


def secret_settings() -> dict[str, str]:
    """The properties that are secrets, by their folded keys, each with the option that sets it."""
    return {
        folded(part.api): f"{each.option}.{part.option}"
        for each in BY_ACTION_TYPE.values()
        for part in settings(each.type.parts())
        if part.type.write_only
    }
