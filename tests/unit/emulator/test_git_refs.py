# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents of a version-controlled project at its branches, tags and commits."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from emulator.testing import Emulator

from .conftest import Asker
from .test_documents import project
from .test_git_projects import convert

STEP = {"Name": "Deploy", "Actions": [{"Name": "Deploy", "ActionType": "Octopus.Script"}]}
PLAIN = {"Name": "Region", "Value": "west", "Type": "String"}
HIDDEN = {"Name": "Key", "Value": "hunter-22", "Type": "Sensitive"}


@pytest.fixture
def shop(ask: Asker) -> Any:
    """A project with a step and two variables, in Git."""
    made = project(ask)
    ask.server.put_process(made["Id"], [STEP])
    own = made["Links"]["Variables"]
    ask.put(own, {**ask.get(own), "Variables": [PLAIN, HIDDEN]})
    there = convert(ask, made, ProtectedBranchNamePatterns=["release/*"])
    ask.server.tag(made["Id"], "v1", "main")
    return there


def branch(ask: Asker, shop: Any, name: str) -> None:
    wanted = {"BaseGitRef": "main", "NewBranchName": name, "ProjectId": shop["Id"], "SpaceId": "Spaces-1"}
    assert ask("POST", f"{shop['Links']['Self']}/git/branches/v2", wanted).status_code == 200


def at(shop: Any, ref: str, what: str = "deploymentprocesses") -> str:
    return f"{shop['Links']['Self']}/{quote(ref, safe='')}/{what}"


def body(shop: Any, ref: str, document: Any, **changes: Any) -> Any:
    """A document as newer servers want it at a ref."""
    return {**document, "ProjectId": shop["Id"], "SpaceId": "Spaces-1", "GitRef": ref, **changes}


def newest(ask: Asker, shop: Any) -> str:
    return str(ask.get(f"{shop['Links']['Self']}/git/commits")["Items"][0]["Name"])


def test_every_spelling_of_a_ref_means_the_same(ask: Asker, shop: Any) -> None:
    commit = newest(ask, shop)
    for ref in ("main", "refs/heads/main", "v1", "refs/tags/v1", commit, commit[:7]):
        assert [each["Name"] for each in ask.get(at(shop, ref))["Steps"]] == ["Deploy"]
    for ref in ("nothing", "refs/heads/v1", "refs/tags/main", "0000000", "refs"):
        ask.refused("GET", at(shop, ref), status=404)


@pytest.mark.parametrize("what", ["deploymentprocesses", "deploymentsettings", "variables"])
def test_a_write_adds_a_commit_to_its_branch_alone(ask: Asker, shop: Any, what: str) -> None:
    branch(ask, shop, "feature/cart")
    change = {
        "deploymentprocesses": {"Steps": []},
        "deploymentsettings": {"DefaultGuidedFailureMode": "On"},
        "variables": {"Variables": []},
    }[what]
    name = next(iter(change))
    before = ask.get(at(shop, "main", what))
    there = ask.get(at(shop, "feature/cart", what))
    assert there[name] == before[name]
    ask.put(there["Links"]["Self"], body(shop, "feature/cart", there, **change, ChangeDescription="Try"))
    assert ask.get(at(shop, "feature/cart", what))[name] == change[name]
    assert ask.get(at(shop, "main", what)) == before
    own = f"/projects/{shop['Id']}/refs%2Fheads%2Ffeature%2Fcart/{what}"
    assert ask.get(at(shop, "refs/heads/feature/cart", what))["Links"]["Self"].endswith(own)


def test_a_commit_stays_as_it_is(ask: Asker, shop: Any) -> None:
    before = newest(ask, shop)
    ask.put(at(shop, "main"), body(shop, "main", ask.get(at(shop, "main")), Steps=[]))
    assert newest(ask, shop) != before
    assert ask.get(at(shop, before))["Steps"] != []
    assert ask.get(at(shop, "main"))["Steps"] == []


def test_commits_have_messages_and_authors(ask: Asker, shop: Any) -> None:
    main = at(shop, "main")
    ask.put(main, body(shop, "main", ask.get(main), ChangeDescription="Try"))
    ask.put(main, body(shop, "main", ask.get(main)))
    stored = [ask.server.document(f"{shop['Id']} {each['Name']}") for each in commits(ask, shop)]
    messages = [each["Message"] for each in stored]
    assert messages == ["Update deployment process", "Try", "To Git", "Initial commit"]
    assert {each["Author"] for each in stored} == {"admin"}


def commits(ask: Asker, shop: Any) -> list[Any]:
    return list(ask.get(f"{shop['Links']['Self']}/git/commits")["Items"])


def test_only_a_free_branch_is_written_to(ask: Asker, shop: Any) -> None:
    """The refusals are unverified."""
    branch(ask, shop, "release/1")
    document = ask.get(at(shop, "main"))
    for ref, expected in (("v1", "not a branch"), (newest(ask, shop), "not a branch"), ("release/1", "protected")):
        assert expected in ask.refused("PUT", at(shop, ref), body(shop, ref, document))
    assert len(commits(ask, shop)) == 2


def test_a_refused_write_is_no_commit(ask: Asker, shop: Any) -> None:
    main = at(shop, "main")
    document = ask.get(main)
    ask.put(main, body(shop, "main", document))
    number = len(commits(ask, shop))
    assert "another user" in ask.refused("PUT", main, body(shop, "main", document)), "its version is older"
    assert len(commits(ask, shop)) == number


def test_secrets_stay_in_the_database(ask: Asker, shop: Any) -> None:
    in_git, in_database = (
        ask.get(each) for each in (at(shop, "main", "variables"), shop["Links"]["SensitiveVariables"])
    )
    assert [each["Name"] for each in in_git["Variables"]] == ["Region"]
    assert [each["Name"] for each in in_database["Variables"]] == ["Key"]
    assert [each["Name"] for each in in_git["ScopeValues"]["Actions"]] == ["Deploy"]
    wrong = body(shop, "main", in_git, Variables=[*in_git["Variables"], HIDDEN])
    assert "Key" in ask.refused("PUT", at(shop, "main", "variables"), wrong)
    plain = {**in_database, "Variables": [*in_database["Variables"], PLAIN]}
    assert "Region" in ask.refused("PUT", shop["Links"]["SensitiveVariables"], plain)


def test_the_settings_of_a_branch_are_those_that_the_project_had(ask: Asker) -> None:
    made = project(ask, DefaultGuidedFailureMode="On", ReleaseNotesTemplate="#{Notes}")
    there = convert(ask, made)
    assert (there["DefaultGuidedFailureMode"], there["ReleaseNotesTemplate"]) == ("EnvironmentDefault", None)
    settings = ask.get(at(there, "main", "deploymentsettings"))
    assert (settings["DefaultGuidedFailureMode"], settings["ReleaseNotesTemplate"]) == ("On", "#{Notes}")
    assert settings["VersioningStrategy"]["Template"]


def test_the_template_of_a_release_is_that_of_the_ref(ask: Asker, shop: Any) -> None:
    link = ask.get(at(shop, "main"))["Links"]["Template"]
    assert link == f"{at(shop, 'refs/heads/main')}/template{{?channel,releaseId}}"
    assert ask.get(link.partition("{")[0])["NextVersionIncrement"] == "0.0.1"


def test_the_links_of_a_ref_can_be_scrambled() -> None:
    with Emulator(scramble_links=True) as server:
        made = server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
        server.convert(made["Id"])
        ask = Asker(server)
        listed = ask.get("/api")["Links"]["Projects"].partition("{")[0]
        link = ask.get(listed)["Items"][0]["Links"]["DeploymentProcess"]
        process = ask.get(link.replace("{gitRef}", "refs%2Fheads%2Fmain"))
        assert process["ProjectId"] == made["Id"]
        assert ask.get(process["Links"]["Self"]) == process
        ask.refused("GET", link.replace("{gitRef}", "main/x"), status=404)


def test_a_part_of_a_path_is_decoded_once_it_is_apart(ask: Asker) -> None:
    made = ask.post("/api/environments", Name="Production")
    assert ask.get(f"/api/environments/{made['Id'].replace('-', '%2D')}")["Name"] == "Production"
    ask.refused("GET", f"/api/environments%2F{made['Id']}", status=404)


RELEASED = "VersionControlReference"


def release(ask: Asker, shop: Any, version: str, **reference: str) -> Any:
    return ask.post("/api/releases", ProjectId=shop["Id"], Version=version, VersionControlReference=reference)


def test_a_release_has_the_documents_of_its_ref(ask: Asker, shop: Any) -> None:
    first = newest(ask, shop)
    main = at(shop, "main")
    ask.put(main, body(shop, "main", ask.get(main), Steps=[]))
    head, older = release(ask, shop, "2", GitRef="refs/heads/main"), release(ask, shop, "1", GitRef="v1")
    at_commit = release(ask, shop, "0", GitRef="main", GitCommit=first)
    steps = [
        len(ask.get(each["Links"]["ProjectDeploymentProcessSnapshot"])["Steps"]) for each in (head, older, at_commit)
    ]
    assert steps == [0, 1, 1]
    commits_of = [each[RELEASED]["GitCommit"] for each in (head, older, at_commit)]
    assert commits_of == [newest(ask, shop), first, first]
    assert [each[RELEASED]["GitRef"] for each in (head, older)] == ["refs/heads/main", "refs/tags/v1"]
    assert at_commit[RELEASED]["GitRef"] == "refs/heads/main"
    frozen = ask.get(head["Links"]["ProjectVariableSnapshot"])
    assert sorted(each["Name"] for each in frozen["Variables"]) == ["Key", "Region"]
    assert "/variables/variableset-" in frozen["Links"]["Self"]
    template = ask.get(f"{older['Links']['Self']}/deployments/template")
    assert (template["IsDeploymentProcessModified"], template["IsVariableSetModified"]) == (False, False)
    assert ask.get(f"{at_commit['Links']['Self']}/deployments/template")["IsDeploymentProcessModified"] is True


def test_a_release_of_a_versioned_project_needs_a_ref(ask: Asker, shop: Any) -> None:
    body_of = {"ProjectId": shop["Id"], "Version": "1", "SpaceId": "Spaces-1"}
    message = "Creating a release for a version controlled process requires GitRef to be set on VersionControlReference"
    assert ask.refused("POST", "/api/releases", body_of) == message
    assert "'nothing' does not exist" in ask.refused(
        "POST", "/api/releases", {**body_of, RELEASED: {"GitRef": "nothing"}}
    )
    other = project(ask, "Other")
    wrong = {**body_of, "ProjectId": other["Id"], RELEASED: {"GitRef": "main"}}
    assert "not version controlled" in ask.refused("POST", "/api/releases", wrong)


def test_a_release_by_names_takes_a_ref(ask: Asker, shop: Any) -> None:
    wanted = {"SpaceIdOrName": "Spaces-1", "SpaceId": "Spaces-1", "ProjectName": "Shop"}
    answer = ask("POST", "/api/Spaces-1/releases/create/v1", {**wanted, "GitRef": "main"})
    assert answer.status_code == 201, answer.text
    assert answer.json()["ReleaseVersion"] == "0.0.1"
    assert ask.get(f"/api/releases/{answer.json()['ReleaseId']}")[RELEASED]["GitRef"] == "refs/heads/main"
    assert "requires GitRef" in ask.refused("POST", "/api/Spaces-1/releases/create/v1", wanted, as_it_is=True)


def test_the_variables_of_a_release_are_taken_anew_at_its_ref(ask: Asker, shop: Any) -> None:
    made = release(ask, shop, "1", GitRef="main")
    own = at(shop, "main", "variables")
    ask.put(own, body(shop, "main", ask.get(own), Variables=[]))
    taken = ask("POST", made["Links"]["SnapshotVariables"], {}).json()
    assert [each["Name"] for each in ask.get(taken["Links"]["ProjectVariableSnapshot"])["Variables"]] == ["Key"]
    assert taken[RELEASED] == {**made[RELEASED], "VariablesGitCommit": newest(ask, shop)}


def test_a_runbook_of_the_database_has_the_variables_of_the_default_branch(ask: Asker, shop: Any) -> None:
    runbook = ask.post("/api/runbooks", Name="Clean", ProjectId=shop["Id"])
    made = ask.post("/api/runbookSnapshots", Name="First", ProjectId=shop["Id"], RunbookId=runbook["Id"])
    frozen = ask.get(f"/api/variables/{made['FrozenProjectVariableSetId']}")
    assert sorted(each["Name"] for each in frozen["Variables"]) == ["Key", "Region"]


IN_GIT = {"ConversionState": {"RunbooksAreInGit": True}}


@pytest.fixture
def clean(ask: Asker) -> Any:
    """A project with one published runbook and a draft, in Git."""
    made = project(ask)
    for name in ("Clean", "Draft"):
        runbook = ask.post("/api/runbooks", Name=name, ProjectId=made["Id"])
        published = "?publish=true" if name == "Clean" else ""
        own = {"Name": name, "ProjectId": made["Id"], "RunbookId": runbook["Id"], "SpaceId": "Spaces-1"}
        assert ask("POST", f"/api/runbookSnapshots{published}", own).status_code == 201
    return convert(ask, made, **IN_GIT)


def test_published_runbooks_are_moved_to_git(ask: Asker, clean: Any) -> None:
    assert (
        clean["Links"]["Runbooks"] == f"{clean['Links']['Self']}/{{gitRef}}/runbooks{{/id}}{{?skip,take,partialName}}"
    )
    [found] = ask.get(at(clean, "refs/heads/main", "runbooks"))["Items"]
    assert (found["Id"], found["Name"], found["PublishedRunbookSnapshotId"]) == ("clean", "Clean", None)
    assert found["Links"]["Self"] == at(clean, "refs/heads/main", "runbooks/clean")
    assert ask.get(found["Links"]["Self"])["RunbookProcessId"] == found["RunbookProcessId"]
    assert ask.get(found["Links"]["RunbookEnvironments"]) == []
    assert ask.get("/api/runbooks")["Items"] == []
    assert "are in Git" in ask.refused("POST", "/api/runbooks", {"Name": "Other", "ProjectId": clean["Id"]})


def test_a_runbook_is_created_changed_and_removed_at_a_branch(ask: Asker, clean: Any) -> None:
    branch(ask, clean, "try")
    retention = {"QuantityToKeep": 100, "ShouldKeepForever": False}
    wanted = body(clean, "try", {"Name": "Restart it", "RunRetentionPolicy": retention, "ChangeDescription": "Begin"})
    created = at(clean, "try", "runbooks/v2")
    answer = ask("POST", created, wanted)
    assert (answer.status_code, answer.json()["Id"]) == (201, "restart-it"), answer.text
    assert "already exists" in ask.refused("POST", created, wanted, as_it_is=True)
    own = at(clean, "try", "runbooks/restart-it")
    changed = ask.put(own, body(clean, "try", ask.get(own), Description="At night"))
    assert (changed["Description"], ask.get(own)["Description"]) == ("At night", "At night")
    process = ask.get(at(clean, "try", f"runbookProcesses/{changed['RunbookProcessId']}"))
    written = ask.put(process["Links"]["Self"], body(clean, "try", process, Steps=[STEP]))
    assert ask.get(at(clean, "try", "runbookProcesses/restart-it")) == written
    ask.refused("GET", at(clean, "main", "runbooks/restart-it"), status=404)
    assert ask("DELETE", own, None).status_code == 200
    ask.refused("GET", own, status=404)
    ask.refused("GET", process["Links"]["Self"], status=404)


def test_runbooks_in_the_database_have_no_ref(ask: Asker, shop: Any) -> None:
    ask.refused("GET", at(shop, "main", "runbooks"), status=404)
