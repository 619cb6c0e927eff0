# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets every description judge recorded traffic, and reports the results."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
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


@dataclass(frozen=True)
class Outcome:
    """The verdict of a description on the traffic. ``said``: for the terminal; ``content``: for the page of judges."""

    said: str
    content: dict[str, Any]
    is_wrong: bool
    recorded: int


def judged(one: Published, folders: Sequence[Path], whole: bool) -> Outcome:
    """Let one description judge all traffic."""
    found = Findings(one.judge, one.of(one.read(one.path)))
    recorded = 0
    for exchange in exchanges(folders):
        recorded += 1
        found.add(exchange)
    return Outcome("\n".join(lines(found, whole)), judgement(found), found.is_wrong(whole), recorded)


def outcomes(there: Sequence[Published], folders: Sequence[Path], whole: bool) -> list[Outcome]:
    """The verdict of each description. Several descriptions judge in parallel, each in a process of its own."""
    if len(there) == 1:
        return [judged(there[0], folders, whole)]
    with ProcessPoolExecutor(len(there)) as pool:
        return list(pool.map(judged, there, repeat(folders), repeat(whole)))


def main(argv: Sequence[str] | None = None, published: Iterable[Published] = PUBLISHED) -> int:
    chosen = arguments(argv)
    there = [each for each in published if each.path.exists()]
    for one in published:
        if one not in there:
            print(f"skipped: the {one.judge} is not at {one.relative}")
    if not there:
        return 0
    found = outcomes(there, chosen.folders, chosen.whole)
    # Print verdicts with mismatches last, so that the end of a long log shows them.
    for each in sorted(found, key=lambda outcome: outcome.is_wrong):
        print(each.said)
    if chosen.json:
        chosen.json.parent.mkdir(parents=True, exist_ok=True)
        content = json.dumps([each.content for each in found], indent=1)
        chosen.json.write_text(f"{content}\n", encoding="utf-8")
    recorded = found[0].recorded
    if not recorded:
        print("nothing was recorded: there is nothing to judge")
    return 1 if not recorded or any(each.is_wrong for each in found) else 0
