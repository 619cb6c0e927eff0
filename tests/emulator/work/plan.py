# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a run: which actions of its process run, and on which targets (api: processes#process).

A plan is JSON, and a task keeps it from its start on, so that later changes of machines do not affect the task.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from emulator.kinds import tagrules
from emulator.kinds.healthchecks import UNREACHABLE
from emulator.model import Document
from emulator.work.subject import Subject, document, places_of, tags_of

if TYPE_CHECKING:
    from emulator.octopus import Octopus

ROLES, WINDOW = "Octopus.Action.TargetRoles", "Octopus.Action.MaxParallelism"
EXPRESSION = "Octopus.Step.ConditionVariableExpression"
ACTION_EXPRESSION = "Octopus.Action.ConditionVariableExpression"
MANUAL = "Octopus.Manual"
RUN_ON_SERVER = "Octopus.Action.RunOnServer"
PAUSE = re.compile(r"^\s*(?:sleep|Start-Sleep(?:\s+-(?:Seconds|s))?)\s+(\d+(?:\.\d+)?)\s*;?\s*$", re.I | re.M)


def text_of(properties: Mapping[str, Any], name: str) -> str:
    """A property of a step or an action, found ignoring case; empty for a sensitive one."""
    wanted = name.casefold()
    found = next((value for key, value in properties.items() if key.casefold() == wanted), "")
    return found if isinstance(found, str) else ""


def split(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def roles_of(step: Document) -> list[str]:
    """The target tags of a step. An expression in a tag is not evaluated, and so matches no machine."""
    return split(text_of(step["Properties"], ROLES))


def seconds_of(action: Document) -> float:
    """How long an inline script pauses: ``sleep N`` and ``Start-Sleep -Seconds N``. Nothing else in it is executed."""
    return sum(float(each) for each in PAUSE.findall(text_of(action["Properties"], "Octopus.Action.Script.ScriptBody")))


def applies(octopus: Octopus, action: Document, subject: Subject) -> bool:
    """Whether an action runs in this environment, channel and for this tenant.

    Unverified: an action with tenant tags does not run without a tenant.
    """
    here = set(places_of(octopus, subject))
    return (
        not action["IsDisabled"]
        and not here & set(action["ExcludedEnvironments"])
        and bool(not action["Environments"] or here & set(action["Environments"]))
        and (not action["Channels"] or not subject.channel or subject.channel in action["Channels"])
        and tagrules.fit(action["TenantTags"], tags_of(octopus, subject.tenant))
    )


def is_for_tenant(octopus: Octopus, machine: Document, tenant: str) -> bool:
    """Whether a machine takes part in deployments for this tenant, or without one (api: machines#target)."""
    part = machine["TenantedDeploymentParticipation"]
    if not tenant:
        return bool(part != "Tenanted")
    tags = machine["TenantTags"]
    mine = tenant in machine["TenantIds"] or bool(tags and tagrules.fit(tags, tags_of(octopus, tenant)))
    return bool(part != "Untenanted") and mine


def in_place(octopus: Octopus, roles: list[str], subject: Subject) -> list[Document]:
    """The enabled machines with one of these target tags for this environment and tenant."""
    wanted, here = {each.casefold() for each in roles}, set(places_of(octopus, subject))
    return [
        each
        for each in octopus.visible(octopus.kinds["machines"], subject.space, False)
        if not each["IsDisabled"]
        and here & set(each["EnvironmentIds"])
        and wanted & {role.casefold() for role in each["Roles"]}
        and is_for_tenant(octopus, each, subject.tenant)
    ]


def is_left_out(machine: Document, subject: Subject) -> bool:
    return machine["Id"] in subject.excluded or bool(subject.machines and machine["Id"] not in subject.machines)


def is_unavailable(machine: Document) -> bool:
    """Whether a machine is unreachable: by a health check, or by the address with which tests make it so."""
    host = str(machine.get("Uri") or "").partition("://")[2].partition("/")[0].partition(":")[0]
    return machine["HealthStatus"] == "Unavailable" or host.endswith(UNREACHABLE)


def is_passed_over(machine: Document, subject: Subject) -> bool:
    """Whether the policy of the project or runbook lets a run go on without an unavailable machine."""
    policy = subject.policy
    if policy.get("ExcludeUnhealthyTargets") and machine["HealthStatus"] in ("Unhealthy", "Unavailable"):
        return True
    roles = {each.casefold() for each in policy.get("TargetRoles") or []}
    mine = not roles or bool(roles & {each.casefold() for each in machine["Roles"]})
    return policy.get("SkipMachineBehavior") == "SkipUnavailableMachines" and mine and is_unavailable(machine)


def targets_of(octopus: Octopus, step: Document, subject: Subject) -> list[Document]:
    return [
        each
        for each in in_place(octopus, roles_of(step), subject)
        if not is_left_out(each, subject) and not is_passed_over(each, subject)
    ]


def numbered_actions(process: Document) -> Iterator[tuple[str, Document, Document]]:
    """Each action with its number, ``1`` or ``1.2``, and its step."""
    for number, step in enumerate(process["Steps"], 1):
        for place, action in enumerate(step["Actions"], 1):
            yield (f"{number}.{place}" if len(step["Actions"]) > 1 else str(number)), step, action


def planned(octopus: Octopus, subject: Subject) -> list[Document]:
    """The steps with an action that runs, or that the user skips."""
    numbers = {action["Id"]: number for number, _step, action in numbered_actions(process_of(octopus, subject))}
    steps = [planned_step(octopus, subject, step, numbers) for step in process_of(octopus, subject)["Steps"]]
    return [each for each in steps if each["actions"]]


def process_of(octopus: Octopus, subject: Subject) -> Document:
    return document(octopus, subject.process) or {"Steps": []}


def planned_step(octopus: Octopus, subject: Subject, step: Document, numbers: Mapping[str, str]) -> Document:
    roles = roles_of(step)
    window = text_of(step["Properties"], WINDOW)
    actions = [
        planned_action(each, numbers[each["Id"]], subject)
        for each in step["Actions"]
        if applies(octopus, each, subject)
    ]
    return {
        "name": step["Name"],
        "number": actions[0]["number"].split(".")[0] if actions else "",
        "condition": step["Condition"],
        "expression": text_of(step["Properties"], EXPRESSION),
        "parallel": step["StartTrigger"] == "StartWithPrevious",
        "roles": roles,
        "window": int(window) if window.isdigit() else 0,
        "nested": len(step["Actions"]) > 1,
        "actions": actions,
        "targets": [
            {"id": each["Id"], "name": each["Name"], "lost": is_unavailable(each)}
            for each in (targets_of(octopus, step, subject) if roles else [])
        ],
    }


def planned_action(action: Document, number: str, subject: Subject) -> Document:
    properties = action["Properties"]
    own = action["ActionType"] == MANUAL
    retries = text_of(properties, "Octopus.Action.AutoRetry.MaximumCount")
    return {
        "id": action["Id"],
        "name": action["Name"],
        "number": number,
        "skipped": action["Id"] in subject.skipped,
        "condition": action["Condition"],
        "expression": text_of(properties, ACTION_EXPRESSION),
        "required": action["IsRequired"],
        "manual": own,
        "instructions": text_of(properties, "Octopus.Action.Manual.Instructions") if own else "",
        "teams": split(text_of(properties, "Octopus.Action.Manual.ResponsibleTeamIds")) if own else [],
        "blocking": text_of(properties, "Octopus.Action.Manual.BlockConcurrentDeployments").casefold() == "true",
        "seconds": seconds_of(action),
        "retries": int(retries) if retries.isdigit() else 0,
        "server": text_of(properties, RUN_ON_SERVER).casefold() == "true",
    }
