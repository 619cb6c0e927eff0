# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A session: a client that signs in, and the information found out with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import field
from typing import Any, Callable, TypeVar

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import Connection
from ansible_collections.octopus.deploy.plugins.module_utils._version import USER_AGENT
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import TransportOptions

Kept = TypeVar("Kept")


@dataclass
class Session:
    """A client, and objects that last as long as the session, such as resolvers."""

    client: Client
    _kept: dict[Any, Any] = field(default_factory=dict)

    def kept(self, make: Callable[[Client], Kept]) -> Kept:
        """The object that ``make`` creates from the client, once for the session."""
        if make not in self._kept:
            self._kept[make] = make(self.client)
        found: Kept = self._kept[make]
        return found


SessionFactory = Callable[[Connection], AbstractContextManager[Session]]


def new_session(asked: Connection) -> Session:
    """A session with a new client; no request is sent before the first use."""
    options = TransportOptions(
        read_timeout=asked.timeout,
        retries=asked.retries,
        validate_certs=asked.validate_certs,
        ca_path=asked.ca_path,
        client_cert=asked.client_cert,
        client_key=asked.client_key,
        read_only=asked.read_only,
        user_agent=USER_AGENT,
    )
    client = Client(asked.url, asked.api_key, asked.access_token, asked.username, asked.password, options)
    return Session(client)


@contextmanager
def one_session(asked: Connection) -> Iterator[Session]:
    """A session for a single task, signed out and closed after it."""
    session = new_session(asked)
    try:
        yield session
    finally:
        session.client.close()
