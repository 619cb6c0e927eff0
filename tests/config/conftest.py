# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One emulator for each test file, reset before each test."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.listing import Listing
from contract.skipping import without_waiting
from emulator.in_process import without_sockets
from emulator.testing import Emulator


@pytest.fixture(autouse=True, scope="module")
def in_no_time() -> Iterator[None]:
    """Other tests show how requests travel and time passes: here requests need no connection, and no test waits."""
    with without_sockets(), without_waiting():
        yield


@pytest.fixture(autouse=True)
def untouched(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The documents that a run keeps stay as they were read, because all of its plans share them."""
    kept = []
    keep = Listing.keep

    def noted(listing: Listing, document: dict[str, object]) -> None:
        kept.append((document, json.dumps(document)))
        keep(listing, document)

    monkeypatch.setattr(Listing, "keep", noted)
    yield
    assert [document for document, text in kept if json.dumps(document) != text] == []


@pytest.fixture(scope="module")
def running_emulator() -> Iterator[Emulator]:
    with Emulator() as running:
        yield running


@pytest.fixture
def server(running_emulator: Emulator) -> Emulator:
    running_emulator.reset()
    return running_emulator
