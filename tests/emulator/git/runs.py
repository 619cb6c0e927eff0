# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of runbooks in Git; each run makes a snapshot for itself (api: runbooks#run)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from emulator import answers
from emulator.git import repository, runbooks, snapshots
from emulator.handlers import Call
from emulator.kinds import packagestrings, processtemplates, releasecreation
from emulator.kinds.runbooks import template
from emulator.model import Document
from emulator.refusals import invalid
from emulator.work import owners
from emulator.work import runbooks as work
from emulator.work.subject import document

Reader = Callable[[str], Any]


def snapshot(call: Call, project: Document, runbook: Document, content: Document) -> Document:
    """The snapshot that a run makes for itself (api: runbooks#snapshot); it also keeps the runbook of that moment.

    Unverified: its name has the form that the server offers for a snapshot in the database.
    """
    body = {
        **content,
        "Name": template(call, runbook)["NextNameIncrement"],
        "ProjectId": project["Id"],
        "RunbookId": runbook["Id"],
    }
    made = call.octopus.create("runbooksnapshots", body, call.space)
    changed = {
        **made,
        "GitReference": snapshots.reference(project),
        work.KEPT_RUNBOOK: runbook,
    }
    return call.octopus.save(call.octopus.kinds["runbooksnapshots"], changed)


def run(call: Call, project: Document) -> Document:
    """``run/v1`` with {Runs: [{EnvironmentId, TenantId, FormValues, …}]} (api: deployments#routes-of-the-verbs)."""
    runbook, read = runbooks.found(call, project), owners.sent_to(call)
    wanted = read("Runs")
    if not isinstance(wanted, list) or not wanted or not all(isinstance(each, dict) for each in wanted):
        raise invalid("The Runs field is required.")
    content = {name: read(name) or [] for name in ("SelectedPackages", "SelectedGitResources")}
    taken = snapshot(call, project, runbook, {"Notes": read("Notes"), **content})
    made = [
        one
        for each in wanted
        for one in work.runs(
            call, runbook, taken, [str(each.get("EnvironmentId") or "")], [str(each.get("TenantId") or "")], each
        )
    ]
    return {
        "Resources": [
            answers.shown(call, "runbookruns", answers.existing(call, "runbookruns", each["Id"])) for each in made
        ]
    }


def run_by_names(call: Call, nothing: Document) -> Document:
    """``POST runbook-runs/git/create/v1`` (api: runbooks#run). The wording of the refusal is unverified."""
    read = owners.sent_to(call)
    owners.demand(call, read, "ProjectName", "RunbookName", "EnvironmentNames", "GitRef")
    owner = owners.named(call, "projects", str(read("ProjectName")), "project")
    if not repository.conversion(owner, "RunbooksAreInGit"):
        raise invalid(f"The runbooks of the project '{owner['Name']}' are not in Git, so GitRef must not be given.")
    octopus, project = snapshots.at(call.octopus, owner, str(read("GitRef")), "")
    at_ref = replace(call, octopus=octopus)
    having = {"ProjectId": project["Id"]}
    runbook = owners.named(at_ref, "runbooks", str(read("RunbookName")), "runbook", having)
    places, tenants = work.places_by_names(at_ref, read, project)
    process = document(octopus, runbook["RunbookProcessId"])
    more = owners.common_body(at_ref, read, process)
    taken = snapshot(at_ref, project, runbook, {"Notes": read("Notes"), **chosen(at_ref, process, read)})
    return work.as_tasks(at_ref, work.runs(at_ref, runbook, taken, places, tenants, more))


def chosen(call: Call, process: Document, read: Reader) -> Document:
    """The packages and Git resources that a body names, as a snapshot has them.

    Unverified: the others are chosen as for a release (api: releases#create-by-name): the newest version in the
    built-in feed, and the default branch.
    """
    octopus = call.octopus
    given = [packagestrings.parsed(each) for each in owners.texts(read("Packages"), "Packages")]
    selected = []
    for each in processtemplates.packages_of(octopus, process):
        version = each.get("FixedVersion") or packagestrings.version_for(each, given) or read("PackageVersion")
        version = version or releasecreation.newest(octopus, call.space, each, None, "")
        if not version:
            raise invalid(f"The package '{each['PackageId']}' of the step '{each['ActionName']}' has no version.")
        names = {name: each[name] for name in ("ActionName", "StepName", "PackageReferenceName")}
        selected.append({**names, "Version": version})
    refs = refs_in(owners.texts(read("GitResources"), "GitResources"))
    resources = [
        {
            "ActionName": each["ActionName"],
            "GitResourceReferenceName": each["Name"],
            "GitReferenceResource": {
                "GitRef": refs.get((each["ActionName"].casefold(), each["Name"].casefold()), each["DefaultBranch"])
            },
        }
        for each in processtemplates.git_resources_of(process)
    ]
    return {"SelectedPackages": selected, "SelectedGitResources": resources}


def refs_in(given: list[str]) -> dict[tuple[str, str], str]:
    """The refs of texts like ``step:ref`` and ``step:resource:ref``, by step and resource in lower case.

    A text uses one kind of delimiter, and ``*`` keeps the default (api: releases#package-strings).
    """
    found = {}
    for each in given:
        parts = each.split(":" if ":" in each else "=", 2)
        if len(parts) == 1 or not (parts[0] and parts[-1]):
            # The wording is unverified.
            raise invalid(f"The Git resource '{each}' is not valid. Use the form StepName:main.")
        step, *name, ref = parts
        if ref != "*":
            found[step.casefold(), "".join(name).casefold()] = ref
    return found
