# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connections of a client: looked for once, and opened again after the client has closed them."""

from __future__ import annotations

from typing import Any

import pytest
from requests.adapters import HTTPAdapter
from unit.hypermedia.conftest import Connect
from unit.hypermedia.small_server import ROOT, SmallServer

PATHS = {"/api": ROOT, "/things": []}


def test_connections_are_looked_for_once(connect: Connect, monkeypatch: pytest.MonkeyPatch) -> None:
    sought: list[Any] = []
    seek = HTTPAdapter.get_connection_with_tls_context

    def seeking(adapter: HTTPAdapter, request: Any, *about: Any, **more: Any) -> Any:
        sought.append(request.url)
        return seek(adapter, request, *about, **more)

    monkeypatch.setattr(HTTPAdapter, "get_connection_with_tls_context", seeking)
    with SmallServer(PATHS) as server:
        client = connect(server.url)
        for _each in range(3):
            assert client.get(client.root, "Things") == []
        assert len(server.asked) == 4
        assert sought == [f"{server.url}/api"]


def test_a_closed_client_opens_new_connections(connect: Connect) -> None:
    with SmallServer(PATHS) as server:
        client = connect(server.url)
        for _each in range(2):
            assert client.get(client.root, "Things") == []
            client.close()
        first, *_same, last = [each.from_port for each in server.asked]
        assert len(server.asked) == 4 and first != last
