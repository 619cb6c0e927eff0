# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Creates the content of a new server (api: behaviour#seed)."""

from __future__ import annotations

from emulator.kinds import communitytemplates, nodes, ratelimitingpolicies, sections, sshknownhosts
from emulator.kinds.builtinroles import BUILT_IN_ROLES
from emulator.kinds.permission_names import known_of
from emulator.kinds.teams import ADMINISTRATORS, EVERYONE, MANAGERS, grant
from emulator.model import Document
from emulator.octopus import Octopus
from emulator.work import states

ADMINISTRATOR = "Users-1"
USERNAME = "admin"
TEAMS: dict[str, Document] = {
    # The fixed name is unverified, the fixed roles are confirmed (CS TeamResource).
    ADMINISTRATORS: {
        "Name": "Octopus Administrators",
        "CanBeDeleted": False,
        "CanBeRenamed": False,
        "CanChangeRoles": False,
        "MemberUserIds": [ADMINISTRATOR],
    },
    MANAGERS: {"Name": "Octopus Managers", "CanBeDeleted": False},
    EVERYONE: {"Name": "Everyone", "CanBeDeleted": False, "CanBeRenamed": False, "CanChangeMembers": False},
}
GRANTS = ("GrantedSpacePermissions", "GrantedSystemPermissions")
GRANTED = {ADMINISTRATORS: "userroles-systemadministrator", MANAGERS: "userroles-systemmanager"}


def seed(octopus: Octopus, password: str) -> None:
    """Fill an empty server: people, roles, teams and the default space."""
    octopus.acting = USERNAME
    nodes.make(octopus)
    sections.make(octopus)
    ratelimitingpolicies.make(octopus)
    sshknownhosts.make(octopus)
    octopus.create("users", {"Username": USERNAME, "DisplayName": "Administrator", "Password": password})
    octopus.create("users", {"Username": "viewer", "DisplayName": "Viewer"})
    for role_id, role in BUILT_IN_ROLES.items():
        granted = {name: known_of(role[name], octopus.release) for name in GRANTS}
        fixed = {"Id": role_id, "SpaceId": None, "CanBeDeleted": False, "Description": ""}
        octopus.make("userroles", {**fixed, "Name": role["Name"], **granted})
    for team_id, team in TEAMS.items():
        slug = {"Slug": team_id.removeprefix("teams-")} if octopus.has_slug(octopus.kinds["teams"]) else {}
        octopus.make("teams", {"Id": team_id, "SpaceId": None, **slug, **team})
    for team_id, role_id in GRANTED.items():
        grant(octopus, team_id, role_id, None)
    managed: Document = {"SpaceManagersTeams": [ADMINISTRATORS], "SpaceManagersTeamMembers": []}
    default = octopus.create("spaces", {"Name": "Default", **managed})
    stored = octopus.store.get(default["Id"])
    communitytemplates.seed(octopus)
    # A new server has run a task for its machines already; Go's client expects at least one task.
    checked = {"Name": "Health", "Description": "Check deployment target health for Default Machine Policy"}
    states.finished(octopus, octopus.create("tasks", checked, default["Id"]), "Success")
    octopus.save(
        octopus.kinds["spaces"], {**(stored[1] if stored else default), "IsDefault": octopus.wants_default_space}
    )
