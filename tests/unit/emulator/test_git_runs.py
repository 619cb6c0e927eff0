# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of runbooks that a project keeps in Git (api: runbooks#run)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker
from .test_documents import project
from .test_git_projects import convert
from .test_git_refs import IN_GIT, STEP, at, body, branch, newest

NAMES = {
    **dict.fromkeys(("SpaceId", "SpaceIdOrName"), "Spaces-1"),
    "ProjectName": "Shop",
    "RunbookName": "clean",
    "EnvironmentNames": ["production"],
    "GitRef": "main",
}
BY_NAMES = "/api/Spaces-1/runbook-runs/git/create/v1"


def in_git(ask: Asker, name: str) -> Any:
    """A project whose published runbook is moved to Git, and asks for a value."""
    made = project(ask, name)
    runbook = ask.post("/api/runbooks", Name="Clean", ProjectId=made["Id"])
    own = {"Name": "Clean", "ProjectId": made["Id"], "RunbookId": runbook["Id"], "SpaceId": "Spaces-1"}
    assert ask("POST", "/api/runbookSnapshots?publish=true", own).status_code == 201
    asked = {"Name": "Where", "Type": "String", "Value": "", "Prompt": {"Label": "Where?", "Required": True}}
    variables = ask.get(made["Links"]["Variables"])
    ask.put(made["Links"]["Variables"], {**variables, "Variables": [asked]})
    return convert(ask, made, BasePath=f".octopus/{made['Slug']}", **IN_GIT)


@pytest.fixture
def clean(ask: Asker) -> Any:
    return in_git(ask, "Shop")


@pytest.fixture
def place(ask: Asker) -> Any:
    return ask.post("/api/environments", Name="Production")


def run(ask: Asker, owner: Any, ref: str, place: Any, **more: Any) -> Any:
    """The only run of a request."""
    sent = body(owner, ref, {"RunbookId": "clean", "Runs": [{"EnvironmentId": place["Id"], **more}]})
    answer = ask("POST", at(owner, ref, "runbooks/clean/run/v1"), sent)
    assert answer.status_code == 200, answer.text
    (made,) = answer.json()["Resources"]
    return made


def snapshot(ask: Asker, made: Any) -> Any:
    return ask.get(f"/api/runbookSnapshots/{made['RunbookSnapshotId']}")


def add_steps(ask: Asker, owner: Any, ref: str, *steps: Any) -> None:
    process = ask.get(at(owner, ref, "runbookProcesses/clean"))
    ask.put(process["Links"]["Self"], body(owner, ref, process, Steps=list(steps)))


def test_a_runbook_is_run_at_a_ref(ask: Asker, clean: Any, place: Any) -> None:
    """The run has a snapshot of its own, of the commit that the ref means then."""
    own = at(clean, "main", "runbooks/clean")
    (target,) = ask.get(f"{own}/runbookRunTemplate")["PromoteTo"]
    assert target["Links"]["RunbookRunPreview"].endswith(f"/runbooks/clean/runbookRuns/preview/{place['Id']}")
    assert ask.get(target["Links"]["RunbookRunPreview"])["StepsToExecute"] == []
    before = newest(ask, clean)
    made = run(ask, clean, "main", place)
    taken = snapshot(ask, made)
    assert taken["GitReference"] == {
        "GitRef": "refs/heads/main",
        "GitCommit": before,
        "VariablesGitCommit": before,
    }
    assert newest(ask, clean) == before
    assert (made["RunbookName"], ask.get(made["Links"]["Runbook"])["Name"]) == ("Clean", "Clean")
    assert taken["Links"]["Runbook"] == made["Links"]["Runbook"]
    (item,) = ask.get("/api/progression/runbooks/taskRuns?runbookTags=")["Items"]
    assert item["GitReference"] == {"GitRef": "refs/heads/main", "GitCommit": before}
    assert ask.get(f"{taken['Links']['RunbookRunTemplate']}")["IsRunbookProcessModified"] is False


def test_a_run_takes_what_the_runbook_is_at_its_ref(ask: Asker, clean: Any, place: Any) -> None:
    branch(ask, clean, "try")
    add_steps(ask, clean, "try", STEP)
    frozen = {}
    for ref in ("main", "try", "try"):
        taken = snapshot(ask, run(ask, clean, ref, place))
        frozen[ref] = [each["Name"] for each in ask.get(taken["Links"]["FrozenRunbookProcess"])["Steps"]]
    assert frozen == {"main": [], "try": ["Deploy"]}
    # The runs are of commits, which still have the runbook.
    assert ask("DELETE", at(clean, "try", "runbooks/clean"), None).status_code == 200
    assert ask.get("/api/runbookRuns?runbooks=clean")["TotalResults"] == 3


def test_a_runbook_that_is_removed_leaves_one_of_the_same_slug_alone(ask: Asker, clean: Any, place: Any) -> None:
    other = in_git(ask, "Other shop")
    run(ask, other, "main", place)
    assert ask("DELETE", at(clean, "main", "runbooks/clean"), None).status_code == 200
    (left,) = ask.get("/api/runbookRuns")["Items"]
    assert snapshot(ask, left)["ProjectId"] == other["Id"]
    assert ask.get(at(other, "main", "runbookProcesses/clean"))["Steps"] == []


@pytest.mark.parametrize("runs", [None, [], ["Environments-1"], [{}], [{"EnvironmentId": "Environments-9"}]])
def test_a_run_at_a_ref_needs_an_environment(ask: Asker, clean: Any, place: Any, runs: Any) -> None:
    before = ask.get("/api/runbookSnapshots")["TotalResults"]
    sent = body(clean, "main", {"RunbookId": "clean", "Runs": runs})
    ask.refused("POST", at(clean, "main", "runbooks/clean/run/v1"), sent)
    assert ask.get("/api/runbookSnapshots")["TotalResults"] == before


def test_the_values_of_prompts_are_ignored(ask: Asker, clean: Any, place: Any) -> None:
    preview = ask.get(at(clean, "main", f"runbooks/clean/runbookRuns/preview/{place['Id']}"))
    assert preview["Form"] == {"Values": {}, "Elements": []}
    made = run(ask, clean, "main", place, FormValues={"Where": "here"})
    assert [each["Value"] for each in ask.get(made["Links"]["Variables"])["Variables"]] == [""]


def test_a_run_by_names(ask: Asker, clean: Any, place: Any) -> None:
    owned = {"AcquisitionLocation": "Server", "FeedId": "feeds-builtin", "Properties": {}}
    packages = [{**owned, "Name": name, "PackageId": name} for name in ("tools", "data", "more")]
    needed = {
        "RepositoryUri": "https://git.example.com/charts",
        "DefaultBranch": "main",
        "GitCredentialType": "Anonymous",
    }
    resources = [{**needed, "Name": name, "FilePathFilters": []} for name in ("charts", "values")]
    action = {"Name": "Deploy", "ActionType": "Octopus.Script", "Packages": packages, "GitDependencies": resources}
    add_steps(ask, clean, "main", {"Name": "Deploy", "Actions": [action]})
    for version in ("1.0.0", "1.1.0"):
        ask.server.push(f"data.{version}.zip", version.encode())
    wanted = {
        **NAMES,
        "Packages": ["Deploy:tools:2.0.0", "more:3.0.0"],
        "GitResources": ["Deploy:values:refs/tags/v1"],
        "Notes": "At night",
    }
    (task,) = ask("POST", BY_NAMES, wanted).json()["RunbookRunServerTasks"]
    made = ask.get(f"/api/runbookRuns/{task['RunbookRunId']}")
    assert (made["TaskId"], made["EnvironmentId"]) == (task["ServerTaskId"], place["Id"])
    taken = snapshot(ask, made)
    assert (taken["Notes"], taken["GitReference"]["GitRef"]) == ("At night", "refs/heads/main")
    versions = {each["PackageReferenceName"]: each["Version"] for each in taken["SelectedPackages"]}
    assert versions == {"tools": "2.0.0", "data": "1.1.0", "more": "3.0.0"}
    refs = {
        each["GitResourceReferenceName"]: each["GitReferenceResource"]["GitRef"]
        for each in taken["SelectedGitResources"]
    }
    assert refs == {"charts": "main", "values": "refs/tags/v1"}
    assert "'tools' of the step 'Deploy' has no version" in ask.refused("POST", BY_NAMES, NAMES)
    assert "'main' is not valid" in ask.refused("POST", BY_NAMES, {**wanted, "GitResources": ["main"]})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"GitRef": None}, "The GitRef field is required."),
        ({"GitRef": "nowhere"}, "The Git reference 'nowhere' does not exist"),
        ({"RunbookName": "Dirty"}, "The runbook 'Dirty' does not exist."),
        ({"ProjectName": "In the database"}, "are not in Git"),
    ],
)
def test_a_run_by_names_is_refused(ask: Asker, clean: Any, place: Any, changes: Any, message: str) -> None:
    project(ask, "In the database")
    assert message in ask.refused("POST", BY_NAMES, {**NAMES, **changes})
    assert ask.get("/api/runbookRuns")["TotalResults"] == 0
