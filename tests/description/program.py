# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads recorded traffic once, lets every description judge it, and says what came of it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from description.published import PUBLISHED, Published
from description.report import Findings, judgement, lines


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("check", description="Judge recorded traffic by the published API descriptions.")
    parser.add_argument("folders", nargs="+", type=Path, help="where emulators wrote down what they were asked")
    parser.add_argument("--json", type=Path, help="write the results here too")
    parser.add_argument(
        "--whole", action="store_true", help="the traffic is that of all tests: refuse exceptions that it does not need"
    )
    return parser.parse_args(argv)


def exchanges(folders: Sequence[Path]) -> Iterator[Any]:
    for folder in folders:
        for path in sorted(folder.glob("*.jsonl")):
            with path.open("rb") as file:
                yield from map(orjson.loads, file)


def main(argv: Sequence[str] | None = None, published: Iterable[Published] = PUBLISHED) -> int:
    chosen = arguments(argv)
    there = [each for each in published if each.path.exists()]
    for one in published:
        if one not in there:
            print(f"skipped: the {one.judge} is not at {one.relative}")
    if not there:
        return 0
    found = [Findings(one.judge, one.of(one.read(one.path))) for one in there]
    recorded = 0
    for exchange in exchanges(chosen.folders):
        recorded += 1
        for each in found:
            each.add(exchange)
    for each in found:
        print("\n".join(lines(each, chosen.whole)))
    if chosen.json:
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps([judgement(each) for each in found], indent=1)
        chosen.json.write_text(f"{content}\n", encoding="utf-8")
    if not recorded:
        print("nothing was recorded: there is nothing to judge")
    return 1 if not recorded or any(each.is_wrong(chosen.whole) for each in found) else 0
