# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the machines of spaces, and the names of everything that they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._inventory.arguments import (
    EVERY_SPACE,
    MACHINE,
    READING,
    WORKER,
)
from ansible_collections.octopus.deploy.plugins.module_utils._inventory.hosts import (
    A_MACHINE,
    Names,
    reached,
    referred,
    variables,
)
from ansible_collections.octopus.deploy.plugins.module_utils._inventory.selection import (
    PAGE,
    Selection,
    refuse_unknown,
    selection,
)
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    ACCOUNTS,
    MACHINES,
    SPACES,
    WORKERS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._locate.reader import IDS_IN_ONE_ADDRESS
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._locate.together import by_ids
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.values import refuse_empty
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import space_name
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes, spaces
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, is_unreadable
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.spaces import Space

LOCATIONS = {MACHINE: MACHINES, WORKER: WORKERS}
ACCOUNT = shapes.Shape("an object", (dict,), (("Name", shapes.TEXT), ("Username", shapes.TEXT)), needs=("Name",))
# For more documents than this, all pages of the collection are read, instead of addresses with IDs.
MANY = 3 * IDS_IN_ONE_ADDRESS


@dataclass(frozen=True)
class Host:
    """A machine as a host. ``connection``: Ansible's own variables for the connection to it."""

    variables: Mapping[str, Any]
    connection: Mapping[str, Any]


@dataclass
class Inventory:
    """The hosts of spaces, and warnings about what could not be read."""

    hosts: list[Host] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def warn(self, message: str) -> None:
        if message not in self.warnings:
            self.warnings.append(message)


def space_names(options: Mapping[str, Any], environment: Mapping[str, str]) -> list[str]:
    """The names of the spaces to read, as the user gives them; none for the default space. Raises ``OptionError``."""
    given: list[str] | None = options.get("spaces")
    if given is None:
        name = space_name(options, environment)
        return [name] if name else []
    if not given:
        raise OptionError("spaces", "is empty; name at least one space, or leave the option out for the default space")
    if options.get("space"):
        raise OptionError("spaces", "can't be given together with space")
    return given


def read(client: Client, names: Sequence[str], options: Mapping[str, Any]) -> Inventory:
    """The machines that the options select in these spaces; without a name, in the default space.

    Raises ``OctopusError``.
    """
    refuse_empty(READING, options, selecting=READING)
    found = Inventory()
    entered = [(space, Resolver(client, space.document)) for space in entered_spaces(client, names)]
    selections = [selection(options, resolver) for dummy, resolver in entered]
    refuse_unknown(selections, [resolver for dummy, resolver in entered])
    for (space, resolver), selected in zip(entered, selections):
        kinds = [kind for kind in options["kinds"] if selected.of_kind(kind)]
        machines = machines_of(client, space, kinds, selected, found)
        everything = [machine for listed in machines.values() for machine in listed]
        known = names_of(everything, resolver, client, found)
        title = space.name or default_space_name(client, everything)
        found.hosts += [
            Host(variables(machine, kind, title, known), reached(machine, known))
            for kind, listed in machines.items()
            for machine in listed
        ]
    return found


def entered_spaces(client: Client, names: Sequence[str]) -> list[Space]:
    """The spaces with these names, IDs or slugs, each of them once."""
    if len(names) < 2 and EVERY_SPACE not in names:
        return [client.space(next(iter(names), None))]
    server = client.system()
    everything = list(client.documents(server, SPACES.link, client.offered(server, SPACES.link, {"take": PAGE})))
    wanted = everything if EVERY_SPACE in names else [spaces.matching(each, everything) for each in names]
    return [client.spaces.enter(each) for each in {each["Id"]: each for each in wanted}.values()]


def machines_of(
    client: Client, space: Space, kinds: Sequence[str], selected: Selection, found: Inventory
) -> dict[str, list[Document]]:
    """The selected machines of a space by kind. Warns of one of several kinds that the user may not read."""
    machines: dict[str, list[Document]] = {}
    unread: dict[str, OctopusError] = {}
    for kind in kinds:
        try:
            machines[kind] = list(selected_machines(client, space, kind, selected))
        except OctopusError as error:
            unread[kind] = error
            if not is_unreadable(error) or len(unread) == len(kinds):
                raise
    for kind, why in unread.items():
        found.warn(f"No {kind} is in the inventory: {why}")
    return machines


def selected_machines(client: Client, space: Space, kind: str, selected: Selection) -> Iterator[Document]:
    """The machines of one kind in a space that are selected."""
    link = LOCATIONS[kind].link
    # Servers before 2018.7 have no workers.
    if kind == WORKER and not has_link(space.document, link):
        return
    asked = client.offered(space.document, link, selected.parameters())
    for machine in client.documents(space.document, link, asked):
        if selected.has(shapes.fitting(machine, A_MACHINE, f"The link {link!r}")):
            yield machine


def default_space_name(client: Client, machines: Iterable[Document]) -> str | None:
    """The name of the default space, whose links come without it; None on a server without spaces."""
    space_id = next((each["SpaceId"] for each in machines if each.get("SpaceId")), None)
    if not space_id or not has_link(client.system(), SPACES.link):
        return None
    return Resolver(client, None).names(SPACES, [space_id])[0]


def names_of(machines: Sequence[Document], resolver: Resolver, client: Client, found: Inventory) -> Names:
    """The names of the documents that machines refer to, in as few requests as possible."""
    names: dict[Location, Mapping[str, str]] = {}
    users: dict[str, str] = {}
    wanted = {location: sorted(each) for location, each in referred(machines).items()}
    with readable(ACCOUNTS, found):
        accounts = list(account_documents(wanted.pop(ACCOUNTS), resolver, client))
        names[ACCOUNTS] = {each["Id"]: each["Name"] for each in accounts}
        users = {each["Id"]: each.get("Username") or "" for each in accounts}
    for location, ids in wanted.items():
        with readable(location, found):
            if len(ids) > MANY:
                for each in resolver.everything(location):
                    resolver.remember(location, each["Id"], each["Id"], each.get(location.naming.prop))
            names[location] = dict(zip(ids, resolver.names(location, ids)))
    return Names(names, users)


def account_documents(ids: Sequence[str], resolver: Resolver, client: Client) -> Iterator[Document]:
    """The accounts with these IDs, and maybe others. Raises ``OctopusError``."""
    holder = resolver.holder(ACCOUNTS)
    if holder is None or not ids or not resolver.offers(ACCOUNTS):
        return
    found = resolver.everything(ACCOUNTS) if len(ids) > MANY else by_ids(client, holder, ACCOUNTS.link, ids)
    for each in found:
        yield shapes.fitting(each, ACCOUNT, f"The link {ACCOUNTS.link!r}")


@contextmanager
def readable(location: Location, found: Inventory) -> Iterator[None]:
    """Warn, instead of failing, if the user may see machines but not the documents that they refer to."""
    try:
        yield
    except OctopusError as error:
        if not is_unreadable(error):
            raise
        found.warn(f"No {location.label} is named in the inventory: {error}")
