# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps on Azure (api: steps#kinds)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import ACCOUNTS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.contents import REQUIRED_PACKAGE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.features import (
    POWERSHELL_EDITION,
    TEMPLATE_FEATURES,
    WEB_FEATURES,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.groups import (
    CLOUD_SCRIPT,
    CONTENT_OPTIONS,
    CONTENTS,
    FROM_GIT,
    FROM_PACKAGE,
    INLINE,
    SCRIPT_FROM,
    SCRIPT_NEEDS,
    SCRIPT_RIVALS,
    TOOLING,
    sources,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.json_texts import JsonText, JsonValues
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A, Setting, choice, prop
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import BODY, FLAG, WORDS, StepNumber
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.typed import TextReference

ACCOUNT = Setting("account", f"{A}Azure.AccountId", TextReference(ACCOUNTS), required="for_new")
TEMPLATE_SOURCE = f"{A}Azure.TemplateSource"
RESOURCE_GROUP = (
    ACCOUNT,
    prop("Azure.ResourceGroupName", required="for_new"),
    choice("deployment_mode", f"{A}Azure.ResourceGroupDeploymentMode", "Incremental", "Complete"),
    choice("template_source", TEMPLATE_SOURCE, INLINE, FROM_PACKAGE, FROM_GIT),
)
TEMPLATE_FROM = sources(TEMPLATE_SOURCE)

AZURE_SCRIPT = StepType(
    "Octopus.AzurePowerShell",
    (ACCOUNT, *CLOUD_SCRIPT, *CONTENTS, *TOOLING, *TEMPLATE_FEATURES, POWERSHELL_EDITION),
    needed=SCRIPT_NEEDS,
    rivals=SCRIPT_RIVALS,
    implied=SCRIPT_FROM,
)

DEPLOYMENT_TYPE = f"{A}Azure.DeploymentType"
APP_SERVICE = StepType(
    "Octopus.AzureAppService",
    (
        REQUIRED_PACKAGE,
        choice("deployment_type", DEPLOYMENT_TYPE, "Package", "Container"),
        prop("Azure.DeploymentSlot"),
        prop("Azure.AppSettings", JsonText()),
        prop("Azure.ConnectionStrings", JsonText()),
        *TOOLING,
        *WEB_FEATURES,
    ),
)

WEB_APP = StepType(
    "Octopus.AzureWebApp",
    (
        REQUIRED_PACKAGE,
        Setting("account", f"{A}Azure.AccountId", TextReference(ACCOUNTS)),
        Setting("legacy_mode", f"{A}Azure.IsLegacyMode", FLAG),
        prop("Azure.WebAppName"),
        prop("Azure.ResourceGroupName"),
        prop("Azure.DeploymentSlot"),
        prop("Azure.PhysicalPath"),
        prop("Azure.RemoveAdditionalFiles", FLAG),
        prop("Azure.PreserveAppData", FLAG),
        prop("Azure.PreservePaths"),
        prop("Azure.AppOffline", FLAG),
        prop("Azure.UseChecksum", FLAG, start="False"),
        *TOOLING,
        *WEB_FEATURES,
    ),
)

ARM_TEMPLATE = StepType(
    "Octopus.AzureResourceGroup",
    (
        *RESOURCE_GROUP,
        Setting("template", f"{A}Azure.ResourceGroupTemplate", BODY, required="for_new"),
        Setting("template_parameters", f"{A}Azure.ResourceGroupTemplateParameters", JsonValues(inner="value")),
        *CONTENTS,
        Setting("deployment_name", f"{A}Azure.ResourceGroupDeploymentName", WORDS),
        Setting("deployment_timeout", f"{A}Azure.ArmDeploymentTimeout", StepNumber()),
        *TOOLING,
        *TEMPLATE_FEATURES,
    ),
    rivals=(CONTENT_OPTIONS,),
    implied=TEMPLATE_FROM,
)

BICEP_TEMPLATE = StepType(
    "Octopus.AzureDeployBicepTemplate",
    (
        *RESOURCE_GROUP,
        prop("Azure.ResourceGroupLocation"),
        Setting("template", f"{A}Azure.BicepTemplateSourceCode", BODY),
        Setting("template_file", f"{A}Azure.BicepTemplateFile", WORDS),
        Setting("template_parameters", f"{A}Azure.BicepTemplateParameters", JsonValues(inner="value")),
        *CONTENTS,
        *TOOLING,
    ),
    needed=(("template", "template_file"),),
    rivals=(CONTENT_OPTIONS,),
    implied=TEMPLATE_FROM,
)

STEPS = (
    Field("run_azure_script", "", AZURE_SCRIPT),
    Field("deploy_azure_app_service", "", APP_SERVICE),
    Field("deploy_azure_web_app", "", WEB_APP),
    Field("deploy_arm_template", "", ARM_TEMPLATE),
    Field("deploy_bicep_template", "", BICEP_TEMPLATE),
)
