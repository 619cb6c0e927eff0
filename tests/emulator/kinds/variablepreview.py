# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of variables in a context, and their names (api: variables#names-and-preview)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from emulator import answers
from emulator.handlers import Call
from emulator.kinds import tenantvariables, variablescopes
from emulator.kinds.variablerank import TARGETED, Candidate, Context, winners
from emulator.kinds.variabletypes import TYPES
from emulator.model import Document, Release
from emulator.refusals import invalid

# The parameters of a preview, each with its kind of scope and its collection.
ASKED: Mapping[str, tuple[str, str]] = {
    "environment": ("Environment", "environments"),
    "channel": ("Channel", "channels"),
    "tenant": ("Tenant", "tenants"),
    "machine": ("Machine", "machines"),
}
# Before 2022.1, "forever", no preview had a variable scoped to a process [OctopusDeploy/Issues#7388]; the release
# of the correction is unverified.
PROCESSES: Release = (2022, 2)
TARGET_ROLES = "Octopus.Action.TargetRoles"
NOTHING: Document = {}


def preview(call: Call, nothing: Document) -> Document:
    """``variables/preview{?project,runbook,environment,channel,tenant,action,machine,role}``.

    Unverified: unknown IDs are refused, the ID is that of the set, and the content of ScopeValues.
    """
    project = project_of(call)
    asked = {name: document for name in ASKED if (document := named(call, name))}
    found = winners(candidates(call, project, asked.get("tenant") or NOTHING), context_of(call, project, asked))
    variable_set = call.octopus.must_exist("variables", project["VariableSetId"], call.space, "project")
    links = {"Self": f"{call.own}?project={project['Id']}"}
    return {
        "Id": variable_set["Id"],
        **({"SpaceId": project["SpaceId"]} if call.octopus.has_spaces else {}),
        "OwnerId": project["Id"],
        "Version": variable_set["Version"],
        "Variables": [
            {**each, "Value": None if each["IsSensitive"] else each["Value"], "IsEditable": False} for each in found
        ],
        "ScopeValues": variablescopes.scope_values(call.octopus, variable_set),
        "Links": links,
    }


def project_of(call: Call) -> Document:
    if not call.query.get("project"):
        raise invalid("No project was provided.")
    return call.octopus.must_exist("projects", call.query["project"], call.space, "project")


def named(call: Call, name: str) -> Document | None:
    """The document that a query names."""
    collection = ASKED[name][1]
    return call.octopus.must_exist(collection, call.query[name], call.space, name) if call.query.get(name) else None


def context_of(call: Call, project: Document, asked: Mapping[str, Document]) -> Context:
    """The context of a query: a deployment has a channel, and a runbook run has none (api: values#scopes-that-match).

    A machine brings its roles [OctopusDeploy/Issues#6944], and the role of the query is added [#7261]. An action says
    which of these roles its step targets.
    """
    context: dict[str, list[str]] = {ASKED[name][0]: [each["Id"]] for name, each in asked.items()}
    runbook, action, role = (call.query.get(name, "") for name in ("runbook", "action", "role"))
    if runbook:
        context.pop("Channel", None)
    if call.octopus.release >= PROCESSES:
        context["ProcessOwner"] = [runbook or project["Id"]]
    context["Project"] = [project["Id"]]
    context["Role"] = [*asked.get("machine", {"Roles": []})["Roles"], *([role] if role else [])]
    context["TenantTag"] = asked.get("tenant", {"TenantTags": []})["TenantTags"]
    if action:
        step = step_of(call, project, action)
        context["Action"] = [action]
        context[TARGETED] = [each.strip() for each in str(step["Properties"].get(TARGET_ROLES) or "").split(",")]
    return context


def step_of(call: Call, project: Document, action: str) -> Document:
    """The step of the deployment process that has an action; steps of runbooks are not served."""
    process = call.octopus.must_exist("deploymentprocesses", project["DeploymentProcessId"], call.space, "project")
    for step in process["Steps"]:
        if any(each["Id"] == action for each in step["Actions"]):
            return dict(step)
    raise invalid(f'One or more referenced resources do not exist: "{action}" provided for action')


def candidates(call: Call, project: Document, tenant: Document) -> Iterator[Candidate]:
    """The project's variables, then those of the sets that it includes, in their order.

    Values of templates come after the variables of their owner. A tenant has values for projects that it is connected
    to. Unverified: a default applies without a tenant, too.
    """
    own = {"Project": [project["Id"]]}
    if project["Id"] not in tenant.get("ProjectEnvironments", {}):
        tenant = NOTHING
    yield from of_set(call, project, own)
    yield from of_templates(project, tenant, own)
    for name in project["IncludedLibraryVariableSetIds"]:
        library = call.octopus.must_exist("libraryvariablesets", name, call.space, "project")
        yield from of_set(call, library, {})
        yield from of_templates(library, tenant, {})


def of_set(call: Call, owner: Document, own: Mapping[str, list[str]]) -> Iterator[Candidate]:
    """The variables of a set; a preview scopes the project's own to the project [OctopusDeploy/Issues#7388]."""
    variable_set = call.octopus.must_exist("variables", owner["VariableSetId"], call.space, "project")
    for each in variable_set["Variables"]:
        scope = {**each["Scope"], **own}
        yield Candidate({**each, "Scope": scope}, scope)


def of_templates(owner: Document, tenant: Document, own: Mapping[str, list[str]]) -> Iterator[Candidate]:
    """The values of a tenant, and the defaults of the templates.

    The environments of a value count, but a preview does not show them [OctopusDeploy/Issues#9256].
    """
    for template in owner["Templates"]:
        for entry in tenantvariables.entries_of(tenant):
            if (entry["OwnerId"], entry["TemplateId"]) == (owner["Id"], template["Id"]):
                scope: dict[str, list[str]] = {"Tenant": [tenant["Id"]], **own}
                environments = {"Environment": entry["EnvironmentIds"]} if entry["EnvironmentIds"] else {}
                yield Candidate(as_variable(template, entry["Value"], scope), {**scope, **environments})
        if template["DefaultValue"]:
            yield Candidate(as_variable(template, template["DefaultValue"], own), own)


def as_variable(template: Document, value: Any, scope: Mapping[str, list[str]]) -> Document:
    """The value of a template as a variable. Unverified: its ID is that of the template."""
    control = template["DisplaySettings"].get("Octopus.ControlType")
    kind = control if control in TYPES else "String"
    return {
        "Id": template["Id"],
        "Name": template["Name"] or "",
        "Value": value,
        "Description": template["HelpText"],
        "Type": kind,
        "IsSensitive": kind == "Sensitive" or isinstance(value, dict),
        "Scope": dict(scope),
        "Prompt": None,
    }


def names(call: Call, nothing: Document) -> list[str]:
    """``variables/names{?project,runbook,projectEnvironmentsFilter}``: of a project, or of all sets.

    Unverified: how runbook and environments filter the names, and whether names of templates are included.
    """
    runbook = call.query.get("runbook", "")
    environments = [each for each in call.query.get("projectenvironmentsfilter", "").split(",") if each]
    wanted = None
    if call.query.get("project"):
        project = answers.existing(call, "projects", call.query["project"])
        wanted = {project["Id"], *project["IncludedLibraryVariableSetIds"]}
    found = {
        variable["Name"]
        for variable_set in call.octopus.store.all("variables", call.space)
        if wanted is None or variable_set["OwnerId"] in wanted
        for variable in variable_set["Variables"]
        if allows(variable, "ProcessOwner", [runbook] if runbook else [])
        and allows(variable, "Environment", environments)
    }
    return sorted(found, key=str.casefold)


def allows(variable: Document, kind: str, asked: list[str]) -> bool:
    """Whether a variable is scoped to one of these IDs, or has no scope of this kind."""
    scope = variable["Scope"].get(kind)
    return not asked or not scope or any(each in scope for each in asked)
