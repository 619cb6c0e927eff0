# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_search: the places that it finds, its requests, and its report about documents that it could not read."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.plugin_utils import in_process
from contract.conftest import Octopus, on
from contract.doors import DOORS
from emulator import roots
from emulator.model import Kind
from emulator.octopus import Octopus as Server
from emulator.testing import Emulator

MODULE = "octopus_search"
SCRIPT = "Octopus.Action.Script.ScriptBody"
ACTION = "deployment_process Shop: step Deploy > action Deploy > "
FORBIDDEN = {"status": 403, "body": {"ErrorMessage": "Not on a Friday."}}
PLACE = {"ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"}
VARIABLES: list[dict[str, Any]] = [
    {"Name": "Db", "Value": "db-test", "Type": "String", "Scope": {"Environment": ["Environments-1"]}},
    {"Name": "Db", "Value": "db-live", "Type": "String", "Scope": {"Environment": ["Environments-2"]}},
    {"Name": "Url", "Value": "https://#{db}/", "Type": "String"},
    {"Name": "Key", "Value": "hunter2 db-live", "Type": "Sensitive", "IsSensitive": True},
    {"Name": "Account", "Value": "Accounts-1", "Type": "UsernamePasswordAccount"},
]
DEPLOY = {
    "Name": "Deploy",
    "ActionType": "Octopus.Script",
    "Environments": ["Environments-2"],
    "Container": {"Image": "shop/tools:1.0", "FeedId": "feeds-1"},
    "Packages": [{"Name": "", "PackageId": "Shop.Web", "FeedId": "my-feed"}],
    "WorkerPoolVariable": "Db",
    "Properties": {
        SCRIPT: "$x = 1\nWrite-Host $Db\nWrite-Host 'db-live'",
        "Octopus.Action.Template.Id": "ActionTemplates-1",
        "Token": {"HasValue": True, "NewValue": "hunter2 db-live"},
    },
}


def put(octopus: Octopus, kind: str, name: str, link: str, body: dict[str, Any]) -> None:
    """Write a document that belongs to another one."""
    follow = [{"link": kind, "name": name}, {"link": link}]
    octopus.ok("octopus_api", follow=follow, method="PUT", body=body)


def stock(octopus: Octopus) -> None:
    """Two environments, two projects of which one has variables and a process, a tenant, and more with references."""
    server = octopus.server
    for name in ("Test", "Live"):
        server.seed("environments", Name=name)
    server.seed("accounts", Name="Cloud", AccountType="UsernamePassword", Username="#{Db | ToLower}")
    server.seed("feeds", Name="My feed", FeedType="NuGet", FeedUri="https://example.com")
    server.seed("tagsets", Name="Region", Tags=[{"Name": "Europe", "Color": "#333333"}])
    server.seed("actiontemplates", Name="Say", ActionType="Octopus.Script", Properties={SCRIPT: "echo #{Db}"})
    region = {"Id": "t1", "Name": "Region", "DisplaySettings": {}, "DefaultValue": "#{Db}"}
    key = {"Id": "t2", "Name": "Db", "DisplaySettings": {"Octopus.ControlType": "Sensitive"}}
    for name in ("Shop", "Blog"):
        server.seed("projects", Name=name, Templates=[region, key] if name == "Shop" else [], **PLACE)
    connected = {"ProjectEnvironments": {"Projects-1": ["Environments-2"]}, "TenantTags": ["Region/Europe"]}
    server.seed("tenants", Name="Acme", **connected)
    put(octopus, "Projects", "Shop", "Variables", {"Variables": VARIABLES})
    put(octopus, "Projects", "Shop", "DeploymentProcess", {"Steps": [{"Name": "Deploy", "Actions": [DEPLOY]}]})
    given = {"t1": "db-live", "t2": {"HasValue": True, "NewValue": "hunter2"}}
    values = {"Projects-1": {"ProjectId": "Projects-1", "Variables": {"Environments-2": given}}}
    put(octopus, "Tenants", "Acme", "Variables", {"ProjectVariables": values})


def places(result: dict[str, Any]) -> list[str]:
    return [f"{each['kind']} {each['name']}: {each['path']}" for each in result["uses"]]


@pytest.fixture
def shop(octopus: Octopus) -> Octopus:
    return octopus.stocked(stock)


@pytest.fixture
def one_shop(one_door: Octopus) -> Octopus:
    return one_door.stocked(stock)


def test_a_variable(shop: Octopus) -> None:
    result = shop.ok(MODULE, variable="db")
    here = "variable Db (Project: Shop; Environment: Live)"
    assert [
        (place, each["text"], each["role"]) for place, each in zip(places(result), result["uses"], strict=True)
    ] == [
        ("account Cloud: Username", "#{Db | ToLower}", "uses"),
        (f"{ACTION}WorkerPoolVariable", "Db", "uses"),
        (f"{ACTION}property {SCRIPT}, line 2", "Write-Host $Db", "uses"),
        ("project Shop: template Region > DefaultValue", "#{Db}", "uses"),
        ("project Shop: template Db", "********", "defines"),
        (f"step_template Say: property {SCRIPT}", "echo #{Db}", "uses"),
        (f"tenant_variables Acme: {here}", "********", "defines"),
        ("variables Shop: variable Db (Environment: Test)", "db-test", "defines"),
        ("variables Shop: variable Db (Environment: Live)", "db-live", "defines"),
        ("variables Shop: variable Url > Value", "https://#{db}/", "uses"),
    ]
    assert result["counts"] == {
        "account": 1,
        "deployment_process": 2,
        "project": 2,
        "step_template": 1,
        "tenant_variables": 1,
        "variables": 3,
    }
    assert result["uses"][1] == {
        "kind": "deployment_process",
        "name": "Shop",
        "id": "deploymentprocess-Projects-1",
        "project": "Shop",
        "path": "step Deploy > action Deploy > WorkerPoolVariable",
        "text": "Db",
        "role": "uses",
    }
    assert result["changed"] is False and shop.writes() == []


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("account", "cloud", ["variables Shop: variable Account > Value"]),
        ("account", "Accounts-1", ["variables Shop: variable Account > Value"]),
        (
            "environment",
            "live",
            [
                f"{ACTION}Environments",
                "tenant Acme: ProjectEnvironments > Shop",
                "tenant_variables Acme: variable Region (Project: Shop; Environment: Live) > Scope > Environment",
                "tenant_variables Acme: variable Db (Project: Shop; Environment: Live) > Scope > Environment",
                "variables Shop: variable Db (Environment: Live) > Scope > Environment",
            ],
        ),
        ("feed", "My feed", [f"{ACTION}package Shop.Web > FeedId", f"{ACTION}property Octopus.Action.Package.FeedId"]),
        ("lifecycle", "default lifecycle", ["project Blog: LifecycleId", "project Shop: LifecycleId"]),
        ("package", "shop/tools", [f"{ACTION}Container > Image"]),
        (
            "package",
            "shop.web",
            [f"{ACTION}package Shop.Web > PackageId", f"{ACTION}property Octopus.Action.Package.PackageId"],
        ),
        (
            "project",
            "shop",
            [
                "tenant Acme: ProjectEnvironments",
                "tenant_variables Acme: variable Region (Project: Shop; Environment: Live) > Scope > Project",
                "tenant_variables Acme: variable Db (Project: Shop; Environment: Live) > Scope > Project",
            ],
        ),
        ("step_template", "say", [f"{ACTION}property Octopus.Action.Template.Id"]),
        ("tag", "region/europe", ["tag_set Region: tag Europe > CanonicalTagName", "tenant Acme: TenantTags"]),
        (
            "text",
            "DB-live",
            [
                f"{ACTION}property {SCRIPT}, line 3",
                "tenant_variables Acme: variable Region (Project: Shop; Environment: Live) > Value",
                "variables Shop: variable Db (Environment: Live) > Value",
            ],
        ),
        ("text", "hunter2", []),
        ("machine", None, []),
        ("certificate", None, []),
        ("worker_pool", "Default Worker Pool", []),
    ],
)
def test_documents_tags_and_texts(one_shop: Octopus, option: str, value: str | None, expected: list[str]) -> None:
    if value is None:
        result = one_shop(MODULE, {option: "none"})
        assert result["msg"].startswith(f"{option}: there is no {option} named 'none'.")
        return
    assert sorted(places(one_shop.ok(MODULE, {option: value}))) == sorted(expected)


def test_a_freeze_of_the_server(one_shop: Octopus) -> None:
    dates = {"Start": "2030-01-01T00:00:00.000+00:00", "End": "2030-02-01T00:00:00.000+00:00"}
    scope = {"Projects-2": ["Environments-1"]}
    one_shop.server.seed("deploymentfreezes", Name="Holidays", ProjectEnvironmentScope=scope, **dates)
    found = places(one_shop.ok(MODULE, environment="Test", kinds=["deployment_freezes", "projects"]))
    assert found == ["deployment_freeze Holidays: ProjectEnvironmentScope > Blog"]


@pytest.mark.parametrize("by", ["option", "environment"])
def test_no_secret_of_the_connection_is_cut_in_two(shop: Octopus, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    """A long line is cut after its secrets are masked: a half of one would not be known any more."""
    key = shop.server.api_key
    value = f"needle {'x' * 280} {key} {'y' * 300}"
    put(shop, "Projects", "Shop", "Variables", {"Variables": [{"Name": "A", "Value": value, "Type": "String"}]})
    if by == "environment":
        monkeypatch.setenv("OCTOPUS_API_KEY", str(shop.connection.pop("octopus_api_key")))
    (use,) = shop.ok(MODULE, text="needle")["uses"]
    assert use["text"].startswith("needle xxx") and key[:6] not in use["text"]


def test_a_pattern(one_shop: Octopus) -> None:
    assert len(one_shop.ok(MODULE, text="DB-(test|live)", regex=True)["uses"]) == 4
    assert one_shop.ok(MODULE, text="db-(test|live)")["uses"] == []


def test_some_kinds(one_shop: Octopus) -> None:
    """Only the chosen kinds and the collections that they belong to are read."""
    result = one_shop.ok(MODULE, text="db-live", kinds=["variables"])
    assert result["searched"] == {"variables": 2} and result["not_searched"] == []
    assert "warnings" not in result
    read = [each.path.rpartition("/")[2] for each in one_shop.server.requests]
    assert sorted(read) == ["all", "api", "libraryvariablesets", "libraryvariablesets", "projects"]
    result = one_shop.ok(MODULE, text="db-live", kinds=["tenants", "octopus_project"][:1])
    assert result["searched"] == {"tenant": 1}


def test_some_projects(one_shop: Octopus) -> None:
    result = one_shop.ok(MODULE, text="e", in_projects=["shop"])
    assert {each["project"] for each in result["uses"]} == {"Shop"}
    assert result["searched"] == {
        "channel": 1,
        "deployment_process": 1,
        "project": 1,
        "project_trigger": 0,
        "runbook": 0,
        "runbook_process": 0,
        "variables": 1,
    }
    assert one_shop.ok(MODULE, text="e", in_projects=["Blog"], kinds=["variables"])["searched"] == {"variables": 1}
    assert one_shop.ok(MODULE, text="e", in_projects=[], kinds=["variables"])["searched"] == {"variables": 0}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "one of the following is required: account, certificate, "),
        ({"text": "x", "variable": "x"}, "text: can't be given together with variable"),
        ({"text": " "}, "text: is empty: give what to look for"),
        ({"text": "(", "regex": True}, "text: is not a regular expression: "),
        ({"variable": "(", "regex": True}, "regex: can only be used with text, not with variable"),
        ({"text": "x", "kinds": ["variable"]}, "kinds: 'variable' is not searched; did you mean variables?"),
        ({"text": "x", "kinds": ["feeds"], "in_projects": ["Shop"]}, "kinds: none of these kinds belongs to a project"),
        (
            {"text": "x", "in_projects": ["Shpo"]},
            "in_projects: there is no project named 'Shpo'. Similar names: 'Shop'.",
        ),
        ({"environment": "Lvie"}, "environment: there is no environment named 'Lvie'. Similar names: 'Live'."),
    ],
)
def test_mistakes(shop: Octopus, options: dict[str, Any], message: str) -> None:
    assert message in shop(MODULE, options)["msg"]


def test_nothing_uses_a_document_that_an_earlier_task_will_create(octopus: Octopus) -> None:
    """In check mode nothing uses a document that does not exist yet."""
    result = octopus.ok(MODULE, environment="Production", check=True)
    assert result["uses"] == [] and "check mode assumes that it will be created" in result["warnings"][0]
    result = octopus.ok(MODULE, text="Production", space="New", check=True)
    assert result["uses"] == [] and "Check mode assumes that an earlier task creates it" in result["warnings"][0]
    assert "There is no space named 'New'" in octopus(MODULE, text="x", space="New")["msg"]


def test_a_kind_without_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    missing, linked = ["runbook", "runbook_process"], roots.kind_links

    def without_runbooks(octopus: Server, kind: Kind, own: str) -> dict[str, str]:
        return {} if kind.collection in ("runbooks", "runbookprocesses") else linked(octopus, kind, own)

    monkeypatch.setattr(roots, "kind_links", without_runbooks)
    monkeypatch.setattr(in_process, "kept_session", in_process.one_session)
    with Emulator() as server:
        result = on(server, DOORS["action"]).ok(MODULE, variable="Db")
    assert [each["kind"] for each in result["not_searched"]] == missing
    assert "There is no link 'Runbooks' here" in result["not_searched"][0]["reason"]
    assert result["warnings"] == ["not_searched has what could not be searched: runbook, runbook_process"]
    assert not set(missing) & set(result["searched"])


@pytest.mark.parametrize("status", [403, 404])
def test_a_kind_that_can_not_be_read(shop: Octopus, status: int) -> None:
    shop.server.on_purpose("*")
    shop.server.fault(method="GET", path="*/feeds", **{**FORBIDDEN, "status": status})
    result = shop.ok(MODULE, variable="Db")
    assert "feed" not in result["searched"] and len(result["uses"]) == 10
    (refused,) = [each for each in result["not_searched"] if each["kind"] == "feed"]
    assert "Not on a Friday." in refused["reason"] and "feed" in result["warnings"][0]


@pytest.mark.parametrize("status", [401, 500])
def test_any_other_refusal(one_shop: Octopus, status: int) -> None:
    one_shop.server.fault(method="GET", path="*/feeds", **{**FORBIDDEN, "status": status})
    result = one_shop(MODULE, variable="Db", retries=0)
    assert result["failed"] and "Not on a Friday." in result["msg"]


def test_a_project_in_git(one_shop: Octopus) -> None:
    one_shop.server.convert("Projects-2")
    result = one_shop.ok(MODULE, variable="Db")
    reason = "is kept in Git, which is not searched"
    kinds = ("deployment_process", "variables")
    assert result["not_searched"] == [{"kind": each, "name": "Blog", "reason": reason} for each in kinds]
    assert "deployment_process of Blog, variables of Blog" in result["warnings"][0]
    assert "warnings" not in one_shop.ok(MODULE, variable="Db", in_projects=["Shop"], kinds=["deployment_process"])


def test_frozen_copies_are_not_searched_and_missing_ones_are_listed(one_shop: Octopus) -> None:
    """Servers list the copies that releases have, too."""
    server = one_shop.server
    server.on_purpose("*")
    server.put_read_only("Projects-2", {"VariableSetId": "variableset-Projects-2-s-1-ABCDE"})
    result = one_shop.ok(MODULE, text="db-live", kinds=["variables"])
    assert result["searched"] == {"variables": 1}
    assert result["not_searched"] == [
        {"kind": "variables", "name": "Blog", "reason": "the server's list does not have it"}
    ]


@pytest.mark.parametrize("version", ["2019.7.12", "2020.5.0", "2022.2.7897", "2024.3.100"])
def test_older_servers(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds that a release does not have are left out silently, unless the task names them."""
    monkeypatch.setattr(in_process, "kept_session", in_process.one_session)
    with Emulator(server_version=version) as server:
        octopus = on(server, DOORS["action"])
        octopus.server.seed("environments", Name="Live")
        octopus.server.seed(
            "lifecycles", Name="Long", Phases=[{"Name": "A", "OptionalDeploymentTargets": ["Environments-1"]}]
        )
        result = octopus.ok(MODULE, environment="Live")
        assert places(result) == ["lifecycle Long: phase A > OptionalDeploymentTargets"]
        assert result["not_searched"] == []
        old = octopus(MODULE, environment="Live", kinds=["parent_environments"])
        assert "kinds: needs Octopus Server 2025.1 or newer" in old["msg"]


def test_the_number_of_requests(one_shop: Octopus) -> None:
    """The number does not depend on the number of projects."""
    first = one_shop.ok(MODULE, variable="Db")["request_count"]
    for number in range(30):
        one_shop.server.seed("projects", Name=f"P{number}", **PLACE)
    again = one_shop.ok(MODULE, variable="Db")
    assert again["request_count"] == first == len(again["searched"]) + 3
    assert again["searched"]["variables"] == again["searched"]["deployment_process"] == 32


def test_a_mask_that_somebody_has_written_is_found(octopus: Octopus) -> None:
    octopus.server.seed("environments", Name="Masked", Description="********")
    (use,) = octopus.ok("octopus_search", {"text": "********"})["uses"]
    assert (use["name"], use["path"]) == ("Masked", "Description")
