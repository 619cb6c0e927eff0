# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What writes need: permissions come from roles, roles from teams (api: people#team, people#role, people#scoped-role).

Restrictions of a role to environments, projects or tenants are kept but not enforced; reading is open to every user.
"""

from __future__ import annotations

from emulator.kinds import settings, teams
from emulator.kinds.permission_names import RESTRICTIONS
from emulator.model import READS, Call, Kind, Refusal, forbidden

VERBS = {"POST": "Create", "PUT": "Edit", "DELETE": "Delete"}


def name(kind: Kind, method: str) -> str:
    """The permission that a write to a collection needs."""
    return (
        kind.permission
        if kind.permission in RESTRICTIONS
        else f"{kind.permission or kind.item_type}{VERBS.get(method, 'Edit')}"
    )


def demand(call: Call, permission: str) -> None:
    """Refuses a write by a user who lacks the permission that it needs."""
    if call.method not in READS and permission and not teams.may(call.octopus, call.user, permission, call.space):
        raise forbidden(permission)


def demand_no_maintenance(call: Call) -> None:
    """In maintenance mode only administrators change anything [octopus.com/docs/administration].

    That it is 403 and how it is said is unverified.
    """
    if call.method in READS or not settings.is_in_maintenance(call.octopus):
        return
    if not teams.may(call.octopus, call.user, teams.ADMINISTER):
        text = "The server is in maintenance mode: only users with the permission AdministerSystem can make changes."
        raise Refusal(403, text)
