# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Step template, which the API calls an action template (octopus-api.md 3.21)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._engine.directory import Collection
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import Field, Text
from ansible_collections.octopus.deploy.plugins.module_utils._engine.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.templates import TEMPLATES

STEP_TEMPLATES = Collection("ActionTemplates", "step template")

STEP_TEMPLATE = Resource(
    kind="step_template",
    collection=STEP_TEMPLATES,
    fields=(
        Field("description", "Description", Text()),
        Field("parameters", "Parameters", TEMPLATES),
    ),
    definition="ActionTemplateResource",
)
