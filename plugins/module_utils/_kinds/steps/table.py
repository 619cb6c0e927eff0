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
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import TypedStep
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document


def step_types() -> tuple[Field, ...]:
    """All typed options of an action; an action has one of them."""
    on_targets = (scripts, packages, java, docker, certificates)
    in_clouds = (kubernetes, aws, azure, google, terraform, argo)
    families = (*on_targets, *in_clouds, server, releases, templates, process_templates)
    return tuple(each for family in families for each in family.STEPS)


def exported_action(action: Document, context: Context, place: str) -> tuple[Document, Document]:
    """The typed option of an action, and the parts left to the plain options ``properties``, ``packages`` ...

    The typed option is empty for an action that no typed option can express.
    """
    for each in step_types():
        told = each.type.exported(action, context, f"{place}.{each.option}")
        if told is not None and isinstance(each.type, TypedStep):
            return {each.option: told}, each.type.rest(action, context)
    return {}, action
