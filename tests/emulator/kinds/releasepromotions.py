# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The template of a deployment: changes since a release was made, and where it may be deployed.

api: deployments#template-and-preview
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import answers
from emulator.git import snapshots
from emulator.handlers import Call
from emulator.model import DESCRIBED, Document, Route
from emulator.work import deployments, drift, progress
from emulator.work.promotions import promotions
from emulator.work.subject import document

if TYPE_CHECKING:
    from emulator.octopus import Octopus


def template(call: Call, release: Document) -> Document:
    """``{id}/deployments/template``."""
    octopus = call.octopus
    project = document(octopus, release["ProjectId"])
    mode = project["TenantedDeploymentMode"]
    preview = f"{answers.base(octopus, release['SpaceId'])}/releases/{release['Id']}/deployments/preview"
    return {
        "Id": None,
        **({"IsGitResourceModified": False} if octopus.release >= DESCRIBED else {}),
        **modified(octopus, project, release),
        # Unverified: a release of a project without notes for deployments has null.
        "DeploymentNotes": None,
        **promotions(
            octopus,
            project,
            mode,
            lambda tenant: progress.environments(octopus, release, tenant),
            lambda environment, tenant: {"Preview": "/".join(filter(None, (preview, environment, tenant)))},
        ),
        "Links": {"Self": call.own},
    }


def modified(octopus: Octopus, project: Document, release: Document) -> Document:
    """The differences between frozen and present documents; unverified: in Git, the present ones are at the ref."""
    octopus, project = snapshots.of_release(octopus, project, release)
    return {
        "IsDeploymentProcessModified": drift.process_differs(
            octopus, project["DeploymentProcessId"], release["ProjectDeploymentProcessSnapshotId"]
        ),
        "IsVariableSetModified": drift.variables_differ(
            octopus, [project["Id"]], [release["ProjectVariableSetSnapshotId"]]
        ),
        "IsLibraryVariableSetModified": drift.variables_differ(
            octopus, project["IncludedLibraryVariableSetIds"], release["LibraryVariableSetSnapshotIds"]
        ),
    }


ROUTES = {
    "{id}/deployments/template": Route(template),
    "{id}/deployments/preview/{environment}": Route(deployments.preview),
    "{id}/deployments/preview/{environment}/{tenant}": Route(deployments.preview),
    "{id}/deployments/previews": Route(deployments.several_previews, ("POST",), permission="ReleaseView"),
}
LINKS = {
    "DeploymentTemplate": "{self}/deployments/template",
    "DeploymentPreviews": "{self}/deployments/previews/",
}
