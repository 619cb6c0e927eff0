# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logos in a configuration: a file beside the configuration's file (api: documents#logos)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from config.driving import ok, task
from contract.pictures import PICTURES
from emulator.testing import Emulator


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration with a picture beside it, and a working folder elsewhere."""
    found = tmp_path / "config"
    (found / "logos").mkdir(parents=True)
    (found / "logos" / "acme.png").write_bytes(Path(PICTURES[0]).read_bytes())
    (found / "tenants.yml").write_text("tenants:\n- name: Acme\n  logo: logos/acme.png\n- name: Umbrella\n")
    monkeypatch.chdir(tmp_path)
    return found


def test_a_relative_path_begins_beside_the_file(server: Emulator, folder: Path) -> None:
    predicted = ok(server, "octopus_config", check=True, src=[str(folder)])
    done = ok(server, "octopus_config", src=["config/tenants.yml"])
    assert (predicted["changed"], predicted["diff"]) == (True, done["diff"])
    assert "PNG" not in json.dumps(done)
    for src in ("config", str(folder)):
        assert ok(server, "octopus_config", src=[src])["changed"] is False
    (folder / "tenants.yml").write_text(f"tenants:\n- name: Acme\n  logo: {PICTURES[1]}\n")
    assert ok(server, "octopus_config", src=[str(folder)])["changed"] is True
    here = {"tenants": [{"name": "Acme", "logo": "config/logos/acme.png"}]}
    assert ok(server, "octopus_config", config=here)["changed"] is True


def test_a_missing_file_is_a_mistake_before_anything_is_written(server: Emulator, folder: Path) -> None:
    (folder / "logos" / "acme.png").unlink()
    server.clear_requests()
    result = task(server, "octopus_config", src=["config"])
    assert result["failed"] is True
    assert "tenants[0].logo: config/logos/acme.png can't be read: No such file or directory" in result["msg"]
    assert [each for each in server.requests if each.method != "GET"] == []


def test_an_export_leaves_logos_out_and_does_not_read_them(server: Emulator, folder: Path) -> None:
    ok(server, "octopus_config", src=["config"])
    server.clear_requests()
    found = ok(server, "octopus_config_info", kinds=["tenants"])["config"]["tenants"]
    assert [set(each) & {"logo"} for each in found] == [set(), set()]
    assert [each.path for each in server.requests if each.path.endswith("/logo")] == []
    assert ok(server, "octopus_config", config={"tenants": found})["changed"] is False
