# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_api with DELETE and PUT: an address that can't be read, a document that does not exist, and a list."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

PACKAGES = ("Shop.1.0.0.zip", "Shop.1.1.0.zip")


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
def test_many_documents_are_removed_at_once(octopus: Octopus, check: bool) -> None:
    ids = [octopus.server.push(each)["Id"] for each in PACKAGES]
    options = {"follow": [{"link": "PackagesBulk"}], "body": {"Ids": ids, "SpaceId": "Spaces-1"}}
    octopus.server.clear_requests()
    # The description of 2021.2 has no body here; the API reference of 2026.3 requires one.
    octopus.server.on_purpose("the body")
    result = octopus.ok("octopus_api", {**options, "space": "Default", "method": "DELETE"}, check=check)
    assert (result["changed"], result["diff"]["before"]) == (True, options["body"])
    assert len(octopus.writes()) == (0 if check else 1)
    left = octopus.ok("octopus_info", {"kind": "Packages"})["resources"]
    assert len(left) == (len(PACKAGES) if check else 0)


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
def test_an_address_without_get_is_not_one_without_a_document(octopus: Octopus, check: bool) -> None:
    made = octopus.server.seed("environments", Name="Old")["Id"]
    follow = [{"link": "Environments", "parameters": {"id": made}}]
    octopus.server.fault(method="GET", path=f"*/{made}", status=405)
    assert octopus.ok("octopus_api", {"follow": follow, "method": "DELETE"}, check=check)["changed"] is True
    assert (made in octopus.server.everything()) is check


def test_a_document_that_does_not_exist_is_not_removed(octopus: Octopus) -> None:
    follow = [{"link": "Environments", "parameters": {"id": "Environments-9"}}]
    octopus.server.clear_requests()
    assert octopus.ok("octopus_api", {"follow": follow, "method": "DELETE"})["changed"] is False
    assert octopus.writes() == []


@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
@pytest.mark.parametrize("how", [{"method": "DELETE"}, {"method": "PUT", "body": {"Items": []}}], ids=["delete", "put"])
def test_a_list_is_not_written(octopus: Octopus, check: bool, how: dict[str, Any]) -> None:
    octopus.server.seed("environments", Name="Old")
    octopus.server.clear_requests()
    result = octopus("octopus_api", {"follow": [{"link": "Environments"}], **how}, check=check)
    assert result["msg"].startswith("follow: Environments leads to a list")
    assert octopus.writes() == []


def test_blanks_around_a_name_do_not_count(octopus: Octopus) -> None:
    """A module of a kind finds the document by this name, too."""
    made = octopus.server.seed("environments", Name="Old")["Id"]
    assert octopus.ok("octopus_environment", {"name": " old "}, check=True)["id"] == made
    found = octopus.ok("octopus_info", {"kind": "environments", "name": " old "})["resources"]
    assert [each["Id"] for each in found] == [made]
    assert octopus.ok("octopus_api", {"follow": [{"link": "Environments", "name": " old "}]})["response"]["Id"] == made


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("check", [False, True], ids=["run", "check"])
def test_an_address_without_one_of_its_parts(octopus: Octopus, method: str, check: bool) -> None:
    """It would lead to nothing, and a DELETE would take that for a document that does not exist."""
    octopus.server.clear_requests()
    follow = [{"link": "PackageDeltaUpload", "parameters": {"packageId": "Shop.Web", "baseVersion": ""}}]
    body = {} if method == "GET" else {"body": {}}
    result = octopus("octopus_api", {"follow": follow, "method": method, **body}, check=check)
    assert result["msg"].startswith("The link 'PackageDeltaUpload' can't be followed without ")
    assert result["msg"].endswith(": baseVersion") and octopus.writes() == []


@pytest.mark.parametrize("last", [{"link": "Environmentz"}, {"link": "Environments", "parameters": {"colour": "red"}}])
def test_check_mode_of_a_post_finds_what_the_run_finds(octopus: Octopus, last: dict[str, Any]) -> None:
    options = {"follow": [last], "method": "POST", "body": {"Name": "New"}}
    messages = [octopus("octopus_api", options, check=check)["msg"] for check in (True, False)]
    assert messages[0] == messages[1] and octopus.writes() == []
