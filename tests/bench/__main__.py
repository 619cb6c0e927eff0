# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make bench``: requests first, then seconds and memory, written to docs/benchmarks.md."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import deployments, doors, machine, processes, report, suite, variables
from bench.spaces import PARTS
from checks import ROOT

SIZES, QUICK = (10, 100, 1000, 3000), (10, 100)
PAGE = ROOT / "docs" / "benchmarks.md"


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("bench", description="Count requests, and measure seconds and memory.")
    parser.add_argument("--quick", action="store_true", help="small spaces alone, and write no page")
    return parser.parse_args(argv)


def shown(table: report.Table) -> report.Table:
    print(report.as_text(table), flush=True)
    return table


def main() -> None:
    chosen = arguments()
    sizes = QUICK if chosen.quick else SIZES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = suite.start(folder)
        print("\n".join(machine.described()))
        print(f"ansible-playbook itself: {start.seconds:.1f} seconds, {report.mebibytes(start.memory)}")
        rows: list[suite.Row] = []
        tables = []
        for size in sizes:
            rows += suite.rows(size, folder)
            tables.append(shown(report.of_size(size, rows)))
        tables.append(shown(report.of_bystanders(suite.bystanders(sizes, folder))))
        tables += [shown(each) for each in variables.tables(folder)]
        tables += [shown(each) for each in processes.tables(folder)]
        tables += [shown(each) for each in deployments.tables(folder)]
        tables += [shown(each) for each in doors.tables(folder)]
    aimed = report.aim(rows, start)
    print(f"\n{aimed}")
    if not chosen.quick:
        shares = ", ".join(f"{each.share} {each.plural.replace('_', ' ')}" for each in PARTS)
        PAGE.write_text(report.page(tables, machine.described(), start, aimed, shares), encoding="utf-8")
        print(f"\nwritten: {PAGE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
