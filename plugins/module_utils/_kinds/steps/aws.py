# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps on AWS (api: steps#kinds)."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.contents import REQUIRED_PACKAGE
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.features import (
    POWERSHELL_EDITION,
    TEMPLATE_FEATURES,
    feature,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.groups import (
    AWS,
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
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.json_texts import JsonPairs, JsonText
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A, Setting, choice, prop
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import BODY, FLAG, WORDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field

REGION = f"{A}Aws.Region"
ON_AWS = tuple(replace(each, required="for_new") if each.api == REGION else each for each in AWS)
STACK = (
    Setting("stack_name", f"{A}Aws.CloudFormationStackName", WORDS, required="for_new"),
    prop("Aws.WaitForCompletion", FLAG, start="True", absent="True"),
)
TAGS = Setting("tags", f"{A}Aws.CloudFormation.Tags", JsonPairs())
TEMPLATE_SOURCE = f"{A}Aws.TemplateSource"
S3_URL = "S3URL"
PARAMETERS, PARAMETERS_RAW = (
    f"{A}Aws.CloudFormationTemplateParameters",
    f"{A}Aws.CloudFormationTemplateParametersRaw",
)
PARAMETER_PAIRS = JsonPairs(key="ParameterKey", value="ParameterValue")

AWS_SCRIPT = StepType(
    "Octopus.AwsRunScript",
    (*ON_AWS, *CLOUD_SCRIPT, *CONTENTS, *TOOLING, *TEMPLATE_FEATURES, POWERSHELL_EDITION),
    needed=SCRIPT_NEEDS,
    rivals=SCRIPT_RIVALS,
    implied=SCRIPT_FROM,
)

CLOUD_FORMATION = StepType(
    "Octopus.AwsRunCloudFormation",
    (
        *ON_AWS,
        *STACK,
        choice("template_source", TEMPLATE_SOURCE, INLINE, FROM_PACKAGE, S3_URL, FROM_GIT),
        Setting("template", f"{A}Aws.CloudFormationTemplate", BODY),
        Setting("template_parameters", PARAMETERS_RAW, PARAMETER_PAIRS),
        Setting("template_url", f"{A}Aws.CloudFormationTemplateS3URL", WORDS),
        Setting("parameters_url", f"{A}Aws.CloudFormationParametersS3URL", WORDS),
        *CONTENTS,
        Setting("role_arn", f"{A}Aws.CloudFormation.RoleArn", WORDS),
        Setting("iam_capabilities", f"{A}Aws.IamCapabilities", JsonText()),
        TAGS,
        prop("Aws.DisableRollback", FLAG),
        feature(
            "change_set",
            "CloudFormation.ChangeSet.Feature",
            prop("Aws.CloudFormation.ChangeSet.GenerateName", FLAG, start="True"),
            prop("Aws.CloudFormation.ChangeSet.Name"),
            prop("Aws.CloudFormation.ChangeSet.Defer", FLAG),
        ),
        *TEMPLATE_FEATURES,
        *TOOLING,
    ),
    needed=(("template", "template_url"),),
    rivals=(("template_url", *CONTENT_OPTIONS),),
    implied={**sources(TEMPLATE_SOURCE), "template_url": {TEMPLATE_SOURCE: S3_URL}},
    copies={PARAMETERS_RAW: PARAMETERS},
)

CHANGE_SET = StepType(
    "Octopus.AwsApplyCloudFormationChangeSet",
    (
        *ON_AWS,
        *STACK,
        Setting("change_set_arn", f"{A}Aws.CloudFormation.ChangeSet.Arn", WORDS, required="for_new"),
        *TOOLING,
    ),
)
DELETE_STACK = StepType("Octopus.AwsDeleteCloudFormation", (*ON_AWS, *STACK, *TOOLING))

BUCKET = prop("Aws.S3.BucketName", required="for_new")
S3_UPLOAD = StepType(
    "Octopus.AwsUploadS3",
    (
        *ON_AWS,
        BUCKET,
        REQUIRED_PACKAGE,
        choice("target_mode", f"{A}Aws.S3.TargetMode", "EntirePackage", "FileSelections"),
        prop("Aws.S3.PackageOptions", JsonText("dict")),
        prop("Aws.S3.FileSelections", JsonText()),
        *TOOLING,
    ),
    implied={"file_selections": {f"{A}Aws.S3.TargetMode": "FileSelections"}},
)
CREATE_BUCKET = StepType(
    "Octopus.AwsCreateS3",
    (
        *(replace(each, start="True") if each.option == "use_instance_role" else each for each in ON_AWS),
        BUCKET,
        Setting("stack_name", f"{A}Aws.CloudFormationStackName", WORDS),
        TAGS,
        prop("Aws.S3.PublicAccess", FLAG),
        prop("Aws.S3.ObjectWriterOwnership", FLAG),
    ),
    implied={"account_variable": {f"{A}AwsAccount.UseInstanceRole": "False"}},
)

# The keys that the agent reads; how the server fills them from a template is unverified.
ECS, DEPLOY, UPDATE = "Aws.Ecs.", "Aws.Ecs.Deploy.", "Aws.Ecs.Update."
ECS_CLUSTER = (
    *AWS,
    prop(f"{ECS}ClusterName"),
    prop(f"{ECS}WaitOption", JsonText("dict")),
    prop(f"{ECS}Tags", JsonPairs()),
)
ECS_SERVICE = StepType(
    "Octopus.AwsDeployEcsService",
    (
        *ECS_CLUSTER,
        prop(f"{DEPLOY}ServiceTaskName"),
        Setting("stack_name", f"{A}{DEPLOY}CFStackName", WORDS),
        prop(f"{DEPLOY}Containers", JsonText()),
        prop(f"{DEPLOY}Cpu"),
        prop(f"{DEPLOY}Memory"),
        prop(f"{DEPLOY}DesiredCount"),
        prop(f"{DEPLOY}TaskRole"),
        prop(f"{DEPLOY}TaskExecutionRole"),
        prop(f"{DEPLOY}SubnetIds", JsonText()),
        prop(f"{DEPLOY}SecurityGroupIds", JsonText()),
        prop(f"{DEPLOY}AutoAssignPublicIp", FLAG),
        prop(f"{DEPLOY}LoadBalancerMappings", JsonText()),
        prop(f"{DEPLOY}MinimumHealthPercent"),
        prop(f"{DEPLOY}MaximumHealthPercent"),
        prop(f"{DEPLOY}Volumes", JsonText()),
        prop(f"{DEPLOY}RuntimeArchitecturePlatform"),
        prop(f"{DEPLOY}EnableEcsManagedTags", FLAG),
    ),
)
ECS_UPDATE = StepType(
    "Octopus.AwsUpdateEcsService",
    (
        *ECS_CLUSTER,
        prop(f"{UPDATE}ServiceName"),
        prop(f"{UPDATE}TargetTaskDefinitionName"),
        prop(f"{UPDATE}TemplateTaskDefinitionName"),
        prop(f"{UPDATE}ContainerUpdates", JsonText()),
    ),
)

STEPS = (
    Field("run_aws_script", "", AWS_SCRIPT),
    Field("deploy_cloudformation_template", "", CLOUD_FORMATION),
    Field("apply_cloudformation_change_set", "", CHANGE_SET),
    Field("delete_cloudformation_stack", "", DELETE_STACK),
    Field("upload_to_s3", "", S3_UPLOAD),
    Field("create_s3_bucket", "", CREATE_BUCKET),
    Field("deploy_ecs_service", "", ECS_SERVICE),
    Field("update_ecs_service", "", ECS_UPDATE),
)
