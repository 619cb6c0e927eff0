# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variable templates, which projects and library variable sets have, and tenants give values (octopus-api.md 3.14)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._engine.documents import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils._engine.fields import Field, FieldKind, Secret, Text
from ansible_collections.octopus.deploy.plugins.module_utils._engine.typed import TextReference, Typed
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.collections import (
    ACCOUNTS,
    CERTIFICATES,
    WORKER_POOLS,
)

# What a default stands for, by how the control type ends: AzureAccount, UsernamePasswordAccount ...
REFERENCES = {"account": ACCOUNTS, "workerpool": WORKER_POOLS, "certificate": CERTIFICATES}


def default_for(control_type: str) -> FieldKind | None:
    """The kind of a default; None for a control type whose default is a text."""
    word = control_type.strip().casefold()
    return next((TextReference(each) for end, each in REFERENCES.items() if word.endswith(end)), None)


TEMPLATES = KeyedList(
    key="name",
    ordered=True,
    item=Typed(
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
        option="default_value",
        told_by=("display_settings", "control_type"),
        kind_for=default_for,
    ),
)
