# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions as Octopus reads and sorts them; the tables are those of the API reference (api: versions#comparison)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._versions.formats import FORMATS
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import (
    NotAVersion,
    octopus,
    semver,
)

READ = {
    "1.2.3.4": ((1, 2, 3, 4), "", "", "", ""),
    "1": ((1, 0, 0, 0), "", "", "", ""),
    "1.2": ((1, 2, 0, 0), "", "", "", ""),
    "v0.0.0-foo": ((0, 0, 0, 0), "foo", "foo", "", ""),
    "1.0.0-alpha.beta1": ((1, 0, 0, 0), "alpha.beta1", "alpha", "beta1", ""),
    "1.0.0-alpha-a.b-c+build.1-aef": ((1, 0, 0, 0), "alpha-a.b-c", "alpha", "a.b-c", "build.1-aef"),
    "19.0.0.Final": ((19, 0, 0, 0), "Final", "Final", "", ""),
    "1.0a1-SNAPSHOT": ((1, 0, 0, 0), "a1-SNAPSHOT", "a1", "SNAPSHOT", ""),
    "1_0_alpha": ((1, 0, 0, 0), "0_alpha", "0", "alpha", ""),
    "284.0.0-debian_component_based": ((284, 0, 0, 0), "debian_component_based", "debian", "component_based", ""),
    "latest": ((0, 0, 0, 0), "latest", "latest", "", ""),
    "+invalid": ((0, 0, 0, 0), "", "", "", "invalid"),
    "1.1. 01 -99999999999": ((1, 1, 1, 0), "99999999999", "99999999999", "", ""),
    "DeleteMe5.0": ((0, 0, 0, 0), "DeleteMe5.0", "DeleteMe5", "0", ""),
}


@pytest.mark.parametrize("text", READ)
def test_a_release_can_have_nearly_any_version(text: str) -> None:
    found = octopus(text)
    assert (found.numbers, found.prerelease, found.prefix, found.counter, found.metadata) == READ[text]


@pytest.mark.parametrize(
    "text",
    [
        "2147483648.1.1",
        *(f"1.2.3-hi{each}there" for each in "'\";/%?#& "),
        "1.2.3-x +m",
        "1.2.3-x+ m",
        "",
        " ",
        "1.0.*",
    ],
)
def test_a_text_that_is_no_version(text: str) -> None:
    with pytest.raises(NotAVersion):
        octopus(text)


def test_only_blanks_are_removed() -> None:
    assert octopus(" 1.001. 002 ").text == "1.001.002"


@pytest.mark.parametrize("text", ["alpha..", "1.0.0-beta.", "1_0_alpha", "latest", "1.0-SNAPSHOT_1", "V1.2.3", "1.0.*"])
def test_a_package_has_a_stricter_version(text: str) -> None:
    with pytest.raises(NotAVersion):
        semver(text)


@pytest.mark.parametrize(
    ("text", "numbers"), [("v1.2", (1, 2, 0, 0)), ("1", (1, 0, 0, 0)), ("1.02.3.4-a.b+c", (1, 2, 3, 4))]
)
def test_a_version_of_a_package(text: str, numbers: tuple[int, ...]) -> None:
    assert semver(text).numbers == numbers


OLDER, EQUAL, NEWER = -1, 0, 1
COMPARED = [
    ("1.0.0", EQUAL, "1.0.0.0"),
    ("1.01.1", EQUAL, "1.1.1"),
    ("1.0.0-prerelease", OLDER, "1.0.0"),
    ("1.0.0-prerelease-1", EQUAL, "1.0.0-prerelease.1"),
    ("1.0.0-prerelease1", OLDER, "1.0.0-prerelease2"),
    ("1.0.0+meta3", EQUAL, "1.0.0+meta2"),
    ("v1.2.3", EQUAL, "1.2.3"),
    ("1.0.0-beta.2", OLDER, "1.0.0-beta.11"),
    ("1.0.0-beta-2", OLDER, "1.0.0-beta_11"),
    ("1.0.0-alpha.1", OLDER, "1.0.0-alpha.beta"),
    ("1.0.0-alpha", OLDER, "1.0.0-alpha_1"),
    ("1.0.0.1", NEWER, "1.0.0-2"),
    ("1.1.1-\\_.10", OLDER, "1.1.1._\\.11"),
    ("latest", OLDER, "1.0.0"),
    ("latest", EQUAL, "latest"),
    ("1.0.0-alpha", EQUAL, "1.0.0-ALPHA"),
    ("1.0.0-1", OLDER, "1.0.0-alpha"),
    ("1.0.0-beta2", NEWER, "1.0.0-beta10"),
    ("1.0.0-beta_1", EQUAL, "1.0.0-beta.1"),
    ("v1.0", EQUAL, "1.0"),
    ("1.0-sp", OLDER, "1.0"),
    # The second does not fit in an integer and is a text, which follows all numbers.
    ("1.0.0-9", OLDER, "1.0.0-20240101000000"),
    ("1.0.0-30240101000000", NEWER, "1.0.0-20240101000000"),
]
OF_PACKAGES = [
    ("1.0.0", OLDER, "1.0.0+build"),
    ("1.0.0+meta3", NEWER, "1.0.0+meta2"),
    ("1.0.0-beta.2", OLDER, "1.0.0-beta.10"),
    ("1.0.0-beta-2", NEWER, "1.0.0-beta-10"),
    ("1.0.0-beta2", NEWER, "1.0.0-beta10"),
    ("1.0.0-alpha", EQUAL, "1.0.0-ALPHA"),
    ("1.0.0-1", OLDER, "1.0.0-alpha"),
    ("1.0", EQUAL, "v1.0"),
    ("1.0-sp", OLDER, "1.0"),
    ("1.0.0.1", NEWER, "1.0.0"),
    # Versions that tools make of Git tags (docs/versions.md).
    ("1.0.0-5-g1a2b3c4", OLDER, "1.0.0"),
    ("1.0.0-post.5", OLDER, "1.0.0"),
    ("1.0.0-rc10", OLDER, "1.0.0-rc9"),
    ("1.0.0+10.g1a2b3c4", OLDER, "1.0.0+9.g1a2b3c4"),
]


@pytest.mark.parametrize(
    ("form", "one", "result", "other"),
    [
        *(("Octopus", *each) for each in COMPARED),
        *(("Docker", *each) for each in COMPARED),
        *(("Semver", *each) for each in OF_PACKAGES),
    ],
)
def test_the_order_of_two_versions(form: str, one: str, result: int, other: str) -> None:
    assert FORMATS[form].compared(one, other) == result
    assert FORMATS[form].compared(other, one) == -result


def test_sorting() -> None:
    sorted_ones = ["1.0.0-alpha", "1.0.0-beta.2", "1.0.0-beta.10", "1.0.0", "1.0.1-rc", "1.10", "2"]
    backwards = sorted_ones[::-1]
    assert sorted(backwards, key=FORMATS["Octopus"].key) == sorted_ones
    assert all(FORMATS["Semver"].compared(one, other) == OLDER for one, other in pairwise(sorted_ones))
