# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Permissions by what a role can restrict them to (octopus-api.md 3.23)."""

from __future__ import annotations

from emulator.model import Release

EVERYWHERE = """
    AdministerSystem FeedView LibraryVariableSetView LibraryVariableSetCreate LibraryVariableSetEdit
    LibraryVariableSetDelete TeamCreate TeamView TeamEdit TeamDelete UserView UserInvite UserRoleView UserRoleEdit
    ActionTemplateView ActionTemplateCreate ActionTemplateEdit ActionTemplateDelete LifecycleCreate LifecycleView
    LifecycleEdit LifecycleDelete TagSetCreate TagSetEdit TagSetDelete MachinePolicyCreate MachinePolicyView
    MachinePolicyEdit MachinePolicyDelete ProxyCreate ProxyView ProxyEdit ProxyDelete SubscriptionCreate
    SubscriptionView SubscriptionEdit SubscriptionDelete CertificateCreate UserEdit ConfigureServer FeedEdit WorkerView
    WorkerEdit SpaceEdit SpaceView SpaceDelete SpaceCreate BuildInformationPush BuildInformationAdminister
    TelemetryView GitCredentialView GitCredentialEdit EventRetentionView EventRetentionDelete
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
    RunbookRunCreate TaskView TaskCancel TaskEdit TaskViewLog
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

# What came later; the releases are those after the .NET client got them, or the next one after 2020.5 (unverified).
NEWER: dict[str, Release] = {
    "TaskViewLog": (2020, 6),
    "GitCredentialView": (2022, 1),
    "GitCredentialEdit": (2022, 1),
    "TelemetryView": (2021, 4),
    "EventRetentionView": (2022, 3),
    "EventRetentionDelete": (2022, 3),
    "RunbookSnapshotCreate": (2026, 3),
    "DeploymentFreezeAdminister": (2024, 4),
}
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
# Which permissions make sense at the server is unverified.
AT_SERVER = """
    AdministerSystem ConfigureServer SpaceCreate SpaceEdit SpaceDelete SpaceView UserEdit UserView UserInvite
    UserRoleEdit UserRoleView TeamCreate TeamEdit TeamDelete TeamView TaskCreate TaskView TaskCancel TaskEdit EventView
    TelemetryView EventRetentionView EventRetentionDelete
"""
ONLY_AT_SERVER = """
    AdministerSystem ConfigureServer SpaceCreate SpaceEdit SpaceDelete UserEdit UserInvite UserRoleEdit
    TelemetryView EventRetentionView EventRetentionDelete
"""
SYSTEM_PERMISSIONS = AT_SERVER.split()
ONLY_SYSTEM = ONLY_AT_SERVER.split()
SPACE_PERMISSIONS = [name for name in RESTRICTIONS if name not in ONLY_SYSTEM]


def there_are(names: list[str], release: Release) -> list[str]:
    """Those of these permissions that a server of this release knows."""
    return [name for name in names if release >= NEWER.get(name, (0, 0))]
