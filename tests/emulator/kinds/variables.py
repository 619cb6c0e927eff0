# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of a project or a library variable set (api: variables#variable-set)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emulator import answers
from emulator.kinds import variablepreview
from emulator.kinds.variablescopes import scope_values
from emulator.kinds.variabletypes import NEWER_TYPES, SCOPES, TYPES
from emulator.model import Call, Document, Kind, Prop, Route, invalid
from emulator.shaping import each_a_text, secret, wrong_type

if TYPE_CHECKING:
    from emulator.octopus import Octopus

PROMPT = (
    Prop("Label", default=""),
    Prop("Description", default=""),
    Prop("Required", "bool", default=False),
    Prop("DisplaySettings", "dict"),
)
VARIABLE = (
    Prop("Id"),
    Prop("Name", required=True, trim=True),
    Prop("Value", "any"),
    Prop("Description", default=""),
    Prop("Type", choices=TYPES, choices_since=NEWER_TYPES, default="String"),
    Prop("IsSensitive", "bool"),
    Prop("IsEditable", "bool", default=True),
    Prop("Scope", "dict", default={}),
    Prop("Prompt", "dict", parts=PROMPT),
)


def check(octopus: Octopus, variable_set: Document, old: Document) -> None:
    if variable_set["Variables"] is None:
        raise invalid("The Variables field is required.")
    ids = [each["Id"] for each in variable_set["Variables"]]
    if len(set(ids)) < len(ids):
        raise invalid("Variable ids must be unique.")
    known = {each["Id"]: each for each in (old.get("Variables") or [])}
    for variable in variable_set["Variables"]:
        finish(variable, known.get(variable["Id"]) or {})


def finish(variable: Document, before: Document) -> None:
    if variable["IsSensitive"] and variable["Type"] == "String":
        variable["Type"] = "Sensitive"
    variable["IsSensitive"] = variable["Type"] == "Sensitive"
    variable["Value"] = stored_value(variable, before.get("Value"))
    scope = {each.casefold(): each for each in SCOPES}
    unknown = [key for key in variable["Scope"] if key.casefold() not in scope]
    if unknown:
        raise invalid(f"'{unknown[0]}' is not a valid scope.")
    # Empty scopes are left out, not kept as empty lists. IDs don't keep their order; which one they get is unverified.
    variable["Scope"] = {scope[key.casefold()]: scoped(key, ids) for key, ids in variable["Scope"].items() if ids}
    if variable["Prompt"] is not None:
        if set(variable["Scope"]) - {"Environment"}:
            raise invalid("Prompted variables cannot be scoped to anything except an environment.")
        settings = variable["Prompt"]["DisplaySettings"]
        variable["Prompt"]["DisplaySettings"] = settings or {"Octopus.ControlType": "SingleLineText"}
        variable["IsEditable"] = True


def scoped(key: str, ids: Any) -> list[str]:
    if not isinstance(ids, list):
        raise wrong_type(ids, "System.String[]", f"Scope.{key}")
    each_a_text(ids, f"Scope.{key}")
    return sorted(ids)


def stored_value(variable: Document, before: Any) -> Any:
    """A sensitive value is kept where nobody sees it.

    The ID alone decides what becomes of the one that was there: a known variable keeps it whether an empty text or null
    is sent, and another has none [go-octopusdeploy #449, #450, measured on a server of 2026]. That older servers do the
    same with an empty text is unverified.
    """
    value = variable["Value"]
    if value is not None and not isinstance(value, str):
        raise invalid(f"The value of variable '{variable['Name']}' must be a text.")
    if not variable["IsSensitive"]:
        return value
    return secret(value, {}) if value else before if isinstance(before, dict) else None


def shown(octopus: Octopus, variable_set: Document) -> Document:
    hidden = [
        {**each, "Value": None if each["IsSensitive"] else each["Value"]} for each in variable_set["Variables"] or []
    ]
    return {**variable_set, "Variables": hidden, "ScopeValues": scope_values(octopus, variable_set)}


def every_set(call: Call, document: Document) -> list[Any]:
    """``variables/all{?ids}``."""
    kind = call.octopus.kinds["variables"]
    found = call.octopus.visible(kind, call.space, True)
    return answers.bare(call.octopus, kind, answers.matching(call.octopus, kind, found, call.query))


KIND = Kind(
    collection="variables",
    link="Variables",
    item_type="VariableSet",
    id_prefix="variableset",
    permission="VariableEdit",
    parameters="ids",
    order="Id",
    unique=False,
    slug_since=None,
    versioned="these variables",
    props=(
        Prop("OwnerId", read_only=True),
        Prop("Version", "int", default=0, read_only=True),
        Prop("Variables", "documents", parts=VARIABLE),
        Prop("ScopeValues", "dict", computed=True),
    ),
    root_links={
        "VariableNames": "/names{?project,runbook,projectEnvironmentsFilter}",
        "VariablePreview": "/preview{?project,runbook,environment,channel,tenant,action,machine,role}",
    },
    routes={
        "all": Route(every_set, gives="list of variables"),
        "names": Route(variablepreview.names),
        "preview": Route(variablepreview.preview, gives="variables"),
    },
    check=check,
    shown=shown,
    # Since which release is unverified.
    unsaid_by_put=("ScopeValues",),
    can_create=False,
    can_delete=False,
    has_list=False,
)
