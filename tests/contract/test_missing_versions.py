# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Releases and snapshots with versions of packages that people name, and that the feed does not have."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.releasing import MODULE, VERSION, Shop, a_shop, package, put_process, step

SEARCH = "*/packages/versions"
SAYS = (
    "packages: the feed 'Octopus Server (built-in)' does not have version 9.9 of package Shop.Web (step 'Deploy') yet. "
    "Push it before the release is deployed"
)


@pytest.fixture
def shop(octopus: Octopus) -> Shop:
    return a_shop(octopus)


def searches(shop: Shop) -> list[dict[str, str]]:
    return [each.query for each in shop.octopus.server.requests if each.path.endswith("/packages/versions")]


def test_a_version_that_the_feed_does_not_have(shop: Shop) -> None:
    options = {**VERSION, "package_version": "9.9"}
    assert shop.predicted_and_done(options)["warnings"] == [SAYS]
    # A release that exists is left as it is, and no feed is asked.
    shop.octopus.server.clear_requests()
    assert "warnings" not in shop.octopus.ok(MODULE, options)
    assert searches(shop) == []


@pytest.mark.parametrize("version", ["1.0.0", "2.0.0-beta.1", "1.0"])
def test_a_version_that_the_feed_has(shop: Shop, version: str) -> None:
    assert "warnings" not in shop.predicted_and_done({**VERSION, "package_version": version})


def test_a_feed_is_asked_once_for_each_version_that_is_named(shop: Shop) -> None:
    more = package("config", "Shop.Config")
    put_process(shop, step("Deploy", package(), more), step("Say so", package("", "Shop.Web")))
    shop.octopus.server.push("Shop.Config.5.0.zip", b"5")
    shop.octopus.server.clear_requests()
    named = [{"package_id": "Shop.Web", "version": "9.9"}]
    done = shop.octopus.ok(MODULE, {**VERSION, "packages": named})
    assert done["warnings"] == [SAYS]
    # The version of the other package is the newest one.
    assert [each.get("versionrange") for each in searches(shop)] == [None, "[9.9]"]


@pytest.mark.parametrize(
    "answer", [{"status": 500, "body": {"ErrorMessage": "No route"}}, {"body": "ignored"}, {"body": "counted"}]
)
def test_a_feed_that_does_not_say(shop: Shop, answer: dict[str, Any]) -> None:
    """A feed can't be reached, ignores the range, or counts versions outside of it: it may have the version."""
    if "status" not in answer:
        known = [{"Version": "1.0.0", "PackageId": "Shop.Web"}] if answer["body"] == "ignored" else []
        answer = {"status": 200, "body": {"Items": known, "TotalResults": 1, "ItemsPerPage": 30, "Links": {}}}
    shop.octopus.server.on_purpose("*")
    shop.octopus.server.fault(method="GET", path=SEARCH, times=9, **answer)
    assert "warnings" not in shop.octopus.ok(MODULE, {**VERSION, "package_version": "9.9"})


def test_a_snapshot_of_a_runbook(shop: Shop) -> None:
    octopus, own = shop.octopus, {"project": "Shop", "runbook": "Restart"}
    octopus.ok("octopus_runbook", name="Restart", project="Shop")
    tools = {"name": "tools", "package_id": "Shop.Web", "feed": "feeds-builtin"}
    script = {"name": "Deploy", "run_on_server": True, "run_script": {"script_body": "true"}, "packages": [tools]}
    octopus.ok("octopus_runbook_process", {**own, "steps": [script]})
    options = {**own, "package_version": "9.9"}
    for check in (True, False):
        [warning] = octopus.ok("octopus_runbook_snapshot", options, check=check)["warnings"]
        assert warning.endswith("(step 'Deploy', reference 'tools') yet. Push it before the snapshot is run")
    assert "warnings" not in octopus.ok("octopus_runbook_snapshot", options)
