# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A port that a test holds belongs to the server that the test starts, also to one that starts again."""

from __future__ import annotations

import socket

import pytest
from emulator.server import listening_socket
from own_port import own_port


def test_only_a_server_gets_the_port() -> None:
    with own_port() as port:
        for _start in range(2):
            with socket.socket() as other, pytest.raises(OSError, match="in use"):
                other.bind(("127.0.0.1", port))
            with listening_socket("127.0.0.1", port), socket.create_connection(("127.0.0.1", port), timeout=10):
                pass
