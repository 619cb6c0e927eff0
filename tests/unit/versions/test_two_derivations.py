# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection and the emulator read the rules of versions twice, and have to come to the same results."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._versions import maven
from ansible_collections.octopus.deploy.plugins.module_utils._versions.formats import FORMATS, Format
from ansible_collections.octopus.deploy.plugins.module_utils._versions.mask import next_version
from ansible_collections.octopus.deploy.plugins.module_utils._versions.package_file import split
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version import NotAVersion
from ansible_collections.octopus.deploy.plugins.module_utils._versions.version_range import version_range
from emulator.kinds import mavenversions, packagenames, packageversions, releaseversions, versionranges
from hypothesis import given, settings
from hypothesis import strategies as st

SIGNS = [
    *"0123456789",
    ".",
    "-",
    "+",
    "_",
    " ",
    "v",
    "V",
    "00",
    "10",
    "2147483647",
    "2147483648",
    "99999999999",
    "\u00e4",
]
WORDS = ["a", "b", "m", "alpha", "BETA", "rc", "cr", "ga", "Final", "snapshot", "sp", "xyz", "latest", "\n"]
pieces = st.sampled_from([*SIGNS, *WORDS])
texts = st.one_of(st.lists(pieces, max_size=8).map("".join), st.text("01.-a", max_size=6))
numbers = st.lists(st.integers(0, 12), min_size=1, max_size=4).map(lambda each: ".".join(map(str, each)))
labels = st.lists(st.sampled_from(["0", "1", "02", "10", "a", "B", "a-1", "rc"]), max_size=3).map(".".join)
versions = st.builds(lambda number, label: number + (f"-{label}" if label else ""), numbers, labels)
bounds = st.one_of(st.just(""), versions, texts)
ends = st.tuples(st.sampled_from("[("), bounds, st.sampled_from(["", ",", ", "]), bounds, st.sampled_from("])")).map(
    "".join
)
ranges = st.one_of(bounds, st.lists(ends, min_size=1, max_size=3).map(",".join), texts)
counted = st.lists(st.sampled_from(["0", "1", "2", "10", "i", "c"]), min_size=1, max_size=4).map(".".join)
tails = st.sampled_from(
    ["", "-i", "-beta.i", "-beta.c", "-i.0", "-rc", "-i.c.1", "+b.i", "-a.i+b.c", "-x.i.y", "-betai"]
)
masks = st.builds(lambda numbers, tail: numbers + tail, counted, tails)
suffixes = st.sampled_from(["", "-beta.3", "-rc", "-7", "+b.7", "-a.2+b.3"])
releases = st.builds(lambda number, suffix: number + suffix, numbers, suffixes)
ORDERS: dict[str, Callable[[str], Any]] = {"Semver": packageversions.order, "Maven": mavenversions.order}
SIGNS_OF_RELEASES = ["1", "0", "v", ".", "-", "_", "\\", "a", "i", "+", " ", "beta"]


def sign(one: Any, other: Any) -> int:
    return int(one > other) - int(one < other)


def parsed(form: Format, text: str) -> bool:
    try:
        form.parsed(text)
    except NotAVersion:
        return False
    return True


@settings(derandomize=True, max_examples=300)
@given(text=st.one_of(texts, versions))
def test_the_same_texts_are_versions(text: str) -> None:
    assert parsed(FORMATS["Semver"], text) == (packageversions.parts_of(text) is not None)


@pytest.mark.parametrize("name", ORDERS)
@settings(derandomize=True, max_examples=300)
@given(one=st.one_of(texts, versions), other=st.one_of(texts, versions))
def test_the_order_is_the_same(name: str, one: str, other: str) -> None:
    form, order = FORMATS[name], ORDERS[name]
    if parsed(form, one) and parsed(form, other):
        assert form.compared(one, other) == sign(order(one.strip()), order(other.strip()))


def test_every_short_version_of_maven_has_the_same_parts() -> None:
    short = ["".join(each) for length in range(1, 6) for each in itertools.product("01.-a", repeat=length)]
    assert [each for each in short if maven.parts_of(each) != mavenversions.items_of(each)] == []


def test_the_same_short_texts_are_versions_of_releases() -> None:
    short = ["".join(each) for length in range(1, 4) for each in itertools.product(SIGNS_OF_RELEASES, repeat=length)]
    form = FORMATS["Octopus"]
    assert [each for each in short if parsed(form, each) != (releaseversions.parsed(each) is not None)] == []


@settings(derandomize=True, max_examples=300)
@given(one=releases, other=releases)
def test_the_order_of_releases_is_the_same(one: str, other: str) -> None:
    assert FORMATS["Octopus"].compared(one, other) == sign(releaseversions.order(one), releaseversions.order(other))


@settings(derandomize=True, max_examples=500)
@given(mask=masks, existing=st.lists(releases, max_size=4))
def test_masks_make_the_same_version(mask: str, existing: list[str]) -> None:
    assert next_version(mask, existing) == releaseversions.version_after(mask, existing)


@pytest.mark.parametrize("name", [*ORDERS, "Octopus"])
@settings(derandomize=True, max_examples=100)
@given(three=st.lists(st.one_of(texts, versions), min_size=3, max_size=3))
def test_three_versions_are_in_one_order(name: str, three: list[str]) -> None:
    """The three versions are in one order, whichever of them are compared."""
    form = FORMATS[name]
    if all(parsed(form, each) for each in three):
        low, middle, high = sorted(three, key=functools.cmp_to_key(form.compared))
        assert form.compared(low, middle) <= 0
        assert form.compared(middle, high) <= 0
        assert form.compared(low, high) <= 0
        assert [form.compared(each, each) for each in three] == [0, 0, 0]


@pytest.mark.parametrize("name", ORDERS)
@settings(derandomize=True, max_examples=500)
@given(text=ranges, version=versions)
def test_ranges_contain_the_same(name: str, text: str, version: str) -> None:
    try:
        mine: bool | None = version_range(text, FORMATS[name]).contains(version)
    except NotAVersion:
        mine = None
    try:
        theirs: bool | None = versionranges.in_range(version, text, name == "Maven")
    except versionranges.WrongRange:
        theirs = None
    # A blank range is the absence of one.
    assert mine == theirs or not text.strip()


@settings(derandomize=True, max_examples=300)
@given(name=st.one_of(texts, versions))
def test_files_have_the_same_names(name: str) -> None:
    found = packagenames.split(f"Shop.{name}")
    # Only a server looks whether a number is too large.
    assert found is None or split(f"Shop.{name}") == found
