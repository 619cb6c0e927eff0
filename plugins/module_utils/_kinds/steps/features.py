# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Features that steps with a package have, each with its settings (api: steps#features)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A, Feature, Setting
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import (
    BODY,
    FLAG,
    LINES,
    WORDS,
    JoinedList,
    StepChoice,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field

NAMES = "Octopus.Features."
STAGES = {"pre_deploy": "PreDeploy", "deploy": "Deploy", "post_deploy": "PostDeploy", "deploy_failed": "DeployFailed"}
ENDINGS = ("ps1", "sh", "csx", "fsx", "py")


def feature(option: str, name: str, *fields: Setting) -> Field:
    return Field(option, "", Feature(f"{NAMES}{name}", fields))


CONFIGURATION_TRANSFORMS = feature(
    "configuration_transforms",
    "ConfigurationTransforms",
    Setting("run_automatically", f"{A}Package.AutomaticallyRunConfigurationTransformationFiles", FLAG, start="True"),
    Setting(
        "additional_transforms",
        f"{A}Package.AdditionalXmlConfigurationTransforms",
        JoinedList("\n,", ordered=True),
    ),
    Setting("ignore_errors", f"{A}Package.IgnoreConfigTransformationErrors", FLAG),
)
CONFIGURATION_VARIABLES = feature(
    "configuration_variables",
    "ConfigurationVariables",
    Setting(
        "update_automatically", f"{A}Package.AutomaticallyUpdateAppSettingsAndConnectionStrings", FLAG, start="True"
    ),
)
STRUCTURED_VARIABLES = feature(
    "structured_variables",
    "JsonConfigurationVariables",
    Setting("targets", f"{A}Package.JsonConfigurationVariablesTargets", LINES),
)
SUBSTITUTE_IN_FILES = feature(
    "substitute_in_files",
    "SubstituteInFiles",
    Setting("targets", f"{A}SubstituteInFiles.TargetFiles", LINES),
    Setting("output_encoding", f"{A}SubstituteInFiles.OutputEncoding", WORDS),
    Setting("warn_if_no_match", f"{A}SubstituteInFiles.EnableNoMatchWarning", FLAG, absent="True"),
)
CUSTOM_SCRIPTS = feature(
    "custom_scripts",
    "CustomScripts",
    *(
        Setting(f"{option}_{ending}", f"{A}CustomScripts.{stage}.{ending}", BODY)
        for option, stage in STAGES.items()
        for ending in ENDINGS
    ),
)
CUSTOM_DIRECTORY = feature(
    "custom_directory",
    "CustomDirectory",
    Setting("path", f"{A}Package.CustomInstallationDirectory", WORDS),
    Setting("purge", f"{A}Package.CustomInstallationDirectoryShouldBePurgedBeforeDeployment", FLAG),
    Setting("purge_exclusions", f"{A}Package.CustomInstallationDirectoryPurgeExclusions", LINES),
)
POWERSHELL_EDITION = feature(
    "powershell_edition",
    "SelectPowerShellEditionForWindows",
    Setting("edition", f"{A}PowerShell.Edition", StepChoice(("Desktop", "Core"))),
)
# The features of a step that deploys a package on Windows or Linux.
PACKAGE_FEATURES = (
    CONFIGURATION_TRANSFORMS,
    CONFIGURATION_VARIABLES,
    STRUCTURED_VARIABLES,
    SUBSTITUTE_IN_FILES,
    CUSTOM_SCRIPTS,
    CUSTOM_DIRECTORY,
    POWERSHELL_EDITION,
)
# The features of a step that deploys a template.
TEMPLATE_FEATURES = (STRUCTURED_VARIABLES, SUBSTITUTE_IN_FILES)
WEB_FEATURES = (*PACKAGE_FEATURES[:5], POWERSHELL_EDITION)
# The features of a step that deploys an archive to a Java server.
SCRIPTED = (STRUCTURED_VARIABLES, SUBSTITUTE_IN_FILES, CUSTOM_SCRIPTS)
