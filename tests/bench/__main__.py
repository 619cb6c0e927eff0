# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make bench``: measures requests, seconds and memory, and writes them to docs/benchmarks.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from bench import (
    check,
    deployments,
    doors,
    earlier,
    floors,
    imports,
    inventory,
    limited,
    machine,
    processes,
    report,
    scale,
    spaces,
    suite,
    terraform,
    variables,
)
from checks import ROOT

SIZES, QUICK = (10, 100, 1000, 3000), (10, 100)
Tables = Iterator[report.Table]
Part = Callable[[Path, Sequence[int], list[suite.Row]], Tables]


def whole_spaces(folder: Path, sizes: Sequence[int], rows: list[suite.Row]) -> Tables:
    """Tables of sizes. Fills ``rows`` with the measurements."""
    for size in sizes:
        rows += suite.rows(size, folder)
        yield report.of_size(size, rows)


def bystanders(folder: Path, sizes: Sequence[int], rows: list[suite.Row]) -> Tables:
    yield report.of_bystanders(suite.bystanders(sizes, folder))


def of_one_size(tables: Callable[[Path], Tables]) -> Part:
    return lambda folder, sizes, rows: tables(folder)


PARTS: dict[str, Part] = {
    "spaces": whole_spaces,
    "bystanders": bystanders,
    "variables": of_one_size(variables.tables),
    "processes": of_one_size(processes.tables),
    "deployments": of_one_size(deployments.tables),
    "limited": of_one_size(limited.tables),
    "inventory": of_one_size(inventory.tables),
    "doors": of_one_size(doors.tables),
    "floors": of_one_size(floors.tables),
    "imports": of_one_size(imports.tables),
    "scale": of_one_size(scale.tables),
    "terraform": of_one_size(terraform.tables),
    "earlier": of_one_size(earlier.tables),
}
# Comparisons with others take minutes at any size.
PEERS = ("terraform", "earlier")
PAGE = ROOT / "docs" / "benchmarks.md"


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("bench", description="Count requests, and measure seconds and memory.")
    parser.add_argument("--quick", action="store_true", help="measure small spaces, and write no page")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part, and write no page")
    parser.add_argument("--against", metavar="COMMIT", help="compare with this commit's build, and write no page")
    parser.add_argument("--check", action="store_true", help="compare with the page, and write no page")
    parser.add_argument("--renew", action="store_true", help="replace the sections of the page that --only measures")
    return parser.parse_args(argv)


def parts_of(chosen: argparse.Namespace) -> Mapping[str, Part]:
    """The parts to measure: all of them, unless some are asked for, or a comparison with another commit."""
    asked = {name: PARTS[name] for name in chosen.only or ()}
    if chosen.against:
        asked["earlier"] = of_one_size(partial(earlier.tables, commit=chosen.against))
    everything = {name: part for name, part in PARTS.items() if name not in PEERS} if chosen.quick else PARTS
    return asked or everything


def main() -> None:
    chosen = arguments()
    sizes = QUICK if chosen.quick else SIZES
    parts = parts_of(chosen)
    whole = not chosen.quick and parts == PARTS
    tables: list[report.Table] = []
    rows: list[suite.Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = suite.start(folder)
        print("\n".join(machine.described()))
        print(f"ansible-playbook itself: {start.seconds:.2f} seconds, {report.mebibytes(start.memory)}")
        for part in parts.values():
            for each in part(folder, sizes, rows):
                tables.append(report.beside(each, start.seconds))
                print(report.as_text(tables[-1]), flush=True)
    aimed = report.aim(rows, start)
    print(f"\n{aimed}")
    if chosen.check:
        found = check.regressions(tables, check.committed(PAGE.read_text(encoding="utf-8")), whole)
        sys.exit("\n".join([*found, check.RENEW]) if found else 0)
    if chosen.renew:
        here = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(report.renewed(here, tables, machine.described(), aimed), encoding="utf-8")
        print(f"\nwritten: {PAGE.relative_to(ROOT)}")
    elif whole:
        shares = ", ".join(map(counted, spaces.PARTS))
        PAGE.write_text(report.page(tables, machine.described(), start, aimed, shares), encoding="utf-8")
        print(f"\nwritten: {PAGE.relative_to(ROOT)}")


def counted(part: spaces.Part) -> str:
    """How many documents of one kind a space has of a hundred, in words: "42 environments" or "1 tag set"."""
    name = part.module.removeprefix("octopus_") if part.share == 1 else part.plural
    return f"{part.share} {name.replace('_', ' ')}"


if __name__ == "__main__":
    main()
