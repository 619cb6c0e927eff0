# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accepted and refused regular expressions, version ranges, ports and time zones."""

from __future__ import annotations

import re
from typing import cast

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.patterns import (
    Pattern,
    VersionRange,
    unfinished,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Address
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.time_zones import OF_WINDOWS, TimeZone
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from hypothesis import given, settings
from hypothesis import strategies as st

# Expressions from the documentation of channels, and special ones of .NET.
PATTERNS = (
    *(
        "",
        "^$",
        r"^(|\+.*)$",
        r"^[^\+].*",
        "beta",
        "^beta",
        "^(?!beta).+",
        "^bugfix-",
        "a|b",
        "[]a]",
        "[^]a]",
        "[-[b]",
        "a{2",
        "}",
    ),
    *(
        "[a-z-[aeiou]]",
        r"[\]]",
        r"\(",
        r"\\",
        "(?<name>a)",
        "(?'name'a)",
        "(?#a (comment)b",
        "(?x) a # (\n b",
        "a**"[:2],
    ),
    *("[[]", "[(]", "x*?", "#{Channel}(", "(?i)beta", r"\[", "a{1,2}?"),
)
NO_PATTERNS = (
    "(",
    ")",
    "^(beta",
    "beta)",
    "[",
    "[a-z",
    "[]",
    "[^]",
    "a\\",
    "*",
    "?a",
    "+",
    "a|*b",
    "(?#a",
    r"(\)",
    "[a-[b]",
    r"[\]",
)
RANGES = (
    *(
        "",
        "1.0",
        "[1.0]",
        "[1.0,2.0)",
        "(1.0,2.0]",
        "[1.5,)",
        "(,1.0]",
        "(,1.0],[1.2,)",
        "[2.0.0-alpha.1,2.0.0)",
        "1.*",
    ),
    *("[ 1.0 , 2.0 )", " 1.0 ", "1.0.0-beta+meta.5", "#{Range}", "2026.03.27", "1.0~rc1", "[1.0], [1.2]"),
)
NO_RANGES = (
    *(
        "1.0 - 2.0",
        "1.0 2.0",
        ">=1.0",
        ">= 1.0",
        "<2.0",
        "^1.2",
        "~1.2",
        "1.0 || 2.0",
        "(1.0)",
        "[1.0",
        "1.0]",
        "[]",
        "[1.0)",
    ),
    *("[1.0,2.0,3.0]", "[1.0 2.0]", "1.0,2.0", "[1.0,2.0),1.5", "=1.0", "[1.0;2.0", "()"),
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns(pattern: str) -> None:
    Pattern().check(pattern, "tag")


@pytest.mark.parametrize("pattern", NO_PATTERNS)
def test_no_patterns(pattern: str) -> None:
    with pytest.raises(OptionError, match=r"^tag: .* is not a regular expression: "):
        Pattern().check(pattern, "tag")


@pytest.mark.filterwarnings("ignore::FutureWarning")
@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab()[]^|*+?\\.$"), max_size=8))
def test_a_pattern_that_python_takes_is_not_refused(pattern: str) -> None:
    """The two dialects agree about unfinished expressions."""
    try:
        re.compile(pattern)
    except re.error:
        return
    assert unfinished(pattern) == ""


@pytest.mark.parametrize("text", RANGES)
def test_ranges(text: str) -> None:
    VersionRange().check(text, "version_range")


@pytest.mark.parametrize("text", NO_RANGES)
def test_no_ranges(text: str) -> None:
    with pytest.raises(OptionError, match=r"^version_range: .* is not a version range"):
        VersionRange().check(text, "version_range")


@pytest.mark.parametrize("text", ["[2.0,1.0]", "[1.0,2.0),[1.5,3.0)", "(1.0,1.0]", "(,)"])
def test_ranges_that_neither_tool_reads(text: str) -> None:
    with pytest.raises(OptionError, match=r"^version_range: .* is not a range of versions: "):
        VersionRange().check(text, "version_range")


@pytest.mark.parametrize(
    "address", ["https://host:65535/", "https://[::1]:10933/", "https://host/a:99999", "https://u:99999@h/"]
)
def test_ports(address: str) -> None:
    Address().check(address, "uri")


@pytest.mark.parametrize(
    "address", ["https://host:99999/", "https://[::1]:65536", "https://host:0/", "https://u:p@h:70000?a"]
)
def test_no_ports(address: str) -> None:
    with pytest.raises(OptionError, match="the port must be 65535 or less"):
        Address().check(address, "uri")


def warnings_for(zone: str, current: str | None = None) -> list[str]:
    context = Context(cast(Client, None), cast(Client, None))  # type: ignore[arg-type]
    assert TimeZone().wanted(zone, current, context, "timezone") == zone.strip()
    return context.notes.warnings


@pytest.mark.parametrize(
    "zone",
    [
        "UTC",
        "Europe/Berlin",
        "W. Europe Standard Time",
        "utc",
        "Pacific Standard Time (Mexico)",
        "Alberta Standard Time",
        "British Columbia Standard Time",
        "Manitoba Standard Time",
    ],
)
def test_time_zones(zone: str) -> None:
    assert warnings_for(zone) == []


@pytest.mark.parametrize(
    "zone", ["Berlin", "Europe/Berlim", "W.Europe Standard Time", "../etc/passwd", "CET+1", "Europe"]
)
def test_no_time_zones(zone: str) -> None:
    (warning,) = warnings_for(zone)
    assert warning.startswith(
        f"timezone: time zone '{zone}' exists neither in Windows nor in the time zone data of this machine; the server"
    )
    assert warnings_for(zone, current=zone) == [], "the server knows it"


def test_a_misspelled_zone_is_answered_with_what_comes_near() -> None:
    assert "did you mean W. Europe Standard Time" in warnings_for("W.Europe Standard Time")[0]
    assert len(OF_WINDOWS) == len(set(OF_WINDOWS)) >= 139
