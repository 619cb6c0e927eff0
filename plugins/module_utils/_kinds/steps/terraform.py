# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps that run Terraform (api: steps#kinds)."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.groups import (
    AWS,
    CONTENT_OPTIONS,
    CONTENTS,
    FROM,
    FROM_GIT,
    FROM_PACKAGE,
    GOOGLE,
    GOOGLE_VM,
    INLINE,
    SCRIPT_SOURCE,
    TOOLING,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.json_texts import JsonValues
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A, Setting, choice, prop
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import (
    BODY,
    FLAG,
    LINES,
    WORDS,
    JoinedList,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field

# Steps have up to three accounts, so the options of an account begin with its name.
AWS_ACCOUNT = tuple(replace(each, option=f"aws_{each.option}", start="") for each in AWS)
GOOGLE_ACCOUNT = tuple(replace(each, option=f"google_{each.option}") for each in GOOGLE)
MANAGED_ACCOUNT = f"{A}Terraform.ManagedAccount"
AZURE, GOOGLE_CLOUD = f"{A}Terraform.AzureAccount", f"{A}Terraform.GoogleCloudAccount"
TERRAFORM = (
    choice("template_source", SCRIPT_SOURCE, INLINE, FROM_PACKAGE, FROM_GIT),
    prop("Terraform.Template", BODY),
    prop("Terraform.TemplateParameters", JsonValues()),
    *CONTENTS,
    prop("Terraform.TemplateDirectory"),
    prop("Terraform.RunAutomaticFileSubstitution", FLAG, start="True", absent="True"),
    prop("Terraform.FileSubstitution", LINES),
    prop("Terraform.VarFiles", JoinedList(ordered=True)),
    prop("Terraform.Workspace"),
    prop("Terraform.PluginsDirectory"),
    prop("Terraform.AllowPluginDownloads", FLAG, start="True", absent="True"),
    prop("Terraform.CustomTerraformExecutable"),
    prop("Terraform.AdditionalInitParams"),
    prop("Terraform.AdditionalActionParams"),
    prop("Terraform.AttachLogFile", FLAG),
    prop("Terraform.EnvVariables", JsonValues()),
    choice("managed_account", MANAGED_ACCOUNT, "None", "AWS"),
    *AWS_ACCOUNT,
    Setting("azure_account", AZURE, FLAG, start="False"),
    Setting("azure_account_variable", f"{A}AzureAccount.Variable", WORDS),
    Setting("google_cloud_account", GOOGLE_CLOUD, FLAG, start="False"),
    *GOOGLE_ACCOUNT,
    # Only a plan has an output, but the portal gives all of these steps the property.
    prop("Terraform.PlanJsonOutput", FLAG, start="False"),
    *TOOLING,
)
FROM_AN_OPTION: dict[str, dict[str, str]] = {
    **FROM,
    "template": {SCRIPT_SOURCE: INLINE},
    "aws_account_variable": {MANAGED_ACCOUNT: "AWS"},
    "azure_account_variable": {AZURE: "True"},
    "google_account_variable": {GOOGLE_CLOUD: "True", GOOGLE_VM: "False"},
}


def terraform(option: str, action_type: str) -> Field:
    rivals = (("template", *CONTENT_OPTIONS),)
    return Field(option, "", StepType(action_type, TERRAFORM, rivals=rivals, implied=FROM_AN_OPTION))


STEPS = (
    terraform("terraform_apply", "Octopus.TerraformApply"),
    terraform("terraform_destroy", "Octopus.TerraformDestroy"),
    terraform("terraform_plan", "Octopus.TerraformPlan"),
    terraform("terraform_plan_destroy", "Octopus.TerraformPlanDestroy"),
)
