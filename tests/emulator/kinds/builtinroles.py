# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The roles of a new server (api: people#role, behaviour#seed)."""

from __future__ import annotations

from emulator.kinds.permission_names import SPACE_PERMISSIONS, SYSTEM_PERMISSIONS
from emulator.model import Document

ADMINISTER = "AdministerSystem"


def of_space(*beginnings: str, ends: tuple[str, ...] = ("",)) -> list[str]:
    return [each for each in SPACE_PERMISSIONS if each.startswith(beginnings or ("",)) and each.endswith(ends)]


def role(name: str, in_spaces: list[str], at_server: list[str] | None = None) -> Document:
    return {"Name": name, "GrantedSpacePermissions": in_spaces, "GrantedSystemPermissions": at_server or []}


def with_views(permissions: list[str]) -> list[str]:
    return list(dict.fromkeys([*VIEWS, *permissions]))


EDITS, DEPLOYS, PLACES = ("Edit", "EditUnscoped"), ("DeploymentCreate", "RunbookRunCreate"), ("Environment", "Machine")
VIEWS = of_space(ends=("View", "ViewUnscoped"))
PROJECTS = ("Project", "Process", "Variable", "Trigger", "Runbook", "Release", "Defect", "LibraryVariableSet")
PROJECT_WORK = of_space(*PROJECTS)
OF_SPACE_MANAGERS = [
    *("DeploymentFreezeAdminister", "SshKnownHostsAdminister", "SshKnownHostsView"),
    *("TeamView", "UserRoleView", "UserView"),
]
# The IDs are unverified, except for those of administrators (api: documents#names) and of space managers
# [OctopusDeploy/message-contracts.ts src/userRoleResource.ts]. The first three roles grant the same as on a server
# [docs, security/users-and-teams/default-permissions]; the permissions of the others are simplified.
BUILT_IN_ROLES: dict[str, Document] = {
    "userroles-systemadministrator": role("System administrator", [], SYSTEM_PERMISSIONS),
    "userroles-systemmanager": role("System manager", [], [each for each in SYSTEM_PERMISSIONS if each != ADMINISTER]),
    "userroles-spacemanager": role("Space manager", SPACE_PERMISSIONS, OF_SPACE_MANAGERS),
    "userroles-projectviewer": role("Project viewer", VIEWS),
    "userroles-projectlead": role("Project lead", with_views(PROJECT_WORK)),
    "userroles-projectcontributor": role("Project contributor", with_views(of_space(*PROJECTS, ends=EDITS))),
    "userroles-projectinitiator": role("Project initiator", [*VIEWS, "ProjectCreate", "ProjectDelete"]),
    "userroles-projectdeployer": role("Project deployer", [*VIEWS, *DEPLOYS, "TaskCancel"]),
    "userroles-deploymentcreator": role("Deployment creator", [*VIEWS, "DeploymentCreate"]),
    "userroles-releasecreator": role("Release creator", [*VIEWS, "ReleaseCreate"]),
    "userroles-runbookproducer": role("Runbook producer", [*VIEWS, "RunbookEdit", "RunbookRunCreate"]),
    "userroles-runbookconsumer": role("Runbook consumer", [*VIEWS, "RunbookRunCreate"]),
    "userroles-environmentmanager": role(
        "Environment manager", with_views(of_space(*PLACES, "Account", "ApprovalRule"))
    ),
    "userroles-environmentviewer": role("Environment viewer", of_space(*PLACES, ends=("View",))),
    "userroles-certificatemanager": role("Certificate manager", of_space("Certificate")),
    "userroles-tenantmanager": role("Tenant manager", of_space("Tenant", "TagSet")),
    "userroles-buildserver": role("Build server", ["BuiltInFeedPush", "BuildInformationPush", "ReleaseCreate"]),
}
