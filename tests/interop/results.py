# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The results of a judge, one for each of its tests, as JSON and as lines for people."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

PASSED, FAILED, NOT_SERVED, SKIPPED = "passed", "failed", "not served", "skipped"
OUTCOMES = (PASSED, FAILED, NOT_SERVED, SKIPPED)


@dataclass(frozen=True)
class Result:
    """``kind``: the part of the server; ``reason``: why the test did not pass; ``output``: printed, but not kept."""

    name: str
    kind: str
    outcome: str
    reason: str = ""
    output: str = ""


def options(description: str) -> argparse.ArgumentParser:
    """A parser with ``--json``, the option that all judges have."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", type=Path, help="write the results to this file")
    return parser


def json_file(description: str, argv: Sequence[str] | None) -> Path | None:
    """The path in ``--json``, for a judge without other options."""
    found: Path | None = options(description).parse_args(argv).json
    return found


def concluded(
    judge: str, version: str, results: Iterable[Result], file: Path | None, more: Mapping[str, object] | None = None
) -> int:
    """Print the counts and every failure, and write the results and ``more`` to the file. Returns the exit code."""
    found = sorted(results, key=lambda result: (result.name, result.kind))
    counts = Counter(result.outcome for result in found)
    for result in found:
        if result.outcome == FAILED:
            print(f"FAILED {result.name} ({result.kind}): {result.reason}\n{result.output}")
    print(f"{judge}, {version}: " + ", ".join(f"{counts[each]} {each}" for each in OUTCOMES))
    if file:
        kept = [{key: value for key, value in asdict(result).items() if key != "output"} for result in found]
        file.parent.mkdir(parents=True, exist_ok=True)
        content = {"judge": judge, "version": version, **(more or {}), "results": kept}
        file.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return 1 if counts[FAILED] or not found else 0
