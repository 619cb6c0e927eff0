# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps a task from locking out the user who signs in for it (api: people#user)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import USERS
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import MERGE
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import ReferenceList
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

SOMEBODY_ELSE = "sign in as somebody else to do that"


def refuse_own_lockout(user: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for removing or deactivating the user who signs in for the task."""
    if not user.get("IsRequestor"):
        return
    who = f"user {user.get('Username')!r} is the one who signs in for this task"
    if parameters.get("state") == "absent":
        raise OptionError("state", f"{who}, and can't remove themselves; {SOMEBODY_ELSE}")
    if parameters.get("is_active") is False:
        raise OptionError("is_active", f"{who}, and would be locked out; {SOMEBODY_ELSE}")


def refuse_removing_own_key(key: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for removing the API key that the task signs in with.

    A server shows only the first characters of a key (api: traps#5.27).
    """
    shown = key.get("ApiKey")
    hint = shown.get("Hint") if isinstance(shown, dict) else shown
    if parameters.get("state") == "absent" and context.client.signs_in_with(str(hint or "")):
        raise OptionError(
            "state",
            f"API key {key.get('Purpose')!r} is the one that this task signs in with; use another one to remove it, "
            "or set rotate to get a new one",
        )


def warn_of_leaving(team: Document, parameters: Parameters, context: Context) -> None:
    """Warn a user who leaves a team, because the user loses the permissions of the team."""
    members = set(team.get("MemberUserIds") or ())
    if parameters.get("state") == "absent":
        leaving = members
    elif parameters.get("members") is None or parameters.get("members_mode") == MERGE:
        return
    else:
        leaving = members - set(ReferenceList(USERS).wanted(parameters["members"], None, context, "members"))
    # The current user is looked up only if somebody leaves.
    me = context.client.current_user() if leaving else {}
    if me.get("Id") in leaving:
        option = "state" if parameters.get("state") == "absent" else "members"
        context.warn(
            f"{option}: {me.get('Username')!r}, who signs in for this task, is not a member of team "
            f"{team.get('Name')!r} any more, and loses the permissions that only this team gives"
        )
