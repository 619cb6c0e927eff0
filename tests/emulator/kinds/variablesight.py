# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of a set that a user may see (api: variables#reading-a-part)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emulator import permissions, shaping
from emulator.kinds import teams
from emulator.model import Document

if TYPE_CHECKING:
    from emulator.octopus import Octopus

VIEW, VIEW_UNSCOPED = "VariableView", "VariableViewUnscoped"


def seen(octopus: Octopus, variable_set: Document) -> list[Document]:
    """The variables that the user who asks may see; the others are silently left out."""
    variables, space = variable_set["Variables"] or [], variable_set.get("SpaceId") or ""
    user = next((each["Id"] for each in octopus.store.named("users", "", octopus.acting)), "")
    if teams.may(octopus, user, teams.ADMINISTER, space):
        return list(variables)
    scopes = {each: teams.scopes_of(octopus, user, each, space) for each in (VIEW, VIEW_UNSCOPED)}
    kind, owner = octopus.kinds["variables"], about(octopus, variable_set)

    def is_seen(variable: Document) -> bool:
        environments = variable["Scope"].get("Environment") or []
        return any(
            permissions.covers(octopus, role, kind, owner)
            # A role for one of two environments of a variable does not show the variable.
            and (not role.get("EnvironmentIds") or {*environments} <= {*role["EnvironmentIds"]})
            for role in scopes[VIEW if environments else VIEW_UNSCOPED]
        )

    return [each for each in variables if is_seen(each)]


def about(octopus: Octopus, variable_set: Document) -> Document:
    """The variable set for comparison with a role: with its project, if it has one."""
    owner = str(variable_set.get("OwnerId") or "")
    project = (octopus.store.get(owner) or ("",))[0] == "projects"
    return {"Id": variable_set["Id"], **({"ProjectId": owner} if project else {})}


def completed(octopus: Octopus, sent: Document, variable_set: Document) -> Document:
    """The body of a PUT with the variables that the user does not see, because they stay."""
    visible = {each["Id"] for each in seen(octopus, variable_set)}
    given = shaping.lookup(sent, "Variables")
    if not isinstance(given, list):
        return sent
    named = {shaping.lookup(each, "Id") for each in given if isinstance(each, dict)}
    unseen = [each for each in variable_set["Variables"] if each["Id"] not in visible | named]
    others = {name: value for name, value in sent.items() if name.casefold() != "variables"}
    return {**others, "Variables": [*given, *unseen]}
