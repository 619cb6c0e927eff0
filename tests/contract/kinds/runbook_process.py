# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of runbook processes."""

from __future__ import annotations

from contract.kinds.deployment_process import STEPS, script, two_projects
from contract.sample import Sample
from emulator.testing import Emulator
from unit.steps.samples import every_option


def a_runbook(server: Emulator) -> None:
    for project in two_projects(server):
        server.seed("runbooks", Name="Back up", ProjectId=project["Id"])


SAMPLES = (
    Sample(
        title="runbook process",
        kind="runbook_process",
        minimal={"project": "Depot", "runbook": "Back up", "steps": [script("First", "echo 0")]},
        identified_by=("project", "runbook"),
        prepare=a_runbook,
        steps={"steps": STEPS},
        elsewhere={"steps": [every_option(), {"actions": [every_option()]}]},
    ),
)
