# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values that a tenant gives to the templates of projects and library variable sets (octopus-api.md 3.16.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from emulator import answers, crud, shaping
from emulator.model import Call, Document, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# Where a tenant's document keeps its values: by the address of each.
VALUES = "_variables"
SENSITIVE = "Sensitive"


@dataclass(frozen=True)
class Slot:
    """A template that a tenant can give a value: of a project in an environment, or of a library variable set."""

    owner: Document
    template: Document
    environment: str = ""

    @property
    def key(self) -> str:
        return "/".join((self.owner["Id"], self.environment, self.template["Id"]))


def project_slots(octopus: Octopus, tenant: Document) -> Iterator[Slot]:
    for project, environments in connected(octopus, tenant):
        for environment in environments:
            for template in project["Templates"]:
                yield Slot(project, template, environment)


def library_slots(octopus: Octopus, tenant: Document) -> Iterator[Slot]:
    for variable_set in library_sets(octopus, tenant):
        for template in variable_set["Templates"]:
            yield Slot(variable_set, template)


def connected(octopus: Octopus, tenant: Document) -> list[tuple[Document, list[str]]]:
    """The projects that a tenant is connected to, each with the environments."""
    found = ((octopus.store.get(name), environments) for name, environments in tenant["ProjectEnvironments"].items())
    return [(project[1], environments or []) for project, environments in found if project]


def library_sets(octopus: Octopus, tenant: Document) -> list[Document]:
    """The sets that have templates and are included in a project that the tenant is connected to."""
    projects = [project for project, dummy in connected(octopus, tenant)]
    names = {name for project in projects for name in project["IncludedLibraryVariableSetIds"]}
    sets = [found[1] for found in map(octopus.store.get, sorted(names)) if found]
    return [each for each in sets if each["Templates"]]


def variables(call: Call, tenant: Document) -> Document:
    """``{id}/variables``: POST does what PUT does."""
    if call.method in ("PUT", "POST"):
        tenant = changed(call.octopus, tenant, crud.document_of(call))
    return document(call.octopus, tenant)


def changed(octopus: Octopus, tenant: Document, sent: Document) -> Document:
    """All values are replaced; what belongs to no template that the tenant has is dropped (unverified)."""
    before, after = tenant.get(VALUES) or {}, {}
    of_projects, of_sets = shaping.lookup(sent, "ProjectVariables"), shaping.lookup(sent, "LibraryVariables")
    slots = [
        *((slot, of_projects, (slot.environment,)) for slot in project_slots(octopus, tenant)),
        *((slot, of_sets, ()) for slot in library_slots(octopus, tenant)),
    ]
    for slot, source, steps in slots:
        value = dig(source, (slot.owner["Id"], "Variables", *steps, slot.template["Id"]))
        kept = stored(slot, value, before.get(slot.key))
        if kept is not None:
            after[slot.key] = kept
    return octopus.save(octopus.kinds["tenants"], {**tenant, VALUES: after})


def dig(source: Any, steps: tuple[str, ...]) -> Any:
    for step in steps:
        source = source.get(step) if isinstance(source, dict) else None
    return source


def stored(slot: Slot, value: Any, before: Any) -> Any:
    """A value as it is kept; None for one that is not given, or is the template's own."""
    if value is None:
        return None
    if slot.template["DisplaySettings"].get("Octopus.ControlType") == SENSITIVE:
        secret = shaping.secret(value, before)
        return secret if secret["HasValue"] else None
    if not isinstance(value, str):
        raise invalid(f"The value of '{slot.template['Name']}' must be a text.")
    return None if value == slot.template["DefaultValue"] else value


def document(octopus: Octopus, tenant: Document) -> Document:
    space = tenant.get("SpaceId")
    own = f"{answers.base(octopus, space)}/tenants/{tenant['Id']}/variables"
    return {
        "Id": None,
        "TenantId": tenant["Id"],
        "TenantName": tenant["Name"],
        "ProjectVariables": of_projects(octopus, tenant),
        "LibraryVariables": of_sets(octopus, tenant),
        **({"SpaceId": space} if octopus.has_spaces else {}),
        "Links": {"Self": own},
    }


def of_projects(octopus: Octopus, tenant: Document) -> Document:
    values, hints = tenant.get(VALUES) or {}, octopus.release >= shaping.HINTS
    slots = list(project_slots(octopus, tenant))
    return {
        project["Id"]: {
            "ProjectId": project["Id"],
            "ProjectName": project["Name"],
            "Templates": shaping.public(project["Templates"], hints),
            "Variables": {
                environment: given(
                    values, hints, [s for s in slots if (s.owner, s.environment) == (project, environment)]
                )
                for environment in environments
            },
            "Links": {},
        }
        for project, environments in connected(octopus, tenant)
    }


def of_sets(octopus: Octopus, tenant: Document) -> Document:
    values, hints = tenant.get(VALUES) or {}, octopus.release >= shaping.HINTS
    slots = list(library_slots(octopus, tenant))
    return {
        each["Id"]: {
            "LibraryVariableSetId": each["Id"],
            "LibraryVariableSetName": each["Name"],
            "Templates": shaping.public(each["Templates"], hints),
            "Variables": given(values, hints, [slot for slot in slots if slot.owner == each]),
            "Links": {},
        }
        for each in library_sets(octopus, tenant)
    }


def given(values: Mapping[str, Any], hints: bool, slots: list[Slot]) -> Document:
    return {slot.template["Id"]: shaping.public(values[slot.key], hints) for slot in slots if slot.key in values}


def all_of(call: Call, nothing: Document) -> list[Document]:
    """``tenantvariables/all{?projectId}``."""
    project = call.query.get("projectid", "").casefold()
    tenants = call.octopus.store.all("tenants", call.space)
    ids = [{each.casefold() for each in tenant["ProjectEnvironments"]} for tenant in tenants]
    return [document(call.octopus, t) for t, names in zip(tenants, ids, strict=True) if not project or project in names]


def missing(call: Call, nothing: Document) -> list[Document]:
    """``tenants/variables-missing``: by tenant the templates with neither a value nor a default."""
    wanted = call.query.get("tenantid", "").casefold()
    found = []
    for tenant in call.octopus.store.all("tenants", call.space):
        lacking = [entry(call, slot) for slot in lacks(call, tenant)]
        if lacking and wanted in ("", tenant["Id"].casefold()):
            found.append({"TenantId": tenant["Id"], "MissingVariables": lacking, "Links": {}})
    return found


def lacks(call: Call, tenant: Document) -> Iterator[Slot]:
    values = tenant.get(VALUES) or {}
    project, environment = (call.query.get(name, "").casefold() for name in ("projectid", "environmentid"))
    for slot in project_slots(call.octopus, tenant):
        asked = project in ("", slot.owner["Id"].casefold()) and environment in ("", slot.environment.casefold())
        if asked and slot.key not in values and not slot.template["DefaultValue"]:
            yield slot
    for slot in library_slots(call.octopus, tenant):
        if not (project or environment) and slot.key not in values and not slot.template["DefaultValue"]:
            yield slot


def entry(call: Call, slot: Slot) -> Document:
    """What a missing value belongs to; its template's name comes with the details alone (unverified)."""
    owner = "ProjectId" if slot.environment else "LibraryVariableSetId"
    details = call.query.get("includedetails", "").casefold() == "true"
    return {
        owner: slot.owner["Id"],
        "EnvironmentId": slot.environment or None,
        "VariableTemplateId": slot.template["Id"],
        "VariableTemplateName": slot.template["Name"] if details else None,
        "Links": {},
    }
