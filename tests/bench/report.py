# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The measurements as tables, for a terminal and for the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bench.approaches import UNCHANGED
from bench.measure import Played
from bench.suite import BURST, DELAY, PER_MINUTE, Row

REQUESTS, SECONDS = "requests", "seconds"
# Heads of columns with ratios begin like this. Between two machines, only ratios can be compared.
TO = "to "
TO_START = f"{TO}start"
AIMED_SIZE, AIMED_REQUESTS, AIMED_SECONDS = 1000, 40, 3.0
HEAD = ("", REQUESTS, SECONDS, f"with {DELAY * 1000:.0f} ms delay", f"at {PER_MINUTE} a minute", "peak memory")


@dataclass(frozen=True)
class Table:
    """``rows``: the heads first; all columns but the first have numbers. ``note``: explains the table.

    A table that could not be measured has no rows, and its note says why.

    ``asks_again``: how much the requests of two runs may differ, because a task polls until something is over; 0 for
    tasks that do not wait. The seconds of tasks that wait depend neither on the machine nor on the collection.
    """

    title: str
    rows: Sequence[Sequence[str]]
    note: str = ""
    asks_again: int = 0


def not_measured(title: str, why: str) -> Table:
    return Table(title, [], f"Not measured: {why}.")


def is_ratio(column: str) -> bool:
    return column.startswith(TO)


def beside(table: Table, start: float) -> Table:
    """The table with seconds as multiples of the start of ansible-playbook, if it has seconds and no ratios yet."""
    if not table.rows:
        return table
    head, *rows = table.rows
    if SECONDS not in head or table.asks_again or any(map(is_ratio, head)):
        return table
    where = list(head).index(SECONDS)
    ratios = (f"{float(row[where]) / start:.1f}" if row[where] else "" for row in rows)
    added = [[*row, ratio] for row, ratio in zip(rows, ratios, strict=True)]
    return replace(table, rows=[[*head, TO_START], *added])


def as_text(table: Table) -> str:
    if not table.rows:
        return f"\n{table.title}\n  {table.note}"
    widths = [max(len(row[column]) for row in table.rows) for column in range(len(table.rows[0]))]
    lines = [
        "  ".join(
            [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        )
        for row in table.rows
    ]
    return "\n".join(["", table.title, *(f"  {line}".rstrip() for line in lines)])


def as_markdown(table: Table) -> str:
    if not table.rows:
        return f"## {table.title}\n\n{table.note}\n"
    head, *rows = table.rows
    rule = ["---", *("---:" for _cell in head[1:])]
    lines = "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))
    note = f"{table.note}\n\n" if table.note else ""
    return f"## {table.title}\n\n{note}{lines}\n"


def of_size(size: int, rows: Iterable[Row]) -> Table:
    """The table of one size, with all ways side by side for each situation."""
    here = [each for each in rows if each.size == size]
    situations = list(dict.fromkeys(each.situation for each in here))
    ordered = [row for title in situations for row in here if row.situation == title]
    return Table(f"{size:,} resources", [HEAD, *(cells(row) for row in ordered)])


def cells(row: Row) -> list[str]:
    return [
        f"{row.situation}: {row.approach}",
        f"{row.requests:,}",
        f"{row.seconds:.1f}",
        f"{row.late:.1f}",
        duration(row.limited),
        mebibytes(row.memory),
    ]


def duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{seconds:.1f} s"


def mebibytes(memory: float | None) -> str:
    return f"{memory:.0f} MiB" if memory else "unknown"


def of_bystanders(rows: Iterable[Row]) -> Table:
    head = ("resources on the server", "requests", "seconds", "peak memory")
    found = [(f"{row.size:,}", f"{row.requests:,}", f"{row.seconds:.1f}", mebibytes(row.memory)) for row in rows]
    note = (
        "A configuration of 10 resources, unchanged, on servers that have many more of the same kinds. Every page is "
        "read; of what the configuration is not about, no more is kept than ID and name."
    )
    return Table("What is read and not managed", [head, *found], note)


def aim(rows: Iterable[Row], start: Played) -> str:
    """Whether the unchanged run is as small as it should be; empty if it was not measured."""
    found = [row for row in rows if (row.size, row.situation) == (AIMED_SIZE, UNCHANGED)]
    return "".join(
        f"Unchanged, {row.size:,} resources: {row.requests} requests (the aim is at most {AIMED_REQUESTS}), and "
        f"{row.seconds - start.seconds:.1f} seconds beyond ansible-playbook's own start (the aim is at most "
        f"{AIMED_SECONDS:.0f})."
        for row in found
    )


def page(tables: Iterable[Table], machine: Sequence[str], start: Played, aimed: str, shares: str) -> str:
    parts = "\n".join(as_markdown(each) for each in tables)
    return f"""# Benchmarks

`make bench` writes this page; it is never written by hand. `make bench ARGUMENTS="--only floors --renew"` measures one
part again, and replaces its sections.

{listed(machine)}
- `ansible-playbook` itself, with one task that does nothing: {start.seconds:.2f} seconds, {mebibytes(start.memory)}

{aimed}

A space of a hundred resources has {shares}. The server is the emulator, in a process of its own on the same machine.
Every run begins with a new emulator and goes through the situations in order; a number is the median of three runs.
The numbers with a delay for 3,000 resources and for loops, and all numbers of `ansible.builtin.uri`, are from one run.

- **requests**: as the server's log counts them
- **seconds**: of the whole `ansible-playbook` command
- **with {DELAY * 1000:.0f} ms delay**: the same, with every answer delayed (computed for 100 resources by
  `ansible.builtin.uri`, whose requests come one after the other)
- **at {PER_MINUTE} a minute**: computed: the first {BURST} requests pass at once, and the rest at the pace of a server
  that allows {PER_MINUTE} a minute, as new ones do by default
- **peak memory**: of the largest process of the command at its highest mark (`VmHWM` of Linux), its forks among them
- **to start**: the seconds, in multiples of the time that `ansible-playbook` itself takes

`make bench ARGUMENTS=--check` measures everything again. The command fails if a number of requests differs from the
number here, or if a ratio is a quarter above the one here.

The data is in `group_vars`, and in *unchanged, from src* in a file that `octopus_config` reads by itself.
*export* is `octopus_config_info` with `dest`. It reads the values of each tenant that has templates of a library
variable set, because no list of newer servers has them with their environments. *ansible.builtin.uri* gets
each resource by name, posts it if it is absent, compares a few properties and puts what differs; in check mode it can
do nothing.

{parts}"""


def renewed(page: str, tables: Iterable[Table], machine: Sequence[str], aimed: str) -> str:
    """The page with ``tables`` in place of the sections with the same titles, and new tables at the end.

    ``aimed``: see ``aim``.

    Raises ``ValueError`` if the page has measurements of another machine.
    """
    if listed(machine) not in page:
        raise ValueError("the page is from another machine or another Python; run make bench without --only")
    head, *sections = re.split(r"^(?=## )", page, flags=re.MULTILINE)
    found = {each.partition("\n")[0]: each for each in sections}
    found.update((f"## {each.title}", as_markdown(each)) for each in tables)
    head = re.sub(r"^Unchanged, .*", aimed, head, count=1, flags=re.MULTILINE) if aimed else head
    return head + "\n".join(f"{each.rstrip()}\n" for each in found.values())


def listed(machine: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in machine)
