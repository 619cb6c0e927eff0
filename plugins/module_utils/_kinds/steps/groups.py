# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings that steps of many types have (api: steps#groups-of-properties)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.contents import THE_PACKAGE, THE_REPOSITORY
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A, Setting, choice
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import (
    BODY,
    FLAG,
    WORDS,
    StepChoice,
    StepNumber,
)

INLINE, FROM_PACKAGE, FROM_GIT = "Inline", "Package", "GitRepository"
SCRIPT_SOURCE, GIT_SOURCE = f"{A}Script.ScriptSource", f"{A}GitRepository.Source"
PROJECT, EXTERNAL = "Project", "External"


def sources(key: str) -> dict[str, dict[str, str]]:
    """The properties that follow from the source of a script or template; ``key``: the property with the source."""
    return {
        "package": {key: FROM_PACKAGE},
        "git_dependency": {key: FROM_GIT, GIT_SOURCE: EXTERNAL},
        "git_source": {key: FROM_GIT},
    }


FROM = sources(SCRIPT_SOURCE)
# A repository: of the project itself for ``Project``, or the Git dependency for ``External``.
GIT = (Setting("git_source", GIT_SOURCE, StepChoice((PROJECT, EXTERNAL))), THE_REPOSITORY)
CONTENTS = (THE_PACKAGE, *GIT)
CONTENT_OPTIONS = ("package", "git_dependency")


def scripts(*languages: str) -> tuple[Setting, ...]:
    """The settings of a script in one of these languages."""
    return (
        choice("script_source", SCRIPT_SOURCE, INLINE, FROM_PACKAGE, FROM_GIT),
        Setting("syntax", f"{A}Script.Syntax", StepChoice(languages)),
        Setting("script_body", f"{A}Script.ScriptBody", BODY),
        Setting("script_file_name", f"{A}Script.ScriptFileName", WORDS),
        Setting("script_parameters", f"{A}Script.ScriptParameters", WORDS),
    )


SCRIPT_FROM: dict[str, dict[str, str]] = {**FROM, "script_body": {SCRIPT_SOURCE: INLINE}}
SCRIPT_NEEDS = (("script_body", "script_file_name"),)
# A step has one source, but would fetch any other source that it has, too.
SCRIPT_RIVALS = (("script_body", *CONTENT_OPTIONS),)
SHELLS = ("PowerShell", "Bash")
CLOUD_SCRIPT = scripts(*SHELLS)

# The portal gives all of these steps the property.
TOOLING = (Setting("use_bundled_tooling", "OctopusUseBundledTooling", FLAG, start="False"),)

AWS = (
    Setting("account_variable", f"{A}AwsAccount.Variable", WORDS),
    Setting("use_instance_role", f"{A}AwsAccount.UseInstanceRole", FLAG, start="False"),
    Setting("region", f"{A}Aws.Region", WORDS),
    Setting("assume_role", f"{A}Aws.AssumeRole", FLAG, start="False"),
    Setting("assumed_role_arn", f"{A}Aws.AssumedRoleArn", WORDS),
    Setting("assumed_role_session", f"{A}Aws.AssumedRoleSession", WORDS),
    Setting(
        "assume_role_session_duration_seconds",
        f"{A}Aws.AssumeRoleSessionDurationSeconds",
        StepNumber(minimum=1),
    ),
    Setting("assume_role_external_id", f"{A}Aws.AssumeRoleExternalId", WORDS),
)

GOOGLE_VM = f"{A}GoogleCloud.UseVMServiceAccount"
GOOGLE = (
    Setting("account_variable", f"{A}GoogleCloudAccount.Variable", WORDS),
    Setting("use_vm_service_account", GOOGLE_VM, FLAG, start="True"),
    Setting("impersonate_service_account", f"{A}GoogleCloud.ImpersonateServiceAccount", FLAG, start="False"),
    Setting("service_account_emails", f"{A}GoogleCloud.ServiceAccountEmails", WORDS),
    Setting("project_id", f"{A}GoogleCloud.Project", WORDS),
    Setting("region", f"{A}GoogleCloud.Region", WORDS),
    Setting("zone", f"{A}GoogleCloud.Zone", WORDS),
)

# Steps without these settings neither check the status nor wait for jobs, nor use server-side apply.
KUBERNETES = (
    Setting("namespace", f"{A}KubernetesContainers.Namespace", WORDS),
    Setting("resource_status_check", f"{A}Kubernetes.ResourceStatusCheck", FLAG, start="True"),
    Setting(
        "deployment_timeout",
        f"{A}Kubernetes.DeploymentTimeout",
        StepNumber(minimum=0),
        start="180",
        absent="180",
    ),
    Setting("wait_for_jobs", f"{A}Kubernetes.WaitForJobs", FLAG, start="False"),
    Setting("server_side_apply", f"{A}Kubernetes.ServerSideApply.Enabled", FLAG, start="True"),
    Setting("force_conflicts", f"{A}Kubernetes.ServerSideApply.ForceConflicts", FLAG, start="True"),
)
