# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a new server has in it (octopus-api.md, Appendix C)."""

from __future__ import annotations

from emulator.identity import Identity
from emulator.octopus import Octopus

TEAMS = {
    "teams-administrators": ("Octopus Administrators", {"CanBeDeleted": False}),
    "teams-managers": ("Octopus Managers", {}),
    "teams-everyone": ("Everyone", {"CanBeDeleted": False, "CanBeRenamed": False, "CanChangeMembers": False}),
}
ADMINISTRATOR, VIEWER = "Users-1", "Users-2"


def seed(octopus: Octopus) -> None:
    """Fill an empty server: people, teams and the default space."""
    users = octopus.kinds["users"]
    for name, display_name in (("admin", "Administrator"), ("viewer", "Viewer")):
        octopus.create(users, {"Username": name, "DisplayName": display_name}, "")
    for team_id, (name, more) in TEAMS.items():
        team = {
            "Id": team_id,
            "Name": name,
            "Slug": team_id.removeprefix("teams-"),
            "Description": "",
            "MemberUserIds": [ADMINISTRATOR] if team_id == "teams-administrators" else [],
            "ExternalSecurityGroups": [],
            "SpaceId": None,
            "CanBeDeleted": True,
            "CanBeRenamed": True,
            "CanChangeRoles": True,
            "CanChangeMembers": True,
        }
        octopus.save(octopus.kinds["teams"], {**team, **more})
    spaces = octopus.kinds["spaces"]
    default = octopus.create(spaces, {"Name": "Default", "SpaceManagersTeams": ["teams-administrators"]}, "")
    octopus.save(spaces, {**default, "IsDefault": octopus.wants_default_space})


def introduce(identity: Identity, api_key: str, read_only_api_key: str, access_token: str, password: str) -> None:
    """Let the seeded users in."""
    identity.keys = {api_key: ADMINISTRATOR, read_only_api_key: VIEWER}
    identity.tokens = {access_token: ADMINISTRATOR}
    identity.passwords = {"admin": (ADMINISTRATOR, password)}
    identity.read_only = {VIEWER}
