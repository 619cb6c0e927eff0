# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pure parts of a release's plan: versions that people give, rules of channels, refs and numbers."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.channel_rules import Rule, in_channel, rule_of
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.git_refs import GivenRef, given_refs, of_git
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.package_versions import (
    Package,
    given_versions,
    of_template,
)
from ansible_collections.octopus.deploy.plugins.module_utils._delivery.release_number import (
    as_stored,
    is_mask,
    is_same,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError

PACKAGE = Package("Deploy", "config", "Shop.Web")


def options(*packages: dict[str, Any], version: str | None = None) -> dict[str, Any]:
    return {"packages": list(packages), "package_version": version}


# From the most exact entry to the least (api: releases#package-strings).
BY_RANK = [
    {"step": "deploy", "reference": "config", "version": "1.0"},
    {"package_id": "shop.web", "reference": "config", "version": "2.0"},
    {"reference": "config", "version": "3.0"},
    {"step": "Deploy", "version": "4.0"},
    {"package_id": "Shop.Web", "version": "5.0"},
]


@pytest.mark.parametrize("first", range(len(BY_RANK)))
def test_the_most_exact_entry_wins(first: int) -> None:
    given = given_versions(options(*reversed(BY_RANK[first:]), version="6.0"))
    assert given.of(PACKAGE) == BY_RANK[first]["version"]


def test_other_packages_have_the_default() -> None:
    given = given_versions(options(*BY_RANK, version=" 6.0 "))
    assert given.of(Package("Other", "", "Other")) == "6.0"
    assert given_versions(options()).of(PACKAGE) is None
    assert [each.version for each in given.unused([Package("Deploy", "", "Other")])] == ["1.0", "2.0", "3.0", "5.0"]


def test_the_empty_reference_is_the_steps_own_package() -> None:
    given = given_versions(options({"step": "Deploy", "reference": "", "version": "1.0"}))
    assert given.of(Package("Deploy", "", "Shop.Web")) == "1.0"
    assert given.of(PACKAGE) is None


def test_the_newest_version_is_chosen_by_its_word() -> None:
    given = given_versions(options({"step": "Deploy", "version": "Newest "}, version="6.0"))
    assert (given.of(PACKAGE), given.of(Package("Other", "", "Other"))) == (None, "6.0")


def test_a_step_names_the_packages_of_its_actions_unless_an_action_has_the_name() -> None:
    def entry(action: str, step: str) -> dict[str, Any]:
        return {"ActionName": action, "StepName": step, "PackageId": "Shop.Web"}

    packages = of_template({"Packages": [entry("Copy", "Roll out"), entry("Warm up", "Copy"), entry("Tell", "Tell")]})
    given = given_versions(options({"step": "roll OUT", "version": "1.0"}))
    assert [given.of(each) for each in packages] == ["1.0", None, None]
    given = given_versions(options({"step": "copy", "version": "2.0"}, {"step": "Roll out", "version": "1.0"}))
    assert [given.of(each) for each in packages] == ["2.0", None, None]


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([{"version": "1.0"}], "packages[0]: names no step"),
        ([{"step": "a", "package_id": "b", "version": "1"}], "packages[0]: names both"),
        ([{"step": "a", "version": "1"}, {"step": "A", "version": "2"}], "packages[1]: names the same package"),
        ([{"step": "a", "version": "1.0 beta!"}], "packages[0].version: '1.0 beta!' is not a version"),
    ],
)
def test_wrong_entries(entries: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(OptionError) as error:
        given_versions(options(*entries))
    assert message in str(error.value)


def test_a_package_with_a_fixed_version_is_not_chosen() -> None:
    template = {
        "Packages": [
            {"ActionName": "a", "PackageReferenceName": None, "NuGetPackageId": "A", "NuGetFeedId": "feeds-1"},
            {"ActionName": "b", "PackageId": "B", "FeedId": "Feeds-2", "IsResolvable": False, "FixedVersion": None},
            {"ActionName": "c", "PackageId": "C", "FeedId": "Feeds-2", "FixedVersion": "1.0"},
        ]
    }
    assert of_template(template) == [Package("a", "", "A", "feeds-1"), Package("b", "", "B", "Feeds-2", False)]


@pytest.mark.parametrize(
    ("rule", "version", "feed", "allowed"),
    [
        (Rule(), "1.0", "NuGet", True),
        (Rule(range="[1.0,2.0)"), "1.9", "NuGet", True),
        (Rule(range="[1.0,2.0)"), "2.0", "NuGet", False),
        (Rule(tag="^$"), "1.0", "BuiltIn", True),
        (Rule(tag="^$"), "1.0-beta", "BuiltIn", False),
        (Rule(tag="^beta"), "1.0-beta.2", "BuiltIn", True),
        (Rule(tag=r"^(|\+.*)$"), "1.0+build.7", "BuiltIn", True),
        (Rule(tag=r"^(|\+.*)$"), "1.0-rc+build.7", "BuiltIn", False),
        (Rule(tag="^(?!beta).+"), "1.0-rc", "BuiltIn", True),
        (Rule(tag_regex="^rc"), "1.0-beta", "BuiltIn", False),
        (Rule(range="[1.0,2.0)", tag="^beta"), "2.1-beta", "BuiltIn", False),
        # A tag of an image is read as a release is.
        (Rule(tag="^alpine"), "3.19_alpine", "Docker", True),
        (Rule(range="(,1.0],[1.2,)"), "1.1", "Maven", False),
        # The server judges what can't be read here.
        (Rule(range="(,1.0],[1.2,)"), "1.1", "NuGet", True),
        (Rule(range="[1.0]"), "no version", "NuGet", True),
        (Rule(tag="("), "1.0", "NuGet", True),
    ],
)
def test_rules_of_channels(rule: Rule, version: str, feed: str, allowed: bool) -> None:
    assert rule.allows(version, feed) is allowed


def test_the_first_rule_for_a_package_counts() -> None:
    named = {"DeploymentAction": "deploy-it", "PackageReference": "config"}
    channel = {
        "Rules": [
            {"ActionPackages": [{"DeploymentAction": "Deploy", "PackageReference": ""}], "VersionRange": "[9]"},
            {"ActionPackages": [named], "Tag": "^beta", "VersionRange": None, "VersioningStrategy": "SemVer"},
            {"ActionPackages": [named], "VersionRange": "[1]"},
        ]
    }
    assert rule_of(channel, PACKAGE, {"deploy": "deploy-it"}) == Rule(tag="^beta", strategy="SemVer")
    assert rule_of(channel, PACKAGE, {}) is None
    assert rule_of(None, PACKAGE, {}) is None


def test_a_rule_is_a_query() -> None:
    rule = Rule("[1,2)", "^beta", strategy="MostRecentlyPublished")
    assert rule.query == {
        "versionRange": "[1,2)",
        "preReleaseTag": "^beta",
        "versioningStrategy": "MostRecentlyPublished",
    }


@pytest.mark.parametrize(
    ("actions", "fits"),
    [
        ([], True),
        ([{"Channels": []}], True),
        ([{"Channels": ["Channels-1"]}], True),
        ([{"Channels": ["Channels-2"]}], False),
        ([{"IsDisabled": True}], False),
        ([{"Channels": ["Channels-2"]}, {"Channels": None}], True),
    ],
)
def test_a_channel_needs_an_enabled_step(actions: list[dict[str, Any]], fits: bool) -> None:
    assert in_channel({"Steps": [{"Actions": actions}]}, {"Id": "Channels-1"}) is fits


def test_refs_of_git_resources() -> None:
    entries = [{"step": "apply", "name": None, "ref": " v1 "}, {"step": "Apply", "name": "MORE", "ref": "v2"}]
    given = given_refs({"git_resources": entries})
    own, other, more = of_git(
        {
            "GitResources": [
                {"ActionName": "Apply", "Name": "", "DefaultBranch": "main", "IsResolvable": True},
                {"ActionName": "Apply", "Name": "other", "DefaultBranch": "#{Branch}", "IsResolvable": False},
                {"ActionName": "Apply", "Name": "more", "DefaultBranch": "main"},
            ]
        }
    )
    assert [(given.of(each), each.default) for each in (own, other, more)] == [
        ("v1", "main"),
        ("v1", ""),
        ("v2", "main"),
    ]
    assert given.unused([other]) == [GivenRef("v2", "Apply", "MORE")]


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([{"step": "a", "ref": "x"}, {"step": "A", "ref": "y"}], "git_resources[1]: names the same"),
    ],
)
def test_wrong_refs(entries: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(OptionError) as error:
        given_refs({"git_resources": entries})
    assert message in str(error.value)


def test_a_number_is_read_or_refused() -> None:
    assert as_stored(" 1.2.3 ") == "1.2.3"
    assert [each for each in ("1.2.3", "1.2.i", "c.c.i", "1.2.3-beta.1", "1.0-i", "latest") if is_mask(each)] == [
        "1.2.i",
        "c.c.i",
        "1.0-i",
    ]
    for wrong in ("1.0-be ta", "1.0/2", ""):
        with pytest.raises(OptionError, match="is not a version"):
            as_stored(wrong)
    assert len(as_stored("1." + "0" * 347)) == 349
    with pytest.raises(OptionError, match="has 350 characters"):
        as_stored("1." + "0" * 348)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1.0", "1.0.0", True),
        ("1.0-BETA", "1.0-beta", True),
        ("1.0+a", "1.0+b", False),
        ("1.0", "1.0.1", False),
        ("1.0", "?", False),
    ],
)
def test_numbers_of_one_release(one: str, other: str, same: bool) -> None:
    assert is_same(one, other) is same
