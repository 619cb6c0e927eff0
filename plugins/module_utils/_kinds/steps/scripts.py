# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps that run a script (api: steps#kinds)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.features import (
    POWERSHELL_EDITION,
    TEMPLATE_FEATURES,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.groups import (
    CONTENTS,
    SCRIPT_FROM,
    SCRIPT_NEEDS,
    SCRIPT_RIVALS,
    TOOLING,
    scripts,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A, Setting
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import FLAG
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field

SCRIPT = StepType(
    "Octopus.Script",
    (
        *scripts("PowerShell", "Bash", "CSharp", "FSharp", "Python"),
        *CONTENTS,
        Setting("fail_on_error_output", f"{A}FailScriptOnErrorOutput", FLAG),
        *TOOLING,
        *TEMPLATE_FEATURES,
        POWERSHELL_EDITION,
    ),
    needed=SCRIPT_NEEDS,
    rivals=SCRIPT_RIVALS,
    implied=SCRIPT_FROM,
)

STEPS = (Field("run_script", "", SCRIPT),)
