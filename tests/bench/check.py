# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares new measurements with those of docs/benchmarks.md: requests exactly, and ratios with some slack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bench.report import REQUESTS, Table, is_ratio

SLACK = 1.25
Rows = Mapping[str, Mapping[str, str]]
RENEW = "If this is meant, run make bench and commit docs/benchmarks.md"


def committed(page: str) -> dict[str, Rows]:
    """The tables of the page by title; the rows by their first cell; the cells of a row by the heads of the columns.

    A section without a table was not measured, and has no rows.
    """
    sections = (section.partition("\n") for section in re.split(r"^## ", page, flags=re.MULTILINE)[1:])
    return {title: keyed(cells_of(text)) for title, dummy, text in sections}


def cells_of(text: str) -> list[list[str]]:
    """The cells of each line of a Markdown table, without the line below the heads."""
    lines = [line for line in text.splitlines() if line.startswith("|") and not line.startswith("| ---")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def keyed(rows: Sequence[Sequence[str]]) -> Rows:
    if not rows:
        return {}
    head, *others = rows
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in others}


def regressions(measured: Iterable[Table], page: Mapping[str, Rows], whole: bool) -> list[str]:
    """Every difference that matters, one line each. ``whole``: whether all tables of the page were measured."""
    tables = list(measured)
    found = [line for table in tables for line in of_table(table, page, whole)]
    gone = page.keys() - {table.title for table in tables} if whole else ()
    return [*found, *(f"{title}: is on the page, and was not measured" for title in sorted(gone))]


def of_table(table: Table, page: Mapping[str, Rows], whole: bool) -> Iterator[str]:
    known = page.get(table.title)
    if known is None:
        yield f"{table.title}: is not on the page"
        return
    # A table that only one of two machines can measure can't be compared.
    if not table.rows or not known:
        return
    now = keyed(table.rows)
    for row in (*now, *(known.keys() - now.keys() if whole else ())):
        if row not in known or row not in now:
            yield f"{table.title}, {row}: is only {'measured' if row in now else 'on the page'}"
            continue
        for column, value in now[row].items():
            why = difference(column, value, known[row].get(column), table.asks_again)
            if why:
                yield f"{table.title}, {row}: {why}"


def difference(column: str, now: str, before: str | None, asks_again: int) -> str:
    """Why a cell is a regression; empty if it is not, or can't be compared between two machines."""
    if column != REQUESTS and not is_ratio(column):
        return ""
    if before is None:
        return f"the page has no column {column!r}"
    if not now or not before:
        return "" if now == before else f"{column}: {now or 'nothing'}, and the page has {before or 'nothing'}"
    value, was = number(now), number(before)
    if column == REQUESTS:
        return f"{now} requests, and {before} on the page" if abs(value - was) > asks_again else ""
    is_slower = value - rounded_off(now) > (was + rounded_off(before)) * SLACK
    return f"{column}: {now}, and {before} on the page" if is_slower else ""


def number(cell: str) -> float:
    return float(cell.replace(",", ""))


def rounded_off(cell: str) -> float:
    """How much a number may differ from the measured one."""
    decimals = len(cell.partition(".")[2])
    return float(f"0.5e-{decimals}")
