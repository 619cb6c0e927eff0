# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_runbook_snapshot: a new snapshot is taken if its contents would differ, and only then."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

MODULE = "octopus_runbook_snapshot"
OWN = {"project": "Storefront", "runbook": "Restart"}
TOOLS = {"name": "tools", "package_id": "Tools", "feed": "feeds-builtin"}
REPOSITORY = {
    "name": "scripts",
    "repository_uri": "https://git.example.com/scripts",
    "default_branch": "main",
    "git_credential_type": "Anonymous",
}


def step(name: str = "Restart", body: str = "restart", **more: Any) -> dict[str, Any]:
    return {"name": name, "run_on_server": True, "run_script": {"script_body": body}, **more}


def with_steps(octopus: Octopus, *steps: dict[str, Any]) -> None:
    octopus.ok("octopus_runbook_process", {**OWN, "steps": list(steps)})


def with_variables(octopus: Octopus, *variables: dict[str, Any], **owner: str) -> None:
    octopus.ok("octopus_variables", {**(owner or {"project": OWN["project"]}), "variables": list(variables)})


def stock(octopus: Octopus) -> None:
    """A runbook with a step, and variables of its project and of a library set."""
    octopus.ok("octopus_library_variable_set", name="Common")
    basics = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    octopus.ok("octopus_project", name="Storefront", included_library_variable_sets=["Common"], **basics)
    octopus.ok("octopus_runbook", name="Restart", project="Storefront")
    with_steps(octopus, step())
    with_variables(octopus, {"name": "Greeting", "value": "Hello", "scope": {"processes": ["Restart"]}})
    with_variables(octopus, {"name": "Mail", "value": "a@example.com"}, library_variable_set="Common")


@pytest.fixture
def shop(octopus: Octopus) -> Octopus:
    return octopus.stocked(stock)


def snapshots(octopus: Octopus) -> list[dict[str, Any]]:
    return octopus.server.app.octopus.store.all("runbooksnapshots")


def tools(version: str | None) -> list[dict[str, Any]]:
    """The result for the only package."""
    return [{"step": "Restart", "reference": "tools", "version": version}]


def scripts(ref: str) -> list[dict[str, Any]]:
    """The result for the only repository."""
    return [{"step": "Restart", "name": "scripts", "ref": ref}]


def published(octopus: Octopus) -> Any:
    return octopus.server.document("Runbooks-1")["PublishedRunbookSnapshotId"]


def test_the_first_snapshot(shop: Octopus) -> None:
    predicted = shop.ok(MODULE, OWN, check=True)
    assert (shop.writes(), predicted["name"]) == ([], None)
    done = shop.ok(MODULE, OWN)
    assert predicted["changed"] and done["changed"] and predicted["diff"] == done["diff"]
    after = done["diff"]["after"]
    assert [each["name"] for each in after["steps"]] == ["Restart"]
    assert {owner: [*own] for owner, own in after["variables"].items()} == {
        "Storefront": ["Greeting (Restart)"],
        "Common": ["Mail"],
    }
    assert (done["diff"]["before"], after["published"], "warnings" in done) == ({}, True, False)
    [made] = snapshots(shop)
    assert published(shop) == made["Id"] == done["id"]
    assert done["name"] == made["Name"] and made["Name"].startswith("Snapshot ")
    shop.server.clear_requests()
    again = shop.ok(MODULE, OWN)
    assert (again["changed"], again["id"], again["published"], shop.writes()) == (False, done["id"], True, [])


def changed_step(octopus: Octopus) -> None:
    with_steps(octopus, step(body="restart twice"))


def more_steps(octopus: Octopus) -> None:
    with_steps(octopus, step(), step("Tell"))


def changed_variable(octopus: Octopus) -> None:
    with_variables(octopus, {"name": "Greeting", "value": "Good day", "scope": {"processes": ["Restart"]}})


def other_scope(octopus: Octopus) -> None:
    with_variables(octopus, {"name": "Greeting", "value": "Hello"})


def changed_library(octopus: Octopus) -> None:
    with_variables(octopus, {"name": "Mail", "value": "b@example.com"}, library_variable_set="Common")


def without_library(octopus: Octopus) -> None:
    octopus.ok("octopus_project", name="Storefront", included_library_variable_sets=[])


@pytest.mark.parametrize(
    "change", [changed_step, more_steps, changed_variable, other_scope, changed_library, without_library]
)
def test_a_change_makes_a_new_snapshot(shop: Octopus, change: Any) -> None:
    first = shop.ok(MODULE, OWN)
    change(shop)
    shop.server.clear_requests()
    predicted = shop.ok(MODULE, OWN, check=True)
    assert shop.writes() == []
    second = shop.ok(MODULE, OWN)
    assert predicted["changed"] and second["changed"] and predicted["diff"] == second["diff"]
    assert published(shop) == second["id"] != first["id"]
    assert shop.ok(MODULE, OWN)["changed"] is False


def test_a_change_that_is_taken_back_makes_none(shop: Octopus) -> None:
    first = shop.ok(MODULE, OWN)
    changed_variable(shop)
    with_variables(shop, {"name": "Greeting", "value": "Hello", "scope": {"processes": ["Restart"]}})
    again = shop.ok(MODULE, OWN)
    assert (again["changed"], again["id"]) == (False, first["id"])


def test_the_diff_shows_only_what_differs(shop: Octopus) -> None:
    shop.ok(MODULE, OWN)
    with_variables(shop, {"name": "Other", "value": "1"}, {"name": "Greeting", "value": "Good day"})
    diff = shop.ok(MODULE, OWN)["diff"]
    assert diff["before"]["variables"] == {"Storefront": {"Greeting (Restart)": "Hello"}}
    assert diff["after"]["variables"] == {"Storefront": {"Greeting": "Good day", "Other": "1"}}
    assert not {"steps", "packages"} & {*diff["before"], *diff["after"]}


def test_packages_get_the_newest_version_or_the_given_one(shop: Octopus) -> None:
    shop.server.push("Tools.1.0.0.zip")
    shop.server.push("Tools.1.1.0.zip")
    with_steps(shop, step(packages=[TOOLS]))
    newest = shop.ok(MODULE, OWN)
    assert newest["packages"] == tools("1.1.0")
    chosen = {"step": "restart", "reference": "Tools", "version": "1.0.0"}
    given = shop.ok(MODULE, OWN, packages=[{"step": "Restart"}, chosen])
    assert (given["changed"], given["packages"]) == (True, tools("1.0.0"))
    assert given["diff"]["before"]["packages"] == tools("1.1.0")
    [_first, last] = snapshots(shop)
    assert [(each["ActionName"], each["Version"]) for each in last["SelectedPackages"]] == [("Restart", "1.0.0")]
    shop.server.push("Tools.1.2.0.zip")
    assert shop.ok(MODULE, OWN, packages=[chosen])["changed"] is False
    # The result is an option, and the newest version can be an exception.
    for options in ({"packages": given["packages"]}, {"package_version": "1.0.0"}):
        assert shop.ok(MODULE, OWN, **options)["changed"] is False
    exception = [{"package_id": "tools", "version": "newest"}]
    assert shop.ok(MODULE, OWN, package_version="1.0.0", packages=exception, check=True)["packages"] == tools("1.2.0")
    assert shop.ok(MODULE, OWN)["packages"] == tools("1.2.0")


def test_a_package_without_a_version_yet(shop: Octopus) -> None:
    with_steps(shop, step(packages=[TOOLS]))
    failed = shop(MODULE, OWN)
    assert "packages: the feed has no version of package Tools (step 'Restart', reference 'tools')" in failed["msg"]
    predicted = shop.ok(MODULE, OWN, check=True)
    assert (predicted["changed"], predicted["packages"]) == (True, tools(None))
    assert "check mode assumes" in predicted["warnings"][0]


def test_git_resources(shop: Octopus) -> None:
    with_steps(shop, step(git_dependencies=[REPOSITORY]))
    first = shop.ok(MODULE, OWN)
    assert first["git_resources"] == scripts("main")
    for ref in ("refs/heads/main", "main"):
        same = shop.ok(MODULE, OWN, git_resources=[{"step": "Restart", "ref": ref}])
        assert same["changed"] is False
    other = shop.ok(MODULE, OWN, git_resources=[{"step": "Restart", "name": "scripts", "ref": "refs/heads/next"}])
    assert (other["changed"], other["git_resources"]) == (True, scripts("next"))


def test_a_snapshot_that_is_not_published(shop: Octopus) -> None:
    taken = shop.ok(MODULE, OWN, publish=False)
    assert (taken["published"], published(shop)) == (False, None)
    assert shop.ok(MODULE, OWN, publish=False)["changed"] is False
    predicted = shop.ok(MODULE, OWN, check=True)
    shop.server.clear_requests()
    done = shop.ok(MODULE, OWN)
    assert predicted["diff"] == done["diff"]
    assert (done["changed"], done["id"], done["published"]) == (True, taken["id"], True)
    assert (published(shop), shop.writes()) == (taken["id"], ["PUT /api/Spaces-1/runbooks/Runbooks-1"])
    assert shop.ok(MODULE, OWN)["changed"] is False


def test_a_name_and_notes(shop: Octopus) -> None:
    named = {**OWN, "name": "Before the sale", "publish": False}
    assert shop.ok(MODULE, named, notes="Tested")["notes"] == "Tested"
    assert shop.ok(MODULE, {**named, "name": "before the SALE "})["changed"] is False
    predicted, done = (shop.ok(MODULE, named, notes="", check=check) for check in (True, False))
    assert predicted["diff"] == done["diff"]
    assert (done["changed"], done["diff"]["before"]["notes"], done["notes"]) == (True, "Tested", "")
    changed_step(shop)
    shop.server.clear_requests()
    failed = shop(MODULE, named)
    assert "name: the snapshot 'Before the sale' exists with other contents" in failed["msg"]
    assert "its steps have changed" in failed["msg"] and shop.writes() == []
    assert shop.ok(MODULE, named, name="After the sale")["changed"]


def test_the_variables_of_a_named_snapshot_are_updated(shop: Octopus) -> None:
    named = {**OWN, "name": "Before the sale", "publish": False}
    first = shop.ok(MODULE, named)
    changed_variable(shop)
    assert "its variables have changed" in shop(MODULE, named)["msg"]
    update = {**named, "update_variables": True}
    predicted, done = (shop.ok(MODULE, update, check=check) for check in (True, False))
    assert predicted["diff"] == done["diff"]
    assert done["diff"]["after"]["variables"] == {"Storefront": {"Greeting (Restart)": "Good day"}}
    assert (predicted["changed"], done["changed"], done["id"]) == (True, True, first["id"])
    assert not any(shop.ok(MODULE, options)["changed"] for options in (update, named))
    changed_step(shop)
    assert "its steps have changed" in shop(MODULE, update)["msg"]


def test_deleting(shop: Octopus) -> None:
    shop.ok(MODULE, OWN, name="Old")
    gone = {**OWN, "name": "old", "state": "absent"}
    predicted = shop.ok(MODULE, gone, check=True)
    done = shop.ok(MODULE, gone)
    assert predicted["changed"] and predicted["diff"] == done["diff"]
    assert done["diff"]["before"] == {"name": "Old", "published": True}
    assert snapshots(shop) == []
    assert shop.ok(MODULE, gone)["changed"] is False


@pytest.mark.parametrize("options", [{"project": "Unknown"}, {"runbook": "Unknown"}])
@pytest.mark.parametrize("check", [False, True])
def test_nothing_is_deleted_of_a_runbook_that_does_not_exist(
    shop: Octopus, options: dict[str, Any], check: bool
) -> None:
    done = shop.ok(MODULE, {**OWN, "name": "Old", "state": "absent", **options}, check=check)
    assert (done["changed"], "warnings" in done) == (False, False)


def test_a_secret_is_never_a_difference(shop: Octopus) -> None:
    for value in ("first", "second"):
        secret = [{"name": "Password", "sensitive_value": value}]
        shop.ok("octopus_variables", project="Storefront", variables=secret, update_secrets="always")
        done = shop.ok(MODULE, OWN)
        assert done["secrets_not_compared"] == ["variable Password"]
    assert done["changed"] is False


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"runbook": "Resart"}, "runbook: there is no runbook named 'Resart'. Similar names: 'Restart'"),
        ({"state": "absent"}, "name: is missing"),
        ({"name": " "}, "name: is empty"),
        (
            {"packages": [{"step": "Restart"}]},
            "packages: no package of the process is named by step 'Restart'; it has none to choose",
        ),
        (
            {"git_resources": [{"step": "x", "ref": "main"}]},
            "git_resources: no Git resource of the process is named by step 'x'; it has none to choose",
        ),
    ],
)
def test_wrong_options(shop: Octopus, options: dict[str, Any], says: str) -> None:
    assert says in shop(MODULE, {**OWN, **options})["msg"]
    assert shop.writes() == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (
            {"packages": [{"step": "Restart", "version": " "}]},
            "packages[0].version: ' ' is not a version;",
        ),
        (
            {"packages": [{"step": "Restart", "version": "1.0"}, {"step": "restart ", "version": "2.0"}]},
            "packages[1]: names the same package as an earlier entry: step 'restart '",
        ),
        (
            {"packages": [{"step": "Restart", "reference": "tools"}, {"step": "Restart", "reference": "Tools"}]},
            "packages[1]: names the same package as an earlier entry: step 'Restart', reference 'Tools'",
        ),
        ({"git_resources": [{"step": "Restart", "ref": ""}]}, "git_resources[0].ref: is empty; leave the entry out"),
        (
            {"git_resources": [{"step": "Restart", "ref": "a"}, {"step": "Restart", "ref": "b"}]},
            "git_resources[1]: names the same Git resource as an earlier entry: step 'Restart'",
        ),
    ],
)
@pytest.mark.parametrize("check", [False, True])
def test_an_entry_that_says_nothing_or_says_it_again(
    shop: Octopus, options: dict[str, Any], says: str, check: bool
) -> None:
    shop.server.push("Tools.1.0.0.zip")
    with_steps(shop, step(packages=[TOOLS], git_dependencies=[REPOSITORY]))
    shop.server.clear_requests()
    assert says in shop(MODULE, {**OWN, **options}, check=check)["msg"]
    assert shop.writes() == []


def test_check_mode_on_an_empty_server(octopus: Octopus) -> None:
    predicted = octopus.ok(MODULE, OWN, check=True)
    assert (predicted["changed"], predicted["diff"]["after"]) == (True, {"published": True})
    assert any("Storefront" in each for each in predicted["warnings"])


@pytest.mark.parametrize(("drop", "lasts"), [("body", True), ("connect", False)])
def test_a_lost_answer_is_looked_after(shop: Octopus, drop: str, lasts: bool) -> None:
    shop.server.fault(method="POST", path="*/runbookSnapshots", drop=drop)
    failed = shop(MODULE, OWN)
    assert ("it has taken the snapshot 'Snapshot " in failed["msg"]) is lasts
    assert ("showed no effect of the request" in failed["msg"]) is not lasts
    assert len(snapshots(shop)) == int(lasts)
    again = shop.ok(MODULE, OWN)
    assert (again["changed"], again["published"]) == (not lasts, True)
    assert len(snapshots(shop)) == 1


def test_a_lost_answer_to_a_publication(shop: Octopus) -> None:
    taken = shop.ok(MODULE, OWN, publish=False)
    shop.server.fault(method="PUT", path="*/runbooks/*", drop="body")
    failed = shop(MODULE, OWN)
    assert f"it has published the snapshot '{taken['name']}' of the runbook 'Restart'" in failed["msg"]
    assert shop.ok(MODULE, OWN)["changed"] is False


def test_variables_in_git_are_not_taken_for_the_present_ones(shop: Octopus) -> None:
    shop.server.convert("Projects-1")
    assert "project: 'Storefront' keeps its variables in a Git repository" in shop(MODULE, OWN)["msg"]
