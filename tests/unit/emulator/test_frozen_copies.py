# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Frozen copies go with the release or the runbook snapshot that has them, and when newer ones take their place."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.octopus import FROZEN

from .conftest import Asker
from .test_documents import project
from .test_project_releases import release


@pytest.fixture
def shop(ask: Asker) -> Any:
    made = project(ask)
    library = ask.post("/api/libraryvariablesets", Name="Common")
    return ask.put(made["Links"]["Self"], {**made, "IncludedLibraryVariableSetIds": [library["Id"]]})


def kept(ask: Asker) -> int:
    store = ask.server.app.octopus.store
    return sum(len(store.all(FROZEN + each)) for each in ("deploymentprocesses", "runbookprocesses", "variables"))


def snapshot(ask: Asker) -> Any:
    runbook = ask.post("/api/runbooks", Name="Clean", ProjectId="Projects-1")
    return ask.post("/api/runbookSnapshots", Name="First", ProjectId="Projects-1", RunbookId=runbook["Id"])


@pytest.mark.parametrize("make", [release, snapshot])
@pytest.mark.parametrize("all_of_them", [False, True])
def test_deleted_documents_leave_no_frozen_copies(ask: Asker, shop: Any, make: Any, all_of_them: bool) -> None:
    made = make(ask)
    assert kept(ask) == 3
    ask("DELETE", (shop if all_of_them else made)["Links"]["Self"])
    assert kept(ask) == 0


def test_a_deleted_runbook_leaves_no_frozen_copies(ask: Asker, shop: Any) -> None:
    made = snapshot(ask)
    ask("DELETE", f"/api/runbooks/{made['RunbookId']}")
    assert kept(ask) == 0


@pytest.mark.parametrize(
    # A snapshot of a runbook keeps the variables that it had at first (FrozenProjectVariableSetId).
    ("make", "after"),
    [(release, 3), (snapshot, 4)],
)
def test_newer_variables_replace_the_frozen_ones(ask: Asker, shop: Any, make: Any, after: int) -> None:
    made = make(ask)
    for _again in range(2):
        made = ask("POST", f"{made['Links']['Self']}/snapshot-variables").json()
        assert kept(ask) == after
        ask.get(made["Links"]["ProjectVariableSnapshot"])


def deployment(ask: Asker) -> Any:
    place = ask.post("/api/environments", Name="Production")["Id"]
    return ask.post("/api/deployments", ReleaseId=release(ask)["Id"], EnvironmentId=place)


def run(ask: Asker) -> Any:
    place, made = ask.post("/api/environments", Name="Production")["Id"], snapshot(ask)
    return ask.post("/api/runbookruns", RunbookId=made["RunbookId"], RunbookSnapshotId=made["Id"], EnvironmentId=place)


@pytest.mark.parametrize("make", [deployment, run])
@pytest.mark.parametrize(("gone", "left"), [("/api/projects/Projects-1", 0), ("", 3)])
def test_the_manifest_of_a_deployment_or_a_run_goes_with_it(
    ask: Asker, shop: Any, make: Any, gone: str, left: int
) -> None:
    made = make(ask)
    ask.get(made["Links"]["Task"])
    assert kept(ask) == 4
    assert ask("DELETE", gone or made["Links"]["Self"]).status_code == 200
    assert kept(ask) == left
