# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions of releases: grammar, order and masks (the tables of api: versions#octopus-grammar, versions#masks)."""

from __future__ import annotations

import pytest
from emulator.kinds import releaseversions
from emulator.kinds.releaseversions import parsed, version_after


@pytest.mark.parametrize(
    ("text", "numbers", "prerelease", "metadata"),
    [
        ("1.2.3.4", (1, 2, 3, 4), "", ""),
        ("1", (1,), "", ""),
        ("v0.0.0-foo", (0, 0, 0), "foo", ""),
        ("1.0.0-alpha-a.b-c+build.1-aef", (1, 0, 0), "alpha-a.b-c", "build.1-aef"),
        ("19.0.0.Final", (19, 0, 0), "Final", ""),
        ("1.0a1-SNAPSHOT", (1, 0), "a1-SNAPSHOT", ""),
        ("1_0_alpha", (1,), "0_alpha", ""),
        ("latest", (0,), "latest", ""),
        ("+invalid", (0,), "", "invalid"),
        ("1.1. 01 -99999999999", (1, 1, 1), "99999999999", ""),
    ],
)
def test_a_version_has_its_parts(text: str, numbers: tuple[int, ...], prerelease: str, metadata: str) -> None:
    found = parsed(text)
    assert found is not None
    assert (found.numbers, found.prerelease, found.metadata) == (numbers, prerelease, metadata)


@pytest.mark.parametrize(
    "text", ["2147483648.1.1", "1.2.3-hi'there", "1.2.3-hi there", "1.2.3-x +m", "1.2.3-x+ m", "", " ", "1.0.*"]
)
def test_another_text_is_refused(text: str) -> None:
    assert parsed(text) is None


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        ("1.0.0-prerelease", "1.0.0"),
        ("1.0.0-beta.2", "1.0.0-beta.11"),
        ("1.0.0-beta-2", "1.0.0-beta_11"),
        ("1.0.0-alpha.1", "1.0.0-alpha.beta"),
        ("1.0.0-alpha", "1.0.0-alpha_1"),
        ("1.0.0-2", "1.0.0.1"),
        (r"1.1.1-\_.10", r"1.1.1._\.11"),
    ],
)
def test_versions_have_an_order(lower: str, higher: str) -> None:
    assert releaseversions.order(lower) < releaseversions.order(higher)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.0.0", "1.0.0.0"), ("1.01.1", "1.1.1"), ("1.0.0-a-1", "1.0.0-a.1"), ("1.0+3", "1.0+2"), ("v1.2.3", "1.2.3")],
)
def test_versions_can_be_equal(one: str, other: str) -> None:
    assert releaseversions.order(one) == releaseversions.order(other)


@pytest.mark.parametrize(
    ("mask", "existing", "result"),
    [
        ("1.2.3-alpha.i", [], "1.2.3-alpha.0"),
        ("1.2.3-alpha.i", ["1.2.3-alpha.25"], "1.2.3-alpha.26"),
        ("i.i.i-alpha.i", ["1.2.3-alpha.25"], "2.0.0-alpha.26"),
        ("i.c.c", ["1.2.3-alpha.25"], "2.0.3"),
        ("c.i.c", ["1.2.3-alpha.25"], "1.3.0"),
        ("c.c.i", ["1.2.3-alpha.25"], "1.2.4"),
        ("0.0.1-i", ["0.0.1-blah"], "0.0.1-1"),
        ("c.c.c_i", ["1.2.3"], "c.c.c_i"),
        ("1.2.i", [], "1.2.0"),
        ("1.2.i", ["2.0.0"], "1.2.0"),
        ("2020.10.3.i", ["2020.10.2.7"], "2020.10.3.0"),
        ("c.c.i", ["1.2.3.4"], "1.2.4.0"),
        ("c.c.c-i", ["1.2.3"], "1.2.3-1"),
        ("c.c.c.i-current", ["whatever"], "0.0.0.1-current"),
        ("1.2.3.4-1.blah.i.0", ["1.2.3.4-whatever.3.1"], "1.2.3.4-1.blah.2.0"),
        ("1.2.3-i", ["1. 2. 3-4"], "1.2.3-5"),
        ("c.c.i", ["1.9.9-rc.1"], "1.9.10"),
        ("1.0.c+build.i", ["1.0.3+build.7"], "1.0.3+build.8"),
        ("1.0.i", ["1.0.9", "1.0.10", "1.0.2"], "1.0.11"),
        ("1.2.3-x", ["1.2.3.0-w"], "1.2.3.0-x"),
    ],
)
def test_a_mask_numbers_the_next_version(mask: str, existing: list[str], result: str) -> None:
    assert version_after(mask, existing) == result
