# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make bench ARGUMENTS=--check`` finds each regression, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bench.check import committed, regressions
from bench.report import Table, as_markdown, beside, renewed
from checks import ROOT

HEAD = ("", "requests", "seconds", "peak memory", "to start")
BEFORE = Table(
    "100 resources",
    [HEAD, ("first apply", "1,113", "1.5", "74 MiB", "3.0"), ("unchanged", "10", "1.3", "74 MiB", "2.6")],
    "A hundred resources of nine kinds.",
)
MACHINE = ["a machine"]
AIMED = "Unchanged, 1,000 resources: 10 requests."
TEXT = f"# Benchmarks\n\n- a machine\n\n{AIMED}\n\n{as_markdown(BEFORE)}\n{as_markdown(replace(BEFORE, title='Other'))}"
PAGE = committed(TEXT)


def unchanged(*cells: str, title: str = "100 resources", asks_again: int = 0) -> Table:
    """A measurement of the second row alone."""
    return Table(title, [HEAD, ("unchanged", *cells)], asks_again=asks_again)


@pytest.mark.parametrize(
    "measured",
    [
        pytest.param(BEFORE, id="the same"),
        pytest.param(unchanged("10", "9.9", "99 MiB", "2.6"), id="a slower machine"),
        pytest.param(unchanged("10", "1.3", "74 MiB", "3.2"), id="less than a quarter slower"),
        pytest.param(unchanged("10", "1.3", "74 MiB", "1.0"), id="faster"),
        pytest.param(unchanged("12", "1.3", "74 MiB", "2.6", asks_again=2), id="one more round of questions"),
    ],
)
def test_no_regression(measured: Table) -> None:
    assert regressions([measured], PAGE, whole=False) == []


@pytest.mark.parametrize(
    ("measured", "found"),
    [
        (unchanged("11", "1.3", "74 MiB", "2.6"), "100 resources, unchanged: 11 requests, and 10 on the page"),
        (unchanged("9", "1.3", "74 MiB", "2.6"), "100 resources, unchanged: 9 requests, and 10 on the page"),
        (
            unchanged("13", "1.3", "74 MiB", "2.6", asks_again=2),
            "100 resources, unchanged: 13 requests, and 10 on the page",
        ),
        (unchanged("", "1.3", "74 MiB", "2.6"), "100 resources, unchanged: requests: nothing, and the page has 10"),
        (unchanged("10", "1.3", "74 MiB", "3.4"), "100 resources, unchanged: to start: 3.4, and 2.6 on the page"),
        (unchanged("10", "1", "1", "2.6", title="Another"), "Another: is not on the page"),
        (Table("Other", [("", "requests"), ("export", "9")]), "Other, export: is only measured"),
        (
            Table("Other", [("", "to module"), ("unchanged", "0.1")]),
            "Other, unchanged: the page has no column 'to module'",
        ),
    ],
)
def test_regressions(measured: Table, found: str) -> None:
    assert regressions([measured], PAGE, whole=False) == [found]


def test_everything_on_the_page_is_measured() -> None:
    measured = unchanged("10", "1.3", "74 MiB", "2.6")
    assert regressions([measured], PAGE, whole=True) == [
        "100 resources, first apply: is only on the page",
        "Other: is on the page, and was not measured",
    ]


def test_small_ratios_are_rounded_on_both_sides() -> None:
    doors = Table("Two doors", [("", "to module"), ("in a loop", "0.03")])
    page = committed(as_markdown(doors))
    assert regressions([Table("Two doors", [("", "to module"), ("in a loop", "0.04")])], page, whole=True) == []
    assert regressions([Table("Two doors", [("", "to module"), ("in a loop", "0.05")])], page, whole=True)


def test_seconds_become_multiples_of_the_start() -> None:
    table = Table("Title", [("", "requests", "seconds"), ("first apply", "9", "1.5"), ("computed", "1,500", "")])
    assert beside(table, 0.5).rows == [
        ["", "requests", "seconds", "to start"],
        ["first apply", "9", "1.5", "3.0"],
        ["computed", "1,500", "", ""],
    ]
    for other in (replace(table, asks_again=2), beside(table, 0.5), Table("Emulator", [("",), ("GET",)])):
        assert beside(other, 0.5) == other


def test_the_committed_page_can_be_compared() -> None:
    page = committed((ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8"))
    assert page["1,000 resources"]["unchanged: octopus_config"]["requests"]
    assert page["Two doors"]["100 unchanged, in a loop, fast door"]["to module"]


def test_one_part_of_the_page_is_renewed() -> None:
    now, new = unchanged("9", "1.0", "70 MiB", "2.0"), unchanged("1", "0.1", "7 MiB", "0.2", title="New")
    text = renewed(TEXT, [now, new], MACHINE, "")
    assert text == TEXT.replace(as_markdown(BEFORE), as_markdown(now)) + "\n" + as_markdown(new)
    assert renewed(text, [BEFORE], MACHINE, "") == TEXT + "\n" + as_markdown(new)
    with pytest.raises(ValueError, match="another machine"):
        renewed(TEXT, [now], ["another machine"], "")
    better = AIMED.replace("10", "9")
    assert renewed(TEXT, [], MACHINE, better) == TEXT.replace(AIMED, better)
