# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Masks: the number of the next release (api: versions#masks)."""

from __future__ import annotations

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._versions.mask import (
    applied,
    latest,
    next_version,
)
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion

APPLIED = [
    ("1.2.3-alpha.i", None, "1.2.3-alpha.0"),
    ("1.2.3-alpha.i", "1.2.3-alpha.25", "1.2.3-alpha.26"),
    ("1.i.3-alpha.i", "1.2.3-alpha.25", "1.3.3-alpha.26"),
    ("c.c.i-alpha.c", "1.2.3-alpha.25", "1.2.4-alpha.25"),
    ("i.i.i-alpha.i", "1.2.3-alpha.25", "2.0.0-alpha.26"),
    ("i.c.c", "1.2.3-alpha.25", "2.0.3"),
    ("c.i.c", "1.2.3-alpha.25", "1.3.0"),
    ("c.c.i", "1.2.3-alpha.25", "1.2.4"),
    ("c.c.i-test", "0.0.0.0-alpha.25", "0.0.1.0-test"),
    ("0.0.1-i", "0.0.1-blah", "0.0.1-1"),
    ("c.c.c_i", "whatever", "c.c.c_i"),
    ("1.2.i", None, "1.2.0"),
    ("2020.10.3.i", None, "2020.10.3.0"),
    ("c.c.i", "1.2.3.4", "1.2.4.0"),
    ("1.2.3-hi.i", "1.1.1.1", "1.2.3.0-hi.1"),
    ("1.2.3-initial.8", "1.0.0.0", "1.2.3.0-initial.8"),
    ("c.c.c-i", "1.2.3", "1.2.3-1"),
    ("c.c.c-c", "whatever", "0.0.0-0"),
    ("c.c.c.i-current", "whatever", "0.0.0.1-current"),
    ("1.2.3.4-1.blah.i.0", "1.2.3.4-whatever.3.1", "1.2.3.4-1.blah.2.0"),
    ("1.2.3-i", "1. 2. 3-4", "1.2.3-5"),
    ("1.2.3-i ", "1.2.3-4", "1.2.3-i"),
    ("c.c.i", "1.9.9-rc.1", "1.9.10"),
    ("1.0.c+build.i", "1.0.3+build.7", "1.0.3+build.8"),
    ("1.2.3-beta.i", "1.2.3-beta.4", "1.2.3-beta.5"),
    ("1.2.i-betai", "1.2.3", "1.2.4-betai"),
    ("2.0.i", "1.2.9", "2.0.10"),
    ("i", "1.2.3", "2.0"),
    ("1.2.3-1.i.c", "1.2.3-1.4.9", "1.2.3-1.5.0"),
]


@pytest.mark.parametrize("v", ["", "v", "V"])
@pytest.mark.parametrize(("mask", "current", "result"), APPLIED)
def test_a_mask_continues_a_version(v: str, mask: str, current: str | None, result: str) -> None:
    assert applied(f"{v}{mask}", current) == f"{v}{result}"


@pytest.mark.parametrize("mask", ["1.2.3- i", "1.2.3- 1", "1.2.3-1 .i", "1.0.*"])
def test_a_text_that_is_neither_mask_nor_version(mask: str) -> None:
    with pytest.raises(NotAVersion):
        applied(mask, "1.2.3")


@pytest.mark.parametrize(
    ("mask", "versions", "found"),
    [
        ("1.2.4", ["1.2.3"], None),
        ("1.2.3-hi.i", ["1.2.3"], "1.2.3"),
        ("1.i.i", ["1.2.3", "1.10.0", "2.0.0"], "1.10.0"),
        ("1.2.i", ["2.0.0"], None),
        ("i.0.0", ["1.0.0", "3.5.0"], "3.5.0"),
        ("1.2.i", [], None),
        ("0.0.7+branchA.c.c.i", ["0.0.7+branchA.1", "0.0.7+branchA.2", "0.0.6+branchA"], "0.0.7+branchA.1"),
        ("1.i", ["1.2", "2.1", "1.1"], "1.2"),
        ("no mask here", ["1.0.0"], None),
    ],
)
def test_a_mask_continues_the_newest_version_that_fits(mask: str, versions: list[str], found: str | None) -> None:
    assert latest(mask, versions) == found


@pytest.mark.parametrize(
    ("mask", "versions", "made"),
    [
        ("1.2.i", ["1.2.9", "2.0.0", "1.2.10", "1.1.99"], "1.2.11"),
        ("2.0.i", ["1.2.9"], "2.0.0"),
        ("1.0.0", ["1.0.0"], "1.0.0"),
        ("2023.03.27.i-169-pre-release", ["2023.03.27.1-169-pre-release"], "2023.03.27.2-169-pre-release"),
    ],
)
def test_the_number_of_the_next_release(mask: str, versions: list[str], made: str) -> None:
    assert next_version(mask, versions) == made
