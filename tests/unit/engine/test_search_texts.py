# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A search through documents alone: the texts that it finds, their places, and the lines that it shows."""

from __future__ import annotations

import json
import re
import time
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._search import matching
from ansible_collections.octopus.deploy.plugins.module_utils._search.texts import Walk, singular
from ansible_collections.octopus.deploy.plugins.module_utils._search.uses import Searched, in_order, uses_in
from ansible_collections.octopus.deploy.plugins.module_utils._search.variables import Variable
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import MASK, Mask
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Document

SCRIPT, SYNTAX = "Octopus.Action.Script.ScriptBody", "Octopus.Action.Script.Syntax"


def found(document: Document, matcher: matching.Matcher, owner: str = "", **names: str) -> list[tuple[str, str, str]]:
    """Path, text and role of each place."""
    searched = Searched("kind", "Name", document, owner=owner)
    uses = uses_in(searched, matcher, {each.replace("_", "-"): name for each, name in names.items()}, Mask.of([]))
    return [(each["path"], each["text"], each["role"]) for each in uses]


def action(**properties: Any) -> Document:
    """A process with one action."""
    bag = {key.replace("__", "."): value for key, value in properties.items()}
    return {"Steps": [{"Name": "Deploy", "Actions": [{"Name": "Run", "Properties": bag}]}]}


def script(body: str, syntax: str | None = None) -> Document:
    return action(**{SCRIPT: body, **({SYNTAX: syntax} if syntax else {})})


@pytest.mark.parametrize(
    "text",
    [
        "#{Db}",
        "#{ db }",
        "x #{DB | ToUpper | Replace a b} y",
        "#{Db|ToUpper}",
        "#{Db[1]}",
        "#{Db [x].Name}",
        "#{Db.Name}",
        "#{Db.Name[#{Other}]}",
        "#{Other[#{Db}].Name}",
        "#{if Db}1#{/if}",
        '#{IF Db == "x"}1#{/if}',
        '#{if "x" != Db}1#{/if}',
        "#{if Other == Db | ToLower}1#{/if}",
        "#{unless Db}1#{/unless}",
        "#{if A}1#{elseif Db}2#{/if}",
        "#{each x in Db}#{x}#{/each}",
        "#{each x in Db.Names}#{x}#{/each}",
        "#{calc 2 * (Db + 1)}",
        "#{calc {Db} / 2}",
        "###{Db}",
        '#{A | Format "#{Db}"}',
        "#{A | Format #{Db}}",
        '#{Db | Replace "{" "x"}',
        '#{Db | Replace "}" "x"}',
        "{ #{Db}",
        "} #{Db}",
        '$OctopusParameters["Db"]',
        "$OctopusParameters['db']",
        '$OctopusParameters[ "Db[1].Name" ]',
        'Octopus.Parameters["Db"]',
        'OctopusParameters.Get("Db")',
        'x=$(get_octopusvariable "Db")',
        "x=$(get_octopusvariable Db)",
        "get_octopusvariable('Db')",
        'Octopus.tryFindVariable "Db"',
        'Octopus.findVariable "Db"',
        'Octopus.findVariableOrDefault "no" "Db"',
    ],
)
def test_uses_of_a_variable(text: str) -> None:
    assert list(Variable("Db").uses(text)) != []


@pytest.mark.parametrize(
    "text",
    [
        "Db",
        "#{Dba}",
        "#{My Db}",
        "#{Db-2}",
        "#{My.Db}",
        "#{Other[Db]}",
        "##{Db}",
        "####{Db}",
        "#{",
        "#{Db",
        "#{A | Format Db}",
        '#{if A == "Db"}1#{/if}',
        '#{if A == "x != Db"}1#{/if}',
        "#{each Db in Others}1#{/each}",
        "#{/Db}",
        # A minus sign belongs to a name, as in Octopus.
        "#{calc Db-1}",
        '$OctopusParameters["Dba"]',
        'set_octopusvariable "Db" "x"',
        "$Db",
        "get_octopusvariable Dba",
    ],
)
def test_a_text_that_does_not_use_a_variable_is_not_found(text: str) -> None:
    assert list(Variable("Db").uses(text)) == []


def test_a_text_with_many_open_braces_takes_no_time() -> None:
    began = time.process_time()
    assert list(Variable("Db").uses("#{Db" * 20_000)) == []
    assert list(Variable("Db").uses("#{Db[" * 20_000)) == []
    assert len(list(Variable("Db").uses(f"{'#{' * 20_000}Db}}"))) == 1
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Db", "Write-Host $db"),
        ("Db", 'Write-Host "${Db}x"'),
        ("Db", "$global:Db"),
        ("My.Db_Name", "$MyDb_Name"),
        ("My.Db_Name", "$MyDbName"),
    ],
)
def test_variables_of_powershell(name: str, text: str) -> None:
    for document in (
        script(text),
        script(text, "PowerShell"),
        action(**{"Octopus.Action.CustomScripts.Deploy.ps1": text}),
    ):
        assert len(found(document, matching.of_variable(name))) == 1, document
    assert found(script(text, "Bash"), matching.of_variable(name)) == []
    assert found(action(Octopus__Action__Other=text), matching.of_variable(name)) == []


def test_a_script_module_is_powershell() -> None:
    module = {"Variables": [{"Name": "Octopus.Script.Module[Tools]", "Value": "echo $Db"}]}
    assert found(module, matching.of_variable("Db")) == [
        ("variable Octopus.Script.Module[Tools] > Value", "echo $Db", "uses")
    ]


def test_definitions_of_a_variable() -> None:
    document: Document = {
        "Variables": [
            {"Name": "db", "Value": "one", "Scope": {"Environment": ["Environments-1", "Environments-2"]}},
            {"Name": "Db", "Value": "two", "Scope": {"Action": ["abc"], "Role": ["web"]}},
            {"Name": "Db[1].Host", "Value": None, "Type": "Sensitive", "IsSensitive": True},
            {"Name": "Dba", "Value": "three"},
        ],
        "Templates": [{"Name": "Db", "DefaultValue": "four\nfive"}, {"Name": "DB", "DefaultValue": {"HasValue": True}}],
        "ScopeValues": {"Actions": [{"Id": "abc", "Name": "Deploy"}]},
    }
    assert found(document, matching.of_variable("Db"), Environments_1="Test", Environments_2="Live") == [
        ("variable db (Environment: Test, Live)", "one", "defines"),
        ("variable Db (Action: Deploy; Role: web)", "two", "defines"),
        ("variable Db[1].Host", MASK, "defines"),
        ("template Db", "four", "defines"),
        ("template DB", MASK, "defines"),
    ]


def test_a_parameter_of_a_step_template_defines_a_variable() -> None:
    document = action(Db="x", Secret={"HasValue": True, "Hint": "abc"}, Octopus__Action__Notes="#{Db}")
    here = "step Deploy > action Run > property "
    assert found(document, matching.of_variable("Db")) == [
        (f"{here}Db", "x", "defines"),
        (f"{here}Octopus.Action.Notes", "#{Db}", "uses"),
    ]
    assert found(document, matching.of_variable("Secret")) == [(f"{here}Secret", MASK, "defines")]
    assert found(document, matching.of_variable("Octopus.Action.Notes")) == []


@pytest.mark.parametrize(
    ("prop", "value"),
    [
        ("Octopus.Action.AzureAccount.Variable", "Db"),
        ("Octopus.Action.IISWebSite.Bindings", '[{"certificateVariable": "db"}]'),
    ],
)
def test_properties_that_name_a_variable(prop: str, value: str) -> None:
    assert [each[2] for each in found(action(**{prop: value}), matching.of_variable("Db"))] == ["uses"]


def test_the_pool_of_an_action_by_a_variable() -> None:
    document = {"Steps": [{"Name": "A", "Actions": [{"Name": "B", "WorkerPoolVariable": "Db"}]}]}
    assert found(document, matching.of_variable("Db")) == [("step A > action B > WorkerPoolVariable", "Db", "uses")]


def test_lines_are_numbered_and_named_once() -> None:
    body = "one\r\ntwo #{Db} #{Db}\n\n  four #{Db}  \n"
    place = f"step Deploy > action Run > property {SCRIPT}, line "
    assert found(script(body), matching.of_variable("Db")) == [
        (f"{place}2", "two #{Db} #{Db}", "uses"),
        (f"{place}4", "four #{Db}", "uses"),
    ]


def test_an_id_is_found_as_a_whole() -> None:
    document: Document = {
        "Id": "Feeds-1",
        "Links": {"Self": "/api/feeds/Feeds-1"},
        "ProjectId": "Feeds-1",
        "Steps": [
            {
                "Id": "Feeds-1",
                "Name": "A",
                "Actions": [{"Name": "B", "Packages": [{"Name": "", "PackageId": "Shop", "FeedId": "Feeds-1"}]}],
            }
        ],
        "List": ["Feeds-12", "feeds-1", "x-Feeds-1"],
        "Places": {"Feeds-1": ["Environments-1"]},
        "Text": "Feeds-2,Feeds-1",
        "Json": '{"PackageId": "x", "FeedId": "Feeds-1"}',
        "ScopeValues": {"Feeds": [{"Id": "Feeds-1", "Name": "x"}]},
    }
    places = [each[0] for each in found(document, matching.of_document("Feeds-1"), owner="ProjectId")]
    assert places == ["step A > action B > package Shop > FeedId", "List", "Places", "Text", "Json"]
    assert ("ProjectId", "Feeds-1", "uses") in found(document, matching.of_document("Feeds-1"))


def test_a_feed_is_found_by_its_name_and_slug() -> None:
    matcher = matching.of_document("Feeds-1", ["Docker Hub", "docker-hub"], "FeedId")
    document = action(**{"Octopus.Action.Package.FeedId": "docker-hub", "P": json.dumps({"FeedId": "Docker hub"})})
    document["Name"] = "Docker Hub"
    assert [each[0].rpartition(" ")[2] for each in found(document, matcher)] == ["Octopus.Action.Package.FeedId", "P"]


def test_ids_in_paths_are_names() -> None:
    document = {"ProjectEnvironments": {"Projects-1": ["Environments-1"]}}
    found_there = found(document, matching.of_document("Environments-1"), Projects_1="Shop")
    assert found_there == [("ProjectEnvironments > Shop", "Environments-1", "uses")]


def test_a_tag() -> None:
    document = {
        "Name": "Region/Europe",
        "TenantTags": ["region/europe", "Region/Asia"],
        "Scope": {"TenantTag": ["Region/Europe"]},
        "Tags": [{"Name": "Europe", "CanonicalTagName": "Region/Europe"}],
        "Octopus.Action.TargetRoles": "web, Region/Europe",
        "UserRoleId": "Region/Europe",
    }
    assert found(document, matching.of_tag("Region/Europe")) == [
        ("TenantTags", "region/europe", "uses"),
        ("Scope > TenantTag", "Region/Europe", "uses"),
        ("tag Europe > CanonicalTagName", "Region/Europe", "defines"),
        ("Octopus.Action.TargetRoles", "web, Region/Europe", "uses"),
    ]


def test_a_package() -> None:
    document = {
        "Packages": [{"Name": "web", "PackageId": "shop.web"}, {"Name": "other", "PackageId": "Shop.Web.Api"}],
        "Properties": {"Octopus.Action.Package.PackageId": "Shop.Web", "P": '{"PackageId": "Shop.Web"}'},
        "Container": {"Image": "Shop.Web:1.2"},
        "Name": "Shop.Web",
    }
    assert [each[0] for each in found(document, matching.of_package("Shop.Web"))] == [
        "package web > PackageId",
        "property Octopus.Action.Package.PackageId",
        "property P",
        "Container > Image",
    ]


def test_a_text_and_a_pattern() -> None:
    document = {"Name": "DB01", "Port": 8080, "IsOn": True, "List": [{"Value": "x db02 y"}], "Nothing": None}
    assert [each[:2] for each in found(document, matching.of_pattern(re.compile("db0[12]", re.IGNORECASE)))] == [
        ("Name", "DB01"),
        ("list 1 > Value", "x db02 y"),
    ]
    assert found(document, matching.of_pattern(re.compile("8080"))) == [("Port", "8080", "uses")]


SECRETS: Document = {
    "Password": "hunter2 #{Db}",
    "Sensitive": {"HasValue": True, "NewValue": "hunter2 #{Db}", "Hint": "hunter2"},
    "Variables": [{"Name": "Db", "Type": "Sensitive", "Value": "hunter2", "IsSensitive": True}],
    "Json": '{"Password": "hunter2 #{Db}", "Host": "#{Db}"}',
    "Notes": "the password is hunter2 #{Db}, #{Db}",
}


def test_secrets_are_not_shown() -> None:
    places = found(SECRETS, matching.of_variable("Db"))
    assert [each[0] for each in places] == ["Password", "variable Db", "Json", "Notes"]
    assert places[0][1] == places[1][1] == MASK
    assert "hunter2" not in str(places)


def test_a_text_in_secrets_is_not_found() -> None:
    places = found(SECRETS, matching.of_pattern(re.compile("hunter2")))
    assert [each[0] for each in places] == ["Json", "Notes"]
    assert "hunter2" not in str(places)


def test_a_long_line_is_cut() -> None:
    (place,) = found({"Text": f"{'a' * 1000} #{{Db}} {'b' * 1000}"}, matching.of_variable("Db"))
    text = place[1]
    assert "#{Db}" in text and len(text) < 320 and text.startswith("...") and text.endswith("...")
    masked = uses_in(
        Searched("k", "n", {"Text": f"{'a' * 1000}S3cr3tK3y#{{Db}}{'b' * 1000}"}),
        matching.of_variable("Db"),
        {},
        Mask.of(["S3cr3tK3y"]),
    )
    assert f"{MASK}#{{Db}}" in next(masked)["text"]


def test_the_order_is_stable() -> None:
    uses = [
        {"kind": kind, "project": project, "name": name, "id": name, "path": path}
        for path in ("2", "1")
        for kind, project, name in (("b", None, "x"), ("a", "Shop", "y"), ("a", "arts", "z"), ("a", None, "y"))
    ]
    assert [(each["kind"], each["project"], each["path"]) for each in in_order(uses)] == [
        *[("a", None, "2"), ("a", None, "1")],
        *[("a", "arts", "2"), ("a", "arts", "1")],
        *[("a", "Shop", "2"), ("a", "Shop", "1")],
        *[("b", None, "2"), ("b", None, "1")],
    ]


def test_words() -> None:
    assert [singular(each) for each in ("Steps", "GitDependencies", "Phases")] == ["Step", "GitDependency", "Phase"]
    assert [text.path for text in Walk().texts({"GitDependencies": [{"Uri": "x"}, [["y"]]]})] == [
        ("git dependency 1", "Uri"),
        ("GitDependencies",),
    ]
