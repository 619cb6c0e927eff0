# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the properties that every process has are covered; see ``Published`` (api: processes#process)."""

from __future__ import annotations

READ_ONLY = (
    "Version",
    "LastSnapshotId",
    "DeploymentActionResource.CanBeUsedForProjectVersioning",
    *(f"PropertyValueResource.{each}" for each in ("IsSensitive", "SensitiveValue", "Value")),
)
UNMANAGED = {
    **dict.fromkeys(
        ("DeploymentStepResource.Slug", "DeploymentActionResource.Slug"),
        "the server makes it from the name of a new one, and never changes it",
    ),
    **dict.fromkeys(
        ("GitDependency.StepPackageInputsReferenceId", "PackageReference.StepPackageInputsReferenceId"),
        "step packages use it to refer to their own inputs",
    ),
    **dict.fromkeys(
        ("DeploymentActionResource.StepPackageVersion", "DeploymentActionResource.Inputs"),
        "step packages are deprecated; a step keeps the inputs that it has from one",
    ),
    "DeploymentStepResource.Type": "a step that stands for a process template stays one",
}
