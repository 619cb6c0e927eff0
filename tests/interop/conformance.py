# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes ``docs/conformance.md`` from the results of the judges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from interop.results import OUTCOMES
from interop.unverified import OPEN, UNVERIFIED

Judgement = Mapping[str, Any]
INTRODUCTION = """\
# How the emulator is judged

A real Octopus Server can't run in the tests of this collection, so they run on an emulator. Programs and texts by
others judge whether the emulator behaves like a server: the API descriptions that two real servers published, the API
reference of current servers, and the clients that Octopus publishes, with the tests of two of them unchanged. The
language server of editors judges the JSON schema of configurations, and ansible-rulebook, which is killed and started
again, judges the event sources. `make interop` runs these judges and writes this page; nobody edits it by hand. The
tests of the Terraform provider, and of octoterra, which exports spaces to Terraform, take long: only `make interop
ARGUMENTS="--terraform --octoterra"` runs them, and this page has their last results.

*Not served* counts what the emulator does not have yet and no module of this collection manages. *Skipped* counts what
a judge leaves out by itself.
"""


def page(judgements: Sequence[Judgement]) -> str:
    """The whole page, in Markdown."""
    counted = [(each["judge"], each["version"], *counts(each["results"])) for each in judgements]
    parts = [INTRODUCTION, table(("Judge", "Version", *(word.capitalize() for word in OUTCOMES)), counted)]
    for each in judgements:
        section = SECTIONS.get(each["judge"], results_section)
        parts += [f"## {each['judge'][0].upper()}{each['judge'][1:]}\n", *section(each)]
    parts += ["## Behaviour that nobody had confirmed\n", *unverified_section()]
    return "\n".join(parts)


def counts(results: Iterable[Mapping[str, Any]]) -> tuple[int, ...]:
    found = Counter(result["outcome"] for result in results)
    return tuple(found[outcome] for outcome in OUTCOMES)


def table(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [titles, ["---"] * len(titles), *rows]
    return "".join(f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


def results_section(judgement: Judgement) -> list[str]:
    """One line for each test."""
    rows = [(f"`{each['name']}`", each["kind"], each["outcome"], each["reason"]) for each in judgement["results"]]
    return [table(("Test", "Kind", "Outcome", "Reason"), rows)]


def description_section(judgement: Judgement) -> list[str]:
    """One line for each kind, because the descriptions have too many operations to list."""
    by_kind: dict[str, list[Mapping[str, Any]]] = {}
    for each in judgement["results"]:
        by_kind.setdefault(each["kind"], []).append(each)
    # No operation is skipped.
    rows = [(kind, *counts(results)[:-1]) for kind, results in sorted(by_kind.items())]
    served = [row for row in rows if row[1] or row[2]]
    rest = ", ".join(str(row[0]) for row in rows if row not in served)
    exercised = [
        (what, each["served"], each["exercised"])
        for what, each in judgement["exercised"].items()
        if isinstance(each, Mapping)
    ]
    lines = "Operations (a path and a method) of each kind:\n"
    return [
        table(("What", "Served", "Exercised"), exercised),
        lines,
        table(("Kind", "Passed", "Failed", "Not served"), served),
        f"No operation is served of these kinds: {rest}.\n",
    ]


def facts_section(judgement: Judgement) -> list[str]:
    """One line for each fact, with its tests."""
    rows = [
        (
            each["name"],
            each["kind"],
            each["outcome"],
            tests(each["emulator"]),
            tests(each["collection"]),
            each["reason"],
        )
        for each in judgement["results"]
    ]
    return [table(("Fact", "What it is", "Outcome", "Emulator", "Collection", "Reason"), rows)]


def tests(names: Iterable[str]) -> str:
    return "<br>".join(f"`{name.removeprefix('tests/')}`" for name in names)


def unverified_section() -> list[str]:
    rows = [(each.place, each.question, each.outcome, each.evidence) for each in UNVERIFIED]
    still_open = sum(each.outcome == OPEN for each in UNVERIFIED)
    lines = f"{len(rows) - still_open} settled, {still_open} open, which the emulator's code marks as unverified.\n"
    return [lines, table(("Place", "Question", "Outcome", "Evidence"), rows)]


SECTIONS: Mapping[str, Callable[[Judgement], list[str]]] = {
    "published API description": description_section,
    "published API description of 2021.2": description_section,
    "API reference of 2026": description_section,
    "facts of the API": facts_section,
}
