# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the documents that a task's options name, and with them the situation in which values are looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    CHANNELS,
    ENVIRONMENTS,
    MACHINES,
    PROJECTS,
    TENANTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_texts import parts
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import plural
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import is_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import report_missing, resolved
from ansible_collections.octopus.deploy.plugins.module_utils._preview.ranks import (
    ACTION,
    CHANNEL,
    ENVIRONMENT,
    MACHINE,
    PROCESS,
    ROLE,
    TENANT,
    TENANT_TAG,
    Situation,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import Ambiguous
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded, meant, near_misses
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import (
    OBJECT,
    OBJECTS,
    TEXTS,
    Shape,
    fitting,
)

RUNBOOK = "Runbook"
TARGET_ROLES = "octopus.action.targetroles"
EXPRESSION = "#{"
STEP = Shape("an object", (dict,), (("Actions", OBJECTS), ("Properties", OBJECT)))
PROCESS_OF_STEPS = Shape("an object", (dict,), (("Steps", Shape("a list", (list,), each=STEP)),))
WITH_ROLES = Shape("an object", (dict,), (("Roles", TEXTS),))
WITH_TAGS = Shape("an object", (dict,), (("TenantTags", TEXTS),))
# Names and IDs by kind of scope, as variable sets list them.
Scopes = Mapping[str, Sequence[Document]]


@dataclass(frozen=True)
class Asked:
    """The deployment or runbook run that a task asks about, in the words of its options."""

    project: str
    runbook: str = ""
    environment: str = ""
    tenant: str = ""
    channel: str = ""
    step: str = ""
    machine: str = ""
    target_tags: tuple[str, ...] = ()

    @classmethod
    def by(cls, parameters: Mapping[str, Any]) -> Asked:
        """The options with these names among a task's parameters."""
        texts = ("project", "runbook", "environment", "tenant", "channel", "step", "machine")
        given = {option: str(parameters.get(option) or "") for option in texts}
        return cls(**given, target_tags=tuple(parameters.get("target_tags") or ()))


@dataclass(frozen=True)
class Surroundings:
    """The situation, its tenant, and the names of documents that no variable set lists, by kind of scope and ID."""

    situation: Situation
    tenant: Document | None
    names: Mapping[tuple[str, str], str]


@dataclass(frozen=True)
class Step:
    """An action of a process. ``known_as``: its own name, and that of its step if the step has no other action.

    ``roles``: the roles of the targets that the step is for.
    """

    id: str
    name: str
    known_as: tuple[str, ...]
    roles: tuple[str, ...] = ()


def surroundings(asked: Asked, project: Document, scopes: Scopes, context: Context) -> Surroundings:
    """Find everything that the options name. ``context`` has the project as its owner."""
    # Variable sets list names and IDs, which saves requests.
    for kind, location in ((ENVIRONMENT, ENVIRONMENTS), (MACHINE, MACHINES), (CHANNEL, CHANNELS)):
        context.resolver.learn(location, list(scopes.get(kind, ())), context.owner_of(location))
    owner = _listed(runbooks_in(scopes), "runbook", asked.runbook, context) if asked.runbook else project["Id"]
    step = _step(asked, owner, project, context) if asked.step else None
    machine_id = _id(MACHINES, "machine", asked.machine, context)
    tenant_id = _id(TENANTS, "tenant", asked.tenant, context)
    tenant = None if not tenant_id or is_to_come(tenant_id) else context.resolver.seen(TENANTS, tenant_id)
    one = {
        ENVIRONMENT: _id(ENVIRONMENTS, "environment", asked.environment, context),
        CHANNEL: _id(CHANNELS, "channel", asked.channel, context),
        MACHINE: machine_id,
        TENANT: tenant_id,
        ACTION: step.id if step else "",
        PROCESS: owner,
    }
    several = {ROLE: _roles(asked, machine_id, context), TENANT_TAG: _tags(tenant)}
    values = {**{kind: (value,) for kind, value in one.items() if value}, **several}
    names = {(ACTION, step.id): step.name} if step else {}
    names.update({(TENANT, tenant["Id"]): tenant.get("Name") or tenant["Id"]} if tenant else {})
    return Surroundings(Situation(values, step.roles if step else ()), tenant, names)


def runbooks_in(scopes: Scopes) -> list[Document]:
    return [each for each in scopes.get(PROCESS, ()) if each.get("ProcessType") == RUNBOOK]


def _id(location: Location, option: str, value: str, context: Context) -> str:
    return resolved(location, value, context, option) if value else ""


def _listed(documents: Sequence[Document], option: str, value: str, context: Context) -> str:
    """The ID of one of the documents; empty in check mode if it does not exist yet."""
    found = {each["Id"]: each for each in meant(value, documents)}
    if len(found) > 1:
        raise Ambiguous(f"{len(found)} {plural(option)} are called {value!r}", list(found))
    if not found:
        near = near_misses(value, [str(each.get("Name") or "") for each in documents])
        report_missing(f"there is no {option} named {value!r}", near, context, option)
    return next(iter(found), "")


def _step(asked: Asked, owner: str, project: Document, context: Context) -> Step | None:
    if not owner:
        return None
    steps = list(steps_of(_process(asked, owner, project, context)))
    documents = [{"Id": each.id, "Name": name} for each in steps for name in each.known_as]
    found = _listed(documents, "step", asked.step, context)
    return next((each for each in steps if each.id == found), None)


def _process(asked: Asked, owner: str, project: Document, context: Context) -> Document:
    """The process of the deployment or of the runbook."""
    if not asked.runbook:
        return context.client.document(project, "DeploymentProcess")
    home = context.resolver.holder(PROJECTS) or {}
    runbook = context.client.document(home, "Runbooks", {"id": owner})
    return context.client.document(home, "RunbookProcesses", {"id": runbook.get("RunbookProcessId")})


def steps_of(process: Document) -> Iterator[Step]:
    """The actions of a process."""
    for step in fitting(process, PROCESS_OF_STEPS, "The process").get("Steps") or []:
        properties = {folded(name): value for name, value in (step.get("Properties") or {}).items()}
        text = str(properties.get(TARGET_ROLES) or "")
        roles = () if EXPRESSION in text else tuple(parts(text))
        actions = step.get("Actions") or []
        for action in actions:
            name = str(action.get("Name") or "")
            known_as = dict.fromkeys((name, str(step.get("Name") or "") if len(actions) == 1 else name))
            yield Step(str(action.get("Id")), name, tuple(known_as), roles)


def _roles(asked: Asked, machine_id: str, context: Context) -> tuple[str, ...]:
    if not machine_id:
        return asked.target_tags
    machine = None if is_to_come(machine_id) else context.resolver.seen(MACHINES, machine_id)
    return tuple(fitting(machine or {}, WITH_ROLES, f"The machine {machine_id}").get("Roles") or ())


def _tags(tenant: Document | None) -> tuple[str, ...]:
    return tuple(fitting(tenant or {}, WITH_TAGS, "The tenant").get("TenantTags") or ())
