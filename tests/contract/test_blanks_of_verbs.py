# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Blanks around a name, or around a version, mean nothing to the modules that act, as to those of documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from contract.conftest import Octopus

PACKAGE = {"package_id": "Shop.Web", "version": "1.0"}
# The modules whose tasks are repeatable, with the options that say what is meant.
CASES: dict[str, dict[str, Any]] = {
    "octopus_package": PACKAGE,
    "octopus_build_information": PACKAGE,
    "octopus_release": {"project": "Shop", "version": "1.2.3"},
    "octopus_runbook_snapshot": {"project": "Shop", "runbook": "Sweep", "name": "First"},
    "octopus_ephemeral_environment": {"name": "pr-1", "project": "Shop"},
    "octopus_community_step_template": {"name": "Chat - Send a message"},
}


def blank(options: dict[str, Any]) -> dict[str, Any]:
    return {option: f"  {value} " for option, value in options.items()}


def stock(octopus: Octopus) -> None:
    octopus.ok("octopus_parent_environment", name="Pull requests")
    octopus.ok("octopus_project", name="Shop", project_group="Default Project Group", lifecycle="Default Lifecycle")
    channel = {"type": "EphemeralEnvironment", "parent_environment": "Pull requests"}
    octopus.ok("octopus_channel", project="Shop", name="Pull requests", **channel)
    octopus.ok("octopus_runbook", project="Shop", name="Sweep")


@pytest.fixture
def shop(octopus: Octopus, tmp_path: Path) -> Octopus:
    (tmp_path / "Shop.Web.1.0.zip").write_text("sells", encoding="utf-8")
    return octopus.stocked(stock)


@pytest.mark.parametrize("module", CASES)
@pytest.mark.parametrize("first", [blank, dict], ids=["blank", "plain"])
def test_both_spellings_mean_the_same(shop: Octopus, tmp_path: Path, module: str, first: Any) -> None:
    more = {"octopus_package": {"path": str(tmp_path / "Shop.Web.1.0.zip")}}.get(module, {})
    options = CASES[module]
    predicted = shop.ok(module, {**first(options), **more}, check=True)
    made = shop.ok(module, {**first(options), **more})
    assert (predicted["changed"], made["changed"], predicted["diff"]) == (True, True, made["diff"])
    shown = str({name: value for name, value in made.items() if name != "invocation"})
    for option, value in options.items():
        assert f"  {value} " not in shown, f"{option} is shown as it was written"
    for spelled in (blank, dict):
        assert shop.ok(module, {**spelled(options), **more})["changed"] is False
    other = dict if first is blank else blank
    gone = {**other(options), "state": "absent"}
    assert [shop.ok(module, gone)["changed"] for dummy in range(2)] == [True, False]


@pytest.mark.parametrize("state", ["present", "absent"])
@pytest.mark.parametrize("option", PACKAGE)
def test_an_empty_part_of_a_package_is_refused(shop: Octopus, tmp_path: Path, option: str, state: str) -> None:
    """It comes from a variable that is not set, and names no package."""
    path = {"path": str(tmp_path / "Shop.Web.1.0.zip")} if state == "present" else {}
    for empty in ("", " "):
        result = shop("octopus_package", {**PACKAGE, **path, option: empty, "state": state})
        assert result["msg"] == f"{option}: is empty; leave it out, or give a value"


def test_artifacts_are_found(shop: Octopus, tmp_path: Path) -> None:
    (task,) = shop.ok("octopus_task", {"name": "Health"})["tasks"]
    source, dest = tmp_path / "Shop.Web.1.0.zip", tmp_path / "copy"
    named = {"task": task["id"], "name": "a.txt"}
    made = shop.ok("octopus_artifact", {**blank(named), "path": str(source)})
    assert (made["changed"], made["name"]) == (True, "a.txt")
    assert shop.ok("octopus_artifact", {**named, "path": str(source)})["changed"] is False
    for asked in (named, {"id": made["id"]}):
        dest.unlink(missing_ok=True)
        assert shop.ok("octopus_artifact", {**blank(asked), "dest": str(dest)})["changed"] is True
    assert shop.ok("octopus_artifact", {**blank(named), "state": "absent"})["changed"] is True


def test_packages_are_read(shop: Octopus) -> None:
    shop.server.push("Shop.Web.1.0.zip")
    for asked in (PACKAGE, {**PACKAGE, "feed": "feeds-builtin"}, {"partial_id": "web"}):
        for spelled in (blank, dict):
            found = shop.ok("octopus_package_info", spelled(asked))["packages"]
            assert [each["version"] for each in found] == ["1.0"], spelled


def test_the_result_names_the_build_information_that_is_deleted(shop: Octopus) -> None:
    """The version 1.0.0 is the same as 1.0, under which the server has the information."""
    shop.ok("octopus_build_information", PACKAGE)
    for check in (True, False):
        gone = shop.ok("octopus_build_information", package_id="shop.web", version="1.0.0", state="absent", check=check)
        assert {option: gone[option] for option in PACKAGE} == PACKAGE
        assert gone["diff"]["before_header"] == "build information of Shop.Web 1.0"
