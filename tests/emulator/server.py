# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds a whole emulator from its settings, and lets uvicorn run it."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field

from emulator.addresses import Addresses
from emulator.app import App
from emulator.control import Control
from emulator.identity import Identity
from emulator.kinds.apikeys import new_api_key
from emulator.kinds.teams import VIEWER
from emulator.limits import RateLimit
from emulator.octopus import Octopus
from emulator.seed import ADMINISTRATOR, USERNAME, seed
from emulator.store import MEMORY, Store
from emulator.traffic import recorder

VERSION = "2026.3.15581"
BEFORE_SPACES = "2018.12.0"


@dataclass(frozen=True)
class Settings:
    """The settings. ``rate_limit``: requests a minute and burst; ``task_seconds``: how long a task takes.

    ``delay``: the delay of every answer, in seconds. ``furnish_seconds``: how long a new space lacks its first
    documents. ``traffic``: the folder that records all exchanges; the environment may name it too.
    ``feature_toggles``: the toggles whose state differs from that of a new server, each with whether it is on.
    """

    database: str | None = None
    api_key: str | None = None
    scramble_links: bool = False
    virtual_directory: str = ""
    default_space: bool = True
    spaces: bool = True
    rate_limit: tuple[int, int] | None = None
    task_seconds: float = 0.0
    delay: float = 0.0
    furnish_seconds: float = 0.0
    server_version: str = VERSION
    tls_certificate: str | None = None
    tls_key: str | None = None
    traffic: str | None = None
    feature_toggles: Mapping[str, bool] = field(default_factory=dict)


@dataclass
class Running:
    """The parts of an emulator, and its credentials."""

    app: App
    api_key: str
    read_only_api_key: str
    access_token: str
    username: str
    password: str

    def address(self, host: str, port: int, tls: bool) -> str:
        return f"{'https' if tls else 'http'}://{host}:{port}{self.app.addresses.prefix}"


def build(settings: Settings) -> Running:
    """An emulator, filled if its database is empty. The credentials are kept in the database."""
    store = Store(settings.database or MEMORY)
    credentials = {
        "api_key": settings.api_key or store.setting("api_key") or new_api_key(),
        "read_only_api_key": store.setting("read_only_api_key") or new_api_key(),
        "access_token": store.setting("access_token") or secrets.token_urlsafe(24),
        "password": store.setting("password") or secrets.token_urlsafe(12),
    }
    octopus = Octopus(store, settings.server_version, settings.spaces, settings.default_space)
    octopus.task_seconds = settings.task_seconds
    octopus.furnish_seconds = settings.furnish_seconds
    octopus.feature_toggles.update(settings.feature_toggles)
    with store.transaction():
        for name, value in credentials.items():
            store.setting(name, value)
        if store.is_empty():
            seed(octopus, credentials["password"])
    keys = {credentials["api_key"]: ADMINISTRATOR, credentials["read_only_api_key"]: VIEWER}
    identity = Identity(octopus, keys, {credentials["access_token"]: ADMINISTRATOR})
    limit = RateLimit(*settings.rate_limit) if settings.rate_limit else None
    addresses = Addresses(settings.virtual_directory, settings.scramble_links)
    traffic = recorder(settings.traffic, settings.server_version)
    return Running(
        App(octopus, identity, addresses, Control(), limit, traffic, settings.delay), username=USERNAME, **credentials
    )


def version_without(spaces: bool, chosen: str) -> str:
    """The version of a server: an old one for a server without spaces, unless a version is given."""
    return BEFORE_SPACES if not spaces and chosen == VERSION else chosen


def listening_socket(host: str, port: int) -> socket.socket:
    """A bound socket, whose port is known before the server runs."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((host, port))
    bound.listen(256)
    return bound
