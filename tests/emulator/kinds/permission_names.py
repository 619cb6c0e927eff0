# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Permissions by what a role can restrict them to (api: people#role)."""

from __future__ import annotations

from emulator.model import EVER, NEVER, Release

EVERYWHERE = """
    AdministerSystem FeedView LibraryVariableSetView LibraryVariableSetCreate LibraryVariableSetEdit
    LibraryVariableSetDelete TeamCreate TeamView TeamEdit TeamDelete UserView UserInvite UserRoleView UserRoleEdit
    ActionTemplateView ActionTemplateCreate ActionTemplateEdit ActionTemplateDelete LifecycleCreate LifecycleView
    LifecycleEdit LifecycleDelete TagSetCreate TagSetEdit TagSetDelete MachinePolicyCreate MachinePolicyView
    MachinePolicyEdit MachinePolicyDelete ProxyCreate ProxyView ProxyEdit ProxyDelete SubscriptionCreate
    SubscriptionView SubscriptionEdit SubscriptionDelete CertificateCreate UserEdit ConfigureServer FeedEdit WorkerView
    WorkerEdit SpaceEdit SpaceView SpaceDelete SpaceCreate BuildInformationPush BuildInformationAdminister
    TelemetryView GitCredentialView GitCredentialEdit EventRetentionView EventRetentionDelete
    TaskPrioritize InsightsReportView InsightsReportCreate InsightsReportEdit InsightsReportDelete
    DeploymentFreezeAdminister TargetTagView TargetTagAdminister PlatformHubView PlatformHubEdit RetentionAdminister
    FeatureToggleEdit ApprovalPolicyAdminister ApprovalRuleAdminister SshKnownHostsAdminister SshKnownHostsView
"""
PROJECTS_TENANTS = "ProjectEdit ProjectView ProjectDelete ReleaseCreate ReleaseView ReleaseEdit ReleaseDelete"
PROJECT_GROUPS = "ProjectCreate ProjectGroupView ProjectGroupCreate ProjectGroupEdit ProjectGroupDelete"
PROJECTS = """
    ProcessView ProcessEdit VariableEditUnscoped VariableViewUnscoped DefectReport DefectResolve BuiltInFeedPush
    BuiltInFeedAdminister BuiltInFeedDownload TriggerCreate TriggerView TriggerEdit TriggerDelete RunbookView
    RunbookEdit RunbookSnapshotCreate
"""
PROJECTS_ENVIRONMENTS = "VariableEdit VariableView"
PROJECTS_ENVIRONMENTS_TENANTS = """
    DeploymentCreate DeploymentDelete DeploymentView ArtifactView ArtifactCreate ArtifactEdit ArtifactDelete EventView
    TaskCreate InterruptionView InterruptionSubmit InterruptionViewSubmitResponsible RunbookRunView RunbookRunDelete
    RunbookRunCreate TaskView TaskCancel TaskEdit AiAgentTranscriptView DeployedResourceAdminister
"""
ENVIRONMENTS = """
    EnvironmentView EnvironmentCreate EnvironmentEdit EnvironmentDelete AccountView AccountEdit AccountCreate
    AccountDelete
"""
ENVIRONMENTS_TENANTS = """
    MachineCreate MachineEdit MachineView MachineDelete CertificateView CertificateEdit CertificateDelete
    CertificateExportPrivateKey
"""
TENANTS = "TenantCreate TenantEdit TenantView TenantDelete"

# Later permissions. Each release is the one after the .NET client got the name (history of CS Permission.cs):
# unverified but for DeployedResourceAdminister [docs, security/users-and-teams/default-permissions].
NEWER: dict[str, Release] = {
    "GitCredentialView": (2022, 1),
    "GitCredentialEdit": (2022, 1),
    "TelemetryView": (2021, 4),
    "EventRetentionView": (2022, 3),
    "EventRetentionDelete": (2022, 3),
    **dict.fromkeys(
        ("InsightsReportView", "InsightsReportCreate", "InsightsReportEdit", "InsightsReportDelete"), (2022, 3)
    ),
    "DeploymentFreezeAdminister": (2024, 2),
    "TargetTagView": (2024, 3),
    "TargetTagAdminister": (2024, 3),
    "TaskPrioritize": (2025, 1),
    "PlatformHubView": (2025, 3),
    "PlatformHubEdit": (2025, 3),
    "RetentionAdminister": (2025, 3),
    "FeatureToggleEdit": (2026, 1),
    "ApprovalPolicyAdminister": (2026, 2),
    "SshKnownHostsAdminister": (2026, 2),
    "SshKnownHostsView": (2026, 2),
    "AiAgentTranscriptView": (2026, 3),
    "ApprovalRuleAdminister": (2026, 3),
    "DeployedResourceAdminister": (2026, 3),
    "RunbookSnapshotCreate": (2026, 3),
}
# Removed permissions: ApprovalPolicyAdminister is the older of two names of one permission on the API's pages; the
# release that renamed it is unverified. TaskViewLog is left out: the .NET client has called it no longer supported
# since 2019-02-15, and no description of a server names it.
GONE: dict[str, Release] = {"ApprovalPolicyAdminister": (2026, 3)}
RESTRICTIONS: dict[str, tuple[str, ...]] = {
    permission: restrictions
    for names, restrictions in (
        (EVERYWHERE, ()),
        (PROJECTS_TENANTS, ("Projects", "Tenants")),
        (PROJECT_GROUPS, ("ProjectGroups",)),
        (PROJECTS, ("Projects",)),
        (PROJECTS_ENVIRONMENTS, ("Projects", "Environments")),
        (PROJECTS_ENVIRONMENTS_TENANTS, ("Projects", "Environments", "Tenants")),
        (ENVIRONMENTS, ("Environments",)),
        (ENVIRONMENTS_TENANTS, ("Environments", "Tenants")),
        (TENANTS, ("Tenants",)),
    )
    for permission in names.split()
}
# The permissions of the system administrator, the only role with all permissions of the server [docs,
# security/users-and-teams/default-permissions]. The space manager has all other permissions in a space, and the
# permissions ``IN_BOTH``.
IN_BOTH = "EventView TaskCancel TaskCreate TaskEdit TaskView TeamCreate TeamDelete TeamEdit TeamView"
ONLY_AT_SERVER = """
    AdministerSystem ConfigureServer DeploymentFreezeAdminister EventRetentionDelete EventRetentionView PlatformHubEdit
    PlatformHubView SpaceCreate SpaceDelete SpaceEdit SpaceView SshKnownHostsAdminister SshKnownHostsView TelemetryView
    UserEdit UserInvite UserRoleEdit UserRoleView UserView
"""
ONLY_SYSTEM = ONLY_AT_SERVER.split()
SYSTEM_PERMISSIONS = [*ONLY_SYSTEM, *IN_BOTH.split()]
SPACE_PERMISSIONS = [name for name in RESTRICTIONS if name not in ONLY_SYSTEM]


def is_known(name: str, release: Release) -> bool:
    """Whether a server of this release knows a permission."""
    return name in RESTRICTIONS and NEWER.get(name, EVER) <= release < GONE.get(name, NEVER)


def known_of(names: list[str], release: Release) -> list[str]:
    """The permissions among these that a server of this release knows."""
    return [name for name in names if is_known(name, release)]
