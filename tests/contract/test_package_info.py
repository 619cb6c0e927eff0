# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_package_info: the packages of the built-in feed and of others, the newest version first."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

MODULE = "octopus_package_info"
FILES = ("Shop.Web.1.9.0", "Shop.Web.1.10.0", "Shop.Web.1.10.0-rc.1", "Shop.Admin.2.0.0-beta", "Other.1.0")
WEB = ["Shop.Web 1.10.0", "Shop.Web 1.10.0-rc.1", "Shop.Web 1.9.0"]
FEED = "Octopus Server (built-in)"


@pytest.fixture
def feed(octopus: Octopus) -> Octopus:
    for each in FILES:
        octopus.server.push(f"{each}.zip", each.encode())
    octopus.server.clear_requests()
    return octopus


def listed(octopus: Octopus, **options: Any) -> list[str]:
    result = octopus.ok(MODULE, options)
    assert not result["changed"]
    return [f"{each['package_id']} {each['version']}" for each in result["packages"]]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({}, ["Other 1.0", "Shop.Admin 2.0.0-beta", *WEB]),
        ({"package_id": "shop.web"}, WEB),
        ({"partial_id": "SHOP"}, ["Shop.Admin 2.0.0-beta", *WEB]),
        ({"latest": True}, ["Other 1.0", "Shop.Admin 2.0.0-beta", WEB[0]]),
        ({"latest": True, "prereleases": False}, ["Other 1.0", WEB[0]]),
        ({"package_id": "Shop.Web", "version": "1.10.0-RC.1"}, [WEB[1]]),
        ({"package_id": "Shop"}, []),
        ({"partial_id": "shop", "version_range": "[1.10,2.0-0)"}, [WEB[0]]),
        ({"partial_id": "shop", "version_range": "[1.10-rc,2.0)", "prerelease_tag": "^rc"}, [WEB[1]]),
        ({"package_id": "Shop.Web", "feed": FEED, "version_range": "(,1.10)"}, WEB[1:]),
        ({"package_id": "Shop.Web", "feed": FEED, "version_range": "(,1.10)", "prerelease_tag": "^$"}, [WEB[2]]),
        ({"package_id": "Shop.Web", "feed": FEED, "version_range": "(,1.10)", "latest": True}, [WEB[1]]),
        ({"package_id": "Shop.Web", "feed": FEED, "version_range": "", "prerelease_tag": ""}, WEB),
        ({"package_id": "Shop.Web", "feed": FEED}, WEB),
        ({"package_id": "Shop.Web", "feed": FEED, "latest": True}, WEB[:1]),
        ({"package_id": "Shop.Web", "feed": FEED, "prereleases": False}, [WEB[0], WEB[2]]),
        ({"package_id": "Shop.Web", "feed": FEED, "version": "1.9.0", "latest": True}, [WEB[2]]),
    ],
)
def test_packages_are_found(feed: Octopus, options: dict[str, Any], found: list[str]) -> None:
    assert listed(feed, **options) == found


def test_the_server_is_asked_for_the_range_and_the_tag(feed: Octopus) -> None:
    asked = {"package_id": "Shop.Web", "feed": FEED, "version_range": "[1.0,2.0)", "prerelease_tag": "^$"}
    assert listed(feed, **asked) == [WEB[0], WEB[2]]
    query = feed.server.requests[-1].query
    assert (query["versionrange"], query["prereleasetag"]) == ("[1.0,2.0)", "^$")


@pytest.mark.parametrize("latest", [True, False])
def test_a_server_may_ignore_the_filters(feed: Octopus, latest: bool) -> None:
    """All of them come back in the answer of a server that knows none."""
    asked = {"package_id": "Shop.Web", "feed": FEED, "latest": latest}
    every = [{"PackageId": "Shop.Web", "Version": each.split()[1]} for each in WEB]
    answer = {"path": "*/packages/versions", "status": 200, "body": {"Items": every, "Links": {}}}
    for more in ({"version_range": "(,1.10)"}, {"prerelease_tag": "^rc"}):
        feed.server.fault(**answer)
        assert listed(feed, **asked, **more)[0] == WEB[1]
    feed.server.fault(**answer)
    assert listed(feed, **asked, version_range="(,1.9]", prereleases=False) == [WEB[2]]


def test_an_entry_has_the_hash_and_the_size(feed: Octopus) -> None:
    (package,) = feed.ok(MODULE, {"package_id": "Other"})["packages"]
    document = feed.server.document(package["id"])
    assert package["hash"] == document["Hash"]
    assert (package["size"], package["extension"], package["feed_id"]) == (len("Other.1.0"), ".zip", "feeds-builtin")
    # The root and one page.
    assert len(feed.server.requests) == 2


def test_many_packages_are_read_by_pages(octopus: Octopus) -> None:
    for number in range(250):
        octopus.server.push(f"Shop.{number}.0.zip")
    found = listed(octopus, package_id="Shop")
    assert found == [f"Shop {number}.0" for number in reversed(range(250))]


def test_wrong_options_are_refused(octopus: Octopus) -> None:
    assert "package_id: is missing" in octopus(MODULE, {"feed": FEED})["msg"]
    assert "feed: there is no feed named 'Nowhere'" in octopus(MODULE, {"feed": "Nowhere", "package_id": "x"})["msg"]
    for options in ({}, {"feed": FEED}):
        wrong = octopus(MODULE, {"package_id": "x", "version_range": "[1.0", **options})["msg"]
        assert "version_range: '[1.0' is not a range of versions" in wrong
    assert "prerelease_tag: '(?<n>a)' is not a regular" in octopus(MODULE, {"prerelease_tag": "(?<n>a)"})["msg"]
    predicted = octopus.ok(MODULE, {"feed": "Nowhere", "package_id": "x"}, check=True)
    assert predicted["packages"] == []
    assert octopus.ok(MODULE, {"space": "New"}, check=True)["packages"] == []


def test_a_version_that_is_nothing(feed: Octopus) -> None:
    feed.server.on_purpose("*")
    feed.server.fault(path="*/packages/versions", status=200, body={"Items": [None], "Links": {}})
    message = feed(MODULE, package_id="Shop.Web", feed=FEED)["msg"]
    assert message.startswith("The link 'SearchPackageVersionsTemplate' answered with nothing instead of a document")
