# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may do what: the managers of the space, and the roles of teams in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._document.blocks import (
    SCOPE,
    Cell,
    Mark,
    Section,
    cell,
    marks,
    note,
    table,
)
from ansible_collections.octopus.deploy.plugins.module_utils._document.releases import Config, Item

WHERE = {
    "project_groups": "project groups",
    "projects": "projects",
    "environments": "environments",
    "tenants": "tenants",
}


def access_section(config: Config, space: Item, name: str) -> Iterator[Section]:
    """The teams with a role in the space. ``name``: the name of the space; empty if it is not known."""
    rows: list[tuple[Cell, ...]] = []
    managers = [*(space.get("space_managers_teams") or ()), *(space.get("space_managers_team_members") or ())]
    if managers:
        rows.append((cell("Space managers"), marks(managers), cell("Space manager"), cell("the whole space")))
    for team in config.get("teams") or ():
        rows += _rows(team, [each for each in team.get("scoped_user_roles") or () if is_here(each, name)])
    if rows:
        yield Section("Who may do what", (table("Teams and roles", ("Team", "Members", "Role", "Where"), tuple(rows)),))


def is_here(role: Item, name: str) -> bool:
    """Whether a role counts in the space; a role at the server counts in every space."""
    return not name or role.get("space") in (None, name)


def _rows(team: Item, roles: Sequence[Item]) -> Iterator[tuple[Cell, ...]]:
    groups = [Mark(f"group {each.get('display_name') or each.get('id')}", SCOPE) for each in groups_of(team)]
    members = (*marks(team.get("members") or ()), *groups)
    for number, role in enumerate(roles):
        first = number == 0
        name = cell(str(team["name"]), *note(team.get("description"))) if first else ()
        yield name, members if first else (), cell(role.get("user_role")), _where(role)


def groups_of(team: Item) -> Sequence[Item]:
    """The groups of a directory or an identity provider whose members are in a team."""
    found: Sequence[Item] = team.get("external_security_groups") or ()
    return found


def _where(role: Item) -> Cell:
    limits: list[Mark | str] = []
    for option, label in WHERE.items():
        if role.get(option):
            limits += [*(["\n"] if limits else []), f"{label} ", *marks(role[option])]
    return tuple(limits) or cell("the whole space" if role.get("space") else "the whole server")
