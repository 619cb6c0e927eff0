# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_release: the channel, the packages and the number that a new release gets."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.conftest import Octopus
from contract.releasing import MODULE, VERSION, Shop, a_shop, package, put_process, step


@pytest.fixture
def shop(octopus: Octopus) -> Shop:
    return a_shop(octopus)


def test_the_newest_version_that_the_rules_allow_is_taken(shop: Shop) -> None:
    # Without a rule, the newest one is a prerelease.
    assert shop.predicted_and_done(VERSION)["packages"][0]["version"] == "2.0.0-beta.1"
    shop.octopus.server.push("Shop.Web.3.0.0.zip", b"3")
    done = shop.predicted_and_done({**VERSION, "version": "1.2.4", "channel": "beta"})
    assert (done["channel"], done["packages"][0]["version"]) == ("Beta", "2.0.0-beta.1")


def test_the_only_channel_that_fits_is_taken(shop: Shop) -> None:
    rules = [{"action_packages": [{"deployment_action": "Deploy"}], "version_range": "[1.0,1.9]"}]
    shop.octopus.ok("octopus_channel", name="Default", project="Shop", rules=rules)
    done = shop.predicted_and_done({**VERSION, "package_version": "2.0.0-beta.1"})
    assert done["channel"] == "Beta"
    for version, message in (("2.0.0", "no channel of the project can have the release"), ("1.0.0", None)):
        result = shop.octopus(MODULE, {**VERSION, "version": f"9-{version}", "package_version": version}, check=True)
        assert message is None or (message in result["msg"] and "'Beta'" in result["msg"])
        assert message or result["channel"] == "Default"
    shop.octopus.server.seed("channels", Name="Third", ProjectId=shop.project["Id"])
    failed = shop.octopus(MODULE, {**VERSION, "version": "9", "package_version": "2.0.0-beta.1"}, check=True)
    assert "channel: is missing; the release fits into several channels, 'Beta', 'Third'" in failed["msg"]


def test_a_version_that_a_rule_forbids_is_refused_before_anything_is_written(shop: Shop) -> None:
    options = {**VERSION, "channel": "Beta", "package_version": "1.0.0"}
    shop.octopus.server.clear_requests()
    for check in (True, False):
        failed = shop.octopus(MODULE, options, check=check)
        assert "packages: the channel's rule (tag ^beta) does not allow version 1.0.0" in failed["msg"]
    assert shop.octopus.writes() == []
    done = shop.predicted_and_done({**options, "ignore_channel_rules": True})
    assert done["packages"][0]["version"] == "1.0.0"


def test_versions_by_step_and_package(shop: Shop) -> None:
    more = package("config", "Shop.Config")
    put_process(shop, step("Deploy", package(), more), step("Say so", package("", "Shop.Web")))
    shop.octopus.server.push("Shop.Config.5.0.zip", b"5")
    done = shop.predicted_and_done(
        {
            **VERSION,
            "packages": [
                {"step": "deploy", "reference": "config", "version": "5.0"},
                {"package_id": "shop.web", "version": "1.1.0"},
            ],
        }
    )
    found = {(each["step"], each["reference"]): each["version"] for each in done["packages"]}
    assert found == {("Deploy", ""): "1.1.0", ("Deploy", "config"): "5.0", ("Say so", ""): "1.1.0"}
    same = {**VERSION, "packages": [{"package_id": "Shop.Config", "version": "5.0"}]}
    assert not shop.octopus.ok(MODULE, same)["changed"]


def test_an_entry_that_names_no_package_is_refused(shop: Shop) -> None:
    options = {**VERSION, "packages": [{"step": "Unknown", "version": "1.0.0"}]}
    failed = shop.octopus(MODULE, options)
    assert failed["msg"].startswith("packages: no package of the process is named by step 'Unknown'")
    assert "; it has package Shop.Web (step 'Deploy')" in failed["msg"]
    # An earlier task of a playbook may add the step.
    assert "step 'Unknown' yet" in shop.octopus.ok(MODULE, options, check=True)["warnings"][0]
    assert shop.releases() == {}
    shop.octopus.ok(MODULE, VERSION)
    assert "no package of release 1.2.3 is named by step 'Unknown'" in shop.octopus(MODULE, options)["msg"]


def test_a_package_that_is_pushed_later(shop: Shop) -> None:
    put_process(shop, step("Deploy", package("", "New")))
    failed = shop.octopus(MODULE, VERSION)
    assert "the feed has no version of package New (step 'Deploy')" in failed["msg"]
    predicted = shop.octopus.ok(MODULE, VERSION, check=True)
    assert predicted["packages"] == [{"step": "Deploy", "reference": "", "version": None}]
    assert "yet" in predicted["warnings"][0]


def test_a_package_whose_feed_is_a_variable_needs_a_version(shop: Shop) -> None:
    put_process(shop, step("Deploy", package("", "#{Package}")))
    for check in (True, False):
        assert "must be given, as its feed or its ID is a variable" in shop.octopus(MODULE, VERSION, check=check)["msg"]
    assert shop.predicted_and_done({**VERSION, "package_version": "7.0"})["packages"][0]["version"] == "7.0"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"package_version": "1.0.0"}, "has version 1.1.0 of the package (step 'Deploy'), not 1.0.0"),
        (
            {"packages": [{"package_id": "Shop.Web", "version": "2.0"}]},
            "has version 1.1.0 of package Shop.Web (step 'Deploy'), not 2.0",
        ),
    ],
)
def test_other_packages_than_those_of_the_release_are_refused(
    shop: Shop, options: dict[str, Any], message: str
) -> None:
    shop.octopus.ok(MODULE, {**VERSION, "package_version": "1.1.0"})
    for check in (True, False):
        failed = shop.octopus(MODULE, {**VERSION, **options}, check=check)
        assert message in failed["msg"]
        assert "give another version, or delete the release first" in failed["msg"]


def test_the_server_numbers_a_release_each_time(shop: Shop) -> None:
    options = {"project": "Shop", "state": "created"}
    assert [shop.predicted_and_done(options)["version"] for dummy in range(2)] == ["0.0.1", "0.0.2"]


def test_a_prediction_of_the_server_that_is_taken(shop: Shop) -> None:
    """The template counts from the release that was created last (OctopusDeploy/Issues#6045)."""
    for version in ("1.0.2", "1.0.1"):
        shop.octopus.ok(MODULE, {"project": "Shop", "version": version})
    shop.octopus.server.clear_requests()
    failed = shop.octopus(MODULE, {"project": "Shop", "state": "created"})
    assert "version: release 1.0.2 exists. Give another number, or a mask" in failed["msg"]
    assert shop.octopus.writes() == []


@pytest.mark.parametrize("state", ["present", "created"])
@pytest.mark.parametrize("check", [True, False])
def test_no_release_is_called_latest(shop: Shop, state: str, check: bool) -> None:
    """octopus_deployment could not deploy it by this name."""
    options = {"project": "Shop", "version": "Latest", "state": state}
    assert "version: 'Latest' is the word of octopus_deployment" in shop.octopus(MODULE, options, check=check)["msg"]
    assert shop.octopus.writes() == []


def test_a_release_called_latest_can_be_deleted(shop: Shop) -> None:
    chosen = [{"ActionName": "Deploy", "PackageReferenceName": "", "Version": "1.0.0"}]
    shop.octopus.server.seed("releases", ProjectId=shop.project["Id"], Version="latest", SelectedPackages=chosen)
    assert shop.octopus.ok(MODULE, {"project": "Shop", "version": "latest", "state": "absent"})["changed"]


def test_a_mask_counts_from_the_highest_release(shop: Shop) -> None:
    for version in ("1.2.9", "1.2.4", "2.0.0"):
        shop.octopus.ok(MODULE, {"project": "Shop", "version": version})
    assert shop.predicted_and_done({"project": "Shop", "state": "created", "version": "1.2.i"})["version"] == "1.2.10"
    assert "is a mask" in shop.octopus(MODULE, {"project": "Shop", "version": "1.2.i"})["msg"]
    taken = shop.octopus(MODULE, {"project": "Shop", "version": "1.2.4", "state": "created"})
    assert "release 1.2.4 exists" in taken["msg"]


def test_a_strategy_that_gives_no_number(shop: Shop) -> None:
    strategy = {"Template": "#{Octopus.Version.NextPatch", "DonorPackage": None}
    shop.octopus.server.left_by_older(shop.project["Id"], VersioningStrategy=strategy)
    options = {"project": "Shop", "state": "created"}
    says = (
        "version: the project's versioning strategy gives no number: '#{Octopus.Version.NextPatch' is not a version; "
        "correct the versioning strategy of the project, or give a version"
    )
    assert shop.octopus(MODULE, options)["msg"] == says
    predicted = shop.octopus.ok(MODULE, options, check=True)
    assert (predicted["changed"], predicted["version"]) == (True, None)
    assert predicted["warnings"] == [f"{says}. Check mode assumes that an earlier task corrects that"]
    assert shop.releases() == {}


@pytest.mark.parametrize("before", ["1.4.0", "1.4.0-beta.1"])
def test_a_number_of_two_parts_becomes_as_long_as_the_last(shop: Shop, before: str) -> None:
    """The server makes 1.4.0 of 1.4 after such a number, and refuses a second 1.4.0 (api: versions#masks)."""
    shop.octopus.ok(MODULE, {"project": "Shop", "version": before})
    options = {"project": "Shop", "version": "1.4"}
    done = shop.predicted_and_done(options)
    assert (done["version"], done["changed"]) == ("1.4.0", "beta" in before)
    assert shop.octopus.ok(MODULE, options)["changed"] is False


def test_a_number_that_gains_a_fourth_part_is_found_again(shop: Shop) -> None:
    shop.octopus.ok(MODULE, {"project": "Shop", "version": "1.2.3.0-a"})
    options = {"project": "Shop", "version": "1.2.3-b"}
    assert shop.predicted_and_done(options)["version"] == "1.2.3.0-b"
    assert not shop.octopus.ok(MODULE, options)["changed"]


@pytest.mark.parametrize(("before", "is_new"), [("1.2.3.0", False), ("1.2.3.0-a", True), ("11.2.3.0", True)])
def test_a_number_of_three_parts_becomes_as_long_as_the_last(shop: Shop, before: str, is_new: bool) -> None:
    shop.octopus.ok(MODULE, {"project": "Shop", "version": before})
    stored = "1.2.3" if before.startswith("11") else "1.2.3.0"
    done = shop.predicted_and_done(VERSION)
    assert (done["version"], done["changed"]) == (stored, is_new)
    assert shop.octopus.ok(MODULE, VERSION)["changed"] is False
    taken = shop.octopus(MODULE, {**VERSION, "state": "created"}, check=True)
    assert f"release {stored} exists" in taken["msg"]
    gone = shop.predicted_and_done({**VERSION, "state": "absent"})
    assert (gone["version"], gone["changed"]) == (stored, True)
    assert stored not in shop.releases()
    assert shop.octopus.ok(MODULE, {**VERSION, "state": "absent"})["changed"] is False


def test_a_server_that_cannot_search_decides_alone(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """To read all releases for the rare fourth number would cost each new release many pages."""
    known = Client.parameters

    def without_search(self: Client, holder: Any, link: str) -> list[str]:
        return [each for each in known(self, holder, link) if each != "searchByVersion"]

    monkeypatch.setattr(Client, "parameters", without_search)
    assert shop.predicted_and_done(VERSION)["version"] == "1.2.3"
    assert not [
        each for each in shop.octopus.server.requests if each.path.endswith("/releases") and each.method == "GET"
    ]


@pytest.mark.parametrize("drop", ["body", "connect"])
@pytest.mark.parametrize(("stored", "given"), [("1.4.0", "1.4"), ("1.2.3.0", "1.2.3"), ("1.2.3", "1.2.3")])
def test_a_lost_removal_of_a_release_with_a_longer_number(shop: Shop, stored: str, given: str, drop: str) -> None:
    shop.octopus.ok(MODULE, {"project": "Shop", "version": stored})
    shop.octopus.server.fault(method="DELETE", drop=drop)
    result = shop.octopus(MODULE, {"project": "Shop", "version": given, "state": "absent"})
    assert result["failed"] is True
    is_gone = stored not in shop.releases()
    assert is_gone == (drop == "body")
    assert ("the request took effect" in result["msg"], bool(result.get("changed"))) == (is_gone, is_gone)


def test_git_resources(shop: Shop) -> None:
    repository = {"Name": "", "RepositoryUri": "https://example.com/a.git", "DefaultBranch": "main"}
    put_process(shop, step("Apply", GitDependencies=[{**repository, "GitCredentialType": "Anonymous"}]))
    done = shop.predicted_and_done(VERSION)
    assert done["git_resources"] == [{"step": "Apply", "name": "", "ref": "main"}]
    same = {**VERSION, "git_resources": [{"step": "apply", "ref": "refs/heads/main"}]}
    assert not shop.octopus.ok(MODULE, same)["changed"]
    other = {**VERSION, "git_resources": [{"step": "apply", "ref": "v1"}]}
    assert "has main of the step 'Apply', not v1" in shop.octopus(MODULE, other)["msg"]
    done = shop.predicted_and_done({**other, "version": "1.2.4"})
    assert done["git_resources"][0]["ref"] == "v1"
