# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An emulator in a fork of a process that has loaded it is one of its own, and has the options it was given."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import requests
from checks import OWN_ENVIRONMENT
from loaded_emulator import LOADED
from served import emulator


def test_each_emulator_is_a_server_of_its_own() -> None:
    with emulator() as one, emulator("--virtual-directory", "/octopus", "--server-version", "2020.5.0") as other:
        assert one.api_key != other.api_key
        assert other.url.endswith("/octopus")
        for server, version in ((one, ""), (other, "2020.5.0")):
            reported = requests.get(f"{server.url}/api", timeout=10).json()["Version"]
            assert (reported == "2020.5.0") == bool(version)
        one.clear_requests()
        requests.get(f"{other.url}/api", timeout=10).raise_for_status()
        assert (len(one.requests()), len(other.requests())) == (0, 2)
    for server in (one, other):
        with pytest.raises(requests.ConnectionError):
            requests.get(f"{server.url}/api", timeout=10)


def test_an_emulator_sees_the_environment_of_its_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("first", "second"):
        monkeypatch.setenv("OCTOPUS_EMULATOR_TRAFFIC", str(tmp_path / name))
        monkeypatch.setenv("PYTEST_CURRENT_TEST", f"the {name} one")
        with emulator() as server:
            requests.get(f"{server.url}/api", timeout=10).raise_for_status()
        recorded = [each.read_text(encoding="utf-8") for each in (tmp_path / name).iterdir()]
        assert [json.loads(each)["test"] for each in recorded] == [f"the {name} one"]


def test_an_emulator_that_does_not_start_is_noticed() -> None:
    started = LOADED.start(["--port", "70000"], {**os.environ, **OWN_ENVIRONMENT})
    started.end()
    assert not started.is_running()
    with pytest.raises(RuntimeError, match="did not start"), emulator("--port", "70000"):
        pass
