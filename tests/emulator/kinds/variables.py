# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of a project or a library variable set (api: variables#variable-set)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from emulator import answers, crud, permissions, shaping
from emulator.git import checkout, repository
from emulator.handlers import Call
from emulator.kinds import variablepreview, variablescopes, variablesight
from emulator.kinds.teams import may
from emulator.kinds.variabletypes import NEWER_TYPES, TYPES
from emulator.model import DESCRIBED, READS, Document, Kind, Prop, Release, Route, SideEffect
from emulator.refusals import Refusal, forbidden, invalid
from emulator.shaping import secret

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# From this release on, the server fails at a variable without a type: tried with 2024.3, "possibly" since 2022.1, open
# [OctopusDeploy/Issues#8817].
TYPED: Release = (2022, 1)
# The address came with variables in Git; the release is unverified. A document of 2024.3 has it as its own [#8817].
OF_PROJECTS: Release = (2022, 3)
EDIT, EDIT_UNSCOPED = "VariableEdit", "VariableEditUnscoped"
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
    Prop("Type", choices=TYPES, choices_since=NEWER_TYPES, default="String", until=TYPED),
    Prop("Type", choices=TYPES, choices_since=NEWER_TYPES, since=TYPED),
    Prop("IsSensitive", "bool"),
    Prop("IsEditable", "bool", default=True),
    Prop("Scope", "dict", default={}),
    Prop("Prompt", "dict", parts=PROMPT),
)


def check(octopus: Octopus, variable_set: Document, old: Document) -> None:
    if variable_set["Variables"] is None:
        # Servers of 2018 failed at it [Dalmirog-zz/OctoPosh#312]; the refusal of later servers is unverified.
        raise invalid("The Variables field is required.")
    ids = [each["Id"] for each in variable_set["Variables"]]
    if len(set(ids)) < len(ids):
        raise invalid("Variable ids must be unique.")
    known = {each["Id"]: each for each in (old.get("Variables") or [])}
    for variable in variable_set["Variables"]:
        finish(octopus, variable_set, variable, known.get(variable["Id"]) or {})
    refuse_elsewhere(octopus, variable_set)


def refuse_elsewhere(octopus: Octopus, variable_set: Document) -> None:
    """Refuse a sensitive variable in Git, and any other one in the database of a project whose variables are in Git
    (unverified, api: variables#writing-a-variable-set).
    """
    owner = octopus.store.get(variable_set["OwnerId"])
    if owner is None or not repository.conversion(owner[1], "VariablesAreInGit"):
        return
    in_git = checkout.is_at_ref(variable_set)
    for each in variable_set["Variables"]:
        if each["IsSensitive"] and in_git:
            raise invalid(f"The sensitive variable '{each['Name']}' cannot be kept in Git.")
        if not each["IsSensitive"] and not in_git:
            raise invalid(f"The variable '{each['Name']}' is not sensitive, so it must be kept in Git.")


def finish(octopus: Octopus, variable_set: Document, variable: Document, before: Document) -> None:
    if variable["Type"] is None:
        raise Refusal(500, "Object reference not set to an instance of an object.")
    if variable["IsSensitive"] and variable["Type"] == "String":
        variable["Type"] = "Sensitive"
    variable["IsSensitive"] = variable["Type"] == "Sensitive"
    variable["Value"] = stored_value(variable, before.get("Value"))
    variable["Scope"] = variablescopes.checked(octopus, variable_set, variable, before.get("Scope") or {})
    if variable["Prompt"] is not None:
        settings = variable["Prompt"]["DisplaySettings"]
        variable["Prompt"]["DisplaySettings"] = settings or {"Octopus.ControlType": "SingleLineText"}
        variable["IsEditable"] = True


def stored_value(variable: Document, before: Any) -> Any:
    """A value as the server stores it; a sensitive value is stored where no answer shows it.

    The ID alone decides whether the stored secret is kept: a variable with a known ID keeps it, whether an empty text
    or null is sent, and any other variable has none [go-octopusdeploy #449, #450, measured on a server of 2026].
    Unverified: older servers treat an empty text in the same way, and no value is kept when a variable gets or loses
    this type.
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
    hidden = variablesight.seen(octopus, {**variable_set, "Variables": hidden})
    return {**variable_set, "Variables": hidden, "ScopeValues": variablescopes.scope_values(octopus, variable_set)}


def every_set(call: Call, document: Document) -> list[Any]:
    """``variables/all{?ids}``."""
    found = call.octopus.visible(KIND, call.space, True)
    return answers.bare(call.octopus, KIND, answers.matching(call.octopus, KIND, found, call.query))


def written(call: Call, variable_set: Document) -> Document:
    """The answer to a PUT. Variables with environments in their scope need one permission, all others need another.

    Unverified: a library set needs the same permissions, and the permission for a write without a change.
    """
    if not any(may(call.octopus, call.user, each, call.space) for each in (EDIT, EDIT_UNSCOPED)):
        raise forbidden(EDIT)
    sent = crud.document_of(call)
    answered = crud.on_document(
        replace(call, read=lambda: variablesight.completed(call.octopus, sent, variable_set)), KIND, variable_set
    )[1]
    now = answers.existing(call, KIND.collection, variable_set["Id"])
    owner = variablesight.about(call.octopus, variable_set)
    for each in changed(variable_set, now):
        environments = each["Scope"].get("Environment") or []
        permission = EDIT if "Environment" in each["Scope"] else EDIT_UNSCOPED
        permissions.demand(call, permission)
        permissions.demand_coverage(call, permission, KIND, {**owner, "EnvironmentIds": environments})
    return dict(answered)


def changed(before: Document, now: Document) -> list[Document]:
    """The variables that only one of two states of a set has."""
    old, new = ({each["Id"]: each for each in state["Variables"]} for state in (before, now))
    pairs = ((old.get(name), new.get(name)) for name in {*old, *new})
    return [each for pair in pairs if pair[0] != pair[1] for each in pair if each]


def gone(kind: str) -> SideEffect:
    """A hook for the deletion of documents that this kind of scope can name; it updates the variables."""

    def deleted(octopus: Octopus, document: Document) -> None:
        variablescopes.forget(octopus, document.get("SpaceId") or "", kind, (document["Id"],))

    return deleted


def of_project(call: Call, project: Document) -> Document:
    """``projects/{id}/variables``: the same set at another address, to which its own link then leads.

    On newer servers, the answer to a PUT is empty, and the version is not required.
    """
    variable_set = answers.existing(call, KIND.collection, project["VariableSetId"])
    here = {**variable_set, "_self": call.own}
    if call.method in READS:
        return answers.document_out(call.octopus, KIND, here)
    if call.octopus.release < DESCRIBED:
        return {**written(call, variable_set), "Links": {"Self": call.own}}
    sent = crud.document_of(call)
    for name in ("ScopeValues", "Variables"):
        if shaping.lookup(sent, name) is None:
            raise invalid(f"The {name} field is required.")
    whole = {"Version": variable_set["Version"], **{key: value for key, value in sent.items() if value is not None}}
    written(replace(call, read=lambda: whole), variable_set)
    return {}


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
    frozen="You cannot modify this variable set because the set is frozen. You'll need to create a new variable set "
    "instead.",
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
        "{id}": Route(written, ("PUT",), permission="", gives="variables", takes="variables", may_be=(500,)),
    },
    check=check,
    shown=shown,
    # The release is unverified.
    null_after_put=("ScopeValues",),
    deleted_elsewhere={
        "environments": gone("Environment"),
        "parentenvironments": gone("Environment"),
        "machines": gone("Machine"),
        "channels": gone("Channel"),
        "runbooks": gone("ProcessOwner"),
    },
    can_create=False,
    can_delete=False,
    has_list=False,
)
