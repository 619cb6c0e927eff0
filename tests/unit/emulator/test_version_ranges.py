# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ranges and tags of versions in the emulator (api: lifecycles#channel-rules, versions#maven-order)."""

from __future__ import annotations

import pytest
from emulator.kinds import mavenversions
from emulator.kinds.versionranges import WrongRange, fits, has_tag, in_range

from .conftest import Asker
from .test_packages import pushed

# For each range, versions within and outside.
NUGET = {
    "": (["0.1", "1.0-rc", "nonsense"], []),
    "1.0": (["1.0", "1.0.0.1", "9", "1.0+build"], ["0.9", "1.0-rc", "nonsense"]),
    "[1.0]": (["1.0", "1.0.0.0", "1.00", "1.0+build"], ["1.0.1", "1.0-rc"]),
    "[1.0, 2.0)": (["1.0", "1.9.9", "2.0-rc"], ["2.0", "0.9", "2.0+build"]),
    "(1.0,2.0]": (["1.0.1", "2.0", "2.0+build"], ["1.0", "1.0+build", "2.0.1"]),
    "[1.5,)": (["1.5", "100"], ["1.4.9"]),
    "(,1.0]": (["0.1", "1.0"], ["1.0.1"]),
    "(1.0,1.0)": ([], ["1.0", "0.9", "1.1"]),
    " [  1 .2   , 2  .3   ] ": (["1.2", "2.3"], ["2.4"]),
    "[2.0.0-alpha.1,2.0.0)": (["2.0.0-alpha.1", "2.0.0-beta"], ["2.0.0", "2.0.0-alpha"]),
    # [OctopusDeploy/Issues#9647]
    "[7.1,)": (["7.1.1-dev", "7.1.0"], ["7.1-dev", "7.1.0-dev"]),
}
NO_NUGET = ["1", "[]", "(1.0)", "[1.0)", "(,)", "[,]", "[2.0,1.0]", "[1.0,1.0)", "[1.0", "1.0]", "[1.x]", "[1,2,3]"]
NO_NUGET += ["1.*", "(,1.0],[1.2,)", "[-1, 2]", "(,1.3..2]", "(1.2.3.4.5,6]"]
MAVEN = {
    "1.0": (["1.0", "0.1", "2", "nonsense"], []),
    "[1.0]": (["1.0", "1", "1.0-ga"], ["1.1", "1.0-sp"]),
    "(,1.0],[1.2,)": (["0.9", "1.0", "1.2", "3"], ["1.1", "1.0.1"]),
    "[1.0,1.2],[1.2,1.3]": (["1.2"], ["1.4"]),
    "(,9.0.1)": (["8.0.1", "9.0.0.M25"], ["9.0.10.M27", "10.0.0.M22"]),
    "[1.5,20)": (["19.4-jre"], ["23.4-jre"]),
    "[1.0,)": (["1.0"], ["1.0-SNAPSHOT"]),
    "[1.0,1.1-SNAPSHOT]": (["1.1-SNAPSHOT"], ["1.1"]),
    "[2.0.0-alpha.1,2.0.0]": (["2.0.0.alpha.1", "2.0.0.beta1", "2.0.0.milestone.1", "2.0.0"], ["1.9.9"]),
}
NO_MAVEN = ["(1.0)", "[1.0)", "(1.0]", "(1.0,1.0]", "[1.0,1.0)", "(1.0,1.0)", "[1.1,1.0]", "[1.0,1.2),1.3", "(,)"]
NO_MAVEN += ["[1.0,1.2),(1.1,1.3]", "[1.1,1.3),(1.0,1.2]", "(1.1,1.2],[1.0,1.1)", "[1.0", "[]"]


@pytest.mark.parametrize(
    ("text", "within", "outside", "maven"),
    [(text, *lists, maven) for maven, table in enumerate((NUGET, MAVEN)) for text, lists in table.items()],
)
def test_a_range_contains(text: str, within: list[str], outside: list[str], maven: int) -> None:
    assert [each for each in within if not in_range(each, text, bool(maven))] == []
    assert [each for each in outside if in_range(each, text, bool(maven))] == []


@pytest.mark.parametrize(
    ("text", "maven"), [(each, maven) for maven, texts in enumerate((NO_NUGET, NO_MAVEN)) for each in texts]
)
def test_a_text_that_is_no_range(text: str, maven: int) -> None:
    with pytest.raises(WrongRange):
        in_range("1.0", text, bool(maven))


@pytest.mark.parametrize(
    ("tag", "matching", "others"),
    [
        ("^$", ["1.0"], ["1.0-rc", "1.0+build"]),
        (r"^(|\+.*)$", ["1.0", "1.0+build"], ["1.0-rc"]),
        (r"^[^\+].*", ["1.0-rc", "1.0-rc+build"], ["1.0", "1.0+build"]),
        ("beta", ["1.0-beta", "1.0-my.beta.1", "1.0+beta"], ["1.0", "1.0-BETA"]),
        ("^bugfix-", ["1.0-bugfix-7"], ["1.0-a-bugfix-7"]),
        ("^(?!beta).+", ["1.0-rc"], ["1.0-beta.1", "1.0"]),
        ("", ["1.0", "1.0-rc"], []),
        # A pattern that is not a regular expression.
        ("[", [], ["1.0", "1.0-["]),
    ],
)
def test_a_tag_is_a_regular_expression_for_the_prerelease(tag: str, matching: list[str], others: list[str]) -> None:
    assert [each for each in matching if not has_tag(each, tag)] == []
    assert [each for each in others if has_tag(each, tag)] == []


def test_a_tag_of_maven_has_no_case() -> None:
    assert has_tag("1.0-SNAPSHOT", "^snapshot$", maven=True)
    assert has_tag("1.0.Final", "^Final$", maven=True)
    assert has_tag("1.0-7", "^$", maven=True)
    assert has_tag("latest", "latest", maven=True)
    assert not has_tag("1.0.1", ".", maven=True)


def test_a_rule_needs_all_of_range_tag_and_expression() -> None:
    assert fits("1.5-rc.1", "[1.0,2.0)", "^rc", r"^1\.5")
    assert not fits("1.5-rc.1", "[2.0,)", "^rc", r"^1\.5")
    assert not fits("1.5-rc.1", "[1.0,2.0)", "^$", r"^1\.5")
    assert not fits("1.5-rc.1", "[1.0,2.0)", "^rc", r"^2")


def test_versions_of_maven_are_in_order() -> None:
    ranked = ["1-alpha", "1-beta", "1-beta-2", "1-milestone", "1-rc", "1-SNAPSHOT", "1", "1-sp", "1-xyz", "1-1", "1.1"]
    assert sorted(set(ranked), key=mavenversions.order) == ranked
    for one, same in (
        ("1.0", "1"),
        ("1-ga", "1.0.0"),
        ("1-a1", "1-alpha-1"),
        ("1-cr", "1-RC"),
        ("1-beta-2", "1-beta2"),
    ):
        assert mavenversions.order(one) == mavenversions.order(same)
    # The rows for Maven of the measured comparison of the formats.
    for older, newer in (("1.0-beta-2", "1.0-beta-10"), ("1.0-alpha", "1.0-1"), ("v1.0", "1.0"), ("1.0", "1.0-sp")):
        assert mavenversions.order(older) < mavenversions.order(newer)
    assert mavenversions.order("1.0") < mavenversions.order("1.0+build")


def test_a_search_asks_the_ranges(ask: Asker) -> None:
    for version in ("1.0.0", "1.5.0-rc.1", "1.5.0", "2.0.0-rc.1", "2.0.0"):
        pushed(ask, f"Shop.{version}.zip")
    feed = ask.get("/api/feeds/feeds-builtin")
    versions = feed["Links"]["SearchPackageVersionsTemplate"].partition("{")[0]

    def found(**query: str) -> list[str]:
        answer = ask("GET", versions, params={"packageId": "Shop", **query})
        assert answer.status_code == 200, answer.text
        return [each["Version"] for each in answer.json()["Items"]]

    assert found(versionRange="[1.0,2.0)", preReleaseTag="^$") == ["1.5.0", "1.0.0"]
    assert found(preReleaseTag="^rc") == ["2.0.0-rc.1", "1.5.0-rc.1"]
    assert found(versionTagRegex=r"^2\.") == ["2.0.0", "2.0.0-rc.1"]
    assert found(versionRange="[1.0,2.0)", includePreRelease="false", take="1") == ["1.5.0"]
    assert "was not a valid NuGet version-range" in ask.refused("GET", f"{versions}?packageId=None&versionRange=[1.0")
