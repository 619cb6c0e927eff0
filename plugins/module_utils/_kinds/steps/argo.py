# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps that change the repositories of Argo CD applications (api: steps#kinds)."""

from __future__ import annotations

from dataclasses import replace

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import ENVIRONMENTS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.groups import (
    EXTERNAL,
    FROM_GIT,
    GIT,
    GIT_SOURCE,
    SCRIPT_SOURCE,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.settings import A, Setting, choice, prop
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.step_type import StepType
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.steps.texts import (
    BODY,
    FLAG,
    JoinedReferences,
    StepChoice,
    StepNumber,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field

ARGO = "ArgoCD."
IN_ENVIRONMENTS = JoinedReferences(ENVIRONMENTS)
METHOD = f"{A}{ARGO}StepVerification.Method"
CREATED, MERGED, HEALTHY = "CommitCreated", "PullRequestMerged", "ArgoCDApplicationHealthy"
TIMEOUT = Setting("verification_timeout", f"{A}{ARGO}StepVerification.Timeout", StepNumber())
PULL_REQUESTS = (
    choice("commit_method", f"{A}{ARGO}CommitMethod", "DirectCommit", "PullRequest", "PerEnvironment"),
    Setting("pull_request_environments", f"{A}{ARGO}PullRequest.Environments", IN_ENVIRONMENTS),
)
SYNC = (
    Setting("sync_mode", f"{A}{ARGO}Sync.Mode", StepChoice(("Disabled", "AllEnvironments", "PerEnvironment"))),
    Setting("sync_environments", f"{A}{ARGO}Sync.Environments", IN_ENVIRONMENTS),
)
COMMIT = (
    *PULL_REQUESTS,
    prop(f"{ARGO}CommitMessageSummary"),
    prop(f"{ARGO}CommitMessageDescription", BODY),
    choice("verification_method", METHOD, CREATED, MERGED, HEALTHY),
    TIMEOUT,
    *SYNC,
    prop(f"{ARGO}PushRetryAttempts", StepNumber()),
)
IMAGE_TAGS = StepType("Octopus.ArgoCDUpdateImageTags", COMMIT)
MANIFESTS = StepType(
    "Octopus.ArgoCDUpdateManifests",
    (
        *GIT,
        prop(f"{ARGO}InputPath", required="for_new"),
        prop(f"{ARGO}PurgeOutputFolder", FLAG),
        *COMMIT,
    ),
    implied={"git_dependency": {GIT_SOURCE: EXTERNAL}},
    starts={SCRIPT_SOURCE: FROM_GIT},
)
TRIGGER_SYNC = StepType(
    "Octopus.TriggerArgoCDSync",
    (
        Setting(
            "sync_mode",
            f"{A}{ARGO}Sync.Mode",
            StepChoice(("Disabled", "AllEnvironments", "PerEnvironment")),
            start="AllEnvironments",
            absent="AllEnvironments",
        ),
        SYNC[1],
    ),
    implied={"sync_environments": {f"{A}{ARGO}Sync.Mode": "PerEnvironment"}},
)
VERIFY_HEALTHY = StepType(
    "Octopus.VerifyArgoCDApplicationHealthy",
    (
        choice("verification_method", METHOD, HEALTHY, CREATED, MERGED),
        replace(TIMEOUT, start="180", absent="180"),
    ),
)
WAIT_FOR_MERGE = StepType(
    "Octopus.WaitForArgoCDPullRequestsMerged",
    (*PULL_REQUESTS, choice("verification_method", METHOD, MERGED, CREATED, HEALTHY), TIMEOUT),
)

STEPS = (
    Field("update_argo_cd_image_tags", "", IMAGE_TAGS),
    Field("update_argo_cd_manifests", "", MANIFESTS),
    Field("trigger_argo_cd_sync", "", TRIGGER_SYNC),
    Field("verify_argo_cd_application", "", VERIFY_HEALTHY),
    Field("wait_for_argo_cd_pull_requests", "", WAIT_FOR_MERGE),
)
