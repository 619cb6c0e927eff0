# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters and tests of versions and durations say what is wrong with their input."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.octopus.deploy.plugins.filter.octopus_version import octopus_version
from ansible_collections.octopus.deploy.plugins.filter.octopus_version_next import octopus_version_next
from ansible_collections.octopus.deploy.plugins.filter.octopus_version_sort import octopus_version_sort
from ansible_collections.octopus.deploy.plugins.filter.package_file import package_file
from ansible_collections.octopus.deploy.plugins.filter.time_span import time_span
from ansible_collections.octopus.deploy.plugins.test.octopus_version import octopus_version as compared
from ansible_collections.octopus.deploy.plugins.test.octopus_version_in import octopus_version_in

WRONG: list[tuple[Callable[..., Any], tuple[Any, ...], str]] = [
    (octopus_version, (1.1,), "octopus_version: 1.1 is a number, but has to be a text; put versions in quotes"),
    (octopus_version, ("1.0.*",), "octopus_version: '1.0.*' is not a version"),
    (octopus_version, ("1.0", "Debian"), "octopus_version: version_format is 'Debian', but has to be one of: Octopus"),
    (octopus_version_sort, ("1.0",), "octopus_version_sort: the input is a text, but has to be a list of versions"),
    (octopus_version_sort, ([None],), "octopus_version_sort: None is nothing, but has to be a text"),
    (octopus_version_sort, (["1.0"], "maybe"), "octopus_version_sort: newest_first is 'maybe', but has to be true or"),
    (octopus_version_sort, (["1.0"], None), "octopus_version_sort: newest_first is None, but has to be true or false"),
    (octopus_version_next, (["1.0"], "1.*"), "octopus_version_next: '1.*' is not a version"),
    (compared, ("1.0", "1.0", "gt"), "octopus_version: operator is 'gt', but has to be one of: == != <"),
    (
        octopus_version_in,
        ("1.0", "[2.0,1.0]"),
        "octopus_version_in: '[2.0,1.0]' is not a range of versions: 2.0 is newer",
    ),
    (
        package_file,
        ("shop.zip",),
        "package_file: the file name 'shop.zip' has no package ID with a version after a dot",
    ),
    (package_file, ("a/shop-1.2.3.zip",), "package_file: Octopus reads the package 'shop-1' with the version 2.3 from"),
    (package_file, (None,), "package_file: the input is nothing, but has to be the name of a file"),
    (time_span, ("3 apples",), "time_span: '3 apples' is not a duration"),
    (time_span, (-1,), "time_span: the input is a number, but has to be a duration or a number of seconds, 0 or more"),
    (time_span, (float("inf"),), "time_span: the input is longer than the server can count"),
    (time_span, (1e302,), "time_span: the input is longer than the server can count"),
    (time_span, (10**400,), "time_span: the input is longer than the server can count"),
    (time_span, (True,), "time_span: the input is true, but has to be a duration"),
    (time_span, ("1h", "hours"), "time_span: form is 'hours', but has to be one of: time_span, words, seconds"),
]


@pytest.mark.parametrize(("plugin", "given", "says"), WRONG, ids=lambda value: getattr(value, "__name__", None))
def test_a_wrong_value_is_named(plugin: Callable[..., Any], given: tuple[Any, ...], says: str) -> None:
    with pytest.raises(AnsibleFilterError) as wrong:
        plugin(*given)
    assert says in str(wrong.value)


def test_equal_versions_stay_in_their_order() -> None:
    assert octopus_version_sort(["1.0+b", "1.0+a", "0.9"], newest_first=True) == ["1.0+b", "1.0+a", "0.9"]


@pytest.mark.parametrize(
    ("written", "is_newest_first"),
    [("false", False), ("no", False), ("0", False), (0, False), ("true", True), ("Yes", True), (1, True)],
)
def test_a_text_is_true_or_false_as_ansible_reads_it(written: object, is_newest_first: bool) -> None:
    """A variable of the command line is a text."""
    assert octopus_version_sort(["1.0", "2.0"], written)[0] == ("2.0" if is_newest_first else "1.0")


def test_fractions_of_seconds() -> None:
    assert (time_span("00:00:01.5", "seconds"), time_span(1.5, "words"), time_span(0)) == (1.5, "1.5s", "00:00:00")
