# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Previews of deployments and of runs of runbooks (api: deployments#template-and-preview)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from emulator import answers, crud, shaping
from emulator.handlers import Call
from emulator.model import DESCRIBED, Document
from emulator.refusals import invalid
from emulator.work import ephemeral, plan
from emulator.work.subject import Subject, document, form

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def preview(octopus: Octopus, subject: Subject, guided: bool, disabled: bool) -> Document:
    """A preview for one environment and tenant. ``disabled``: whether it lists disabled steps."""
    return {
        "Id": None,
        "StepsToExecute": steps(octopus, subject, disabled),
        "Form": form(octopus, subject),
        "UseGuidedFailureModeByDefault": guided,
    }


def wants_disabled(call: Call) -> bool:
    """Whether a client asks for disabled steps: in the query, or in the body of a request for several previews."""
    if call.method == "POST":
        return bool(shaping.lookup(crud.document_of(call), "IncludeDisabledSteps"))
    return call.query.get("includedisabledsteps", "").casefold() == "true"


def steps(octopus: Octopus, subject: Subject, disabled: bool) -> list[Document]:
    found = []
    for number, step, action in plan.numbered_actions(plan.process_of(octopus, subject)):
        hidden = action["IsDisabled"]
        if plan.applies(octopus, {**action, "IsDisabled": False}, subject) and (disabled or not hidden):
            found.append(step_of(octopus, subject, number, step, action))
    return found


def step_of(octopus: Octopus, subject: Subject, number: str, step: Document, action: Document) -> Document:
    roles = plan.roles_of(step)
    machines = plan.targets_of(octopus, step, subject) if roles else []
    others = [each for each in plan.in_place(octopus, roles, subject) if each not in machines] if roles else []
    lost = [each for each in others if plan.is_unavailable(each) and not plan.is_left_out(each, subject)]
    return {
        "ActionId": action["Id"],
        "ActionName": action["Name"],
        "ActionNumber": number,
        "Roles": roles,
        "MachineNames": [each["Name"] for each in machines],
        "Machines": [
            {
                "Id": each["Id"],
                "Name": each["Name"],
                "HasLatestCalamari": each["HasLatestCalamari"],
                "HealthStatus": each["HealthStatus"],
            }
            for each in machines
        ],
        "CanBeSkipped": not action["IsRequired"],
        "IsDisabled": action["IsDisabled"],
        "HasNoApplicableMachines": bool(roles) and not machines,
        "UnavailableMachines": references(lost),
        "ExcludedMachines": references(each for each in others if each not in lost),
        **({"AvailableTagSets": []} if octopus.release >= DESCRIBED else {}),
    }


def references(found: Iterable[Document]) -> list[Document]:
    return [{"Id": each["Id"], "Name": each["Name"]} for each in found]


def is_guided(octopus: Octopus, mode: str, environment_id: str) -> bool:
    """Whether a failure asks people by default: the mode of the project or runbook, or the environment's flag."""
    usual = bool(document(octopus, environment_id).get("UseGuidedFailure"))
    return {"On": True, "Off": False}.get(mode, usual)


def asked(call: Call) -> list[tuple[str, str]]:
    """The environments and tenants in the body of a request for several previews."""
    wanted: Any = shaping.lookup(crud.document_of(call), "DeploymentPreviews")
    if not isinstance(wanted, list):
        raise invalid("The DeploymentPreviews field is required.")
    return [
        (str(shaping.lookup(each, "EnvironmentId") or ""), str(shaping.lookup(each, "TenantId") or ""))
        for each in wanted
    ]


def environment_and_tenant(call: Call, environment: str, tenant: str) -> tuple[Document, Document]:
    """The documents that an address or a body names; no tenant is an empty document."""
    place = ephemeral.known(call.octopus, environment) or answers.existing(call, "environments", environment)
    return place, answers.existing(call, "tenants", tenant) if tenant else {}
