# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_build_information: what is equal is left alone, and what is not given is kept."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus

MODULE = "octopus_build_information"
KEY = {"package_id": "Shop.Web", "version": "1.1.1"}
BUILD = {
    **KEY,
    "build_environment": "GitHub Actions",
    "build_number": "7",
    "build_url": "https://ci.example.com/7",
    "branch": "main",
    "vcs_type": "Git",
    "vcs_root": "https://git.example.com/shop",
    "vcs_commit_number": "1a2b",
    "commits": [{"id": "1a2b", "comment": "Begin"}, {"id": "3c4d"}],
}


def stored(octopus: Octopus) -> list[dict[str, Any]]:
    return octopus.server.app.octopus.store.all("build-information")


def test_build_information_is_created_once(octopus: Octopus) -> None:
    predicted = octopus.ok(MODULE, BUILD, check=True)
    assert octopus.writes() == []
    done = octopus.ok(MODULE, BUILD)
    after = {**BUILD, "commits": [{"id": "1a2b", "comment": "Begin"}, {"id": "3c4d", "comment": ""}]}
    for result in (predicted, done):
        assert (result["changed"], result["diff"]["before"], result["diff"]["after"]) == (True, {}, after)
    assert done["vcs_commit_url"] == "https://git.example.com/shop/commit/1a2b"
    assert (done["work_items"], done["issue_tracker"]) == ([], None)
    octopus.server.clear_requests()
    again = octopus.ok(MODULE, BUILD)
    assert (again["changed"], again["id"], octopus.writes()) == (False, done["id"], [])
    # The root, and the list of the package's versions.
    assert len(octopus.server.requests) == 2


@pytest.mark.parametrize(
    ("change", "prop", "value"),
    [
        ({"branch": "release"}, "Branch", "release"),
        ({"branch": ""}, "Branch", ""),
        ({"commits": []}, "Commits", []),
        ({"commits": [{"id": "5e"}]}, "Commits", [{"Id": "5e", "Comment": "", "LinkUrl": None}]),
    ],
)
def test_a_change_keeps_what_is_not_given(octopus: Octopus, change: dict[str, Any], prop: str, value: Any) -> None:
    octopus.ok(MODULE, BUILD)
    options = {**KEY, **change}
    predicted, done = octopus.ok(MODULE, options, check=True), octopus.ok(MODULE, options)
    assert (predicted["changed"], predicted["diff"]) == (done["changed"], done["diff"])
    assert done["changed"]
    (document,) = stored(octopus)
    assert document[prop] == value
    assert document["BuildNumber"] == "7"
    assert not octopus.ok(MODULE, options)["changed"]


def test_another_spelling_is_the_same_version(octopus: Octopus) -> None:
    octopus.ok(MODULE, BUILD)
    assert not octopus.ok(MODULE, {**BUILD, "package_id": "shop.web", "version": "1.01.1"})["changed"]
    assert octopus.ok(MODULE, {**BUILD, "version": "1.1.1-beta"})["changed"]
    assert len(stored(octopus)) == 2


def test_the_mode_decides_about_other_values(octopus: Octopus) -> None:
    octopus.ok(MODULE, BUILD)
    other = {**KEY, "branch": "other"}
    failed = octopus(MODULE, {**other, "overwrite_mode": "FailIfExists"})
    assert failed["msg"].startswith("overwrite_mode: build information of Shop.Web 1.1.1 exists with other values")
    assert "(branch)" in failed["msg"]
    ignored = octopus.ok(MODULE, {**other, "overwrite_mode": "IgnoreIfExists"})
    assert not ignored["changed"]
    assert "left as it is" in ignored["warnings"][0]


def test_build_information_is_deleted(octopus: Octopus) -> None:
    octopus.ok(MODULE, BUILD)
    gone = {**KEY, "state": "absent"}
    assert octopus.ok(MODULE, gone, check=True)["changed"]
    assert octopus.ok(MODULE, gone)["changed"]
    assert stored(octopus) == []
    assert not octopus.ok(MODULE, gone)["changed"]


def test_a_version_that_is_none_is_refused_before_anything_is_asked(octopus: Octopus) -> None:
    result = octopus(MODULE, {**KEY, "version": "latest"})
    assert result["msg"] == "version: 'latest' is not a version of a package, such as 1.2.3-beta.1"


@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_lost_answer_is_looked_into(octopus: Octopus, state: str) -> None:
    if state == "absent":
        octopus.ok(MODULE, BUILD)
    octopus.server.clear_requests()
    octopus.server.fault(method="POST" if state == "present" else "DELETE", drop="body")
    result = octopus(MODULE, {**BUILD, "state": state} if state == "present" else {**KEY, "state": state})
    assert (result["failed"], result["changed"]) == (True, True)
    assert "showed that the request took effect" in result["msg"]
    assert len(octopus.writes()) == 1


def test_a_space_that_does_not_exist_yet_has_none(octopus: Octopus) -> None:
    assert octopus.ok(MODULE, {**BUILD, "space": "New"}, check=True)["changed"]
