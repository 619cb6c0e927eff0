# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps on Google Cloud (api: steps#kinds)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.groups import (
    CLOUD_SCRIPT,
    CONTENTS,
    GOOGLE,
    GOOGLE_VM,
    SCRIPT_FROM,
    SCRIPT_NEEDS,
    SCRIPT_RIVALS,
    TOOLING,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field

GCLOUD_SCRIPT = StepType(
    "Octopus.GoogleCloudScripting",
    (*GOOGLE, *CLOUD_SCRIPT, *CONTENTS, *TOOLING),
    needed=SCRIPT_NEEDS,
    rivals=SCRIPT_RIVALS,
    implied={**SCRIPT_FROM, "account_variable": {GOOGLE_VM: "False"}},
)

STEPS = (Field("run_gcloud_script", "", GCLOUD_SCRIPT),)
