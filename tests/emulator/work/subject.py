# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that a deployment or a run of a runbook executes, in one environment and for at most one tenant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from emulator.kinds import variablepreview
from emulator.kinds.variablerank import Candidate, Context, winners
from emulator.model import Document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

NOTHING: Document = {}


@dataclass(frozen=True)
class Subject:
    """IDs of the documents that a process runs with. A task keeps them as JSON.

    ``variable_sets``: the project's, which comes first, and those of the library, all frozen or all present.
    ``owner``: the runbook, or the project of a deployment. ``machines``: the only machines, or none for all.
    ``asks``: whether the values of prompted variables are asked for, and ``values`` are used.
    """

    space: str
    project: str
    environment: str
    process: str
    variable_sets: tuple[str, ...]
    owner: str
    policy: Document
    tenant: str = ""
    channel: str = ""
    machines: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    values: Document = field(default_factory=dict)
    asks: bool = True

    def kept(self) -> Document:
        return asdict(self)

    @classmethod
    def of(cls, kept: Document) -> Subject:
        known: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in kept.items()}
        return cls(**known)


def document(octopus: Octopus, document_id: str) -> Document:
    """A document by its ID; an empty one if there is none, because it was deleted meanwhile."""
    found = octopus.store.get(document_id) if document_id else None
    return found[1] if found else {}


def tags_of(octopus: Octopus, tenant_id: str) -> list[str]:
    return list(document(octopus, tenant_id).get("TenantTags") or [])


def places_of(octopus: Octopus, subject: Subject) -> list[str]:
    """The environment, and the parent of an ephemeral environment: a scope with either applies to this process.

    api: environments#ephemeral-environments
    """
    parent = document(octopus, subject.environment).get("ParentEnvironmentId")
    return [subject.environment, *([parent] if parent else [])]


def context_of(octopus: Octopus, subject: Subject) -> Context:
    """The context that decides which value of a variable wins (api: values#scopes-that-match)."""
    return {
        "Environment": places_of(octopus, subject),
        "Tenant": [subject.tenant] if subject.tenant else [],
        "TenantTag": tags_of(octopus, subject.tenant),
        "Channel": [subject.channel] if subject.channel else [],
        "ProcessOwner": [subject.owner],
        "Project": [subject.project],
    }


def candidates(octopus: Octopus, subject: Subject) -> Iterator[Candidate]:
    """The variables of the sets, and the values of a tenant's templates."""
    project, tenant = document(octopus, subject.project), document(octopus, subject.tenant) or NOTHING
    own = {"Project": [subject.project]}
    for number, set_id in enumerate(subject.variable_sets):
        for each in document(octopus, set_id).get("Variables", []):
            yield Candidate(each, {**each["Scope"], **({} if number else own)})
    if project:
        yield from variablepreview.of_templates(project, tenant, own)


def variables(octopus: Octopus, subject: Subject) -> list[Document]:
    """The winning variable of each name."""
    return winners(candidates(octopus, subject), context_of(octopus, subject))


def values(octopus: Octopus, subject: Subject) -> dict[str, str]:
    """The values by lower-case name, with the answers to prompts; sensitive values are empty."""
    found: dict[str, str] = {}
    for each in variables(octopus, subject):
        value = answer(each, subject.values) if subject.asks else None
        value = each["Value"] if value is None else value
        found[each["Name"].casefold()] = value if isinstance(value, str) and not each["IsSensitive"] else ""
    names = {
        "Octopus.Environment.Name": document(octopus, subject.environment),
        "Octopus.Project.Name": document(octopus, subject.project),
        "Octopus.Deployment.Tenant.Name": document(octopus, subject.tenant),
    }
    return {**found, **{name.casefold(): str(each.get("Name") or "") for name, each in names.items()}}


def answer(variable: Document, sent: Document) -> Any:
    """The value that was sent for a prompted variable, by its ID or its name, ignoring case; None if none was sent."""
    given = {key.casefold(): value for key, value in sent.items()}
    return next((given[key] for key in (variable["Id"].casefold(), variable["Name"].casefold()) if key in given), None)


def prompted(octopus: Octopus, subject: Subject) -> list[Document]:
    return [each for each in variables(octopus, subject) if each.get("Prompt")] if subject.asks else []


def form(octopus: Octopus, subject: Subject) -> Document:
    """The form of a preview (api: deployments#prompted-variables)."""
    asked = prompted(octopus, subject)
    return {
        "Values": {each["Id"]: None if each["IsSensitive"] else each["Value"] for each in asked},
        "Elements": [
            {
                "Name": each["Id"],
                "IsValueRequired": bool(each["Prompt"].get("Required")),
                "Control": {
                    "Type": "VariableValue",
                    "Name": each["Name"],
                    "Label": each["Prompt"].get("Label") or "",
                    "Description": each["Prompt"].get("Description") or "",
                    "Required": bool(each["Prompt"].get("Required")),
                    "DisplaySettings": each["Prompt"].get("DisplaySettings") or {},
                },
            }
            for each in asked
        ],
    }


def missing(octopus: Octopus, subject: Subject) -> list[str]:
    """The names of required prompts without a value; a default is enough."""
    return [
        each["Name"]
        for each in prompted(octopus, subject)
        if each["Prompt"].get("Required") and not (answer(each, subject.values) or each["Value"])
    ]
