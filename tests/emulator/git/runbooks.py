# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runbooks in Git, whose IDs are their slugs, and their processes.

api: runbooks#runbooks-in-git-rolling-out-from-2025-q1

The ID of a process begins with the same prefix as in the database, because two documents of a commit can't have the
same ID. A server is said to use only the slug, which the address accepts as well.
"""

from __future__ import annotations

from typing import Any

from emulator import answers, crud
from emulator.git import checkout
from emulator.handlers import Call
from emulator.kinds import processes, runbookprocesses, runbooks
from emulator.model import DESCRIBED, Document, Handler, Release
from emulator.refusals import invalid
from emulator.work import runbooks as work

# "Rolling out from 2025 Q1" [octopus.com/docs/runbooks/config-as-code-runbooks].
SINCE: Release = (2025, 1)


def listed(call: Call, project: Document) -> Document:
    return answers.paged(call, checkout.RUNBOOKS, call.octopus.children(checkout.RUNBOOKS, project))


def create(call: Call, project: Document) -> Document:
    """``runbooks/v2``. Newer servers answer with a part of the runbook [2026.3]."""
    sent = {**crud.document_of(call), "ProjectId": project["Id"]}
    name = str(sent.get("Slug") or processes.slug(str(sent.get("Name") or "")))
    if call.octopus.get(checkout.RUNBOOKS, name, call.space):
        # The wording is unverified.
        raise invalid(f"A runbook with the slug '{name}' already exists. Please use a different name.")
    made = call.octopus.create(checkout.RUNBOOKS, {**sent, "Slug": name}, call.space, own_id=name)
    if call.octopus.release < DESCRIBED:
        return answers.shown(call, checkout.RUNBOOKS, answers.existing(call, checkout.RUNBOOKS, made["Id"]))
    return {"GitRef": call.values["gitRef"], **{each: made[each] for each in ("Id", "Name", "ProjectId", "Slug")}}


def found(call: Call, project: Document) -> Document:
    return crud.nested_document(call, checkout.RUNBOOKS, call.values["runbook"], "ProjectId", project)


def one(call: Call, project: Document) -> Document:
    return dict(crud.on_document(call, call.octopus.kinds[checkout.RUNBOOKS], found(call, project))[1])


def process(call: Call, project: Document) -> Document:
    """``runbookProcesses/{id}``, by the slug of the runbook, or by the ID that the runbook names."""
    wanted = call.values["runbookProcess"]
    prefix = runbookprocesses.process_id("")
    name = wanted if wanted.casefold().startswith(prefix.casefold()) else f"{prefix}{wanted}"
    document = crud.nested_document(call, checkout.RUNBOOK_PROCESSES, name, "ProjectId", project)
    return dict(crud.on_document(call, call.octopus.kinds[checkout.RUNBOOK_PROCESSES], document)[1])


def of(handle: Handler) -> Handler:
    """A handler of an address below that of a runbook."""

    def handled(call: Call, project: Document) -> Any:
        return handle(call, found(call, project))

    return handled


environments = of(runbooks.environments)
snapshot_template = of(runbooks.template)
template = of(lambda call, runbook: work.template(call, runbook, {}, at_ref(runbook)))
preview = of(work.preview_of_runbook)
previews = of(work.previews_of_runbook)


def at_ref(runbook: Document) -> str:
    """The address of a runbook at a ref, below that of the space."""
    return str(runbook["_self"]).split("/", 3)[3]
