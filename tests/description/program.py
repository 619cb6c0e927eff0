# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads recorded traffic, judges it and says what came of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from description.description import RELATIVE, read, where
from description.judge import Judge
from description.report import Findings, lines, write


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("check", description="Judge recorded traffic by the published API description.")
    parser.add_argument("folders", nargs="+", type=Path, help="where emulators wrote down what they were asked")
    parser.add_argument("--json", type=Path, help="write the results here too")
    return parser.parse_args(argv)


def exchanges(folders: Sequence[Path]) -> Iterator[Any]:
    for folder in folders:
        for path in sorted(folder.glob("*.jsonl")):
            with path.open("rb") as file:
                yield from map(orjson.loads, file)


def main(argv: Sequence[str] | None = None, description: Path | None = None) -> int:
    chosen = arguments(argv)
    published = description or where()
    if not published.exists():
        print(f"skipped: the published description is not at {RELATIVE}")
        return 0
    findings = Findings(Judge(read(published)))
    for exchange in exchanges(chosen.folders):
        findings.add(exchange)
    print("\n".join(lines(findings)))
    if chosen.json:
        write(findings, chosen.json)
    if not findings.exchanges:
        print("nothing was recorded: there is nothing to judge")
    return 1 if findings.mismatches or not findings.exchanges else 0
