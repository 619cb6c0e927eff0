# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of a project or a library variable set (api: variables#variable-set)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emulator import answers
from emulator.model import DESCRIBED, Call, Document, Kind, Prop, Route, invalid
from emulator.shaping import each_a_text, secret, wrong_type

if TYPE_CHECKING:
    from emulator.octopus import Octopus

OF_TEMPLATES = ("EnvironmentParameters", "ProcessTemplateSteps", "TargetTagParameters", "TenantTagParameters")
SCOPES = ("Environment", "Machine", "Role", "Action", "Channel", "TenantTag", "ProcessOwner")
TYPES = (
    "String",
    "Sensitive",
    "Certificate",
    "AmazonWebServicesAccount",
    "AzureAccount",
    "WorkerPool",
    "UsernamePasswordAccount",
    "GenericOidcAccount",
    "GoogleCloudAccount",
)
# Those of an account came with it [octopus.com/docs/infrastructure/accounts/google-cloud], the other one by 2023-10-03
# [CS VariableType].
NEWER_TYPES = {"GoogleCloudAccount": (2021, 2), "UsernamePasswordAccount": (2023, 4), "GenericOidcAccount": (2025, 1)}
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


def scope_values(octopus: Octopus, variable_set: Document) -> Document:
    """What variables of this set can be scoped to."""
    nothing: list[Document] = []
    space, owner = variable_set.get("SpaceId") or "", variable_set["OwnerId"]
    process = octopus.store.get(f"deploymentprocess-{owner}")
    actions = [action for step in (process[1]["Steps"] if process else []) for action in step["Actions"]]
    roles = sorted({role for machine in octopus.store.all("machines", space) for role in machine["Roles"]})
    channels = [each for each in octopus.store.all("channels", space) if each["ProjectId"] == owner]
    tags = [f"{each['Name']}/{tag['Name']}" for each in octopus.store.all("tagsets", space) for tag in each["Tags"]]
    return {
        "Environments": named(octopus.store.all("environments", space)),
        "Machines": named(octopus.store.all("machines", space)),
        "Actions": named(actions),
        "Roles": [{"Id": role, "Name": role} for role in roles],
        "Channels": named(channels),
        "TenantTags": [{"Id": tag, "Name": tag} for tag in tags],
        "Processes": [],
        # What they list is unverified: the parameters of process templates are not served.
        **(dict.fromkeys(OF_TEMPLATES, nothing) if octopus.release >= DESCRIBED else {}),
    }


def named(documents: list[Document]) -> list[Document]:
    return [{"Id": each["Id"], "Name": each["Name"]} for each in documents]


def every_set(call: Call, document: Document) -> list[Any]:
    """``variables/all{?ids}``."""
    kind = call.octopus.kinds["variables"]
    found = call.octopus.visible(kind, call.space, True)
    return answers.bare(call.octopus, kind, answers.matching(call.octopus, kind, found, call.query))


def names(call: Call, document: Document) -> list[str]:
    """``variables/names{?project}``: of the project and the sets that it includes, or of all."""
    wanted = None
    if call.query.get("project"):
        project = answers.existing(call, "projects", call.query["project"])
        wanted = {project["Id"], *project["IncludedLibraryVariableSetIds"]}
    sets = call.octopus.store.all("variables", call.space)
    return sorted({v["Name"] for s in sets if wanted is None or s["OwnerId"] in wanted for v in s["Variables"]})


def singly_scoped(octopus: Octopus, scope: str, document: Document) -> Document:
    """How many variables of each owner have no scope but this environment or this target."""
    counts: dict[str, dict[str, int]] = {}
    for variable_set in octopus.store.all("variables", document.get("SpaceId") or ""):
        for variable in variable_set["Variables"] or []:
            if variable["Scope"] == {scope: [document["Id"]]}:
                names = counts.setdefault(variable_set["OwnerId"], {})
                names[variable["Name"]] = names.get(variable["Name"], 0) + 1
    return {
        "VariableMap": counts,
        "HasUnauthorizedLibraryVariableSetVariables": False,
        "HasUnauthorizedProjectVariables": False,
    }


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
    root_links={"VariableNames": "/names{?project,runbook,projectEnvironmentsFilter}"},
    routes={"all": Route(every_set, gives="list of variables"), "names": Route(names)},
    check=check,
    shown=shown,
    # Since which release is unverified.
    unsaid_by_put=("ScopeValues",),
    can_create=False,
    can_delete=False,
    has_list=False,
)
