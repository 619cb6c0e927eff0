# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_runbook_run of a runbook in Git: what is at the ref is run, and nothing else (api: runbooks#run)."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus, on
from contract.doors import Door
from contract.releasing import package
from contract.test_runbook_runs import MODULE, OWN, runs, step
from emulator.testing import Emulator

RUN = {**OWN, "environments": ["Production"], "git_ref": "main"}
POST = "POST /api/Spaces-1/projects/{}/refs%2Fheads%2Fmain/runbooks/back-up/run/v1"
IN_GIT = {"ConversionState": {"RunbooksAreInGit": True}}


def in_git(octopus: Octopus, name: str, **more: Any) -> str:
    """Create a project with a runbook of two steps, and move it to Git. Returns its ID."""
    basics = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    project = octopus.ok("octopus_project", name=name, tenanted_deployment_mode="TenantedOrUntenanted", **basics)
    octopus.ok("octopus_runbook", name="Back up", project=name, multi_tenancy_mode="TenantedOrUntenanted", **more)
    octopus.ok("octopus_runbook_process", project=name, runbook="Back up", steps=[step("Dump"), step("Upload")])
    octopus.ok("octopus_runbook_snapshot", project=name, runbook="Back up")
    identity = str(project["resource"]["Id"])
    octopus.server.convert(identity, **IN_GIT)
    octopus.server.branch(identity, "try", "main")
    return identity


def stock(octopus: Octopus) -> None:
    for name in ("Production", "Test"):
        octopus.ok("octopus_environment", name=name)
    in_git(octopus, "Shop")


@pytest.fixture
def shop(octopus: Octopus) -> Octopus:
    return octopus.stocked(stock)


def project_of(octopus: Octopus) -> dict[str, Any]:
    return next(iter(octopus.server.app.octopus.store.named("projects", "Spaces-1", "Shop")))


def put_steps(octopus: Octopus, ref: str, *steps: dict[str, Any]) -> None:
    octopus.server.put_runbook_process(project_of(octopus)["Id"], ref, "back-up", list(steps))


def action(name: str, *packages: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "Name": name,
        "Actions": [{"Name": name, "ActionType": "Octopus.Script", "Packages": list(packages), **more}],
    }


def steps_of(octopus: Octopus, run: dict[str, Any]) -> list[str]:
    """The steps of which a run consists."""
    return [each["Name"] for each in octopus.server.document(run["FrozenRunbookProcessId"])["Steps"]]


def test_a_run_from_a_branch(shop: Octopus) -> None:
    predicted = shop.ok(MODULE, RUN, check=True)
    assert shop.writes() == []
    done = shop.ok(MODULE, RUN)
    assert shop.writes() == [POST.format(project_of(shop)["Id"])]
    assert predicted["changed"] and done["changed"] and predicted["diff"] == done["diff"]
    place = {"environment": "Production", "tenant": None}
    assert predicted["runs"] == [place]
    assert done["diff"]["after"] == {"git_ref": "main", "runs": [place]}
    (run,), (task,) = runs(shop), done["tasks"]
    assert (task["state"], done["runs"][0]["id"]) == ("Success", run["Id"])
    reference = shop.server.document(run["RunbookSnapshotId"])["GitReference"]
    assert (done["git_ref"], done["git_commit"]) == ("refs/heads/main", reference["GitCommit"])
    assert (predicted["git_ref"], "git_commit" in predicted) == ("main", False)
    assert shop.ok(MODULE, RUN)["changed"]


@pytest.mark.parametrize("ref", ["main", "refs/heads/try", "v1", "commit"])
def test_each_ref_has_its_own_steps(shop: Octopus, ref: str) -> None:
    project = project_of(shop)["Id"]
    shop.server.tag(project, "v1", "main")
    put_steps(shop, "try", action("Another"))
    put_steps(shop, "main", action("Dump"))
    commit = shop.ok(MODULE, {**RUN, "wait": False})["git_commit"]
    put_steps(shop, "main")
    done = shop.ok(MODULE, {**RUN, "git_ref": commit[:12] if ref == "commit" else ref})
    wanted = {"main": [], "refs/heads/try": ["Another"], "v1": ["Dump", "Upload"], "commit": ["Dump"]}
    assert steps_of(shop, runs(shop)[-1]) == wanted[ref]
    assert (done["git_commit"] == commit) is (ref == "commit")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {"git_ref": None},
            "git_ref: is missing, as 'Shop' keeps its runbooks in a Git repository; give the ref to run",
        ),
        ({"git_ref": " "}, "for example 'main', its default branch"),
        ({"git_ref": "gone"}, "git_ref: the server finds no branch, tag or commit 'gone' in the repository of 'Shop'"),
        ({"runbook": "Bakc up"}, "runbook: there is no runbook 'Bakc up' at 'main'; there is 'Back up'"),
        ({"snapshot": "First"}, "git_ref: can't be given together with snapshot"),
        ({"skip_steps": ["Unknown"]}, "skip_steps: no step is called 'Unknown'. There are 'Dump', 'Upload'"),
        ({"packages": [{"step": "Dump", "version": "1.0"}]}, "packages: no package of the process is named by"),
        ({"tenants": ["Unknown"]}, "tenants: there is no tenant named 'Unknown'"),
    ],
)
def test_wrong_options_queue_nothing(shop: Octopus, options: dict[str, Any], expected: str) -> None:
    assert expected in shop(MODULE, {**RUN, **options})["msg"]
    assert (shop.writes(), runs(shop)) == ([], [])


def test_an_environment_that_the_runbook_can_not_run_in(octopus: Octopus) -> None:
    for name in ("Production", "Test"):
        octopus.ok("octopus_environment", name=name)
    in_git(octopus, "Shop", environment_scope="Specified", environments=["Test"])
    message = "environments: the runbook can't run in 'Production'; it can run in 'Test'"
    assert message in octopus(MODULE, RUN)["msg"]


@pytest.mark.parametrize("option", ["variables", "sensitive_variables"])
def test_values_that_the_server_would_ignore_are_refused(shop: Octopus, option: str) -> None:
    shop.server.reset()
    for name in ("Production", "Test"):
        shop.ok("octopus_environment", name=name)
    in_git(shop, "Shop")
    shop.server.clear_requests()
    for check in (True, False):
        failed = shop(MODULE, {**RUN, option: {"Region": "hush-hush"}}, check=check)
        assert f"{option}: the server asks for no variable in its preview at this ref" in failed["msg"]
        assert "hush-hush" not in failed["msg"]
    assert (shop.writes(), runs(shop)) == ([], [])


def test_options_of_git_are_refused_for_a_runbook_in_the_database(octopus: Octopus) -> None:
    octopus.ok("octopus_environment", name="Production")
    basics = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    octopus.ok("octopus_project", name="Shop", **basics)
    octopus.ok("octopus_runbook", name="Back up", project="Shop")
    for check in (True, False):
        message = "git_ref: 'Shop' keeps its runbooks in the database, which has no refs; leave git_ref out"
        assert message in octopus(MODULE, RUN, check=check)["msg"]
        plain = {**OWN, "environments": ["Production"]}
        for name, value in {"package_version": "1.0", "git_resources": [{"step": "Dump", "ref": "main"}]}.items():
            failed = octopus(MODULE, {**plain, name: value}, check=check)
            assert f"{name}: can only be given with git_ref, as a snapshot has its packages" in failed["msg"]


def test_tenants_and_their_tags(shop: Octopus) -> None:
    shop.ok("octopus_tag_set", name="Region", tags=[{"name": "EU"}, {"name": "US"}])
    for name, tags in (("Acme", []), ("Beta", ["Region/EU"]), ("Gamma", ["Region/US"])):
        places = [{"project": "Shop", "environments": ["Production", "Test"]}]
        shop.ok("octopus_tenant", name=name, tenant_tags=tags, projects=places)
    options = {**RUN, "environments": ["Production", "Test"], "tenants": ["acme"], "tenant_tags": ["Region/EU"]}
    shop.server.clear_requests()
    done = shop.ok(MODULE, options)
    assert len(shop.writes()) == 1
    found = {(each["environment"], each["tenant"]) for each in done["runs"]}
    assert found == {(place, tenant) for place in ("Production", "Test") for tenant in ("Acme", "Beta")}
    assert len({each["snapshot_id"] for each in done["runs"]}) == 1


def test_no_tenant_has_the_tag(shop: Octopus) -> None:
    shop.ok("octopus_tag_set", name="Region", tags=[{"name": "EU"}])
    options = {**RUN, "tenant_tags": ["Region/EU"]}
    message = "tenant_tags: no tenant that is connected to 'Shop' there has such tags"
    assert message in shop(MODULE, options)["msg"]
    assert message in shop.ok(MODULE, options, check=True)["warnings"][0]
    assert runs(shop) == []


def test_packages_and_git_resources(shop: Octopus) -> None:
    needed = {
        "RepositoryUri": "https://git.example.com/charts",
        "DefaultBranch": "main",
        "GitCredentialType": "Anonymous",
    }
    charts = {**needed, "Name": "charts", "FilePathFilters": []}
    put_steps(
        shop, "main", action("Deploy", package("tools", "Tools"), package("data", "Data"), GitDependencies=[charts])
    )
    for version in ("1.0.0", "1.1.0"):
        shop.server.push(f"Tools.{version}.zip", version.encode())
    failed = shop(MODULE, RUN)
    assert "packages: the feed has no version of" in failed["msg"]
    shop.server.push("Data.2.0.0.zip", b"data")
    options = {
        **RUN,
        "packages": [{"step": "Deploy", "reference": "tools", "version": "1.0.0"}],
        "git_resources": [{"step": "Deploy", "name": "charts", "ref": "next"}],
    }
    predicted, done = shop.ok(MODULE, options, check=True), shop.ok(MODULE, options)
    versions = {each["reference"]: each["version"] for each in done["packages"]}
    assert versions == {"tools": "1.0.0", "data": "2.0.0"}
    assert done["git_resources"] == [{"step": "Deploy", "name": "charts", "ref": "next"}]
    assert all(predicted[each] == done[each] for each in ("packages", "git_resources"))
    snapshot = shop.server.document(runs(shop)[0]["RunbookSnapshotId"])
    assert {each["Version"] for each in snapshot["SelectedPackages"]} == {"1.0.0", "2.0.0"}
    assert snapshot["SelectedGitResources"][0]["GitReferenceResource"]["GitRef"] == "next"


def test_a_run_that_is_scheduled(shop: Octopus) -> None:
    done = shop.ok(MODULE, {**RUN, "run_at": "2050-12-24T18:00:00+01:00", "skip_steps": ["Upload"]})
    assert (done["tasks"][0]["state"], "progress" in done) == ("Queued", False)
    (run,) = runs(shop)
    assert (run["QueueTime"][:19], len(run["SkipActions"])) == ("2050-12-24T17:00:00", 1)


def test_a_run_whose_answer_is_lost_is_adopted(shop: Octopus) -> None:
    # Runs that were there before are not taken for those of the request.
    shop.ok(MODULE, RUN)
    shop.server.fault(method="POST", path="*/run/v1", drop="body")
    done = shop.ok(MODULE, {**RUN, "environments": ["Production", "Test"]})
    assert {each["id"] for each in done["runs"]} == {each["Id"] for each in runs(shop)[1:]}
    assert (len(runs(shop)), done["git_ref"]) == (3, "refs/heads/main")
    assert "it has queued the runbook 'Back up' (" in done["warnings"][0]


@pytest.mark.parametrize(
    ("ref", "other"),
    [
        ("main", {"project": "Other"}),
        ("main", {"git_ref": "try"}),
        ("refs/heads/v1", {"git_ref": "refs/tags/v1"}),
    ],
)
def test_another_run_at_the_same_moment_is_not_adopted(
    shop: Octopus, monkeypatch: pytest.MonkeyPatch, ref: str, other: dict[str, Any]
) -> None:
    """The run of a runbook with the same slug in another project, or of the same one at another ref."""
    in_git(shop, "Other")
    shop.server.branch(project_of(shop)["Id"], "v1", "main")
    shop.server.tag(project_of(shop)["Id"], "v1", "main")
    control = shop.server.app.control
    as_it_is = control.fault_for
    seen: list[str] = []

    def meanwhile(method: str, path: str) -> Any:
        if method == "POST" and path.endswith("/run/v1") and not seen:
            seen.append(path)
            shop.ok(MODULE, {**RUN, **other, "wait": False})
            shop.server.fault(method="POST", path="*/run/v1", drop="connect", times=1)
        return as_it_is(method, path)

    monkeypatch.setattr(control, "fault_for", meanwhile)
    failed = shop(MODULE, {**RUN, "git_ref": ref})
    assert seen and failed["failed"], "the request was lost"
    assert "showed no effect" in failed["msg"]
    assert len(runs(shop)) == 1


def test_an_answer_is_lost_and_looking_for_the_run_fails(shop: Octopus) -> None:
    shop.server.fault(method="POST", path="*/run/v1", drop="body")
    shop.server.fault(method="GET", path="*/runbooksnapshots/*", status=403, body={"ErrorMessage": "No permission"})
    failed = shop(MODULE, RUN)
    assert len(runs(shop)) == 1
    assert "Looking for its effect failed: No permission" in failed["msg"]
    assert "The server may have carried out the request" in failed["msg"]


def test_runs_are_waited_for_even_if_their_snapshot_can_not_be_read(shop: Octopus) -> None:
    shop.server.fault(method="GET", path="*/runbooksnapshots/*", status=403, body={"ErrorMessage": "No permission"})
    done = shop.ok(MODULE, RUN)
    assert (done["changed"], done["git_commit"], done["tasks"][0]["state"]) == (True, None, "Success")
    assert "git_commit is not known" in done["warnings"][0] and "No permission" in done["warnings"][0]


@pytest.mark.parametrize("settings", [{"virtual_directory": "/octopus"}, {"scramble_links": True}])
def test_no_address_is_guessed(door: Door, settings: dict[str, Any]) -> None:
    """The documented addresses are below that of the runbook, wherever it is."""
    with Emulator(**settings) as server:
        octopus = on(server, door)
        octopus.ok("octopus_environment", name="Production")
        in_git(octopus, "Shop")
        assert octopus.ok(MODULE, RUN)["git_ref"] == "refs/heads/main"


def test_a_run_that_fails_says_which_step_failed(shop: Octopus) -> None:
    shop.server.fail("Upload", text="The disk is full")
    failed = shop(MODULE, RUN)
    assert failed["failed"] and failed["changed"]
    assert "The disk is full" in failed["msg"]
    reference = shop.server.document(runs(shop)[0]["RunbookSnapshotId"])["GitReference"]
    assert (failed["git_ref"], failed["git_commit"]) == (reference["GitRef"], reference["GitCommit"])


def test_check_mode_assumes_a_project_that_does_not_exist_yet(octopus: Octopus) -> None:
    predicted = octopus.ok(MODULE, {**RUN, "project": "New"}, check=True)
    assert (predicted["changed"], predicted["git_ref"]) == (True, "main")
