# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions of the same value in different spellings: a task acts on the document that has exactly the given one."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.releasing import MODULE, Shop, a_shop

# In this order, because a server lengthens a number after a longer one.
NUMBERS = ("1.0.0", "1.0.0.0", "02.0.0", "2.0.0.0")
# Numbers that no release has exactly, each with the releases of the same value.
SEVERAL = {"1.0": NUMBERS[:2], "1": NUMBERS[:2], "2.0.0": NUMBERS[2:], "2.0": NUMBERS[2:]}
BUILD, PACKAGE = "octopus_build_information", "octopus_package"


@pytest.fixture
def shop(octopus: Octopus) -> Shop:
    shop = a_shop(octopus)
    octopus.server.seed("environments", Name="Test")
    for number in NUMBERS:
        assert octopus.ok(MODULE, project="Shop", version=number)["version"] == number
    return shop


def test_the_release_with_exactly_the_number(shop: Shop) -> None:
    for number in NUMBERS:
        found = shop.octopus.ok(MODULE, project="Shop", version=number)
        assert (found["changed"], found["version"]) == (False, number)
    for place, number in enumerate(NUMBERS, 1):
        gone = shop.predicted_and_done({"project": "Shop", "version": number, "state": "absent"})
        assert (gone["changed"], gone["version"]) == (True, number)
        assert sorted(shop.releases()) == sorted(NUMBERS[place:])


@pytest.mark.parametrize("number", SEVERAL)
@pytest.mark.parametrize("check", [False, True])
def test_a_number_of_several_releases(shop: Shop, number: str, check: bool) -> None:
    shop.octopus.server.clear_requests()
    named = {"project": "Shop", "version": number}
    for module, options in (
        (MODULE, {}),
        (MODULE, {"state": "absent"}),
        ("octopus_deployment", {"environments": ["Test"]}),
    ):
        message = shop.octopus(module, {**named, **options}, check=check)["msg"]
        assert message.startswith(f"version: {number!r} may mean several releases of the project 'Shop': ")
        assert all(f"'{each}' (Releases-" in message for each in SEVERAL[number])
    assert shop.octopus.writes() == []


@pytest.mark.parametrize("number", SEVERAL)
def test_the_only_release_of_the_value(shop: Shop, number: str) -> None:
    other, left = SEVERAL[number]
    shop.octopus.ok(MODULE, project="Shop", version=other, state="absent")
    found = shop.predicted_and_done({"project": "Shop", "version": number})
    assert (found["changed"], found["version"]) == (False, left)
    gone = shop.predicted_and_done({"project": "Shop", "version": number, "state": "absent"})
    assert (gone["changed"], gone["version"]) == (True, left)


@pytest.mark.parametrize("number", ["1.0.0", "1.0.0.0"])
def test_a_server_that_finds_releases_by_their_value(shop: Shop, number: str) -> None:
    """Whether a server goes by the text is unverified (api: versions#comparison)."""
    other = next(each for each in NUMBERS[:2] if each != number)
    found = shop.octopus.ok("octopus_info", kind="release", project="Shop", name=other)["resources"]
    for state, changed in (("present", False), ("absent", True)):
        shop.octopus.server.fault(path=f"*/releases/{number}", status=200, body=found[0])
        done = shop.octopus.ok(MODULE, project="Shop", version=number, state=state)
        assert (done["changed"], done["version"]) == (changed, number)
    assert number not in shop.releases() and other in shop.releases()


def builds(octopus: Octopus, *versions: str) -> list[str]:
    """The IDs of new build information with these versions."""
    ids = []
    for number, version in enumerate(versions):
        made = octopus.ok(BUILD, package_id="Shop.Web", version=f"{7 + number}.0")["id"]
        octopus.server.left_by_older(made, Version=version)
        ids.append(made)
    return ids


@pytest.mark.parametrize("place", [0, 1])
def test_build_information_of_exactly_the_version(octopus: Octopus, place: int) -> None:
    versions = ("1.0", "1.0.0")
    ids = builds(octopus, *versions)
    named = {"package_id": "Shop.Web", "version": versions[place]}
    assert octopus.ok(BUILD, named)["id"] == ids[place]
    for check in (True, False):
        gone = octopus.ok(BUILD, {**named, "state": "absent"}, check=check)
        assert (gone["changed"], gone["version"]) == (True, versions[place])
    left = octopus.server.app.octopus.store.all("build-information")
    assert [each["Id"] for each in left] == [ids[1 - place]]


@pytest.mark.parametrize("options", [{"state": "absent"}, {"branch": "main"}, {}], ids=str)
def test_a_version_of_several_build_information(octopus: Octopus, options: dict[str, Any]) -> None:
    ids = builds(octopus, "1.0", "1.0.0")
    octopus.server.clear_requests()
    message = octopus(BUILD, {"package_id": "Shop.Web", "version": "1", **options})["msg"]
    assert message.startswith("version: '1' may mean several versions of the build information of Shop.Web: ")
    assert f"'1.0' ({ids[0]})" in message and f"'1.0.0' ({ids[1]})" in message
    assert octopus.writes() == []


def test_packages_with_the_same_address(octopus: Octopus) -> None:
    """The address of a package is its ID, a dot and its version."""
    octopus.server.push("Shop.2.1.0.zip")
    found = octopus.server.app.octopus.store.all("packages")[0]
    other = octopus.server.push("Other.1.0.zip")["Id"]
    named = {"PackageId": "Shop.2", "NuGetPackageId": "Shop.2", "Version": "1.0"}
    octopus.server.left_by_older(other, **named)
    assert (found["PackageId"], found["Version"]) == ("Shop", "2.1.0")
    gone = octopus.ok(PACKAGE, package_id="Shop.2", version="1.0", state="absent")
    assert (gone["changed"], gone["package_id"], gone["version"]) == (True, "Shop.2", "1.0")
    assert octopus.ok(PACKAGE, package_id="Shop.2", version="1.0", state="absent")["changed"] is False
    assert [each["Id"] for each in octopus.server.app.octopus.store.all("packages")] == [found["Id"]]
