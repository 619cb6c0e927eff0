# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_artifact: files go up and down, and only if they differ."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.artifact import unfinished_of
from contract.conftest import Octopus

MODULE = "octopus_artifact"
CONTENT = bytes(range(256)) * 300
SHA1 = hashlib.sha1(CONTENT).hexdigest()


@pytest.fixture
def task(octopus: Octopus) -> str:
    return str(octopus.server.seed("tasks", Name="Health")["Id"])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "report.bin"
    path.write_bytes(CONTENT)
    return path


def uploaded(octopus: Octopus, task: str, file: Path, **more: Any) -> dict[str, Any]:
    return octopus.ok(MODULE, {"task": task, "path": str(file), **more})


def test_a_file_is_uploaded_once(octopus: Octopus, task: str, file: Path) -> None:
    octopus.server.clear_requests()
    options = {"task": task, "path": str(file)}
    predicted = octopus.ok(MODULE, options, check=True)
    assert octopus.writes() == []
    done = octopus.ok(MODULE, options)
    after = {"name": "report.bin", "task": task, "hash": SHA1}
    for result in (predicted, done):
        assert (result["changed"], result["diff"]["before"], result["diff"]["after"]) == (True, {}, after)
    assert not octopus.ok(MODULE, options)["changed"]
    file.write_bytes(b"other")
    again = octopus.ok(MODULE, options)
    assert (again["changed"], again["id"]) == (True, done["id"])


@pytest.mark.parametrize("name", ["reports/report.bin", "../report.bin", "reports\\report.bin"])
def test_a_name_with_a_path_is_refused_before_any_request(octopus: Octopus, task: str, file: Path, name: str) -> None:
    """The server refuses it (api: packages#artifacts-and-output-variables), so a check must not predict an upload."""
    octopus.server.clear_requests()
    for check in (True, False):
        result = octopus(MODULE, {"task": task, "path": str(file), "name": name}, check=check)
        assert result["msg"] == f"name: {name!r} has a path; give the name of a file alone, which the server takes"
    assert octopus.writes() == []


def test_an_artifact_is_downloaded_if_the_file_differs(octopus: Octopus, task: str, file: Path, tmp_path: Path) -> None:
    made = uploaded(octopus, task, file)
    dest = tmp_path / "got.bin"
    for options in ({"id": made["id"]}, {"task": task}, {"task": task, "name": "report.bin"}):
        wanted = {**options, "dest": str(dest)}
        assert octopus.ok(MODULE, wanted, check=True)["changed"]
        assert not dest.exists()
        done = octopus.ok(MODULE, wanted)
        assert (done["changed"], done["hash"], done["dest"]) == (True, SHA1, str(dest))
        assert dest.read_bytes() == CONTENT
        assert not octopus.ok(MODULE, wanted)["changed"]
        dest.unlink()
    folder = tmp_path / "folder"
    folder.mkdir()
    assert octopus.ok(MODULE, {"id": made["id"], "dest": str(folder)})["dest"] == str(folder / "report.bin")
    assert [each.name for each in folder.iterdir()] == ["report.bin"]


def test_a_complete_file_need_not_be_writable(
    octopus: Octopus, task: str, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = {"id": uploaded(octopus, task, file)["id"], "dest": str(tmp_path / "got.bin")}
    octopus.ok(MODULE, wanted)
    monkeypatch.setattr("os.access", lambda path, mode: Path(path) != tmp_path)
    for check in (True, False):
        assert not octopus.ok(MODULE, wanted, check=check)["changed"]
    (tmp_path / "got.bin").write_bytes(b"other")
    assert "can't be written: Permission denied" in octopus(MODULE, wanted, check=True)["msg"]


def test_a_download_that_breaks_off_is_begun_again(octopus: Octopus, task: str, file: Path, tmp_path: Path) -> None:
    made = uploaded(octopus, task, file)
    dest = tmp_path / "got.bin"
    octopus.server.fault(method="GET", path="*/content", drop="body", times=2)
    octopus.ok(MODULE, {"id": made["id"], "dest": str(dest)})
    assert dest.read_bytes() == CONTENT


def test_downloads_to_one_file_write_to_files_of_their_own(tmp_path: Path) -> None:
    dest = tmp_path / "got.bin"
    assert len({unfinished_of(dest) for _each in range(9)}) == 9


def test_an_artifact_without_content_is_an_empty_file(octopus: Octopus, task: str, tmp_path: Path) -> None:
    made = octopus.server.seed("artifacts", Filename="empty.txt", ServerTaskId=task)
    octopus.ok(MODULE, {"id": made["Id"], "dest": str(tmp_path / "empty.txt")})
    assert (tmp_path / "empty.txt").read_bytes() == b""


def test_several_artifacts_need_a_name_or_an_id(octopus: Octopus, task: str, file: Path, tmp_path: Path) -> None:
    uploaded(octopus, task, file)
    uploaded(octopus, task, file, name="other.bin")
    result = octopus(MODULE, {"task": task, "dest": str(tmp_path / "x")})
    assert "does not say which artifact is meant" in result["msg"]
    assert "other.bin (Artifacts-" in result["msg"]


def test_a_missing_artifact_is_an_error_except_in_check_mode(octopus: Octopus, tmp_path: Path) -> None:
    for given, problem in (
        ({"id": "Artifacts-77"}, "id: there is no artifact with ID 'Artifacts-77'"),
        ({"task": "ServerTasks-77"}, "task: ServerTasks-77 has no artifact"),
        ({"task": "ServerTasks-77", "name": "x.txt"}, "name: ServerTasks-77 has no artifact named 'x.txt'"),
    ):
        options = {**given, "dest": str(tmp_path / "x")}
        assert octopus(MODULE, options)["msg"] == f"{problem}, or this user may not see it"
        predicted = octopus.ok(MODULE, options, check=True)
        assert (predicted["changed"], predicted["warnings"]) == (True, [f"{problem} yet"])
    assert "dest: is missing" in octopus(MODULE, {"id": "Artifacts-77"})["msg"]


def test_an_artifact_is_deleted(octopus: Octopus, task: str, file: Path) -> None:
    uploaded(octopus, task, file)
    gone = {"task": task, "name": "report.bin", "state": "absent"}
    assert octopus.ok(MODULE, gone, check=True)["changed"]
    assert octopus.ok(MODULE, gone)["changed"]
    assert not octopus.ok(MODULE, gone)["changed"]


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_lost_answer_is_looked_into(octopus: Octopus, task: str, file: Path, method: str) -> None:
    octopus.server.fault(method=method, drop="body")
    result = octopus(MODULE, {"task": task, "path": str(file)})
    assert "showed that the request took effect" in result["msg"]
    assert octopus.ok(MODULE, {"task": task, "path": str(file)})["changed"] == (method == "POST")
