# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The deployment process of a project: its steps in order (api: processes#process)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import DEPLOYMENT_PROCESSES, PROJECTS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.of_owners import ALL_PROCESSES
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_checks import spelled_out
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_needed import lost_step
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_published import READ_ONLY, UNMANAGED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.process_steps import Steps
from ansible_collections.octopus.deploy.plugins.module_utils._locate.companions import CompanionDocument
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Owner, Published, Resource

DEPLOYMENT_PROCESS = Resource(
    kind="deployment_process",
    location=DEPLOYMENT_PROCESSES,
    fields=(Field("steps", "DeploymentProcess", Steps(), required="always", shared="mode"),),
    companions=(
        CompanionDocument(
            "DeploymentProcess",
            "DeploymentProcess",
            label="deployment process",
            versioned=True,
            blank={"Steps": [], "Version": 0},
            together=ALL_PROCESSES,
        ),
    ),
    owners=(Owner("project", PROJECTS),),
    hooks=Hooks(spelled_out=spelled_out, reported=lost_step),
    published=Published(
        definition="DeploymentProcessResource",
        read_only=("ProjectId", *READ_ONLY),
        unmanaged=UNMANAGED,
    ),
)
