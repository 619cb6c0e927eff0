# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runs of all runbooks of a space with the states of their tasks (api: dashboards#progression)."""

from __future__ import annotations

from dataclasses import replace

from emulator import answers
from emulator.handlers import Call
from emulator.model import DESCRIBED, Document
from emulator.work import boards
from emulator.work.dashboards import wanted
from emulator.work.runbooks import runbook_of
from emulator.work.subject import document, tags_of

# The template of the link, and the property of a run that each parameter filters.
TEMPLATE = "{?skip,take,ids,projectIds,runbookIds,environmentIds,tenantIds,taskIds}"
CHOSEN = {
    "ids": "Id",
    "projectids": "ProjectId",
    "runbookids": "RunbookId",
    "environmentids": "EnvironmentId",
    "tenantids": "TenantId",
    "taskids": "TaskId",
}


def listed(call: Call, nothing: Document) -> Document:
    """``progression/runbooks/taskRuns``: a page of items, the newest first."""
    octopus = call.octopus
    runs = octopus.kinds["runbookruns"]
    found = [each for each in octopus.visible(runs, call.space, False) if is_chosen(call, each)]
    # The name of the items is that of the reference of 2026.3.
    items = replace(runs, item_type="RunbooksDashboardItem", parameters=TEMPLATE.strip("{?}"))
    page = answers.page(octopus, items, found, call.own, call.query)
    shown = [boards.item_of_run(octopus, document(octopus, each["Id"])) for each in page["Items"]]
    return {**page, "Items": shown}


def is_chosen(call: Call, run: Document) -> bool:
    """Whether a run has one of the values of each parameter; newer servers also look at tags."""
    has = {name: [run[prop]] for name, prop in CHOSEN.items()}
    if call.octopus.release >= DESCRIBED:
        has["tenanttags"] = tags_of(call.octopus, run["TenantId"])
        has["runbooktags"] = runbook_of(call.octopus, document(call.octopus, run["RunbookSnapshotId"]))["RunbookTags"]
    asked = ((wanted(call, name), values) for name, values in has.items())
    return all(values is None or values & {str(each).casefold() for each in own} for values, own in asked)
