# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The results of judging: counts, gaps and mismatches, as lines for people and as JSON."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from emulator.operations import operations

from description.description import Schema
from description.differences import Difference
from description.facts import NEVER, Facts, Release, properties_of, release_of
from description.judge import Judge, Mismatch

NEWEST = "9999.0"
# The values that replace names in a path, to find the name of the path in the description.
SPACE, FILLED = "Spaces-1", "X-1"


@dataclass
class Findings:
    """``name``: of the judge; ``exchanges``: how many it judged; ``requests``: how many of them the collection sent."""

    name: str
    judge: Judge
    mismatches: list[Mismatch] = field(default_factory=list)
    exchanges: int = 0
    requests: int = 0

    def add(self, exchange: Mapping[str, Any]) -> None:
        if not self.judge.concerns(exchange):
            return
        self.exchanges += 1
        self.requests += self.judge.is_judged(exchange)
        self.mismatches += self.judge.mismatches(exchange)

    @property
    def unused(self) -> list[Difference]:
        """The intended differences that did not occur."""
        return [each for each in self.judge.differences if each not in self.judge.used]

    def is_wrong(self, whole: bool) -> bool:
        return bool(self.mismatches or (whole and self.unused))


@dataclass(frozen=True)
class Gap:
    """The operations that the emulator serves, and those that were exercised; ``missing``: the others."""

    served: frozenset[str]
    exercised: frozenset[str]

    @property
    def missing(self) -> list[str]:
        return sorted(self.served - self.exercised)

    @property
    def counts(self) -> dict[str, int]:
        return {"served": len(self.served), "exercised": len(self.served & self.exercised)}


def names_of(judge: Judge, version: str, release: Release) -> frozenset[str]:
    """The operations that the emulator serves at a release, named as in the description and the tables."""
    found = set()
    for method, path in operations(release):
        parts = [SPACE if part == "{space}" else FILLED if part.startswith("{") else part for part in path.split("/")]
        operation = judge.operation(method, "/".join(parts), judge.facts(version))
        found.add(operation.name if operation else f"{method} {path}")
    return frozenset(found)


def left_out(facts: Facts, name: str) -> bool:
    definition, key = name.rsplit(".", 1)
    page = definition.startswith("ResourceCollection_of_")
    return facts.row("gone", name, f"*.{key}", f"ResourceCollection.{key}" if page else name) is not None


def gaps(judge: Judge) -> dict[str, Gap]:
    names = {operation.name for operation in judge.description.paths}
    old = names_of(judge, judge.description.version, release_of(judge.description.version))
    # A description of a single release says nothing about later releases.
    newest = NEWEST if judge.until == NEVER else judge.description.version
    new = names_of(judge, newest, release_of(newest)) - names
    asked = frozenset(judge.exercised)
    shapes = reachable(judge, old & names)
    facts = judge.facts(judge.description.version)
    seen = frozenset(f"{name}.{key}" for name, key in judge.seen)
    described = frozenset(f"{name}.{key}" for name, schema in shapes.items() for key in schema.get("properties", {}))
    # A property that servers leave out, by a table, is served only if it was seen.
    properties = frozenset(each for each in described if each in seen or not left_out(facts, each))
    return {
        "paths and methods": Gap(old, asked),
        "newer paths and methods": Gap(new, asked),
        "definitions": Gap(frozenset(shapes), frozenset(name for name, _key in judge.seen)),
        "properties": Gap(properties, seen),
    }


def reachable(judge: Judge, names: frozenset[str]) -> dict[str, Schema]:
    """The definitions in the successful answers of these operations."""
    todo: list[Any] = [
        schema
        for operation in judge.description.paths
        if operation.name in names
        for status, schema in operation.answers.items()
        if status.startswith("2") and schema
    ]
    found: dict[str, Schema] = {}
    while todo:
        schema = todo.pop()
        name = properties_of(schema, judge.definitions)[0]
        if name and name not in found:
            found[name] = judge.definitions[name]
            todo += found[name].get("properties", {}).values()
        todo += [schema[key] for key in ("items", "additionalProperties") if isinstance(schema.get(key), dict)]
        todo += schema.get("properties", {}).values() if not name else ()
    return found


def results(findings: Findings) -> list[dict[str, str]]:
    """A result for each path and method of the description."""
    judge = findings.judge
    served = gaps(judge)["paths and methods"].served
    wrong: dict[str, set[str]] = defaultdict(set)
    for each in findings.mismatches:
        wrong[each.operation].add(f"{each.side}: {each.problem.where} {each.problem.what}")
    found = []
    for operation in judge.description.paths:
        outcome = "passed" if operation.name in judge.exercised else "not exercised"
        outcome = outcome if operation.name in served else "not served"
        outcome = "failed" if operation.name in wrong else outcome
        reason = "; ".join(sorted(wrong[operation.name])) if operation.name in wrong else ""
        found.append({"name": operation.name, "kind": operation.kind, "outcome": outcome, "reason": reason})
    return sorted(found, key=lambda result: result["name"])


def judgement(findings: Findings) -> dict[str, Any]:
    """The part of the page of all judges that is about this judge."""
    counts = {name: gap.counts for name, gap in gaps(findings.judge).items()}
    exercised = {"exchanges": findings.exchanges, "requests of the collection": findings.requests, **counts}
    return {
        "judge": findings.name,
        "version": ".".join(findings.judge.description.version.split(".")[:2]),
        "results": results(findings),
        "exercised": exercised,
    }


def lines(findings: Findings, whole: bool = False) -> Iterator[str]:
    """A short report. It names everything that was never exercised, but of a missing definition not the properties."""
    yield f"\n{findings.name}, {'.'.join(findings.judge.description.version.split('.')[:2])}:"
    yield f"{findings.exchanges} exchanges judged, {findings.requests} of them requests of the collection"
    found = gaps(findings.judge)
    for name, gap in found.items():
        yield f"{name}: {gap.counts['exercised']} of {gap.counts['served']} that the emulator serves were exercised"
    unseen = set(found["definitions"].missing)
    for name, gap in found.items():
        missing = [each for each in gap.missing if each.rsplit(".", 1)[0] not in unseen or name == "definitions"]
        if missing:
            yield from wrapped(f"never exercised, {name}:", missing)
    yield from (f"UNUSED {each.operation} {each.where}: {each.what}" for each in findings.unused if whole)
    yield from mismatch_lines(findings.mismatches)


def mismatch_lines(mismatches: list[Mismatch]) -> Iterator[str]:
    """A line for each problem, no matter how often it occurred."""
    grouped: dict[tuple[str, str, str], list[Mismatch]] = defaultdict(list)
    for each in mismatches:
        grouped[each.side, each.problem.where, each.problem.what].append(each)
    for (side, where, what), group in sorted(grouped.items()):
        operation = min(each.operation for each in group)
        more = len({each.operation for each in group}) - 1
        yield f"MISMATCH {side}: {where}: {what}"
        yield f"    {operation}{f' and {more} more' if more else ''}, {len(group)} times, server " + ", ".join(
            sorted({each.version for each in group})
        )
        yield f"    {min(each.test for each in group) or 'no test named'}"
    yield f"{len(grouped)} mismatches"


def wrapped(title: str, names: list[str]) -> list[str]:
    text = textwrap.wrap(", ".join(names), 116, initial_indent="  ", subsequent_indent="  ", break_long_words=False)
    return [title, *text]
