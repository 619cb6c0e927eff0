# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where and for whom software runs: machines by environment, workers, tenants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ansible_collections.octopus.deploy.plugins.module_utils._document.blocks import (
    OFF,
    Block,
    Cell,
    Mark,
    Part,
    Section,
    Table,
    cell,
    marks,
    table,
    words,
)
from ansible_collections.octopus.deploy.plugins.module_utils._document.releases import Config, Item, environments

NO_ENVIRONMENT = "In no environment"


def machine_section(config: Config) -> Iterator[Section]:
    """The machines of each environment; a machine of several environments is in each of them."""
    machines = config.get("machines") or ()
    given = {name for each in machines for name in each.get("environments") or ()}
    places = environments(config)
    parts: list[Block] = []
    for place in [*places, *sorted(given - set(places))]:
        found = [each for each in machines if place in (each.get("environments") or ())]
        if found:
            parts.append(Part(place, (_machines(place, found),)))
    alone = [each for each in machines if not each.get("environments")]
    if alone:
        parts.append(Part(NO_ENVIRONMENT, (_machines(NO_ENVIRONMENT, alone),)))
    if parts:
        yield Section("Machines by environment", tuple(parts))


def _machines(place: str, machines: list[Item]) -> Table:
    rows = tuple(
        (
            _name(each),
            marks(each.get("roles") or ()),
            cell(connection(each)),
            marks([*(each.get("tenants") or ()), *(each.get("tenant_tags") or ())]),
        )
        for each in machines
    )
    return table(f"Machines of {place}", ("Machine", "Target tags", "Connection", "Tenants"), rows)


def _name(item: Item) -> Cell:
    off = item.get("is_disabled")
    return cell(item["name"], *([" ", Mark("disabled", OFF)] if off else []))


def connection(machine: Item) -> str:
    """How the server reaches a machine: the kind of connection, and the address if it has one."""
    for option, endpoint in machine.items():
        if isinstance(endpoint, Mapping):
            return "\n".join(filter(None, (words(option), str(endpoint.get("uri") or endpoint.get("host") or ""))))
    return ""


def worker_section(config: Config) -> Iterator[Section]:
    """The workers and their pools."""
    rows = tuple(
        (_name(each), marks(each.get("worker_pools") or ()), cell(connection(each)))
        for each in config.get("workers") or ()
    )
    if rows:
        yield Section("Workers", (table("Workers", ("Worker", "Worker pools", "Connection"), rows),))


def tenant_section(config: Config) -> Iterator[Section]:
    """The tenants, their tags, and where each project is deployed for them."""
    rows = []
    for each in config.get("tenants") or ():
        connected = [(str(one.get("project")), one.get("environments")) for one in each.get("projects") or ()]
        projects = [cell(f"{project} ", *marks(names or ())) for project, names in connected]
        rows.append((_name(each), marks(each.get("tenant_tags") or ()), lines(projects)))
    if rows:
        yield Section("Tenants", (table("Tenants", ("Tenant", "Tags", "Projects and environments"), tuple(rows)),))


def lines(cells: list[Cell]) -> Cell:
    """Cells below each other in one."""
    return tuple(piece for number, each in enumerate(cells) for piece in (*(["\n"] if number else []), *each))
