# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_info and octopus_task_log_info: records of what happened, found by names, and the logs of server tasks."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._tasks.records import RECORDS, Record
from contract.conftest import Octopus

MODULE, LOGS = "octopus_info", "octopus_task_log_info"
# The options that some kinds of records require.
WHOSE = {"progression": {"project": "Shop"}, "live_status": {"project": "Shop", "environment": "Test"}}
MOMENTS = ("2026-11-01T10:00:00.000+00:00", "2026-11-02T10:00:00.000+00:00", "2026-11-03T10:00:00.000+00:00")


def stock(octopus: Octopus) -> None:
    """Two projects with releases, one of them with a runbook that has run in two environments."""
    for name in ("Production", "Test"):
        octopus.ok("octopus_environment", name=name)
    basics = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    for name in ("Shop", "Books"):
        octopus.ok("octopus_project", name=name, **basics)
        octopus.ok("octopus_runbook", name="Back up", project=name)
    octopus.ok("octopus_channel", name="Beta", project="Shop", lifecycle="Default Lifecycle")
    for project, version in (("Shop", "1.0.0"), ("Books", "5.0.0"), ("Shop", "1.1.0"), ("Shop", "2.0.0-beta")):
        channel = {"channel": "Beta"} if "beta" in version else {}
        octopus.ok("octopus_release", project=project, version=version, ignore_channel_rules=True, **channel)
    script = {"name": "Dump", "run_on_server": True, "run_script": {"script_body": "echo dumping"}}
    for project in ("Shop", "Books"):
        runbook = {"project": project, "runbook": "Back up"}
        octopus.ok("octopus_runbook_process", {**runbook, "steps": [script]})
        octopus.ok("octopus_runbook_snapshot", runbook)
        octopus.ok("octopus_runbook_run", {**runbook, "environments": ["Production", "Test"]})


@pytest.fixture
def shop(octopus: Octopus) -> Octopus:
    return octopus.stocked(stock)


def found(octopus: Octopus, kind: str, prop: str, **options: Any) -> list[Any]:
    result = octopus.ok(MODULE, kind=kind, **options)
    assert not result["changed"] and octopus.writes() == []
    return [each[prop] for each in result["resources"]]


def at_moments(octopus: Octopus, collection: str, prop: str) -> list[str]:
    """Give the newest three documents of a collection other moments, and return their IDs, the oldest first."""
    store = octopus.server.app.octopus.store
    ids = [each["Id"] for each in store.all(collection)][-len(MOMENTS) :]
    for identity, moment in zip(ids, MOMENTS, strict=True):
        octopus.server.put_read_only(identity, {prop: moment})
    return ids


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.kind)
def test_every_kind_of_records_has_its_names(octopus: Octopus, record: Record) -> None:
    whose = WHOSE.get(record.kind, {})
    octopus.ok("octopus_environment", name="Test")
    octopus.ok("octopus_project", name="Shop", project_group="Default Project Group", lifecycle="Default Lifecycle")
    results = [octopus(MODULE, kind=name, **whose) for name in (*record.names, f"octopus_{record.kind}")]
    unserved = [f"There is no link {record.location.link!r}" in each.get("msg", "") for each in results]
    assert all(unserved) or all(each["resources"] == results[0]["resources"] for each in results)


def test_a_release_is_found_by_its_project_and_channel(shop: Octopus) -> None:
    assert found(shop, "release", "Version") == ["2.0.0-beta", "1.1.0", "5.0.0", "1.0.0"]
    shop.server.clear_requests()
    assert found(shop, "release", "Version", project="shop") == ["2.0.0-beta", "1.1.0", "1.0.0"]
    # The root, the project, and its own list of releases.
    assert [each.path.rpartition("/")[2] for each in shop.server.requests][1:] == ["projects", "releases"]
    assert found(shop, "releases", "Version", project="Shop", channel="Beta") == ["2.0.0-beta"]
    assert found(shop, "release", "Version", project="Shop", name="1.1.0") == ["1.1.0"]
    assert found(shop, "release", "Version", project="Shop", limit=1) == ["2.0.0-beta"]


def test_a_run_is_found_by_names_that_the_server_gets_as_ids(shop: Octopus) -> None:
    assert len(found(shop, "runbook_run", "Id")) == 4
    options = {"project": "Books", "runbook": "Back up", "environment": "Test", "states": ["Success"]}
    (run,) = found(shop, "runbook_run", "Id", **options)
    document = shop.server.document(run)
    query = shop.server.requests[-1].query
    assert (query["projects"], query["runbooks"]) == (document["ProjectId"], document["RunbookId"])
    assert (query["environments"], query["taskstate"]) == (document["EnvironmentId"], "Success")
    assert found(shop, "runbook_run", "Id", **{**options, "states": ["Failed", "Canceled"]}) == []
    # The list takes one state, so that each one is asked for.
    assert [each.query["taskstate"] for each in shop.server.requests[-2:]] == ["Failed", "Canceled"]
    assert found(shop, "runbook_snapshot", "ProjectId", project="Books") == [document["ProjectId"]]
    assert found(shop, "runbook_snapshot", "ProjectId", project="Shop", runbook="Back up") == ["Projects-1"]
    assert "2 runbooks are called 'Back up'" in shop(MODULE, kind="runbook_run", runbook="Back up")["msg"]


def test_runs_of_several_states_come_newest_first(shop: Octopus) -> None:
    runbook = {"project": "Shop", "runbook": "Back up"}
    shop.server.fail("Dump")
    for result in ("failed", "changed"):
        assert shop("octopus_runbook_run", {**runbook, "environments": ["Test"]})[result]
    oldest, failed, newest = at_moments(shop, "runbookruns", "Created")
    shop.server.clear_requests()
    options = {"environment": "Test", "states": ["Failed", "Success"], "since": "2026-11-01", "until": "2026-11-04"}
    assert found(shop, "runbook_run", "Id", **options) == [newest, failed, oldest]
    assert found(shop, "runbook_run", "Id", **options, limit=1) == [newest]
    twice = {**options, "states": ["Failed", "Failed", "Success"]}
    assert found(shop, "runbook_run", "Id", **twice) == [newest, failed, oldest]
    assert found(shop, "runbook_run", "Id", **twice, parameters={"taskState": "Failed"}) == [failed]


def test_tasks_are_found_by_project_environment_and_state(shop: Octopus) -> None:
    names = found(shop, "task", "Name", project="Shop")
    assert set(names) == {"RunbookRun"} and len(names) == 2
    assert len(found(shop, "task", "Id", project="Shop", environment="Test", states=["Success", "Failed"])) == 1
    assert found(shop, "tasks", "Id", states=["Executing", "Queued"]) == []


def test_deployments_and_the_dashboard(shop: Octopus) -> None:
    step = {"name": "Dump", "run_on_server": True, "run_script": {"script_body": "echo dumping"}}
    for project, version in (("Shop", "7.0.0"), ("Shop", "8.0.0"), ("Books", "9.0.0")):
        shop.ok("octopus_deployment_process", project=project, steps=[step])
        shop.ok("octopus_release", project=project, version=version)
        for environment in ("Production", "Test"):
            shop.ok("octopus_deployment", project=project, version=version, environments=[environment])
    shop.server.fail("Dump")
    assert shop("octopus_deployment", project="Shop", version="7.0.0", environments=["Test"])["failed"]
    shop.server.clear_requests()
    options = {"kind": "deployment", "project": "Shop", "environment": "Test"}
    result = shop.ok(MODULE, options, with_names=True)
    assert [result["names"][each["ReleaseId"]] for each in result["resources"]] == ["7.0.0", "8.0.0", "7.0.0"]
    assert len(found(shop, prop="Id", **options, states=["Failed"])) == 1
    assert len(found(shop, prop="Id", **options, channel="Default", states=["Success", "Failed"])) == 3
    assert found(shop, prop="Id", **options, channel="Beta") == []
    board = {"kind": "dashboard", "project": "Shop"}
    assert sorted(found(shop, prop="ReleaseVersion", **board)) == ["7.0.0", "8.0.0"]
    assert found(shop, prop="ReleaseVersion", **board, environment="Production") == ["8.0.0"]
    assert "environments" in shop.server.requests[-1].query
    assert found(shop, prop="ReleaseVersion", **board, states=["Failed"]) == ["7.0.0"]
    assert len(found(shop, "dashboard", "Id")) == 4


def test_how_far_the_releases_of_a_project_have_come(shop: Octopus) -> None:
    step = {"name": "Dump", "run_on_server": True, "run_script": {"script_body": "echo dumping"}}
    shop.ok("octopus_deployment_process", project="Shop", steps=[step])
    for version in ("7.0.0", "8.0.0"):
        shop.ok("octopus_release", project="Shop", version=version)
    shop.ok("octopus_deployment", project="Shop", version="7.0.0", environments=["Production"])
    options = {"kind": "progression", "project": "Shop"}
    [progression] = shop.ok(MODULE, options)["resources"]
    assert [each["Release"]["Version"] for each in progression["Releases"]] == ["8.0.0", "7.0.0", "2.0.0-beta"]
    assert [len(each["Deployments"]) for each in progression["Releases"]] == [0, 1, 0]
    assert shop.ok(MODULE, options, limit=1)["resources"] == [progression]
    [shorter] = shop.ok(MODULE, options, parameters={"releaseHistoryCount": 1})["resources"]
    assert "2.0.0-beta" not in [each["Release"]["Version"] for each in shorter["Releases"]]
    for more, expected in (
        ({"project": None}, "project: must be given for this kind: each project has its own progression"),
        ({"environment": "Test"}, "environment: can't be given for this kind"),
        ({"since": "2026-01-01"}, "since: can't be given for this kind: its documents have"),
        ({"states": ["Failed"]}, "states: can't be given for this kind"),
    ):
        assert expected in shop(MODULE, {**options, **more})["msg"]


def test_the_live_status_of_a_place(shop: Octopus) -> None:
    options = {"kind": "live_status", "project": "Shop", "environment": "Production"}
    step = {"name": "Dump", "run_on_server": True, "run_script": {"script_body": "echo dumping"}}
    shop.ok("octopus_deployment_process", project="Shop", steps=[step])
    shop.ok("octopus_release", project="Shop", version="7.0.0")
    tentacle = {"uri": "https://10.0.0.1:10933/", "thumbprint": "27B15B8E1F4B2C0C8F3C5A2F1D6E0B9A4C7D8E31"}
    machine = shop.ok(
        "octopus_machine", name="agent", environments=["Production"], roles=["web"], listening_tentacle=tentacle
    )
    place = {"project": "Shop", "version": "7.0.0", "environments": ["Production"]}
    [made] = shop.ok("octopus_deployment", **place)["deployments"]
    shop.server.report(made["id"], machine["id"], {"HealthStatus": "Degraded"})
    shop.server.clear_requests()
    [live] = shop.ok(MODULE, options)["resources"]
    assert live["Summary"]["Status"] == "Degraded" and shop.writes() == []
    assert [each["MachineId"] for each in live["MachineStatuses"]] == [machine["id"]]
    # The root, the project, the environment, and the status itself.
    assert len(shop.server.requests) == 4
    [short] = shop.ok(MODULE, options, parameters={"summaryOnly": True})["resources"]
    assert short == {**live, "MachineStatuses": []}
    shop.ok("octopus_tenant", name="North")
    [of_tenant] = shop.ok(MODULE, options, tenant="North")["resources"]
    assert of_tenant["Summary"]["Status"] == "NotSupported"
    assert "/tenants/" in shop.server.requests[-1].path
    assert shop(MODULE, options, project="To come", check=True)["resources"] == []
    for missing in ("project", "environment"):
        problem = f"{missing}: must be given for this kind: each {missing} has its own live status"
        assert problem in shop(MODULE, {**options, missing: None})["msg"]


@pytest.mark.parametrize(
    ("options", "needed"),
    [
        ({"kind": "TenantedLiveStatus"}, "project and environment and tenant"),
        ({"kind": "TenantedLiveStatus", "project": "Shop", "environment": "Test"}, "tenant"),
        ({"kind": "LiveStatus", "project": "Shop", "environment": "Test", "tenant": "North"}, ""),
        ({"kind": "SpaceHome"}, "parameters.spaceId"),
        ({"kind": "PackageDeltaSignature", "parameters": {"version": "1.0"}}, "parameters.packageId"),
    ],
    ids=str,
)
def test_an_address_with_a_part_that_is_missing(shop: Octopus, options: dict[str, Any], needed: str) -> None:
    shop.ok("octopus_tenant", name="North")
    shop.server.clear_requests()
    result = shop(MODULE, options)
    message = f"{needed}: must be given for this kind. The link {options['kind']!r} can't be followed without "
    assert result.get("msg", "").startswith(message) if needed else not result.get("failed")
    assert [each for each in shop.server.requests if "//" in each.path] == []


NAMELESS = [each for each in RECORDS if each.found_by]


def test_which_records_have_names(shop: Octopus) -> None:
    step = {"name": "Dump", "run_on_server": True, "run_script": {"script_body": "echo dumping"}}
    shop.ok("octopus_deployment_process", project="Shop", steps=[step])
    shop.ok("octopus_release", project="Shop", version="7.0.0")
    shop.ok("octopus_deployment", project="Shop", version="7.0.0", environments=["Production"])
    shop.ok("octopus_build_information", package_id="Shop.Web", version="1.0")
    shop.server.push("Shop.Web.1.0.zip")
    fields = {"EnvironmentIds": ["Environments-1"], "Roles": ["web"], "Endpoint": {"CommunicationStyle": "None"}}
    task = shop.server.at_work(shop.server.seed("machines", Name="web-1", **fields)["Id"])["Id"]
    shop.server.seed("artifacts", Filename="first.txt", ServerTaskId=task)
    shop.server.interrupt(task)
    for record in RECORDS:
        documents = shop.ok(MODULE, {"kind": record.kind, **WHOSE.get(record.kind, {})})["resources"]
        prop = "Version" if record.kind == "release" else "Name"
        assert documents and {prop in each for each in documents} == {record not in NAMELESS}, record.kind


@pytest.mark.parametrize("record", NAMELESS, ids=lambda record: record.kind)
@pytest.mark.parametrize("check", [False, True])
def test_records_without_names_are_not_found_by_a_name(shop: Octopus, record: Record, check: bool) -> None:
    for options in ({}, WHOSE.get(record.kind, {})):
        message = shop(MODULE, {"kind": record.kind, "name": "First", **options}, check=check)["msg"]
        assert message == f"name: can't be given for this kind: its documents have no names; give {record.found_by}"


def test_documents_without_names_behind_a_link(shop: Octopus) -> None:
    message = shop(MODULE, kind="DashboardConfiguration", name="First")["msg"]
    assert message == "name: can't be given for this kind: its documents have no names; give ids or parameters"
    assert shop.ok(MODULE, kind="CurrentUser", name=shop.server.username)["resources"] != []
    assert shop.ok(MODULE, kind="CurrentUser", name="nobody")["resources"] == []


@pytest.mark.parametrize("ignored", [False, True], ids=["heeded", "ignored"])
def test_a_filter_holds_although_a_server_ignores_it(shop: Octopus, ignored: bool) -> None:
    if ignored:
        runs = shop.ok(MODULE, kind="runbook_run")["resources"]
        shop.server.fault(path="*/runbookRuns", status=200, body={"Items": runs, "Links": {}})
    assert len(found(shop, "runbook_run", "Id", project="Shop", environment="Test")) == 1


@pytest.mark.parametrize(
    ("kind", "collection", "prop"),
    [("release", "releases", "Assembled"), ("runbook_run", "runbookruns", "Created"), ("task", "tasks", "QueueTime")],
)
def test_records_of_a_span_of_time(shop: Octopus, kind: str, collection: str, prop: str) -> None:
    first, second, third = at_moments(shop, collection, prop)
    span = {"since": "2026-11-02", "until": "2026-11-03T10:00:00Z"}
    assert found(shop, kind, "Id", **span) == [second]
    assert {first, second} <= set(found(shop, kind, "Id", until="2026-11-03T12:00:00+02:00"))
    assert third not in found(shop, kind, "Id", until="2026-11-03T12:00:00+02:00")
    assert {second, third} <= set(found(shop, kind, "Id", since="2026-11-02 12:00:00+0200"))


def test_no_page_is_read_beyond_the_span(octopus: Octopus) -> None:
    octopus.ok("octopus_project", name="Shop", project_group="Default Project Group", lifecycle="Default Lifecycle")
    for number in range(1, 8):
        octopus.ok("octopus_release", project="Shop", version=f"{number}.0")
    at_moments(octopus, "releases", "Assembled")
    octopus.server.clear_requests()
    options = {"since": "2026-11-02", "parameters": {"take": 2}}
    assert found(octopus, "release", "Version", project="Shop", **options) == ["7.0", "6.0"]
    # The third release is the first that is too old: the root, the project, two pages of four.
    assert len(octopus.server.requests) == 4


def test_a_server_is_asked_for_the_span_where_it_has_the_filter(shop: Octopus) -> None:
    found(shop, "event", "Id", since="2026-11-02", until="2026-11-03")
    query = shop.server.requests[-1].query
    moments = ("2026-11-02T00:00:00+00:00", "2026-11-03T00:00:00+00:00")
    assert (query["from"], query["to"]) == moments


def test_events_artifacts_and_interruptions(shop: Octopus) -> None:
    environment = shop.server.document("Environments-1")["Id"]
    machine = {"EnvironmentIds": [environment], "Roles": ["web"], "Endpoint": {"CommunicationStyle": "None"}}
    web = shop.server.seed("machines", Name="web-1", **machine)["Id"]
    shop.server.push("Shop.Web.1.0.0.zip")
    assert "MachineAdded" in found(shop, "event", "Category", environment="Production")
    assert "MachineAdded" not in found(shop, "event", "Category", environment="Test")
    (user,) = set(found(shop, "event", "UserId", user=shop.server.username))
    assert user == shop.server.requests[-1].query["user"]
    assert found(shop, "package", "PackageId", limit=1) == ["Shop.Web"]
    task = shop.server.at_work(web)["Id"]
    shop.server.seed("artifacts", Filename="first.txt", ServerTaskId=task)
    shop.server.seed("artifacts", Filename="second.txt", ServerTaskId=task)
    assert found(shop, "artifact", "Filename", parameters={"regarding": task}) == ["second.txt", "first.txt"]
    assert found(shop, "artifact", "Filename", limit=1) == ["second.txt"]
    shop.server.interrupt(task)
    assert found(shop, "interruption", "TaskId", parameters={"pendingOnly": True}) == [task]


def test_names_for_the_ids_in_the_result(shop: Octopus) -> None:
    gone = shop.server.document("Environments-2")["Id"]
    shop.server.remove(gone)
    options = {"kind": "runbook_run", "project": "Shop", "with_names": True}
    result = shop.ok(MODULE, options)
    run = result["resources"][-1]
    named = {prop: result["names"][run[prop]] for prop in ("ProjectId", "RunbookId", "EnvironmentId")}
    assert named == {"ProjectId": "Shop", "RunbookId": "Back up", "EnvironmentId": "Production"}
    assert result["names"][run["TaskId"]] == shop.server.document(run["TaskId"])["Description"]
    assert result["names"][gone] == gone
    assert "Spaces-1" not in result["names"] and run["Id"] not in result["names"]
    assert "names" not in shop.ok(MODULE, kind="runbook_run")
    # One more kind of documents than IDs: the user may not see it, which is only a warning.
    shop.server.fault(path="*/runbooks", status=403, body={"ErrorMessage": "No."}, times=9)
    refused = shop.ok(MODULE, options)
    assert refused["names"][run["RunbookId"]] == run["RunbookId"] and refused["names"]["Projects-1"] == "Shop"
    assert "with_names: names of runbooks can't be read, so names has their IDs" in refused["warnings"][0]


def test_filters_work_for_managed_kinds_too(shop: Octopus) -> None:
    assert found(shop, "channel", "Name", project="Shop") == ["Beta", "Default"]
    assert found(shop, "runbook", "ProjectId", project="Books") == ["Projects-2"]
    environments = [each["Id"] for each in shop.ok(MODULE, kind="environment")["resources"]]
    for name, ids in (("web", environments[:1]), ("db", environments)):
        fields = {"EnvironmentIds": ids, "Roles": ["web"], "Endpoint": {"CommunicationStyle": "None"}}
        shop.server.seed("machines", Name=name, **fields)
    assert found(shop, "machine", "Name", environment="Test") == ["db"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"kind": "release", "project": "Shopp"}, "project: there is no project named 'Shopp'. Similar names: 'Shop'"),
        ({"kind": "release", "project": "Shop", "environment": "Test"}, "environment: can't be given for this kind"),
        ({"kind": "environment", "project": "Shop"}, "project: can't be given for this kind"),
        ({"kind": "environment", "since": "2026-11-01"}, "since: can't be given for this kind: its documents have"),
        ({"kind": "release", "states": ["Failed"]}, "states: can't be given for this kind"),
        ({"kind": "release", "since": "yesterday"}, "since: 'yesterday' is not a time such as 2026-11-28"),
        ({"kind": "release", "until": ""}, "until: is empty"),
    ],
)
def test_wrong_filters_are_refused(shop: Octopus, options: dict[str, Any], says: str) -> None:
    assert says in shop(MODULE, options)["msg"]


def test_check_mode_finds_nothing_of_a_project_that_does_not_exist_yet(octopus: Octopus) -> None:
    result = octopus.ok(MODULE, kind="release", project="New", check=True)
    assert result["resources"] == [] and "there is no project named 'New' yet" in result["warnings"][0]


def test_the_whole_log_of_any_task(shop: Octopus) -> None:
    tasks = found(shop, "task", "Id", project="Shop")
    logs = shop.ok(LOGS, ids=tasks[::-1])["logs"]
    assert [(each["id"], each["state"]) for each in logs] == [(task, "Success") for task in tasks[::-1]]
    assert all("Step 1: Dump" in each["log"] and "Task status: Success" in each["log"] for each in logs)
    assert [each["log"] for each in shop.ok(LOGS, ids=tasks, only_failed=True)["logs"]] == ["", ""]
    assert shop.ok(LOGS, ids=[])["logs"] == []


def test_the_log_of_the_steps_that_failed(shop: Octopus) -> None:
    runbook = {"project": "Shop", "runbook": "Back up"}
    scripts = [("Prepare", "echo preparing"), ("Dump", "echo dumping\n" * 40)]
    steps = [{"name": n, "run_on_server": True, "run_script": {"script_body": body}} for n, body in scripts]
    shop.ok("octopus_runbook_process", {**runbook, "steps": steps})
    shop.ok("octopus_runbook_snapshot", runbook)
    shop.server.fail("Dump", text="The disk is full")
    failed = shop("octopus_runbook_run", {**runbook, "environments": ["Test"]})
    (task,) = failed["tasks"]
    (part,) = shop.ok(LOGS, ids=[task["id"]], only_failed=True)["logs"]
    assert part["state"] == "Failed" and "The disk is full" in part["log"]
    assert "Prepar" not in part["log"] and "Failed: " in part["log"].splitlines()[0]
    (whole,) = shop.ok(LOGS, ids=[task["id"]])["logs"]
    assert "Prepar" in whole["log"] and "The disk is full" in whole["log"]
    failed_part, everything = (
        {line.partition("|")[2].strip(" =") for line in each["log"].splitlines()} for each in (part, whole)
    )
    assert failed_part <= everything


def test_the_log_of_a_task_that_does_not_exist(octopus: Octopus) -> None:
    assert "ids: no server task has the ID 'ServerTasks-999'" in octopus(LOGS, ids=["ServerTasks-999"])["msg"]
    assert octopus.ok(LOGS, ids=["ServerTasks-999"], check=True)["logs"] == []
