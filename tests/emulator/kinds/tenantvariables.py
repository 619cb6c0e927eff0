# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values that a tenant gives to the templates of projects and library variable sets (api: tenants#values)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from emulator import answers, crud, shaping
from emulator.handlers import Call
from emulator.model import Document, Release
from emulator.refusals import STALE, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The property of a tenant's document with its values: a list of entries. Each has a value of one template, for the
# environments that it names, or for all environments if it names none.
VALUES = "_variables"
SENSITIVE = "Sensitive"
# Values of a template for several environments at once, and the token; the release is unverified.
SCOPED: Release = (2025, 1)


@dataclass(frozen=True)
class Slot:
    """A template that a tenant can give a value: of a project in an environment, or of a library variable set."""

    owner: Document
    template: Document
    environment: str = ""

    def holds(self, entry: Document) -> bool:
        """Whether an entry is the value of this slot. For a library set, it has to be for all environments."""
        scope = entry["EnvironmentIds"]
        here = not scope or self.environment in scope if self.environment else not scope
        return here and (entry["OwnerId"], entry["TemplateId"]) == (self.owner["Id"], self.template["Id"])


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


def environments_for(octopus: Octopus, tenant: Document, owner: Document) -> set[str]:
    """The environments in which a tenant is connected to a project, or to projects that include a library set."""
    return {
        each
        for project, environments in connected(octopus, tenant)
        if owner["Id"] in (project["Id"], *project["IncludedLibraryVariableSetIds"])
        for each in environments
    }


def variables(call: Call, tenant: Document) -> Document:
    """``{id}/variables``: POST does what PUT does."""
    if call.method in ("PUT", "POST"):
        tenant = changed(call.octopus, tenant, crud.document_of(call))
    return document(call.octopus, tenant)


def changed(octopus: Octopus, tenant: Document, sent: Document) -> Document:
    """Replace all values. Values for templates that the tenant does not have are dropped (unverified).

    Values of library sets for some environments stay, because this form does not show them (unverified).
    """
    check_token(octopus, tenant, sent)
    of_projects, of_sets = shaping.lookup(sent, "ProjectVariables"), shaping.lookup(sent, "LibraryVariables")
    slots = [
        *((slot, of_projects, (slot.environment,)) for slot in project_slots(octopus, tenant)),
        *((slot, of_sets, ()) for slot in library_slots(octopus, tenant)),
    ]
    known = {(slot.owner["Id"], slot.template["Id"]) for slot, *dummy in slots}
    entries = [each for each in entries_of(tenant) if (each["OwnerId"], each["TemplateId"]) in known]
    for slot, source, steps in slots:
        before = entry_of(entries, slot)
        value = dig(source, (slot.owner["Id"], "Variables", *steps, slot.template["Id"]))
        kept = stored(slot.template, value, before["Value"] if before else None)
        if before and before["Value"] in (value, kept):
            continue
        if before:
            others = {each.environment for each, *dummy in slots if each.holds(before)} - {slot.environment}
            entries.remove(before)
            entries += [{**before, "EnvironmentIds": sorted(others)}] if others else []
        if kept is not None:
            entries.append(new_entry(octopus, slot, [slot.environment] if slot.environment else [], kept))
    return save(octopus, tenant, entries)


def entries_of(tenant: Document) -> list[Document]:
    return list(tenant.get(VALUES) or [])


def without_environment(tenant: Document, environment: str) -> list[Document]:
    """The values without a deleted environment. A value for this environment alone is removed (unverified)."""
    left = []
    for each in entries_of(tenant):
        ids = [name for name in each["EnvironmentIds"] if name != environment]
        left += [{**each, "EnvironmentIds": ids}] if ids or not each["EnvironmentIds"] else []
    return left


def save(octopus: Octopus, tenant: Document, entries: list[Document]) -> Document:
    return octopus.save(octopus.kinds["tenants"], {**tenant, VALUES: entries})


def entry_of(entries: list[Document], slot: Slot) -> Document | None:
    return next((each for each in entries if slot.holds(each)), None)


def new_entry(octopus: Octopus, slot: Slot, environments: list[str], value: Any) -> Document:
    return {
        "Id": f"TenantVariables-{octopus.store.next_number('TenantVariables')}",
        "OwnerId": slot.owner["Id"],
        "TemplateId": slot.template["Id"],
        "EnvironmentIds": environments,
        "Value": value,
    }


def token(tenant: Document) -> str:
    """A token that differs after each change of the values."""
    return hashlib.sha256(orjson.dumps(entries_of(tenant))).hexdigest()


def check_token(octopus: Octopus, tenant: Document, sent: Document) -> None:
    """Refuse a stale token, in the words for stale versions (unverified). A body without a token is accepted."""
    given = shaping.lookup(sent, "ConcurrencyToken")
    if octopus.release >= SCOPED and given and given != token(tenant):
        raise invalid(STALE.format(what="the tenant's variables", short="variables"))


def dig(source: Any, steps: tuple[str, ...]) -> Any:
    for step in steps:
        source = source.get(step) if isinstance(source, dict) else None
    return source


def stored(template: Document, value: Any, before: Any) -> Any:
    """A value as the server stores it; None for a missing value, and for the template's default."""
    if value is None:
        return None
    if template["DisplaySettings"].get("Octopus.ControlType") == SENSITIVE:
        secret = shaping.secret(value, before)
        return secret if secret["HasValue"] else None
    if not isinstance(value, str):
        raise invalid(f"The value of '{template['Name']}' must be a text.")
    return None if value == template["DefaultValue"] else value


def document(octopus: Octopus, tenant: Document) -> Document:
    space = tenant.get("SpaceId")
    own = f"{answers.base(octopus, space)}/tenants/{tenant['Id']}/variables"
    return {
        "Id": None,
        "TenantId": tenant["Id"],
        "TenantName": tenant["Name"],
        "ProjectVariables": of_projects(octopus, tenant),
        "LibraryVariables": of_sets(octopus, tenant),
        **({"ConcurrencyToken": token(tenant)} if octopus.release >= SCOPED else {}),
        **({"SpaceId": space} if octopus.has_spaces else {}),
        "Links": {"Self": own},
    }


def of_projects(octopus: Octopus, tenant: Document) -> Document:
    values, hints = entries_of(tenant), octopus.release >= shaping.HINTS
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
    values, hints = entries_of(tenant), octopus.release >= shaping.HINTS
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


def given(values: list[Document], hints: bool, slots: list[Slot]) -> Document:
    found = {slot.template["Id"]: entry_of(values, slot) for slot in slots}
    return {template: shaping.public(entry["Value"], hints) for template, entry in found.items() if entry}


def all_of(call: Call, nothing: Document) -> list[Document]:
    """``tenantvariables/all{?projectId}``."""
    project = call.query.get("projectid", "").casefold()
    tenants = call.octopus.store.all("tenants", call.space)
    ids = [{each.casefold() for each in tenant["ProjectEnvironments"]} for tenant in tenants]
    return [document(call.octopus, t) for t, names in zip(tenants, ids, strict=True) if not project or project in names]


def missing(call: Call, nothing: Document) -> list[Document]:
    """``tenants/variables-missing``: the templates with neither a value nor a default, by tenant."""
    wanted = call.query.get("tenantid", "").casefold()
    found = []
    for tenant in call.octopus.store.all("tenants", call.space):
        lacking = [entry(call, slot) for slot in lacks(call, tenant)]
        if lacking and wanted in ("", tenant["Id"].casefold()):
            found.append({"TenantId": tenant["Id"], "MissingVariables": lacking, "Links": {}})
    return found


def lacks(call: Call, tenant: Document) -> Iterator[Slot]:
    values = entries_of(tenant)
    project, environment = (call.query.get(name, "").casefold() for name in ("projectid", "environmentid"))
    for slot in project_slots(call.octopus, tenant):
        asked = project in ("", slot.owner["Id"].casefold()) and environment in ("", slot.environment.casefold())
        if asked and not entry_of(values, slot) and not slot.template["DefaultValue"]:
            yield slot
    for slot in library_slots(call.octopus, tenant):
        if not (project or environment) and not entry_of(values, slot) and not slot.template["DefaultValue"]:
            yield slot


def entry(call: Call, slot: Slot) -> Document:
    """The owner and the template of a missing value; the template's name is only in the details (unverified)."""
    owner, other = "ProjectId", "LibraryVariableSetId"
    if not slot.environment:
        owner, other = other, owner
    details = call.query.get("includedetails", "").casefold() == "true"
    return {
        owner: slot.owner["Id"],
        other: None,
        "EnvironmentId": slot.environment or None,
        "VariableTemplateId": slot.template["Id"],
        "VariableTemplateName": slot.template["Name"] if details else None,
        "Links": {},
    }
