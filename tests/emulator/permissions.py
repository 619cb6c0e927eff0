# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks permissions for writes: teams give roles, and roles give permissions (api: people#team, people#scoped-role).

Restrictions of a role to environments, projects or tenants are stored but not enforced; every user may read.
"""

from __future__ import annotations

from emulator.handlers import Call
from emulator.kinds import settings, teams
from emulator.kinds.permission_names import RESTRICTIONS
from emulator.model import READS, Kind
from emulator.refusals import Refusal, forbidden

VERBS = {"POST": "Create", "PUT": "Edit", "DELETE": "Delete"}


def name(kind: Kind, method: str) -> str:
    """The permission that a write to a collection needs."""
    return (
        kind.permission
        if kind.permission in RESTRICTIONS
        else f"{kind.permission or kind.item_type}{VERBS.get(method, 'Edit')}"
    )


def demand(call: Call, permission: str) -> None:
    """Refuse a write by a user without the permission for it."""
    if call.method not in READS and permission and not teams.may(call.octopus, call.user, permission, call.space):
        raise forbidden(permission)


def demand_no_maintenance(call: Call) -> None:
    """Refuse a write in maintenance mode, unless an administrator sends it [octopus.com/docs/administration].

    The status 403 and the wording are unverified.
    """
    if call.method in READS or not settings.is_in_maintenance(call.octopus):
        return
    if not teams.may(call.octopus, call.user, teams.ADMINISTER):
        text = "The server is in maintenance mode: only users with the permission AdministerSystem can make changes."
        raise Refusal(403, text)
