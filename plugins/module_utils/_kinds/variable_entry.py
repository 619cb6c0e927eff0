# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of one entry of a variable set, and the variable that they ask for (api: variables#variable)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_scopes import (
    SCOPE,
    WITH_PROMPT,
    scope_after_run,
    scope_key,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.variable_values import (
    REFERRING,
    SENSITIVE,
    STRING,
    TYPES,
    VariableSecret,
    VariableValue,
    type_of,
    valued,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument, Field, FieldType
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import exported_fields, merged
from ansible_collections.octopus.deploy.plugins.module_utils._model.placeholders import SENT, placeholder
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text, same_lines
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import MASK
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import OBJECT, Shape

SETTINGS = "DisplaySettings"
# The control of a prompt that the server fills in.
USUAL_CONTROL = "SingleLineText"


@dataclass(frozen=True, eq=False)
class DisplaySetting(FieldType):
    """A display setting of a prompt; the field's ``api`` is empty, as the value is the whole prompt."""

    key: str
    usual: str = ""

    def argument(self) -> Argument:
        return {"type": "str"}

    def shape(self) -> Shape:
        return Shape("an object", (dict,), ((SETTINGS, OBJECT),))

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any]:
        return {SETTINGS: {**(current.get(SETTINGS) or {}), self.key: given}}

    def same(self, current: Any, wanted: Any) -> bool:
        return same_lines(self._of(current), self._of(wanted))

    def shown(self, value: Any, context: Context, given: Any = None) -> Any:
        return self._of(value)

    def exported(self, value: Any, context: Context, place: str) -> Any:
        setting = self._of(value)
        return None if setting == self.usual else setting

    def _of(self, prompt: Any) -> str:
        return str((prompt.get(SETTINGS) or {}).get(self.key) or self.usual)


PROMPT = Nested(
    (
        Field("label", "Label", Text()),
        Field("description", "Description", Text()),
        Field("required", "Required", Flag()),
        Field("control_type", "", DisplaySetting("Octopus.ControlType", USUAL_CONTROL)),
        Field("select_options", "", DisplaySetting("Octopus.SelectOptions")),
    )
)
# The options of an entry that are like the options of any nested document.
PLAIN = (
    Field("name", "Name", Text(), required="always"),
    Field("description", "Description", Text(trimmed=False)),
    Field("prompt", "Prompt", PROMPT),
    Field("is_editable", "IsEditable", Flag()),
)
ENTRY = Nested(
    (
        *PLAIN,
        Field("value", "Value", VariableValue()),
        Field("sensitive_value", "Value", VariableSecret()),
        Field("type", "Type", Choice(TYPES)),
        Field("scope", "Scope", SCOPE),
    ),
    exclusive=(("value", "sensitive_value"),),
)
# A new variable. Every property is sent, because servers of several releases fail without the type.
NEW: Mapping[str, Any] = {
    "Value": "",
    "Type": STRING,
    "IsSensitive": False,
    "IsEditable": True,
    "Description": "",
    "Prompt": None,
    "Scope": {},
}


@dataclass(frozen=True)
class Asked:
    """An entry that a task gives: its options, their place for messages, and its scope with IDs."""

    given: Mapping[str, Any]
    place: str
    scope: Mapping[str, list[str]]

    @property
    def name(self) -> str:
        return str(self.given["name"]).strip()

    @property
    def is_absent(self) -> bool:
        return self.given.get("state") == "absent"


def is_moved(asked: Asked, present: Document, context: Context) -> bool:
    """Whether an entry gives a variable another scope."""
    return scope_key(scope_after_run(present.get("Scope"), context)) != scope_key(asked.scope)


def variable_of(asked: Asked, present: Document | None, context: Context) -> Document:
    """The variable that an entry asks for; ``present`` itself if nothing changes."""
    base = dict(present) if present else {"Name": asked.name, **NEW}
    has_moved = is_moved(asked, base, context)
    made = merged(PLAIN, asked.given, base, context, f"{asked.place}.")
    made = {**made, **({"Scope": dict(asked.scope)} if has_moved else {})}
    made = valued(asked.given, made, present is not None, has_moved, context, asked.place)
    _refuse_unsupported_prompt(made, asked.place)
    return present if present is not None and same_variable(present, made) else made


def _refuse_unsupported_prompt(variable: Document, place: str) -> None:
    if not variable.get("Prompt"):
        return
    if variable.get("IsEditable") is False:
        raise OptionError(f"{place}.is_editable", "must be true for a variable with a prompt")
    others = [each for each in SCOPE.fields if (variable.get("Scope") or {}).get(each.api)]
    others = [each for each in others if each.api not in WITH_PROMPT]
    if others:
        options = " and ".join(each.option for each in others)
        problem = "servers take only environments and processes as the scope of a variable with a prompt; leave it out"
        raise OptionError(f"{place}.scope.{options}", problem)


def same_variable(current: Document, wanted: Document) -> bool:
    """Whether two variables mean the same to the server, which gives an ID to a variable that has none."""
    if current is wanted:
        return True
    alike = current.get("Id") in (None, wanted.get("Id")) and type_of(current) == type_of(wanted)
    alike = alike and scope_key(current.get("Scope")) == scope_key(wanted.get("Scope"))
    values = (str(each.get("Value") or "") for each in (current, wanted))
    return alike and same_lines(*values) and all(each.type.same(each.of(current), each.of(wanted)) for each in PLAIN)


def scope_names(scope: Any, of_type: Nested, context: Context) -> dict[str, list[str]]:
    """The names in a scope of the type that ``scope_type`` returns, by option."""
    return dict(of_type.shown(scope or {}, context))


def label_of(variable: Document, names: Mapping[str, list[str]]) -> str:
    """A variable for people: its name, and the names in its scope in brackets."""
    inside = ", ".join(name for each in names.values() for name in each)
    return f"{variable.get('Name')} ({inside})" if inside else str(variable.get("Name"))


def shown_value(variable: Document, context: Context) -> Any:
    """The value of a variable for people: a secret masked, a document by its name."""
    value = variable.get("Value")
    if type_of(variable) == SENSITIVE:
        return SENT if value else MASK
    reference = REFERRING.get(type_of(variable))
    return (reference.shown(value, context) if reference else value) or ""


def shown_variable(variable: Document, context: Context) -> Any:
    """A variable without its name and scope: only the value, or a mapping if it has more than a value."""
    value, type_name = shown_value(variable, context), type_of(variable)
    more = _more(variable, context, "")
    type_option = {"type": type_name} if type_name in REFERRING else {}
    return {**type_option, "value": value, **more} if type_option or more else value


def exported_variable(variable: Document, names: Mapping[str, list[str]], context: Context, place: str) -> Document:
    """A variable as the options of an entry."""
    type_name, value = type_of(variable), shown_value(variable, context)
    if type_name == SENSITIVE:
        given: Document = {"sensitive_value": placeholder(place)}
    else:
        given = {**({} if type_name == STRING else {"type": type_name}), "value": value}
    more = _more(variable, context, place)
    return {"name": variable.get("Name"), **given, **({"scope": dict(names)} if names else {}), **more}


def _more(variable: Document, context: Context, place: str) -> dict[str, Any]:
    """The options of an entry beside name, type, value and scope, as far as they have a value."""
    more = exported_fields([each for each in PLAIN if each.option != "name"], variable, context, place)
    if more.get("is_editable", True):
        more.pop("is_editable", None)
    if variable.get("Prompt") is not None:
        more["prompt"] = more.get("prompt") or {"required": False}
    return more
