# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Project triggers: every filter and action, and changes of the documents that they name (api: triggers#trigger)."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker
from .test_collections import names
from .test_documents import project

AUTO: dict[str, Any] = {"ActionType": "AutoDeploy"}
NINE = "2026-01-05T09:00:00.000"
PACKAGES = [{"DeploymentActionSlug": "deploy", "PackageReference": ""}]


@pytest.fixture
def shop(ask: Asker) -> Any:
    ask.post("/api/environments", Name="Test")
    ask.post("/api/tenants", Name="North")
    made = project(ask)
    ask.post("/api/runbooks", Name="Clean", ProjectId="Projects-1")
    return made


def trigger(ask: Asker, started: dict[str, Any], action: dict[str, Any], name: str = "One") -> Any:
    return ask.post("/api/projecttriggers", Name=name, ProjectId="Projects-1", Filter=started, Action=action)


FILTERS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"FilterType": "MachineFilter", "EnvironmentIds": ["Environments-1"], "EventGroups": ["Machine"]},
        {"EnvironmentIds": ["Environments-1"], "Roles": [], "EventGroups": ["Machine"], "EventCategories": []},
    ),
    (
        {"FilterType": "onceDailySchedule", "StartTime": "2026-01-05T09:00:00Z", "DaysOfWeek": ["Tuesday", "Sunday"]},
        {"StartTime": f"{NINE}Z", "DaysOfWeek": ["Sunday", "Tuesday"], "Timezone": "UTC"},
    ),
    (
        {"FilterType": "OnceDailySchedule", "StartTime": NINE, "DaysOfWeek": "friday, Monday", "Timezone": "UTC"},
        {"StartTime": NINE, "DaysOfWeek": ["Monday", "Friday"], "Timezone": "UTC"},
    ),
    (
        {
            "FilterType": "ContinuousDailySchedule",
            "RunAfter": "2026-01-05T09:00:00+10:00",
            "RunUntil": "2026-01-05T17:00:00+10:00",
            "Interval": "OnceHourly",
            "HourInterval": 2,
        },
        {"RunAfter": NINE, "RunUntil": "2026-01-05T17:00:00.000", "HourInterval": 2, "MinuteInterval": None,
         "DaysOfWeek": []},
    ),
    (
        {"FilterType": "DaysPerMonthSchedule", "StartTime": NINE, "DateOfMonth": "L"},
        {"MonthlyScheduleType": "DateOfMonth", "DateOfMonth": "L", "DayNumberOfMonth": None, "DayOfWeek": None},
    ),
    (
        {"FilterType": "DaysPerMonthSchedule", "StartTime": NINE, "MonthlyScheduleType": "DayOfMonth",
         "DayNumberOfMonth": "1", "DayOfWeek": "Monday"},
        {"MonthlyScheduleType": "DayOfMonth", "DayNumberOfMonth": "1", "DayOfWeek": "Monday"},
    ),
    (
        {"FilterType": "DaysPerWeekSchedule", "StartTime": NINE, "Monday": True},
        {"Monday": True, "Sunday": False, "RunType": "ScheduledTime"},
    ),
    ({"FilterType": "DailySchedule", "RunType": "Continuously", "Interval": "OnceDaily"}, {"StartTime": None}),
    ({"FilterType": "CronExpressionSchedule", "CronExpression": " 0 0 9 * * MON-FRI "},
     {"CronExpression": "0 0 9 * * MON-FRI", "Timezone": "UTC"}),
    ({"FilterType": "FeedFilter", "Packages": PACKAGES}, {"Packages": PACKAGES}),
    ({"FilterType": "ArcFeedFilter", "Packages": [{"DeploymentAction": "Deploy"}]},
     {"Packages": [{"DeploymentAction": "Deploy", "PackageReference": None}]}),
    ({"FilterType": "GitFilter", "Sources": [{"DeploymentActionSlug": "deploy"}]},
     {"Sources": [{"DeploymentActionSlug": "deploy", "GitDependencyName": "", "IncludeFilePaths": [],
                   "ExcludeFilePaths": []}]}),
]  # fmt: skip


@pytest.mark.fact("5.38")
@pytest.mark.parametrize(("sent", "stored"), FILTERS, ids=lambda each: str(each.get("FilterType", "")))
def test_every_filter(ask: Asker, shop: Any, sent: dict[str, Any], stored: dict[str, Any]) -> None:
    made = trigger(ask, sent, AUTO)
    assert made["Filter"].items() >= stored.items()
    assert ask.put(made["Links"]["Self"], made)["Filter"] == made["Filter"]
    assert ask.get(made["Links"]["Self"])["Filter"] == made["Filter"]


ACTIONS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"ActionType": "AutoDeploy"}, {"ShouldRedeployWhenMachineHasBeenDeployedTo": False}),
    (
        {"ActionType": "DeployLatestRelease", "SourceEnvironmentIds": ["Environments-1"],
         "DestinationEnvironmentId": "Environments-1", "ChannelId": "Channels-1", "TenantIds": ["Tenants-1"]},
        {"ShouldRedeployWhenReleaseIsCurrent": True, "TenantTags": [], "Variables": None, "ChannelId": "Channels-1"},
    ),
    # A property that Go's client sends by another name is unknown, and so is lost.
    (
        {"ActionType": "DeployNewRelease", "EnvironmentId": "Environments-1", "Variable": "{}",
         "VersionControlReference": {"GitRef": "refs/heads/main"}},
        {"Variables": None, "VersionControlReference": {"GitRef": "refs/heads/main", "GitCommit": None}},
    ),
    (
        {"ActionType": "DeployLatestReleaseToEnvironment", "EnvironmentId": "Environments-1"},
        {"ShouldRedeployWhenReleaseIsCurrent": True, "ChannelId": None},
    ),
    (
        {"ActionType": "RunRunbook", "RunbookId": "Runbooks-1", "EnvironmentIds": ["Environments-1"]},
        {"RunbookTags": [], "TenantIds": [], "FormValues": {}},
    ),
    ({"ActionType": "CreateRelease", "ChannelId": "Channels-1"}, {"ChannelId": "Channels-1"}),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "stored"), ACTIONS, ids=lambda each: str(each.get("ActionType", "")))
def test_every_action(ask: Asker, shop: Any, sent: dict[str, Any], stored: dict[str, Any]) -> None:
    made = trigger(ask, {"FilterType": "MachineFilter"}, sent)
    assert made["Action"].items() >= stored.items()
    assert "Variable" not in made["Action"]
    assert ask.put(made["Links"]["Self"], made)["Action"] == made["Action"]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"Filter": {"FilterType": "Sometimes"}}, "'FilterType'"),
    ({"Filter": None}, "The Filter field is required."),
    ({"Action": {"ActionType": "Dance"}}, "'ActionType'"),
    ({"Action": {"ActionType": "DeployNewRelease"}}, "The EnvironmentId field is required."),
    ({"Action": {"ActionType": "DeployNewRelease", "EnvironmentId": "Environments-9"}}, "Environments-9"),
    ({"Action": {"ActionType": "CreateRelease", "ChannelId": "Channels-2"}}, "belongs to a different project"),
    ({"Filter": {"FilterType": "OnceDailySchedule"}}, "The StartTime field is required."),
    ({"Filter": {"FilterType": "OnceDailySchedule", "StartTime": "noon"}}, "Filter.StartTime"),
    ({"Filter": {"FilterType": "OnceDailySchedule", "StartTime": NINE, "DaysOfWeek": ["Caturday"]}}, "Caturday"),
    ({"Filter": {"FilterType": "OnceDailySchedule", "StartTime": NINE, "DaysOfWeek": 3}}, "'DaysOfWeek'"),
    ({"Filter": {"FilterType": "CronExpressionSchedule", "CronExpression": "* *"}}, "is not valid"),
    ({"Filter": {"FilterType": "DaysPerMonthSchedule", "StartTime": NINE, "DateOfMonth": "32"}}, "from 1 to 31"),
    (
        {"Filter": {"FilterType": "ContinuousDailySchedule", "RunAfter": NINE, "RunUntil": NINE}},
        "The HourInterval field is required.",
    ),
    ({"Action": {"ActionType": "RunRunbook", "RunbookId": "Runbooks-7"}}, '"Runbooks-7" provided for RunbookId'),
]


@pytest.mark.parametrize(("wrong", "text"), REFUSED, ids=lambda each: each if isinstance(each, str) else "")
def test_a_wrong_trigger_is_refused(ask: Asker, shop: Any, wrong: dict[str, Any], text: str) -> None:
    project(ask, "Other")
    right = {"Name": "One", "ProjectId": "Projects-1", "Filter": {"FilterType": "MachineFilter"}, "Action": AUTO}
    assert text in ask.refused("POST", "/api/projecttriggers", {**right, **wrong})


def cron(expression: str) -> dict[str, Any]:
    filter_ = {"FilterType": "CronExpressionSchedule", "CronExpression": expression}
    return {"Name": "One", "ProjectId": "Projects-1", "Filter": filter_, "Action": AUTO}


@pytest.mark.parametrize(
    "expression",
    [
        *("0 0 06 * * Mon-Fri", "59 59 23 31 12 SAT", "*/5 0/15 8-18/2 1,15,L JAN,jul *", "0 0 9 LW * ?"),
        *(
            "0 0 9 15W * ?",
            "0 0 9 L-3 * ?",
            "0 0 9 ? * 5L",
            "0 0 9 ? * fri#2",
            "0 0 9 ? * 0-6 2030",
            "0 0 9 * * * 0001",
        ),
    ],
)
def test_cron_expressions_that_are_taken(ask: Asker, shop: Any, expression: str) -> None:
    assert ask.post("/api/projecttriggers", **cron(expression))["Filter"]["CronExpression"] == expression


@pytest.mark.parametrize(
    "expression",
    [
        *("0 9 * * *", "0 0 9 * * * 2030 *", "60 0 9 * * *", "0 0 24 * * *", "0 0 9 0 * *", "0 0 9 * 13 *"),
        *("0 0 9 * * 7", "0 0 6 * * Thurs", "0 0 9 ? * 1#6", "0 0 9 L-x * ?", "? 0 9 * * *", "0 0 9 * ? *"),
        *("0 0 9 * * * 0000", "0 0 9 * * * ?", "0 */0 9 * * *", "0 0 9,, * * *", "0 0 9 5# * *", "0 0 9 * * 5W"),
    ],
)
def test_cron_expressions_that_are_none(ask: Asker, shop: Any, expression: str) -> None:
    message = ask.refused("POST", "/api/projecttriggers", cron(expression))
    assert message == f"The cron expression '{expression}' is not valid."


@pytest.mark.parametrize(("expression", "taken"), [("0 9 * * *", True), ("0 0 9 * * *", True), ("0 0 25 * * *", False)])
def test_health_checks_by_a_cron_expression(ask: Asker, expression: str, taken: bool) -> None:
    checks = {"HealthCheckInterval": None, "HealthCheckCron": expression}
    policy = {**ask.get("/api/machinepolicies/template"), "Name": "Often", "MachineHealthCheckPolicy": checks}
    assert ask("POST", "/api/machinepolicies", policy).status_code == (201 if taken else 400)


MONTHLY = {"FilterType": "DaysPerMonthSchedule", "StartTime": NINE, "MonthlyScheduleType": "DayOfMonth"}


@pytest.mark.parametrize(
    ("more", "text"), [({"DayNumberOfMonth": "5"}, "1 to 4"), ({"DayNumberOfMonth": "L"}, "DayOfWeek")]
)
def test_a_day_of_the_month(ask: Asker, shop: Any, more: dict[str, Any], text: str) -> None:
    sent = {"Name": "One", "ProjectId": "Projects-1", "Filter": {**MONTHLY, **more}, "Action": AUTO}
    assert text in ask.refused("POST", "/api/projecttriggers", sent)


@pytest.mark.fact("5.38")
def test_older_servers_write_moments_with_a_zone_and_know_fewer_types() -> None:
    with Emulator(server_version="2020.5.0") as server:
        ask = Asker(server)
        project(ask)
        started = {"FilterType": "OnceDailySchedule", "StartTime": "2026-01-05T09:00:00Z"}
        assert trigger(ask, started, AUTO)["Filter"]["StartTime"] == f"{NINE}Z"
        newer = {"Name": "Two", "ProjectId": "Projects-1", "Filter": {"FilterType": "GitFilter"}, "Action": AUTO}
        assert "GitFilter" in ask.refused("POST", "/api/projecttriggers", newer)


def test_both_routes(ask: Asker, shop: Any) -> None:
    ask.post("/api/projects/Projects-1/triggers", Name="Two", Filter={"FilterType": "MachineFilter"}, Action=AUTO)
    ask.post("/api/runbooks", Name="Other", ProjectId="Projects-1")
    run = {"ActionType": "RunRunbook", "RunbookId": "Runbooks-2"}
    own = trigger(ask, {"FilterType": "MachineFilter"}, run)["Id"]
    project(ask, "Other")
    beside = f"/api/projects/Projects-1/triggers/{own}"
    assert ask.get(beside)["Links"]["Project"] == "/api/Spaces-1/projects/Projects-1"
    assert ask.put(beside, {**ask.get(beside), "IsDisabled": True, "ProjectId": "Projects-2"})["IsDisabled"]
    assert ask.get(f"/api/projecttriggers/{own}")["ProjectId"] == "Projects-1"
    assert shop["Links"]["Triggers"].startswith("/api/Spaces-1/projects/Projects-1/triggers{?")
    listed = "/api/projects/Projects-1/triggers"
    assert names(ask.get(listed)) == names(ask.get("/api/projecttriggers")) == ["One", "Two"]
    assert names(ask.get(f"{listed}?triggerActionType=RunRunbook")) == ["One"]
    assert names(ask.get("/api/projecttriggers?runbooks=Runbooks-2")) == ["One"]
    assert names(ask.get("/api/projects/Projects-2/triggers")) == []
    ask.refused("GET", f"/api/projects/Projects-2/triggers/{own}", status=404)
    assert ask("DELETE", beside).status_code == 200
    ask.refused("GET", beside, status=404)


def test_names_are_unique_in_a_project(ask: Asker, shop: Any) -> None:
    project(ask, "Other")
    sent = {"Name": "One", "Filter": {"FilterType": "MachineFilter"}, "Action": AUTO}
    for each in ("Projects-1", "Projects-2"):
        ask.post("/api/projecttriggers", **sent, ProjectId=each)
    assert "already exists" in ask.refused("POST", "/api/projecttriggers", {**sent, "ProjectId": "Projects-1"})


@pytest.mark.fact("C.6")
def test_deleted_documents_are_taken_out_of_triggers(ask: Asker, shop: Any) -> None:
    hotfix = ask.post("/api/channels", Name="Hotfix", ProjectId="Projects-1")["Id"]
    other = ask.post("/api/environments", Name="Other")["Id"]
    both = ["Environments-1", other]
    action = {
        "ActionType": "DeployLatestRelease", "SourceEnvironmentIds": both, "DestinationEnvironmentId": other,
        "ChannelId": hotfix, "TenantIds": ["Tenants-1"],
    }  # fmt: skip
    made = trigger(ask, {"FilterType": "MachineFilter", "EnvironmentIds": both}, action)["Links"]["Self"]
    gone = {"ActionType": "DeployNewRelease", "EnvironmentId": "Environments-1"}
    only = trigger(ask, {"FilterType": "MachineFilter"}, gone, "Only")["Links"]["Self"]
    for path in (f"channels/{hotfix}", "environments/Environments-1", "tenants/Tenants-1"):
        assert ask("DELETE", f"/api/{path}").status_code == 200
    left = ask.get(made)
    assert left["Filter"]["EnvironmentIds"] == left["Action"]["SourceEnvironmentIds"] == [other]
    assert (left["Action"]["ChannelId"], left["Action"]["TenantIds"]) == (None, [])
    ask.refused("GET", only, status=404)


@pytest.mark.fact("5.6", "C.6")
def test_tags_that_steps_variables_and_triggers_bear(ask: Asker, shop: Any) -> None:
    ring = ask.post("/api/tagsets", Name="Ring", Tags=[{"Name": each, "Color": "#333333"} for each in "ABC"])
    action = {"ActionType": "DeployNewRelease", "EnvironmentId": "Environments-1", "TenantTags": ["Ring/A"]}
    made = trigger(ask, {"FilterType": "MachineFilter"}, action)["Links"]["Self"]
    process = "/api/projects/Projects-1/deploymentprocesses"
    ask.put(
        process, {**ask.get(process), "Steps": [{"Name": "S", "Actions": [{"Name": "S", "TenantTags": ["Ring/B"]}]}]}
    )
    variables = f"/api/variables/{shop['VariableSetId']}"
    scoped = {"Name": "Color", "Value": "red", "Type": "String", "Scope": {"TenantTag": ["Ring/C"]}}
    ask.put(variables, {**ask.get(variables), "Variables": [scoped]})
    own = ring["Links"]["Self"]
    for index in range(3):
        left = [tag for place, tag in enumerate(ring["Tags"]) if place != index]
        assert "uses it" in ask.refused("PUT", own, {**ring, "Tags": left})
    assert "uses it" in ask.refused("DELETE", own)
    ask.put(own, {**ring, "Name": "Circle"})
    assert ask.get(made)["Action"]["TenantTags"] == ["Circle/A"]
    assert ask.get(process)["Steps"][0]["Actions"][0]["TenantTags"] == ["Circle/B"]
    assert ask.get(variables)["Variables"][0]["Scope"] == {"TenantTag": ["Circle/C"]}


def test_any_text_is_a_tag_of_a_free_text_tag_set(ask: Asker, shop: Any) -> None:
    made = ask.post("/api/tagsets", Name="Owner", Type="FreeText", Scopes=["Tenant", "Project"])
    assert (made["Type"], made["Scopes"], made["IsSystem"]) == ("FreeText", ["Tenant", "Project"], False)
    assert ask.post("/api/tenants", Name="South", TenantTags=["Owner/me"])["TenantTags"] == ["Owner/me"]
    assert "does not exist" in ask.refused("POST", "/api/tenants", {"Name": "East", "TenantTags": ["Other/me"]})


def test_an_environment_that_goes_is_taken_from_tenants(ask: Asker, shop: Any) -> None:
    tenant = ask.get("/api/tenants/Tenants-1")
    ask.put(tenant["Links"]["Self"], {**tenant, "ProjectEnvironments": {"Projects-1": ["Environments-1"]}})
    assert ask("DELETE", "/api/environments/Environments-1").status_code == 200
    assert ask.get(tenant["Links"]["Self"])["ProjectEnvironments"] == {"Projects-1": []}


def test_a_channel_that_releases_are_made_in_stays(ask: Asker, shop: Any) -> None:
    hotfix = ask.post("/api/channels", Name="Hotfix", ProjectId="Projects-1")
    deployed = {"Name": "", "PackageId": "Shop", "FeedId": "feeds-builtin"}
    step = {"Name": "Deploy", "Actions": [{"Name": "Deploy", "Packages": [deployed]}]}
    process = "/api/deploymentprocesses/deploymentprocess-Projects-1"
    ask.put(process, {**ask.get(process), "Steps": [step]})
    package = {"DeploymentAction": "Deploy", "PackageReference": ""}
    automatic = {"ReleaseCreationStrategy": {"ChannelId": hotfix["Id"], "ReleaseCreationPackage": package}}
    ask.put(shop["Links"]["Self"], {**shop, **automatic, "AutoCreateRelease": True})
    assert "Automatic Release Creation" in ask.refused("DELETE", hotfix["Links"]["Self"])


@pytest.mark.fact("C.11")
def test_triggers_live_and_die_with_their_project(ask: Asker, shop: Any) -> None:
    hotfix = ask.post("/api/channels", Name="Hotfix", ProjectId="Projects-1")["Id"]
    trigger(ask, {"FilterType": "MachineFilter"}, {"ActionType": "CreateRelease", "ChannelId": hotfix})
    body = {key: shop[key] for key in ("ProjectGroupId", "LifecycleId")}
    clone = ask.post("/api/projects?clone=Projects-1", Name="Copy", **body)["Id"]
    copied = ask.get(f"/api/projects/{clone}/triggers")["Items"][0]
    channels = {each["Id"] for each in ask.get(f"/api/projects/{clone}/channels")["Items"]}
    assert copied["Action"]["ChannelId"] in channels - {hotfix}
    assert ask("DELETE", "/api/projects/Projects-1").status_code == 200
    assert [each["Id"] for each in ask.get("/api/projecttriggers")["Items"]] == [copied["Id"]]
