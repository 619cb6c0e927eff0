# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of a file run in one process, tests that run a playbook each wherever there is room."""

from __future__ import annotations

import re

import pytest
from checks import ROOT, SMALL_PYTEST
from shares import ONE_BY_ONE, share

PLUGINS = ("-p", "shares", "-p", "no:cacheprovider", *SMALL_PYTEST)
MADE_ONCE = """
import os
import pytest

@pytest.fixture(scope="module")
def made():
    print(f"made by {os.getpid()}")
    return os.getpid()

@pytest.mark.parametrize("number", range(40))
def test_it(made, number):
    assert made == os.getpid()
"""

MANY = """
import pytest

@pytest.mark.parametrize("number", range({count}))
def test_it(number):
    pass
"""


def test_a_fixture_that_a_file_shares_is_made_once(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(test_one=MADE_ONCE, test_other=MADE_ONCE)
    result = pytester.runpytest_subprocess("-n", "2", *PLUGINS, "-rP")
    result.assert_outcomes(passed=80)
    made = re.findall(r"^made by (\d+)$", result.stdout.str(), re.MULTILINE)
    assert len(made) == 2 and len(set(made)) == 2


def test_playbooks_go_after_the_files_with_a_single_test(pytester: pytest.Pytester) -> None:
    """A single test may take as long as many playbooks, and at the end it would leave the other processes idle."""
    for file, count in (("test_a.py", 3), ("test_b.py", 2), (ONE_BY_ONE[0], 4), ("tests/unit/test_single.py", 1)):
        path = pytester.path / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MANY.format(count=count), encoding="utf-8")
    result = pytester.runpytest_subprocess("-n", "1", *PLUGINS, "-v", "test_a.py", "test_b.py", "tests")
    result.assert_outcomes(passed=10)
    ran = re.findall(r"PASSED (\S+)::", result.stdout.str())
    assert list(dict.fromkeys(ran)) == ["test_a.py", "test_b.py", "tests/unit/test_single.py", ONE_BY_ONE[0]]


@pytest.mark.parametrize("file", ONE_BY_ONE)
def test_playbooks_go_one_by_one(file: str) -> None:
    """Each of these files exists, and its tests make nothing for the file, which would be made for each share.

    A fixture of the session is made once for a process, whatever the shares are.
    """
    assert share(f"{file}::test_it[a]") != share(f"{file}::test_it[b]")
    assert not re.search(r'scope="(?!session)', (ROOT / file).read_text(encoding="utf-8"))
