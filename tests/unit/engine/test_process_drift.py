# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that the server or the portal writes in another way does not differ, and unknown parts are kept."""

from __future__ import annotations

from typing import Any

import pytest
from unit.engine.test_process_steps import BODY, STEPS, a_process, a_step, an_action, planned, script
from unit.engine.variable_sets import context

PACKAGE = "Octopus.Action.Package"
MIRROR = {f"{PACKAGE}.PackageId": "Web", f"{PACKAGE}.FeedId": "#{Feed}", f"{PACKAGE}.DownloadOnTentacle": "False"}
PRIMARY = {"Id": "p-1", "Name": "", "PackageId": "Web", "FeedId": "#{Feed}", "AcquisitionLocation": "Server"}


def a_process_with(**action: Any) -> dict[str, Any]:
    return a_process(a_step("Ask", an_action("Ask", **action)))


def asked(properties: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    return [{"name": "Ask", "properties": properties, **more}]


@pytest.mark.parametrize(
    ("has", "given"),
    [
        ({"octopus.action.script.SCRIPTBODY": "echo"}, {BODY: "echo"}),
        ({"X": "true"}, {"X": True}),
        ({"X": "True"}, {"X": "true"}),
        ({"X": None}, {"X": ""}),
        ({"X": ""}, {"Y": ""}),
        ({}, {"X": ""}),
        ({BODY: "echo 1\r\necho 2\r\n"}, {BODY: "echo 1\necho 2\n"}),
        ({"X": '[ {"enabled": true, "port": "80"} ]'}, {"X": [{"port": "80", "enabled": "True"}]}),
        ({"X": '{"a":1}'}, {"X": '{ "a": 1 }'}),
        (
            {"Octopus.Action.EnabledFeatures": ",Octopus.Features.B,Octopus.Features.A"},
            {"Octopus.Action.EnabledFeatures": "Octopus.Features.A,Octopus.Features.B"},
        ),
        ({"OctopusUseBundledTooling": "False", "Octopus.Action.Template.Version": "3", "X": "a"}, {"X": "a"}),
        ({"X": "a", "Unknown": "b"}, {"X": "a"}),
    ],
)
def test_no_difference(has: dict[str, Any], given: dict[str, Any]) -> None:
    current = a_process_with(Properties=has)
    wanted = planned(current, asked(given))
    assert STEPS.same(current, wanted)
    assert wanted["Steps"][0] is current["Steps"][0], "nothing is written in another way either"


@pytest.mark.parametrize(
    ("has", "given"),
    [
        ({BODY: "echo"}, {BODY: "Echo"}),
        ({"X": "1.0"}, {"X": "1"}),
        ({"X": '{"a":1.0}'}, {"X": '{"a":1}'}),
        ({"X": '{"a":"b"}'}, {"X": '{"a":"B"}'}),
        ({"X": '["a","b"]'}, {"X": '["b","a"]'}),
        ({"X": "a"}, {"X": ""}),
        ({"X": "a\n"}, {"X": "a"}),
        ({"Octopus.Action.EnabledFeatures": "A"}, {"Octopus.Action.EnabledFeatures": "A,B"}),
    ],
)
def test_a_difference(has: dict[str, Any], given: dict[str, Any]) -> None:
    current = a_process_with(Properties=has)
    wanted = planned(current, asked(given))
    assert not STEPS.same(current, wanted)
    (name,) = given
    assert wanted["Steps"][0]["Actions"][0]["Properties"][name] == given[name]


def test_exact_removes_what_no_option_names() -> None:
    kept = {**MIRROR, "OctopusUseBundledTooling": "False", "Octopus.Action.RunOnServer": "true"}
    current = a_process_with(Properties={**kept, "X": "a", "Old": "b"})
    wanted = planned(current, asked({"x": "a"}, exact=True))
    assert wanted["Steps"][0]["Actions"][0]["Properties"] == {**kept, "X": "a"}
    assert STEPS.same(wanted, planned(wanted, asked({"x": "a"}, exact=True)))


def test_the_primary_package_and_its_properties() -> None:
    current = a_process_with(Packages=[PRIMARY], Properties={**MIRROR, "X": "a"})
    package = {"name": "", "package_id": "Web", "feed": "#{Feed}"}
    assert STEPS.same(current, planned(current, asked({}, packages=[package])))
    changed = planned(current, asked({}, packages=[{**package, "package_id": "Other"}]))
    (action,) = changed["Steps"][0]["Actions"]
    assert action["Packages"] == [{**PRIMARY, "PackageId": "Other"}], "it keeps its ID"
    assert action["Properties"] == {**MIRROR, f"{PACKAGE}.PackageId": "Other", "X": "a"}
    (action,) = planned(current, asked({}, packages=[]))["Steps"][0]["Actions"]
    assert (action["Packages"], action["Properties"]) == ([], {"X": "a"})


@pytest.mark.parametrize(
    ("has", "given"),
    [
        ({"Container": {"Image": None, "FeedId": None}}, {"container": {}}),
        ({"Container": {}}, {"container": {"image": ""}}),
        ({"WorkerPoolVariable": "", "WorkerPoolId": None}, {"worker_pool_variable": ""}),
        ({"WorkerPoolVariable": "", "WorkerPoolId": "WorkerPools-1"}, {"worker_pool": "Pool"}),
        ({"Notes": None}, {"notes": ""}),
        ({"Properties": {"Octopus.Action.RunOnServer": "TRUE"}}, {"run_on_server": True}),
        ({"Properties": {}}, {"run_on_server": False}),
        ({"Properties": {"Octopus.Action.RunOnServer": "false"}}, {"run_on_server": False}),
        ({"Inputs": {"a": {}}, "StepPackageVersion": "1.0.0"}, {"notes": ""}),
    ],
)
def test_no_difference_in_options(has: dict[str, Any], given: dict[str, Any]) -> None:
    current = a_process_with(**has)
    wanted = planned(current, [{"name": "Ask", **given}])
    assert STEPS.same(current, wanted) and wanted["Steps"][0] is current["Steps"][0]


@pytest.mark.parametrize(
    ("has", "given"),
    [
        ("web, api", ["api", "web"]),
        ("#{Roles}", ["#{Roles}"]),
        ("#{each r in A}#{r},#{/each}", ["#{each r in A}#{r}", "#{/each}"]),
        ("", []),
    ],
)
def test_tags_of_targets_are_a_set_or_an_expression(has: str, given: list[str]) -> None:
    current = a_process(a_step("Ask", Properties={"octopus.action.targetroles": has}))
    assert STEPS.same(current, planned(current, [{"name": "Ask", "target_tags": given}]))
    other = planned(current, [{"name": "Ask", "target_tags": [*given, "more"]}])
    assert not STEPS.same(current, other)
    exported = STEPS.exported(current, context(), "here")
    assert STEPS.same(current, planned(current, exported))


def test_a_secret_is_kept_and_never_shown() -> None:
    secret = {"HasValue": True, "NewValue": None, "Hint": None}
    current = a_process_with(Properties={"Key": secret, "X": "a"})
    wanted = planned(current, [script("Ask", "echo", sensitive_properties={"key": "hunter-22"})])
    (action,) = wanted["Steps"][0]["Actions"]
    assert action["Properties"] == {"Key": secret, "X": "a", BODY: "echo"}
    new = planned(current, asked({}, sensitive_properties={"Other": "hunter-22"}))
    assert "hunter" not in str(STEPS.shown(new, context()))
    assert new["Steps"][0]["Actions"][0]["Properties"]["Other"] == {"HasValue": True, "NewValue": "hunter-22"}
