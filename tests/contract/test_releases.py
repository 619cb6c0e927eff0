# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_release: a release is created once, check mode says what the run does, and a release is compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from contract.conftest import Octopus

MODULE = "octopus_release"
VERSION = {"project": "Shop", "version": "1.2.3"}


@dataclass
class Shop:
    """A project with one package in its step, and a channel for beta versions beside the default one."""

    octopus: Octopus
    project: dict[str, Any]
    beta: dict[str, Any]

    def releases(self) -> dict[str, dict[str, Any]]:
        """The releases on the server by version."""
        store = self.octopus.server.app.octopus.store
        return {each["Version"]: each for each in store.all("releases")}

    def foretold_and_done(self, options: dict[str, Any]) -> dict[str, Any]:
        """Run in check mode, which writes nothing, and then really: both say the same."""
        self.octopus.server.clear_requests()
        foretold = self.octopus.ok(MODULE, options, check=True)
        assert self.octopus.writes() == []
        done = self.octopus.ok(MODULE, options)
        assert foretold["changed"] == done["changed"]
        assert foretold["diff"] == done["diff"]
        for name in ("version", "channel", "packages", "git_resources"):
            assert foretold.get(name) == done.get(name), name
        assert foretold.get("warnings") == done.get("warnings")
        return done


def package(name: str = "", package_id: str = "Shop.Web", **more: Any) -> dict[str, Any]:
    return {
        "Name": name,
        "PackageId": package_id,
        "FeedId": "feeds-builtin",
        "AcquisitionLocation": "Server",
        "Properties": {},
        **more,
    }


def step(name: str, *packages: dict[str, Any], **more: Any) -> dict[str, Any]:
    action = {
        "Name": name,
        "ActionType": "Octopus.TentaclePackage" if packages else "Octopus.Script",
        "Packages": list(packages),
        **more,
    }
    return {"Name": name, "Properties": {"Octopus.Action.TargetRoles": "web"}, "Actions": [action]}


def put_process(shop: Shop, *steps: dict[str, Any]) -> None:
    shop.octopus.server.put_process(shop.project["Id"], list(steps))


@pytest.fixture
def shop(octopus: Octopus) -> Shop:
    server = octopus.server
    project = server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    server.put_process(project["Id"], [step("Deploy", package())])
    only_beta = {"ActionPackages": [{"DeploymentAction": "Deploy", "PackageReference": ""}], "Tag": "^beta"}
    beta = server.seed("channels", Name="Beta", ProjectId=project["Id"], Rules=[only_beta])
    for version in ("1.0.0", "1.1.0", "2.0.0-beta.1"):
        server.push(f"Shop.Web.{version}.zip", version.encode())
    return Shop(octopus, project, beta)


def test_a_release_is_created_once(shop: Shop) -> None:
    options = {**VERSION, "release_notes": "Sells shoes", "package_version": "1.1.0"}
    done = shop.foretold_and_done(options)
    packages = [{"step": "Deploy", "reference": "", "version": "1.1.0"}]
    assert (done["changed"], done["channel"], done["packages"]) == (True, "Default", packages)
    assert done["diff"]["before"] == {}
    assert done["diff"]["after"] == {
        "version": "1.2.3",
        "channel": "Default",
        "packages": packages,
        "git_resources": [],
        "release_notes": "Sells shoes",
    }
    stored = shop.releases()["1.2.3"]
    assert (stored["Id"], stored["ReleaseNotes"]) == (done["id"], "Sells shoes")
    assert done["url"].endswith(f"/releases/{done['id']}")
    shop.octopus.server.clear_requests()
    again = shop.octopus.ok(MODULE, options)
    assert (again["changed"], again["id"], again["packages"]) == (False, done["id"], packages)
    assert shop.octopus.writes() == []
    # The root, the project, the release and the name of its channel.
    assert len(shop.octopus.server.requests) == 4


def test_the_requests_of_a_new_release(shop: Shop) -> None:
    shop.octopus.server.clear_requests()
    shop.octopus.ok(MODULE, VERSION)
    # The root, project, release, process, channels, template, feed, versions, and the POST.
    assert len(shop.octopus.server.requests) == 9


def test_the_newest_version_that_the_rules_allow_is_taken(shop: Shop) -> None:
    # Without a rule, the newest one is a prerelease.
    assert shop.foretold_and_done(VERSION)["packages"][0]["version"] == "2.0.0-beta.1"
    shop.octopus.server.push("Shop.Web.3.0.0.zip", b"3")
    done = shop.foretold_and_done({**VERSION, "version": "1.2.4", "channel": "beta"})
    assert (done["channel"], done["packages"][0]["version"]) == ("Beta", "2.0.0-beta.1")


def test_the_only_channel_that_fits_is_taken(shop: Shop) -> None:
    rules = [{"action_packages": [{"deployment_action": "Deploy"}], "version_range": "[1.0,1.9]"}]
    shop.octopus.ok("octopus_channel", name="Default", project="Shop", rules=rules)
    done = shop.foretold_and_done({**VERSION, "package_version": "2.0.0-beta.1"})
    assert done["channel"] == "Beta"
    for version, said in (("2.0.0", "no channel of the project can have the release"), ("1.0.0", None)):
        result = shop.octopus(MODULE, {**VERSION, "version": f"9-{version}", "package_version": version}, check=True)
        assert said is None or (said in result["msg"] and "'Beta'" in result["msg"])
        assert said or result["channel"] == "Default"
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
    done = shop.foretold_and_done({**options, "ignore_channel_rules": True})
    assert done["packages"][0]["version"] == "1.0.0"


def test_versions_by_step_and_package(shop: Shop) -> None:
    more = package("config", "Shop.Config")
    put_process(shop, step("Deploy", package(), more), step("Say so", package("", "Shop.Web")))
    shop.octopus.server.push("Shop.Config.5.0.zip", b"5")
    done = shop.foretold_and_done(
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
    foretold = shop.octopus.ok(MODULE, VERSION, check=True)
    assert foretold["packages"] == [{"step": "Deploy", "reference": "", "version": None}]
    assert "yet" in foretold["warnings"][0]


def test_a_package_whose_feed_is_a_variable_needs_a_version(shop: Shop) -> None:
    put_process(shop, step("Deploy", package("", "#{Package}")))
    for check in (True, False):
        assert "must be given, as its feed or its ID is a variable" in shop.octopus(MODULE, VERSION, check=check)["msg"]
    assert shop.foretold_and_done({**VERSION, "package_version": "7.0"})["packages"][0]["version"] == "7.0"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"package_version": "1.0.0"}, "has version 1.1.0 of the package (step 'Deploy'), not 1.0.0"),
        (
            {"packages": [{"package_id": "Shop.Web", "version": "2.0"}]},
            "has version 1.1.0 of package Shop.Web (step 'Deploy'), not 2.0",
        ),
    ],
)
def test_other_packages_than_those_of_the_release_are_refused(shop: Shop, options: dict[str, Any], said: str) -> None:
    shop.octopus.ok(MODULE, {**VERSION, "package_version": "1.1.0"})
    for check in (True, False):
        failed = shop.octopus(MODULE, {**VERSION, **options}, check=check)
        assert said in failed["msg"]
        assert "give another version, or delete the release first" in failed["msg"]


def test_the_server_numbers_a_release_each_time(shop: Shop) -> None:
    options = {"project": "Shop", "state": "created"}
    assert [shop.foretold_and_done(options)["version"] for dummy in range(2)] == ["0.0.1", "0.0.2"]


def test_a_prediction_of_the_server_that_is_taken(shop: Shop) -> None:
    """The template counts from the release that was created last (OctopusDeploy/Issues#6045)."""
    for version in ("1.0.2", "1.0.1"):
        shop.octopus.ok(MODULE, {"project": "Shop", "version": version})
    shop.octopus.server.clear_requests()
    failed = shop.octopus(MODULE, {"project": "Shop", "state": "created"})
    assert "version: release 1.0.2 exists. Give another number, or a mask" in failed["msg"]
    assert shop.octopus.writes() == []


def test_a_mask_counts_from_the_highest_release(shop: Shop) -> None:
    for version in ("1.2.9", "1.2.4", "2.0.0"):
        shop.octopus.ok(MODULE, {"project": "Shop", "version": version})
    assert shop.foretold_and_done({"project": "Shop", "state": "created", "version": "1.2.i"})["version"] == "1.2.10"
    assert "is a mask" in shop.octopus(MODULE, {"project": "Shop", "version": "1.2.i"})["msg"]
    taken = shop.octopus(MODULE, {"project": "Shop", "version": "1.2.4", "state": "created"})
    assert "release 1.2.4 exists" in taken["msg"]


def test_a_donor_package_gives_the_number(shop: Shop) -> None:
    strategy = {"DonorPackage": {"DeploymentAction": "Deploy", "PackageReference": ""}, "Template": None}
    shop.octopus.server.left_by_older(shop.project["Id"], VersioningStrategy=strategy)
    done = shop.foretold_and_done({"project": "Shop", "state": "created", "package_version": "1.1.0"})
    assert done["version"] == "1.1.0"


@pytest.mark.parametrize("check", [False, True])
def test_a_strategy_that_gives_no_number(shop: Shop, check: bool) -> None:
    strategy = {"Template": "#{Octopus.Version.NextPatch", "DonorPackage": None}
    shop.octopus.server.left_by_older(shop.project["Id"], VersioningStrategy=strategy)
    failed = shop.octopus(MODULE, {"project": "Shop", "state": "created"}, check=check)
    assert failed["msg"] == (
        "version: the project's versioning strategy gives no number: '#{Octopus.Version.NextPatch' is not a version; "
        "correct the versioning strategy of the project, or give a version"
    )
    assert shop.releases() == {}


def test_a_number_that_gains_a_fourth_part_is_found_again(shop: Shop) -> None:
    shop.octopus.ok(MODULE, {"project": "Shop", "version": "1.2.3.0-a"})
    options = {"project": "Shop", "version": "1.2.3-b"}
    assert shop.foretold_and_done(options)["version"] == "1.2.3.0-b"
    assert not shop.octopus.ok(MODULE, options)["changed"]


def test_notes_channel_and_fields_are_changed(shop: Shop) -> None:
    server = shop.octopus.server
    fields = [{"FieldName": "Ticket", "Description": ""}]
    open_channel = server.seed("channels", Name="Open", ProjectId=shop.project["Id"], CustomFieldDefinitions=fields)
    shop.octopus.ok(MODULE, {**VERSION, "release_notes": "Old"})
    options = {**VERSION, "release_notes": "New", "channel": "Open", "custom_fields": {"Ticket": "SHOP-1"}}
    done = shop.foretold_and_done(options)
    assert done["diff"]["before"] == {
        "version": "1.2.3",
        "release_notes": "Old",
        "channel": "Default",
        "custom_fields": {},
    }
    stored = shop.releases()["1.2.3"]
    assert (stored["ReleaseNotes"], stored["ChannelId"]) == ("New", open_channel["Id"])
    assert stored["CustomFields"] == {"Ticket": "SHOP-1"}
    assert not shop.octopus.ok(MODULE, options)["changed"]
    assert shop.foretold_and_done({**VERSION, "release_notes": "", "custom_fields": {}})["changed"]
    assert shop.releases()["1.2.3"]["CustomFields"] in ({}, None)
    assert not shop.octopus.ok(MODULE, {**VERSION, "release_notes": "", "custom_fields": {}})["changed"]
    unknown = shop.octopus(MODULE, {**VERSION, "custom_fields": {"Tikcet": "x"}})
    assert "defines no field 'Tikcet'; it has 'Ticket'" in unknown["msg"]
    number = shop.octopus(MODULE, {**VERSION, "custom_fields": {"Ticket": 7}})
    assert "custom_fields.Ticket: must be a text" in number["msg"]


def test_an_unknown_property_survives_a_change(shop: Shop) -> None:
    made = shop.octopus.ok(MODULE, VERSION)
    shop.octopus.server.put_unknown(made["id"], {"Novelty": {"A": 1}})
    shop.octopus.ok(MODULE, {**VERSION, "release_notes": "New"})
    assert shop.octopus.server.document(made["id"])["Novelty"] == {"A": 1}


def test_a_new_release_has_the_notes_of_the_template(shop: Shop) -> None:
    shop.octopus.server.left_by_older(shop.project["Id"], ReleaseNotesTemplate="Changes:")
    shop.octopus.ok(MODULE, VERSION)
    assert shop.releases()["1.2.3"]["ReleaseNotes"] == "Changes:"


def test_progression_is_prevented_and_allowed(shop: Shop) -> None:
    held = {**VERSION, "progression": "prevented", "progression_reason": "The prices are wrong"}
    done = shop.foretold_and_done(held)
    assert (done["changed"], done["diff"]["after"]["progression"]) == (True, "prevented")
    assert not shop.octopus.ok(MODULE, held)["changed"]
    free = {**VERSION, "progression": "allowed"}
    assert shop.foretold_and_done(free)["changed"]
    assert not shop.octopus.ok(MODULE, free)["changed"]
    assert shop.foretold_and_done(held)["diff"]["before"] == {"version": "1.2.3", "progression": "allowed"}


def test_a_lost_answer_about_progression_is_looked_after(shop: Shop) -> None:
    shop.octopus.ok(MODULE, VERSION)
    held = {**VERSION, "progression": "prevented", "progression_reason": "x"}
    shop.octopus.server.fault(method="POST", drop="body")
    failed = shop.octopus(MODULE, held)
    assert "it has prevented the progression of release 1.2.3" in failed["msg"]
    assert not shop.octopus.ok(MODULE, held)["changed"]


def test_a_release_is_deleted_once(shop: Shop) -> None:
    gone = {**VERSION, "state": "absent"}
    assert not shop.octopus.ok(MODULE, gone)["changed"]
    made = shop.octopus.ok(MODULE, VERSION)
    done = shop.foretold_and_done(gone)
    assert (done["changed"], done["id"], done["diff"]["after"]) == (True, made["id"], {})
    assert shop.releases() == {}
    assert not shop.octopus.ok(MODULE, gone)["changed"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({}, "state is present but all of the following are missing: version"),
        ({"state": "absent"}, "state is absent but all of the following are missing: version"),
        ({"version": "1.0/2"}, "version: '1.0/2' is not a version"),
        ({"version": "1", "progression": "prevented"}, "progression_reason: is missing"),
        ({"version": "1", "progression_reason": "x"}, "progression_reason: is only of use"),
        ({"version": "1", "channel": "Unknown"}, "channel: there is no channel named 'Unknown'"),
        ({"version": "1", "project": "Shpo"}, "project: there is no project named 'Shpo'"),
        ({"version": "1", "git_resources": [{"step": "x", "ref": "main"}]}, "git_resources: no Git resource"),
    ],
)
def test_wrong_options_write_nothing(shop: Shop, options: dict[str, Any], said: str) -> None:
    shop.octopus.server.clear_requests()
    failed = shop.octopus(MODULE, {"project": "Shop", **options})
    assert said in failed["msg"]
    assert shop.octopus.writes() == []


def test_a_project_that_does_not_exist_yet(octopus: Octopus) -> None:
    for state, changed in (("present", True), ("created", True), ("absent", False)):
        foretold = octopus.ok(MODULE, {**VERSION, "state": state}, check=True)
        assert foretold["changed"] is changed
        assert "project" in foretold["warnings"][0]
    assert octopus.ok(MODULE, {**VERSION, "space": "New"}, check=True)["changed"]


def test_git_resources(shop: Shop) -> None:
    repository = {"Name": "", "RepositoryUri": "https://example.com/a.git", "DefaultBranch": "main"}
    put_process(shop, step("Apply", GitDependencies=[{**repository, "GitCredentialType": "Anonymous"}]))
    done = shop.foretold_and_done(VERSION)
    assert done["git_resources"] == [{"step": "Apply", "name": "", "ref": "main"}]
    same = {**VERSION, "git_resources": [{"step": "apply", "ref": "refs/heads/main"}]}
    assert not shop.octopus.ok(MODULE, same)["changed"]
    other = {**VERSION, "git_resources": [{"step": "apply", "ref": "v1"}]}
    assert "has main of the step 'Apply', not v1" in shop.octopus(MODULE, other)["msg"]
    done = shop.foretold_and_done({**other, "version": "1.2.4"})
    assert done["git_resources"][0]["ref"] == "v1"


def test_a_lost_answer_is_looked_after(shop: Shop) -> None:
    shop.octopus.server.fault(method="POST", path="*/releases", drop="body")
    failed = shop.octopus(MODULE, VERSION)
    assert "it has created release 1.2.3 of Shop" in failed["msg"]
    assert (failed["changed"], list(shop.releases())) == (True, ["1.2.3"])
    assert not shop.octopus.ok(MODULE, VERSION)["changed"]
    shop.octopus.server.fault(method="POST", path="*/releases", drop="connect")
    failed = shop.octopus(MODULE, {**VERSION, "version": "2.0"})
    assert "showed no effect" in failed["msg"]
    assert "2.0" not in shop.releases()


def test_a_lost_answer_to_a_change_is_looked_after(shop: Shop) -> None:
    shop.octopus.ok(MODULE, VERSION)
    shop.octopus.server.fault(method="PUT", drop="body")
    failed = shop.octopus(MODULE, {**VERSION, "release_notes": "New"})
    assert "showed that the server has carried it out: it has changed release 1.2.3" in failed["msg"]
    assert not shop.octopus.ok(MODULE, {**VERSION, "release_notes": "New"})["changed"]


def test_somebody_else_creates_the_same_release(shop: Shop) -> None:
    shop.octopus.ok(MODULE, {**VERSION, "package_version": "1.1.0"})
    for options, changed in (({}, False), ({"release_notes": "Mine"}, True)):
        # The release does not exist yet when the task looks.
        shop.octopus.server.fault(method="GET", path="*/releases/1.2.3", status=404)
        done = shop.octopus.ok(MODULE, {**VERSION, **options})
        assert done["changed"] is changed
        assert "somebody else has created release 1.2.3 at the same moment" in done["warnings"][0]
        assert done["diff"]["after"] == {"version": "1.2.3", **options}
    shop.octopus.server.fault(method="GET", path="*/releases/1.2.3", status=404)
    failed = shop.octopus(MODULE, {**VERSION, "package_version": "1.0.0"})
    assert "has version 1.1.0" in failed["msg"]


def test_a_release_gets_another_number_if_somebody_else_has_taken_it(shop: Shop) -> None:
    shop.octopus.ok(MODULE, {"project": "Shop", "version": "0.0.0"})
    # The release does not exist yet when the task looks.
    shop.octopus.server.fault(method="GET", path="*/releases", status=200, body={"Items": [], "Links": {}})
    shop.octopus.server.fault(method="GET", path="*/releases/0.0.0", status=404)
    done = shop.octopus.ok(MODULE, {"project": "Shop", "state": "created", "version": "0.0.i"})
    assert (done["version"], done["diff"]["after"]["version"]) == ("0.0.1", "0.0.1")


def test_a_refusal_of_the_server_says_why(shop: Shop) -> None:
    refusal = {"ErrorMessage": "There was a problem with your request.", "Errors": ["The server is being moved."]}
    shop.octopus.server.fault(method="POST", path="*/releases", status=400, body=refusal)
    failed = shop.octopus(MODULE, VERSION)
    assert "The server is being moved." in failed["msg"]
    assert "changed" not in failed or failed["changed"] is False


def test_a_disabled_project(shop: Shop) -> None:
    shop.octopus.ok(MODULE, VERSION)
    shop.octopus.server.left_by_older(shop.project["Id"], IsDisabled=True)
    shop.octopus.server.clear_requests()
    new = {**VERSION, "version": "1.2.4"}
    says = "project: 'Shop' is disabled, and releases of a disabled project can't be created"
    assert shop.octopus(MODULE, new)["msg"] == f"{says}; enable it first"
    assert shop.octopus.writes() == []
    [warning] = shop.octopus.ok(MODULE, new, check=True)["warnings"]
    assert warning == f"{says}; check mode assumes that an earlier task enables it"
    assert "warnings" not in shop.octopus.ok(MODULE, VERSION, check=True)


def test_a_project_in_git_is_refused(shop: Shop) -> None:
    process = f"/api/Spaces-1/projects/{shop.project['Id']}/{{gitRef}}/deploymentprocesses"
    listed = {**shop.project, "Links": {"DeploymentProcess": process, "Releases": "/api/Spaces-1/none{/version}"}}
    shop.octopus.server.on_purpose("*")
    shop.octopus.server.fault(method="GET", path="*/projects", status=200, body={"Items": [listed], "Links": {}})
    failed = shop.octopus(MODULE, VERSION)
    assert "keeps its process in a Git repository" in failed["msg"]
