# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The order of Maven's versions; the table is the one of the API reference (api: versions#comparison)."""

from __future__ import annotations

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._versions.formats import FORMATS
from ansible_collections.octopus.deploy.plugins.module_utils._versions.maven import maven
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion

OLDER, EQUAL, NEWER = -1, 0, 1
COMPARED = [
    ("1.0.0", OLDER, "1.0.0+build"),
    ("1.0-beta.2", OLDER, "1.0-beta.10"),
    ("1.0-beta-2", OLDER, "1.0-beta-10"),
    ("1.0-beta2", OLDER, "1.0-beta10"),
    ("1.0-alpha", EQUAL, "1.0-ALPHA"),
    ("1.0.0-1", NEWER, "1.0.0-alpha"),
    ("v1.0", OLDER, "1.0"),
    ("1.0-sp", NEWER, "1.0"),
    ("1.0-SNAPSHOT", OLDER, "1.0"),
    ("1.0-rc1", OLDER, "1.0-SNAPSHOT"),
    ("1.0-cr1", EQUAL, "1.0-rc1"),
    ("1.0.Final", EQUAL, "1.0"),
    ("1.0-ga", EQUAL, "1"),
    ("1-0", EQUAL, "1.0.0"),
    ("1.0-a1", EQUAL, "1.0-alpha-1"),
    ("1.0-1", OLDER, "1.0.1"),
    ("1.0-1", NEWER, "1.0"),
    ("1.0-1", NEWER, "1.0-sp"),
    ("1.0-xyz", NEWER, "1.0-sp"),
    ("1.10", NEWER, "1.9"),
    ("1.0-1.2", OLDER, "1.0-1.10"),
    ("2.0.1-xyz", OLDER, "2.0.1-123"),
    # Later releases of Maven order these the other way or as equal (api: versions#maven-order).
    ("2.0.0a1", NEWER, "2.0.0-RC1"),
    ("2.0.0.RELEASE", NEWER, "2.0.0"),
    ("2.0.0.RC1", NEWER, "2.0.0-SNAPSHOT"),
    ("2.0.0.BUILD-SNAPSHOT", NEWER, "2.0.0-RC1"),
]


@pytest.mark.parametrize(("left", "result", "right"), COMPARED)
def test_the_order_of_two_versions(left: str, result: int, right: str) -> None:
    assert FORMATS["Maven"].compared(left, right) == result
    swapped = (right, left)
    assert FORMATS["Maven"].compared(*swapped) == -result


def test_beta_with_an_underscore_is_another_version() -> None:
    assert FORMATS["Maven"].compared("1.0-beta_1", "1.0-beta.1") != EQUAL


@pytest.mark.parametrize(
    ("text", "numbers", "prerelease"),
    [
        ("1.2.3-4-SNAPSHOT", (1, 2, 3, 4), "SNAPSHOT"),
        ("1.0.Final", (1, 0, 0, 0), "Final"),
        ("word", (0, 0, 0, 0), "word"),
    ],
)
def test_the_parts_of_a_version(text: str, numbers: tuple[int, ...], prerelease: str) -> None:
    assert (maven(text).numbers, maven(text).prerelease) == (numbers, prerelease)


@pytest.mark.parametrize("text", ["", " ", "1.0.0-20240101000000"])
def test_a_text_that_is_no_version(text: str) -> None:
    with pytest.raises(NotAVersion):
        maven(text)
