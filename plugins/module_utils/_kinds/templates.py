# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variable templates, which projects and library variable sets have, and tenants give values (octopus-api.md 3.14)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._engine.documents import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import Field, Secret, Text

TEMPLATES = KeyedList(
    key="name",
    ordered=True,
    item=Nested(
        (
            Field("name", "Name", Text(), required=True),
            Field("label", "Label", Text()),
            Field("help_text", "HelpText", Text()),
            Field("default_value", "DefaultValue", Text(trimmed=False)),
            Field("sensitive_default_value", "DefaultValue", Secret()),
            Field(
                "display_settings",
                "DisplaySettings",
                Nested(
                    (
                        Field("control_type", "Octopus.ControlType", Text()),
                        Field("select_options", "Octopus.SelectOptions", Text(trimmed=False)),
                    )
                ),
            ),
        ),
        exclusive=(("default_value", "sensitive_default_value"),),
    ),
)
