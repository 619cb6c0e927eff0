# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_release of a version-controlled project: the release is from the ref and the commit that are meant.

api: projects#git-projects, releases#create-by-name
"""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus, on
from contract.doors import Door
from contract.releasing import MODULE, VERSION, Shop, a_shop, package, step
from emulator.testing import Emulator

FROM_MAIN = {**VERSION, "git_ref": "main"}
UNKNOWN = "0123456789012345678901234567890123456789"


@pytest.fixture
def shop(octopus: Octopus) -> Shop:
    """A shop in Git, with the branch ``try``, which has another step, and the tag ``v1`` of its first commit."""
    shop = a_shop(octopus)
    in_git(shop)
    octopus.server.tag(shop.project["Id"], "v1", "main")
    octopus.server.branch(shop.project["Id"], "try", "main")
    put_steps(shop, "try", step("Try", package()))
    octopus.server.clear_requests()
    return shop


def in_git(shop: Shop) -> None:
    shop.octopus.server.convert(shop.project["Id"])


def put_steps(shop: Shop, branch: str, *steps: dict[str, Any]) -> None:
    shop.octopus.server.put_process_at(shop.project["Id"], branch, list(steps))


def reference(shop: Shop, version: str = "1.2.3") -> dict[str, Any]:
    found: dict[str, Any] = shop.releases()[version]["VersionControlReference"]
    return found


def steps_of(shop: Shop, version: str = "1.2.3") -> list[str]:
    process = shop.octopus.server.document(shop.releases()[version]["ProjectDeploymentProcessSnapshotId"])
    return [each["Name"] for each in process["Steps"]]


def test_a_release_from_a_branch(shop: Shop) -> None:
    done = shop.predicted_and_done(FROM_MAIN)
    assert len(shop.octopus.writes()) == 1
    assert done["diff"]["after"]["git_ref"] == "main"
    assert (done["git_ref"], done["git_commit"]) == ("refs/heads/main", reference(shop)["GitCommit"])
    again = shop.octopus.ok(MODULE, FROM_MAIN)
    assert (again["changed"], again["git_commit"]) == (False, done["git_commit"])


def test_check_mode_predicts_the_ref_and_the_commit_that_are_given(shop: Shop) -> None:
    predicted = shop.octopus.ok(MODULE, FROM_MAIN, check=True)
    assert (predicted["git_ref"], "git_commit" in predicted) == ("main", False)
    predicted = shop.octopus.ok(MODULE, {**FROM_MAIN, "project": "New"}, check=True)
    assert (predicted["changed"], predicted["git_ref"]) == (True, "main")


@pytest.mark.parametrize(
    ("ref", "steps"),
    [("try", ["Try"]), ("refs/heads/main", ["Deploy"]), ("v1", ["Deploy"]), ("refs/tags/v1", ["Deploy"])],
)
def test_each_ref_has_its_own_steps_and_packages(shop: Shop, ref: str, steps: list[str]) -> None:
    done = shop.predicted_and_done({**VERSION, "git_ref": ref})
    assert (steps_of(shop), [each["step"] for each in done["packages"]]) == (steps, steps)
    assert not shop.octopus.ok(MODULE, {**VERSION, "git_ref": ref})["changed"]


@pytest.mark.parametrize("length", [40, 10])
def test_a_release_from_a_commit_of_a_branch(shop: Shop, length: int) -> None:
    shop.octopus.ok(MODULE, FROM_MAIN)
    old = reference(shop)["GitCommit"]
    put_steps(shop, "main", step("Later"))
    options = {**FROM_MAIN, "version": "1.2.4", "git_commit": old[:length]}
    done = shop.predicted_and_done(options)
    assert (done["git_ref"], done["git_commit"], steps_of(shop, "1.2.4")) == ("refs/heads/main", old, ["Deploy"])
    assert not shop.octopus.ok(MODULE, options)["changed"]
    assert shop.octopus.ok(MODULE, {**VERSION, "version": "1.2.5", "git_ref": old[:length]})["git_commit"] == old
    assert steps_of(shop, "1.2.5") == ["Deploy"]


def test_a_release_stays_at_its_commit(shop: Shop) -> None:
    first = shop.octopus.ok(MODULE, FROM_MAIN)["git_commit"]
    put_steps(shop, "main", step("Later"))
    assert shop.octopus.ok(MODULE, {**FROM_MAIN, "version": "1.2.4"})["git_commit"] != first
    newest = reference(shop, "1.2.4")["GitCommit"]
    shop.octopus.server.clear_requests()
    stays = "and a release keeps what it deploys: give another version, or delete the release first"
    for options, message in (
        ({"git_ref": "try"}, f"git_ref: release 1.2.3 is from refs/heads/main, not try, {stays}"),
        ({"git_commit": newest}, f"git_commit: release 1.2.3 is from the commit {first}, not {newest}, {stays}"),
    ):
        for check in (True, False):
            assert message in shop.octopus(MODULE, {**FROM_MAIN, **options}, check=check)["msg"]
    assert shop.octopus.writes() == []
    for options in (FROM_MAIN, {**FROM_MAIN, "git_commit": first}, VERSION):
        again = shop.octopus.ok(MODULE, options)
        assert (again["changed"], again["git_commit"]) == (False, first)


def test_a_release_from_before_the_conversion_has_no_ref(octopus: Octopus) -> None:
    shop = a_shop(octopus)
    octopus.ok(MODULE, VERSION)
    in_git(shop)
    done = octopus.ok(MODULE, VERSION)
    assert (done["changed"], "git_ref" in done) == (False, False)
    assert "git_ref: release 1.2.3 is from the database, which has no refs" in octopus(MODULE, FROM_MAIN)["msg"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"git_ref": None}, "git_ref: is missing, as 'Shop' keeps its process in a Git repository; give the ref"),
        ({"git_ref": None}, "for example 'main', its default branch"),
        ({"git_ref": " "}, "git_ref: is empty; give a value, or leave the option out"),
        ({"git_commit": ""}, "git_commit: is empty; give a value, or leave the option out"),
        ({"git_ref": None, "git_commit": UNKNOWN}, "git_commit: can only be given with git_ref"),
        ({"git_ref": "gone"}, "git_ref: the server finds no branch, tag or commit 'gone' in the repository of 'Shop'"),
        ({"git_commit": UNKNOWN}, f"git_commit: the server finds no commit '{UNKNOWN}' in the repository of 'Shop'"),
    ],
)
@pytest.mark.parametrize("check", [True, False])
def test_wrong_options_are_refused_before_a_write(
    shop: Shop, options: dict[str, Any], message: str, check: bool
) -> None:
    assert message in shop.octopus(MODULE, {**FROM_MAIN, **options}, check=check)["msg"]
    assert shop.octopus.writes() == []


def test_a_ref_is_refused_for_a_project_in_the_database(octopus: Octopus) -> None:
    a_shop(octopus)
    octopus.server.clear_requests()
    for check in (True, False):
        failed = octopus(MODULE, FROM_MAIN, check=check)
        assert (
            "git_ref: 'Shop' keeps its process in the database, which has no refs; leave the option out"
            in failed["msg"]
        )
    assert octopus.writes() == []


def test_the_number_and_the_notes_are_those_of_the_ref(octopus: Octopus) -> None:
    shop = a_shop(octopus)
    strategy = {"DonorPackage": {"DeploymentAction": "Deploy", "PackageReference": ""}, "Template": None}
    octopus.server.left_by_older(shop.project["Id"], VersioningStrategy=strategy, ReleaseNotesTemplate="Sold")
    in_git(shop)
    done = shop.predicted_and_done(
        {"project": "Shop", "state": "created", "git_ref": "main", "package_version": "1.1.0"}
    )
    assert (done["version"], shop.releases()["1.1.0"]["ReleaseNotes"]) == ("1.1.0", "Sold")


def test_the_rules_of_a_channel_are_for_the_steps_of_the_ref(shop: Shop) -> None:
    options = {**VERSION, "channel": "Beta", "package_version": "1.0.0"}
    failed = shop.octopus(MODULE, {**options, "git_ref": "main"})
    assert "packages: the channel's rule (tag ^beta) does not allow version 1.0.0" in failed["msg"]
    # The rule names a step that this branch does not have.
    assert shop.predicted_and_done({**options, "git_ref": "try"})["channel"] == "Beta"


def test_check_mode_says_that_it_knows_no_rules_for_refs(shop: Shop) -> None:
    channel = {"project": "Shop", "name": "Beta", "git_reference_rules": ["refs/heads/main"]}
    shop.octopus.ok("octopus_channel", channel)
    options = {**FROM_MAIN, "channel": "Beta"}
    [warning] = shop.octopus.ok(MODULE, options, check=True)["warnings"]
    assert warning.startswith("channel: 'Beta' has rules for branches and tags, which check mode can't compare")
    assert "warnings" not in shop.octopus.ok(MODULE, {**options, "ignore_channel_rules": True}, check=True)
    assert "warnings" not in shop.octopus.ok(MODULE, FROM_MAIN, check=True)
    assert "warnings" not in shop.octopus.ok(MODULE, options)


def test_a_lost_answer_is_looked_after(shop: Shop) -> None:
    shop.octopus.server.fault(method="POST", path="*/releases", drop="body")
    failed = shop.octopus(MODULE, FROM_MAIN)
    assert "it has created release 1.2.3 of Shop" in failed["msg"]
    assert (failed["changed"], list(shop.releases())) == (True, ["1.2.3"])
    assert not shop.octopus.ok(MODULE, FROM_MAIN)["changed"]


def test_a_release_from_elsewhere_at_the_same_moment_is_not_taken_for_this_one(shop: Shop) -> None:
    shop.octopus.ok(MODULE, {**VERSION, "git_ref": "try"})
    # The release does not exist yet when the task looks, and the request is lost.
    shop.octopus.server.fault(method="GET", path="*/releases/1.2.3", status=404)
    shop.octopus.server.fault(method="GET", path="*/releases", status=200, body={"Items": [], "Links": {}})
    shop.octopus.server.fault(method="POST", path="*/releases", drop="connect")
    failed = shop.octopus(MODULE, FROM_MAIN)
    assert "showed no effect" in failed["msg"] and not failed.get("changed")


def test_a_release_from_elsewhere_that_somebody_else_was_faster_with_is_refused(shop: Shop) -> None:
    shop.octopus.ok(MODULE, {**VERSION, "git_ref": "try"})
    # The release does not exist yet when the task looks.
    shop.octopus.server.fault(method="GET", path="*/releases/1.2.3", status=404)
    shop.octopus.server.fault(method="GET", path="*/releases", status=200, body={"Items": [], "Links": {}})
    failed = shop.octopus(MODULE, FROM_MAIN)
    assert "git_ref: release 1.2.3 is from refs/heads/try, not main" in failed["msg"]
    assert not failed.get("changed")


def test_a_release_is_deleted(shop: Shop) -> None:
    shop.octopus.ok(MODULE, FROM_MAIN)
    for changed in (True, False):
        assert shop.octopus.ok(MODULE, {**VERSION, "state": "absent"})["changed"] is changed


def test_a_release_from_another_ref_is_not_deleted(shop: Shop) -> None:
    shop.octopus.ok(MODULE, FROM_MAIN)
    for check in (True, False):
        refused = shop.octopus(MODULE, {**VERSION, "git_ref": "try", "state": "absent"}, check=check)
        assert "git_ref: release 1.2.3 is from refs/heads/main, not try" in refused["msg"]
    assert list(shop.releases()) == ["1.2.3"]
    assert shop.octopus.ok(MODULE, {**FROM_MAIN, "state": "absent"})["changed"]


def test_a_release_from_git_is_deployed(shop: Shop) -> None:
    shop.octopus.ok("octopus_environment", name="Test")
    put_steps(shop, "main", {"Name": "Say", "Actions": [{"Name": "Say", "ActionType": "Octopus.Script"}]})
    shop.octopus.ok(MODULE, FROM_MAIN)
    put_steps(shop, "main", step("Later"))
    place = {"git_ref": "refs/heads/main", "git_commit": reference(shop)["GitCommit"]}
    for version in ("1.2.3", "latest"):
        options = {"project": "Shop", "version": version, "environments": ["Test"]}
        for check, changed in ((True, version == "1.2.3"), (False, version == "1.2.3"), (False, False)):
            done = shop.octopus.ok("octopus_deployment", options, check=check)
            assert (done["changed"], {**done, **place}) == (changed, done)
    assert steps_of(shop) == ["Say"]


def test_a_failed_deployment_names_the_ref_and_the_commit_too(shop: Shop) -> None:
    shop.octopus.ok("octopus_environment", name="Test")
    put_steps(shop, "main", {"Name": "Say", "Actions": [{"Name": "Say", "ActionType": "Octopus.Script"}]})
    shop.octopus.server.fail("Say")
    shop.octopus.ok(MODULE, FROM_MAIN)
    failed = shop.octopus("octopus_deployment", {"project": "Shop", "version": "1.2.3", "environments": ["Test"]})
    assert (failed["git_ref"], failed["git_commit"]) == ("refs/heads/main", reference(shop)["GitCommit"])


def test_a_release_from_git_is_promoted(shop: Shop) -> None:
    for name in ("Test", "Production"):
        shop.octopus.ok("octopus_environment", name=name)
    put_steps(shop, "main", {"Name": "Say", "Actions": [{"Name": "Say", "ActionType": "Octopus.Script"}]})
    shop.octopus.ok(MODULE, FROM_MAIN)
    shop.octopus.ok("octopus_deployment", project="Shop", version="1.2.3", environments=["Test"])
    options = {"project": "Shop", "promote_from": "Test", "environments": ["Production"]}
    for changed in (True, False):
        done = shop.octopus.ok("octopus_deployment", options)
        assert (done["changed"], done["git_commit"]) == (changed, reference(shop)["GitCommit"])


@pytest.mark.parametrize("settings", [{"virtual_directory": "/octopus"}, {"scramble_links": True}])
def test_no_address_is_guessed(door: Door, settings: dict[str, Any]) -> None:
    with Emulator(**settings) as server:
        shop = a_shop(on(server, door))
        in_git(shop)
        assert shop.octopus.ok(MODULE, FROM_MAIN)["git_ref"] == "refs/heads/main"


def test_the_git_resources_of_steps_at_the_ref(octopus: Octopus) -> None:
    shop = a_shop(octopus)
    in_git(shop)
    charts = {
        "Name": "charts",
        "RepositoryUri": "https://git.example.com/charts",
        "DefaultBranch": "main",
        "GitCredentialType": "Anonymous",
        "FilePathFilters": [],
    }
    put_steps(shop, "main", step("Deploy", package(), GitDependencies=[charts]))
    options = {**FROM_MAIN, "git_resources": [{"step": "Deploy", "name": "charts", "ref": "next"}]}
    done = shop.predicted_and_done(options)
    assert done["git_resources"] == options["git_resources"]
    assert not octopus.ok(MODULE, {**options, "update_variables": True})["changed"]
