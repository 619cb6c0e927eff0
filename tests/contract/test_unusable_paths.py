# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paths that the file system refuses: the message names the option and the reason, in check mode as well."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from contract.conftest import Octopus

# The file system refuses such a name even to root, as it refuses a folder that a user may not enter.
LONG = "x" * 300
# The module of each option with a path, and its other options.
READING: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "package": ("octopus_package", {"package_id": "A", "version": "1.0.0"}),
    "artifact to upload": ("octopus_artifact", {"task": "ServerTasks-1"}),
}
WRITING: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "export": ("octopus_config_info", {"kinds": ["environments"]}),
    "API key": ("octopus_api_key", {"name": "For the build", "user": "admin"}),
    "artifact to download": ("octopus_artifact", {}),
}


def artifact_of(octopus: Octopus) -> str:
    task = octopus.server.seed("tasks", Name="Health")
    return str(octopus.server.seed("artifacts", Filename="a.txt", ServerTaskId=task["Id"])["Id"])


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize("place", [f"{LONG}.zip", f"{LONG}/file.zip", "file/below.zip"])
@pytest.mark.parametrize("module", READING)
def test_a_file_that_can_not_be_read(octopus: Octopus, tmp_path: Path, module: str, place: str, check: bool) -> None:
    (tmp_path / "file").write_text("x")
    name, options = READING[module]
    result = octopus(name, {**options, "path": f"{tmp_path}/{place}"}, check=check)
    assert result["msg"].startswith(f"path: {tmp_path}/{place} can't be read: "), result["msg"]


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize("place", [LONG, f"{LONG}/file"])
@pytest.mark.parametrize("module", WRITING)
def test_a_file_that_can_not_be_written(octopus: Octopus, tmp_path: Path, module: str, place: str, check: bool) -> None:
    name, options = WRITING[module]
    artifact = artifact_of(octopus)
    options = options or {"id": artifact}
    result = octopus(name, {**options, "dest": f"{tmp_path}/{place}"}, check=check)
    assert result["msg"].startswith("dest: "), result["msg"]
    assert " can't be written: File name too long" in result["msg"]
    assert not octopus.writes()


@pytest.mark.parametrize("check", [False, True])
def test_a_download_below_a_file(octopus: Octopus, tmp_path: Path, check: bool) -> None:
    (tmp_path / "file").write_text("x")
    dest = f"{tmp_path}/file/below"
    result = octopus("octopus_artifact", {"id": artifact_of(octopus), "dest": dest}, check=check)
    assert result["msg"].startswith(f"dest: {dest} can't be written: Not a directory"), result["msg"]


@pytest.mark.parametrize("place", ["missing/below", "x" * 253])
def test_a_download_that_can_not_be_written(octopus: Octopus, tmp_path: Path, place: str) -> None:
    artifact = artifact_of(octopus)
    result = octopus("octopus_artifact", {"id": artifact, "dest": f"{tmp_path}/{place}"})
    assert result["msg"].startswith(f"dest: {tmp_path}/{place} can't be written: "), result["msg"]
