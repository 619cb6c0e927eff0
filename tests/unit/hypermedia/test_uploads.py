# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bodies with a file: complete, of the promised length, and never in memory as a whole."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import UsageError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.uploads import PIECE, FileUpload
from emulator.handlers import Content
from emulator.multipart import uploaded
from emulator.testing import Emulator


@pytest.mark.parametrize("name", ["Shop.1.0.zip", 'a"b.1.0.zip', "Gr\u00f6\u00dfe.1.0.zip"])
@pytest.mark.parametrize("size", [1, 7, 8192, -1])
def test_a_body_has_the_file_and_its_length(tmp_path: Path, name: str, size: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"content\r\n" * 100)
    upload = FileUpload(str(path), name)
    with upload.opened() as body:
        pieces = []
        while piece := body.read(size):
            pieces.append(piece)
        sent = b"".join(pieces)
        assert len(body) == len(sent)
    found = uploaded(Content(sent, upload.content_type))
    assert found
    assert (found.name, found.content) == (name, path.read_bytes())


def test_a_file_is_read_in_pieces(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(50 * PIECE)
    with FileUpload(str(path), "Shop.1.0.zip").opened() as body:
        tracemalloc.start()
        read = sum(len(piece) for piece in body)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert read == len(body)
    assert peak < 5 * PIECE


def test_a_file_is_sent_over_a_connection(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(bytes(range(256)) * 10000)
    with Emulator() as server, Client(server.url, api_key=server.api_key) as client:
        pushed = client.send("POST", client.root, "PackageUpload", FileUpload(str(path), "Shop.1.0.zip"))
        assert pushed["PackageSizeBytes"] == 2560000
        assert server.app.octopus.store.files.get("packages", pushed["Hash"]) == path.read_bytes()


def test_a_file_that_is_gone_is_an_error_of_the_client(tmp_path: Path) -> None:
    with Emulator() as server, Client(server.url, api_key=server.api_key) as client:
        gone = FileUpload(str(tmp_path / "gone"), "Shop.1.0.zip")
        with pytest.raises(UsageError, match="gone can't be read: No such file"):
            client.send("POST", client.root, "PackageUpload", gone)
