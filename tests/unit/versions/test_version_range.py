# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ranges of versions (api: lifecycles#channel-rules)."""

from __future__ import annotations

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._versions.formats import FORMATS, format_of_feed
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version_range import version_range

RANGES = {
    "1.0": (["1.0", "1.0.0.1", "9", "1.0+build"], ["0.9", "1.0-rc"]),
    "[1.0]": (["1.0", "1.0.0", "1.0+build"], ["1.0.1", "1.0-rc"]),
    "[1.0,2.0)": (["1.0", "1.9.9", "2.0-rc"], ["2.0", "2.0+build", "0.9"]),
    "(1.0, 2.0]": (["1.0.1", "2.0", "2.0+build"], ["1.0", "1.0+build", "2.0.1"]),
    "[1.5,)": (["1.5", "100"], ["1.4.9"]),
    "(,1.0]": (["0.1", "1.0"], ["1.0.1"]),
    "(,1.0)": (["0.1"], ["1.0"]),
    "(1.0,1.0)": ([], ["1.0", "0.9", "1.1"]),
    "[2.0.0-alpha.1,2.0.0)": (["2.0.0-alpha.1", "2.0.0-beta"], ["2.0.0", "2.0.0-alpha"]),
}
OF_MAVEN = {
    "1.0": (["0.1", "1.0", "2"], []),
    "[1.0]": (["1.0", "1", "1.0-ga"], ["1.1", "1.0-sp"]),
    "(,1.0],[1.2,)": (["0.9", "1.2"], ["1.1"]),
    "[1.0,1.2] , [1.2,1.3]": (["1.2"], ["1.4"]),
    "[1.0,1.1-SNAPSHOT]": (["1.1-SNAPSHOT"], ["1.1"]),
}
WRONG = ["", "1", "[]", "(1.0)", "(,)", "[2.0,1.0]", "[1.0,1.0)", "[1.0", "1.0]", "[1.x]", "[1.0,2.0,3.0]", "1.*"]
WRONG += ["(,1.0],[1.2,)", "[1.0]2.0", "1 0.0", "[1 0.0, 2.0)"]
WRONG_FOR_MAVEN = ["", "[]", "(1.0)", "(,)", "[2.0,1.0]", "[1.0,1.0]", "[1.0", "[1.0,1.2),1.3", "[1.0,2.0,3.0]"]
WRONG_FOR_MAVEN += ["[1.0,1.2),(1.1,1.3]", "(1.1,1.2],[1.0,1.1)", "[1.0],(,2.0]"]


@pytest.mark.parametrize(
    ("text", "within", "outside", "form"),
    [
        (text, *lists, form)
        for form, table in (("Semver", RANGES), ("Maven", OF_MAVEN))
        for text, lists in table.items()
    ],
)
def test_a_range_contains(text: str, within: list[str], outside: list[str], form: str) -> None:
    found = version_range(text, FORMATS[form])
    assert [each for each in within if not found.contains(each)] == []
    assert [each for each in outside if found.contains(each)] == []


@pytest.mark.parametrize(
    ("text", "form"),
    [(text, form) for form, texts in (("Semver", WRONG), ("Maven", WRONG_FOR_MAVEN)) for text in texts],
)
def test_a_text_that_is_no_range(text: str, form: str) -> None:
    with pytest.raises(NotAVersion, match="is not a range of versions"):
        version_range(text, FORMATS[form])


def test_a_text_that_is_no_version_is_in_no_range() -> None:
    with pytest.raises(NotAVersion, match="'one' is not a version"):
        version_range("[1.0,2.0)").contains("one")


def test_the_feed_has_the_format() -> None:
    assert format_of_feed("Maven").joins
    assert format_of_feed("Docker").parsed("latest").is_prerelease is False
    assert format_of_feed("BuiltIn").parsed("1.0-rc").is_prerelease
