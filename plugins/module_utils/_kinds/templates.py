# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variable templates of projects and library variable sets, for which tenants have values.

api: variables#library-set
"""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    ACCOUNTS,
    CERTIFICATES,
    WORKER_POOLS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, ShownSecrets
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.secret import Secret
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.typed import TextReference, Typed

# The location that a default refers to, by the end of the control type: AzureAccount, UsernamePasswordAccount ...
REFERENCES = {"account": ACCOUNTS, "workerpool": WORKER_POOLS, "certificate": CERTIFICATES}

SENSITIVE = "sensitive"


def default_for(control_type: str) -> FieldType | None:
    """The field type of a default; None for a control type whose default is a text."""
    word = control_type.strip().casefold()
    return next((TextReference(each) for end, each in REFERENCES.items() if word.endswith(end)), None)


class Template(Typed):
    """A template. The default of a sensitive template is a secret, even if the server keeps it as a text."""

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any] | None:
        made = super().wanted(given, current, context, option)
        if given.get("default_value") is not None and is_for_secrets(made):
            problem = (
                "would show the secret of a template whose control_type is Sensitive; give sensitive_default_value"
            )
            raise ShownSecrets({f"{option}.default_value": (problem, given["default_value"])})
        if given.get("sensitive_default_value") is not None and shows(made) and not shows(current):
            raise OptionError(
                f"{option}.sensitive_default_value",
                f"needs the control_type Sensitive, not {control_type(made)}, which shows what is typed; change "
                "display_settings.control_type, or give default_value for a default that is not secret",
            )
        return made

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return super().shown(hidden(value), context, given)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return super().exported(hidden(value), context, place)


def control_type(template: Any) -> str:
    """The control type of a template in the API; empty if it has none."""
    settings = template.get("DisplaySettings") if isinstance(template, dict) else None
    return str((settings.get("Octopus.ControlType") if isinstance(settings, dict) else None) or "")


def is_for_secrets(template: Any) -> bool:
    """Whether the control type of a template, as the API has it, is ``Sensitive``."""
    return control_type(template).casefold() == SENSITIVE


def shows(template: Any) -> bool:
    """Whether a template has a secret as its default, and a control type that shows it."""
    default = template.get("DefaultValue") if isinstance(template, dict) else None
    is_secret = isinstance(default, dict) and bool(default.get("HasValue"))
    return is_secret and control_type(template) != "" and not is_for_secrets(template)


def hidden(template: Any) -> Any:
    """A copy of a template in which the default of a sensitive one is a secret."""
    default = template.get("DefaultValue") if is_for_secrets(template) else None
    if not default or not isinstance(default, str):
        return template
    return {**template, "DefaultValue": {"HasValue": True, "NewValue": None}}


TEMPLATES = KeyedList(
    key="name",
    ordered=True,
    item=Template(
        (
            Field("name", "Name", Text(), required="always"),
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
        decided_by=("display_settings", "control_type"),
        type_for=default_for,
    ),
)
