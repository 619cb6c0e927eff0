# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_release: a release is created once, check mode says what the run does, and a release is compared."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.releasing import MODULE, VERSION, Shop, a_shop


@pytest.fixture
def shop(octopus: Octopus) -> Shop:
    return a_shop(octopus)


def test_a_release_is_created_once(shop: Shop) -> None:
    options = {**VERSION, "release_notes": "Sells shoes", "package_version": "1.1.0"}
    done = shop.predicted_and_done(options)
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
    # The root, project, release, its number with a fourth part, process, channels, template, feed, versions, and the
    # POST.
    assert len(shop.octopus.server.requests) == 10


def test_notes_channel_and_fields_are_changed(shop: Shop) -> None:
    server = shop.octopus.server
    fields = [{"FieldName": "Ticket", "Description": ""}]
    open_channel = server.seed("channels", Name="Open", ProjectId=shop.project["Id"], CustomFieldDefinitions=fields)
    shop.octopus.ok(MODULE, {**VERSION, "release_notes": "Old"})
    options = {**VERSION, "release_notes": "New", "channel": "Open", "custom_fields": {"Ticket": "SHOP-1"}}
    done = shop.predicted_and_done(options)
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
    assert shop.predicted_and_done({**VERSION, "release_notes": "", "custom_fields": {}})["changed"]
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
    done = shop.predicted_and_done(held)
    assert (done["changed"], done["diff"]["after"]["progression"]) == (True, "prevented")
    assert not shop.octopus.ok(MODULE, held)["changed"]
    free = {**VERSION, "progression": "allowed"}
    assert shop.predicted_and_done(free)["changed"]
    assert not shop.octopus.ok(MODULE, free)["changed"]
    assert shop.predicted_and_done(held)["diff"]["before"] == {"version": "1.2.3", "progression": "allowed"}


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
    done = shop.predicted_and_done(gone)
    assert (done["changed"], done["id"], done["diff"]["after"]) == (True, made["id"], {})
    assert shop.releases() == {}
    assert not shop.octopus.ok(MODULE, gone)["changed"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "version: is required when state is present"),
        ({"state": "absent"}, "version: is required when state is absent"),
        ({"version": "1.0/2"}, "version: '1.0/2' is not a version"),
        ({"version": "1", "progression": "prevented"}, "progression_reason: is missing"),
        ({"version": "1", "progression_reason": "x"}, "progression_reason: can only be used with progression"),
        ({"version": "1", "channel": "Unknown"}, "channel: there is no channel named 'Unknown'"),
        ({"version": "1", "project": "Shpo"}, "project: there is no project named 'Shpo'"),
        ({"version": "1", "git_resources": [{"step": "x", "ref": "main"}]}, "git_resources: no Git resource"),
    ],
)
def test_wrong_options_write_nothing(shop: Shop, options: dict[str, Any], message: str) -> None:
    shop.octopus.server.clear_requests()
    failed = shop.octopus(MODULE, {"project": "Shop", **options})
    assert message in failed["msg"]
    assert shop.octopus.writes() == []


def test_a_project_that_does_not_exist_yet(octopus: Octopus) -> None:
    for state in ("present", "created"):
        predicted = octopus.ok(MODULE, {**VERSION, "state": state}, check=True)
        assert predicted["changed"] is True
        assert "project" in predicted["warnings"][0]
    for check in (True, False):
        done = octopus.ok(MODULE, {**VERSION, "state": "absent"}, check=check)
        assert (done["changed"], "warnings" in done) == (False, False)
    assert octopus.ok(MODULE, {**VERSION, "space": "New"}, check=True)["changed"]


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
    assert "showed that the request took effect: it has changed release 1.2.3" in failed["msg"]
    assert not shop.octopus.ok(MODULE, {**VERSION, "release_notes": "New"})["changed"]


def test_somebody_else_creates_the_same_release(shop: Shop) -> None:
    shop.octopus.ok(MODULE, {**VERSION, "package_version": "1.1.0"})
    for options, changed in (({}, False), ({"release_notes": "Mine"}, True)):
        # The release does not exist yet when the task looks.
        shop.octopus.server.fault(method="GET", path="*/releases/1.2.3", status=404)
        shop.octopus.server.fault(method="GET", path="*/releases", status=200, body={"Items": [], "Links": {}})
        done = shop.octopus.ok(MODULE, {**VERSION, **options})
        assert done["changed"] is changed
        assert "somebody else has created release 1.2.3 at the same moment" in done["warnings"][0]
        assert done["diff"]["after"] == {"version": "1.2.3", **options}
    shop.octopus.server.fault(method="GET", path="*/releases/1.2.3", status=404)
    shop.octopus.server.fault(method="GET", path="*/releases", status=200, body={"Items": [], "Links": {}})
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
