# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events of packages, and the retention of the built-in feed (api: packages#retention)."""

from __future__ import annotations

from typing import Any

import pytest

from .cleaning import clean, with_step
from .conftest import Asker
from .test_packages import pushed, send

__all__ = ["clean"]
FEED = "/api/feeds/feeds-builtin"
LONG_AGO = "2020-01-01T00:00:00.000+00:00"


def events(ask: Asker, package: Any) -> list[tuple[str, str]]:
    found = ask.get(f"/api/Spaces-1/events?regarding={package['Id']}")["Items"]
    assert all(package["PackageId"] in each["Message"] for each in found)
    return [(each["Category"], each["Username"]) for each in found][::-1]


def retain(ask: Asker, **settings: Any) -> list[str]:
    """Apply the feed's retention; returns the packages that are left."""
    ask.put(FEED, {**ask.get(FEED), **settings})
    task = ask.post("/api/tasks", Name="Retention")
    assert ask.get(f"/api/tasks/{task['Id']}")["State"] == "Success"
    return [f"{each['PackageId']} {each['Version']}" for each in ask.get("/api/packages")["Items"]]


@pytest.fixture
def old(ask: Asker) -> Any:
    made = pushed(ask, "Tools.1.0.0.zip")
    ask.server.put_read_only(made["Id"], {"Published": LONG_AGO})
    pushed(ask, "Tools.1.1.0.zip")
    return made


def test_changes_of_packages_are_events(ask: Asker) -> None:
    made = pushed(ask, "Shop.1.0.0.zip")
    assert send(ask, "Shop.1.0.0.zip", b"new", overwriteMode="OverwriteExisting").status_code == 201
    assert send(ask, "Shop.1.0.0.zip", b"newer", overwriteMode="IgnoreIfExists").status_code == 200
    assert send(ask, "Shop.1.0.0.zip", b"newer").status_code == 409
    ask("DELETE", f"/api/packages/{made['Id']}")
    assert events(ask, made) == [("Created", "admin"), ("Modified", "admin"), ("Deleted", "admin")]
    first = ask.get("/api/Spaces-1/events?eventCategories=Created")["Items"][0]
    (reference,) = first["MessageReferences"]
    assert first["Message"][reference["StartIndex"] :][: reference["Length"]] == "Shop 1.0.0"
    assert ask.get("/api/users/me")["Id"] == first["UserId"]
    groups = {each["Id"]: each["EventCategories"] for each in ask.get("/api/events/groups")}
    assert groups["Document"] == ["Created", "Modified", "Deleted"]


def test_old_packages_go(ask: Asker, old: Any) -> None:
    assert retain(ask, DeleteUnreleasedPackagesAfterDays=None) == ["Tools 1.1.0", "Tools 1.0.0"]
    assert retain(ask, DeleteUnreleasedPackagesAfterDays=30) == ["Tools 1.1.0"]
    assert events(ask, old)[-1] == ("Deleted", "system")
    path = ask.server.app.octopus.store.files.path("packages", old["Hash"])
    assert path is not None, "the other version has the same content"


def test_another_task_deletes_nothing(ask: Asker, old: Any) -> None:
    ask.put(FEED, {**ask.get(FEED), "DeleteUnreleasedPackagesAfterDays": 1})
    ask.post("/api/tasks", Name="Backup")
    assert ask.get("/api/packages")["TotalResults"] == 2


@pytest.mark.parametrize("collection", ["runbooksnapshots", "releases"])
def test_packages_in_use_stay(ask: Asker, old: Any, clean: Any, collection: str) -> None:
    with_step(ask, clean)
    process = ask.get(clean["Links"]["RunbookProcesses"])
    action = process["Steps"][0]["Actions"][0]["Name"]
    chosen = {"ActionName": action, "StepName": action, "PackageReferenceName": "tools", "Version": "1.0.0"}
    octopus = ask.server.app.octopus
    frozen = dict.fromkeys(("ProjectDeploymentProcessSnapshotId", "FrozenRunbookProcessId"), process["Id"])
    with octopus.store.transaction():
        octopus.store.put(collection, {"Id": "Holder-1", "SpaceId": "Spaces-1", "SelectedPackages": [chosen], **frozen})
    assert "Tools 1.0.0" in retain(ask, DeleteUnreleasedPackagesAfterDays=30)
    with octopus.store.transaction():
        octopus.store.delete("Holder-1")
    assert retain(ask, DeleteUnreleasedPackagesAfterDays=30) == ["Tools 1.1.0"]
