# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes of runbooks, and snapshots of both with variables (api: runbooks#snapshot)."""

from __future__ import annotations

import re
from typing import Any

from .cleaning import clean, runbook, snapshot, text, with_step
from .conftest import Asker
from .test_collections import names
from .test_documents import project

__all__ = ["clean"]


def test_the_process_has_a_version_of_its_own(ask: Asker, clean: Any) -> None:
    process = with_step(ask, clean)
    assert process["Version"] == 1
    assert process["Steps"][0]["Actions"][0]["Slug"] == "clean"
    message = ask.refused("PUT", process["Links"]["Self"], {**process, "Version": 0})
    assert message.startswith("Changes to this process could not be saved, because another user has made changes")
    below = f"/api/projects/Projects-1/runbookProcesses/{process['Id']}"
    assert ask.put(below, {"Version": 1})["Steps"] == []
    assert [each["Id"] for each in ask.get("/api/projects/Projects-1/runbookProcesses")["Items"]] == [process["Id"]]


def test_the_template_names_what_versions_are_needed_of(ask: Asker, clean: Any) -> None:
    with_step(ask, clean)
    template = ask.get(clean["Links"]["RunbookSnapshotTemplate"])
    assert re.fullmatch(r"Snapshot [A-Z0-9]{7}", template["NextNameIncrement"])
    [package] = template["Packages"]
    assert (package["ActionName"], package["PackageReferenceName"]) == ("Clean", "tools")
    assert (package["PackageId"], package["IsResolvable"], package["VersionSelectedLastRelease"]) == (
        "Tools",
        True,
        None,
    )
    chosen = {"ActionName": "Clean", "PackageReferenceName": "tools", "Version": "1.2.3"}
    body = {"Name": "A", "RunbookId": clean["Id"], "ProjectId": "Projects-1", "SelectedPackages": [chosen]}
    assert ask("POST", "/api/runbookSnapshots", body).status_code == 201
    [package] = ask.get(clean["Links"]["RunbookSnapshotTemplate"])["Packages"]
    assert package["VersionSelectedLastRelease"] == "1.2.3"


def test_a_snapshot_freezes_process_and_variables(ask: Asker, clean: Any) -> None:
    with_step(ask, clean)
    ask.put("/api/variables/variableset-Projects-1", {"Variables": [text("A", "1")], "Version": 0})
    made = snapshot(ask, clean)
    assert made == ask.get(made["Links"]["Self"])
    assert re.fullmatch(r"RunbookProcess-Runbooks-1-s-1-\w{5}", made["FrozenRunbookProcessId"])
    frozen = ask.get(f"/api/runbookProcesses/{made['FrozenRunbookProcessId']}")
    assert [each["Name"] for each in frozen["Steps"]] == ["Clean"]
    message = ask.refused("PUT", frozen["Links"]["Self"], frozen)
    assert (
        message == "You cannot modify this process because it is frozen. You'll need to create a new process instead."
    )
    variables = ask.get(f"/api/variables/{made['ProjectVariableSetSnapshotId']}")
    assert "the set is frozen" in ask.refused("PUT", variables["Links"]["Self"], variables)
    assert len(ask.get("/api/variables/all")) == 1, "no list has frozen copies"
    assert len(ask.get("/api/runbookProcesses")["Items"]) == 1


def test_variables_are_taken_anew(ask: Asker, clean: Any) -> None:
    own = "/api/variables/variableset-Projects-1"
    ask.put(own, {"Variables": [text("A", "1"), text("B", "1")], "Version": 0})
    made = snapshot(ask, clean)
    ask.put(own, {"Variables": [text("A", "2"), text("B", "2")], "Version": 1})
    named = [{"Name": "a", "OwnerId": "Projects-1"}]
    partly = ask("POST", f"{made['Links']['Self']}/snapshot-variables-by-name", named).json()
    assert partly["ProjectVariableSetSnapshotId"] != made["ProjectVariableSetSnapshotId"]
    assert values(ask, partly) == {"A": "2", "B": "1"}
    wholly = ask("POST", made["Links"]["SnapshotVariables"]).json()
    assert values(ask, wholly) == {"A": "2", "B": "2"}
    below = f"/api/projects/Projects-1/runbookSnapshots/{made['Id']}"
    assert ask("POST", f"{below}/snapshot-variables/v1").json()["Resource"]["Id"] == made["Id"]
    [frozen] = ask.get(f"{below}/variables")
    assert [each["Value"] for each in frozen["Variables"]] == ["2", "2"]


def values(ask: Asker, made: Any) -> dict[str, str]:
    found = ask.get(f"/api/variables/{made['ProjectVariableSetSnapshotId']}")
    return {each["Name"]: each["Value"] for each in found["Variables"]}


def test_publishing(ask: Asker, clean: Any) -> None:
    first = snapshot(ask, clean, query="?publish=true")
    published = ask.get(clean["Links"]["Self"])
    assert published["PublishedRunbookSnapshotId"] == first["Id"]
    assert ask.put(clean["Links"]["Self"], published)["PublishedRunbookSnapshotId"] == first["Id"]
    second = snapshot(ask, clean, "Second")
    ask.put(clean["Links"]["Self"], {**published, "PublishedRunbookSnapshotId": second["Id"]})
    assert ask("DELETE", second["Links"]["Self"]).status_code == 200
    assert ask.get(clean["Links"]["Self"])["PublishedRunbookSnapshotId"] is None
    other = snapshot(ask, runbook(ask, "Other"), "Third")
    wrong = {**clean, "PublishedRunbookSnapshotId": other["Id"]}
    assert "different runbook" in ask.refused("PUT", clean["Links"]["Self"], wrong)


def test_publishing_by_the_body_and_below_the_project(ask: Asker, clean: Any) -> None:
    body = {"Name": "First", "RunbookId": clean["Id"], "Publish": "yes"}
    answer = ask("POST", "/api/projects/Projects-1/runbookSnapshots", body)
    assert answer.status_code == 201
    assert ask.get(clean["Links"]["Self"])["PublishedRunbookSnapshotId"] == answer.json()["Id"]


def test_a_snapshot_is_found_by_its_name(ask: Asker, clean: Any) -> None:
    made = snapshot(ask, clean, "Before Christmas")
    below = "/api/projects/Projects-1/runbookSnapshots"
    assert ask.get(f"{below}/before%20christmas")["Id"] == made["Id"]
    assert ask.get(f"{below}/{made['Id']}")["Name"] == "Before Christmas"
    assert names(ask.get(f"{below}?searchByName=christ")) == ["Before Christmas"]
    assert names(ask.get(f"{clean['Links']['Self']}/runbookSnapshots?searchByName=easter")) == []
    changed = ask.put(made["Links"]["Self"], {**made, "Notes": "Last of the year", "RunbookId": "Runbooks-9"})
    assert (changed["Notes"], changed["RunbookId"]) == ("Last of the year", clean["Id"])
    assert "already exists" in ask.refused("POST", "/api/runbookSnapshots", {**made, "Id": None})


def test_the_permission_to_take_snapshots(ask: Asker, older: Asker) -> None:
    for asker, permission in ((ask, "RunbookSnapshotCreate"), (older, "RunbookEdit")):
        project(asker)
        clean = runbook(asker)
        user = asker.post("/api/users", Username="ci", DisplayName="CI", IsService=True)
        key = asker("POST", f"/api/users/{user['Id']}/apikeys", {"Purpose": "x"}).json()["ApiKey"]
        body = {"Name": "Mine", "RunbookId": clean["Id"], "ProjectId": "Projects-1"}
        refused = asker("POST", "/api/runbookSnapshots", body, headers={"X-Octopus-ApiKey": key})
        assert refused.status_code == 403
        assert permission in refused.json()["ErrorMessage"]
