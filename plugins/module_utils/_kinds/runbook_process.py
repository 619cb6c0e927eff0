# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process of a runbook: its steps in order (api: runbooks#runbook)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    PROJECTS,
    RUNBOOK_PROCESSES,
    RUNBOOKS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.of_owners import ALL_RUNBOOK_PROCESSES
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_checks import spelled_out
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_published import READ_ONLY, UNMANAGED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_steps import Steps
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import CompanionDocument
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Owner, Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference

RUNBOOK_PROCESS = Resource(
    kind="runbook_process",
    location=RUNBOOK_PROCESSES,
    fields=(
        Field("project", "ProjectId", Reference(PROJECTS), required="always", change="on_create"),
        Field("steps", "RunbookProcess", Steps(), required="always", shared="mode"),
    ),
    companions=(
        CompanionDocument(
            "RunbookProcess",
            "RunbookProcesses",
            label="runbook process",
            versioned=True,
            blank={"Steps": [], "Version": 0},
            together=ALL_RUNBOOK_PROCESSES,
        ),
    ),
    owners=(Owner("runbook", RUNBOOKS),),
    hooks=Hooks(spelled_out=spelled_out),
    published=Published(
        definition="RunbookProcessResource",
        read_only=("ProjectId", "RunbookId", *READ_ONLY),
        unmanaged=UNMANAGED,
    ),
)
