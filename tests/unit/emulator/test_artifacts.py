# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Artifacts: files that belong to a server task (api: packages#artifacts-and-output-variables)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker


@pytest.fixture
def task(ask: Asker) -> str:
    return str(ask.server.seed("tasks", Name="Health")["Id"])


def made(ask: Asker, task: str, name: str = "report.txt") -> Any:
    return ask.post("/api/artifacts", Filename=name, ServerTaskId=task)


def test_an_artifact_has_content_once_it_was_sent(ask: Asker, task: str) -> None:
    artifact = made(ask, task)
    assert artifact["Created"]
    content = artifact["Links"]["Content"]
    assert (ask("GET", content).status_code, ask("GET", content).content) == (204, b"")
    for sent in (b"first", b"\x00second"):
        assert ask("PUT", content, data=sent).status_code == 204
        assert ask("GET", content).content == sent
    files = ask.server.app.octopus.store.files.path("artifacts", "")
    assert files
    assert len(list(files.iterdir())) == 1
    assert ask("DELETE", artifact["Links"]["Self"]).status_code == 200
    assert list(files.iterdir()) == []


@pytest.mark.parametrize("name", ["some/report.txt", "C:\\report.txt"])
def test_a_filename_has_no_path(ask: Asker, task: str, name: str) -> None:
    body = {"Filename": name, "ServerTaskId": task}
    assert "without path information" in ask.refused("POST", "/api/artifacts", body)


def test_artifacts_are_listed_by_what_they_are_about(ask: Asker, task: str) -> None:
    other = str(ask.server.seed("tasks", Name="Health", Arguments={"ProjectId": "Projects-9"})["Id"])
    first, second, third = (made(ask, each, f"{n}.txt") for n, each in enumerate((task, other, other)))

    def listed(query: str) -> list[str]:
        return [each["Id"] for each in ask.get(f"/api/artifacts?{query}")["Items"]]

    assert listed("") == [third["Id"], second["Id"], first["Id"]]
    assert listed("order=asc&take=1") == [first["Id"]]
    assert listed(f"regarding={task}") == [first["Id"]]
    assert listed("regarding=projects-9") == [third["Id"], second["Id"]]
    assert listed("partialName=2") == [third["Id"]]
