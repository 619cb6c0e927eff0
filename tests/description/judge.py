# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges exchanges: is the path known, the status listed, the body as described, and is it what a client may send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from description.bodies import Bodies, Problem
from description.description import Description, Operation, Schema, literal
from description.facts import Facts, Release, Row, facts_for, release_of
from description.newer import NEWER, NEWER_DEFINITIONS
from description.undescribed import UNDESCRIBED, UNDESCRIBED_DEFINITIONS

# How the collection's requests, and those of its client alone, are told from those of tests and other programs.
COLLECTION = "octopus.deploy"
API_KEY = "apikey"
# What every error says (octopus-api.md 1.6, GO pkg/core/api_error.go).
ERROR: Mapping[str, tuple[type, ...]] = {
    "ErrorMessage": (str,),
    "Errors": (list,),
    "FullException": (str, type(None)),
    "HelpText": (str, type(None)),
    "HelpLink": (str, type(None)),
    "ParsedHelpLinks": (list,),
    "Details": (dict,),
}
INVALID = "400"
# What a server answers where it has nothing: there is no path in it to be described.
NOT_THERE = ("401", "403", "404", "405", "429")


@dataclass(frozen=True)
class Mismatch:
    """``side``: answer or request; ``operation``: by its name in the description, or as it was asked."""

    side: str
    operation: str
    problem: Problem
    version: str
    test: str


@dataclass
class Judge:
    """``exercised``: the operations that were carried out, by how often; one that was only refused is not one."""

    description: Description
    tables: Iterable[Iterable[Row]] = (UNDESCRIBED, NEWER)
    exercised: dict[str, int] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    _facts: dict[Release, Facts] = field(default_factory=dict)

    @cached_property
    def definitions(self) -> Mapping[str, Schema]:
        return {**self.description.definitions, **UNDESCRIBED_DEFINITIONS, **NEWER_DEFINITIONS}

    def facts(self, version: str) -> Facts:
        release = release_of(version)
        if release not in self._facts:
            self._facts[release] = facts_for(release, self.tables)
        return self._facts[release]

    def mismatches(self, exchange: Mapping[str, Any]) -> Iterator[Mismatch]:
        """Everything that is wrong with one exchange."""
        facts = self.facts(exchange["version"])
        method = "GET" if exchange["method"] == "HEAD" else exchange["method"]
        path = exchange["path"]
        operation = self.operation(method, path, facts) if path else None
        name = operation.name if operation else f"{method} {path}"
        found: list[tuple[str, Problem]] = []
        if exchange["status"] is not None:
            if operation and exchange["status"] < 400:
                self.exercised[operation.name] = self.exercised.get(operation.name, 0) + 1
            found += [("answer", each) for each in self._answer(exchange, operation, facts)]
        if self.is_judged(exchange):
            found += [("request", each) for each in self._request(exchange, operation, facts)]
        for side, problem in found:
            if problem.where in exchange["planted"]:
                continue
            yield Mismatch(side, name, problem, exchange["version"], exchange["test"])

    @staticmethod
    def is_judged(exchange: Mapping[str, Any]) -> bool:
        """Whether the request is judged too: the collection sent it."""
        return bool(exchange["agent"].startswith(COLLECTION))

    def operation(self, method: str, path: str, facts: Facts) -> Operation | None:
        """The one with the most literal parts, whoever knows it."""
        known = (self.description.paths.find(method, path), facts.paths.find(method, path))
        found = max(
            (each for each in known if each), key=lambda each: literal(tuple(each.path.split("/"))), default=None
        )
        parts = path.split("/")
        spelled = len(parts) > 4 and parts[2].casefold() == "spaces" and facts.row("spelling", "/api/spaces/{spaceId}/")
        if found is None and spelled:
            return self.operation(method, "/".join([*parts[:2], *parts[3:]]), facts)
        return found

    def _answer(self, exchange: Mapping[str, Any], operation: Operation | None, facts: Facts) -> Iterator[Problem]:
        status, body = str(exchange["status"]), exchange["answer"]
        if operation is None:
            if status not in NOT_THERE:
                yield Problem(f"status {status}", "nobody knows this path with this method")
            return
        row = facts.row("status", f"{operation.name}={status}", f"*={status}")
        if status not in operation.answers and row is None and not refused_by_newer(operation, status):
            yield Problem(f"status {status}", f"is none of {', '.join(operation.answers)}")
            return
        schema = (row.schema if row else operation.answers.get(status)) or {}
        if int(status) >= 400 and not schema:
            yield from error_problems(body, status)
        elif exchange["method"] != "HEAD":
            bodies = Bodies(self.definitions, facts, frozenset(exchange["planted"]), seen=self.seen)
            yield from bodies.problems(body, schema, "the answer")

    def _request(self, exchange: Mapping[str, Any], operation: Operation | None, facts: Facts) -> Iterator[Problem]:
        if operation is None:
            yield Problem("the path", "nobody knows it with this method")
            return
        for name in exchange["query"]:
            known = name in operation.query or name == API_KEY or facts.row("query", f"{operation.name}?{name}")
            if not known:
                yield Problem(f"?{name}", "nobody knows this parameter")
        body = exchange["request"]
        row = facts.row("body", operation.name)
        schema = operation.body or (row.body if row else None)
        if schema is None and body not in (None, {}):
            yield Problem("the body", "nobody knows that it takes one")
        elif schema is not None and body is None:
            yield Problem("the body", "is needed, and missing")
        elif schema is not None:
            bodies = Bodies(self.definitions, facts, frozenset(exchange["planted"]), sent=True)
            yield from bodies.problems(body, schema, "the body")


def refused_by_newer(operation: Operation, status: str) -> bool:
    """Paths of the tables list one status alone; all that take a body or an ID refuse with 400 (octopus-api.md 1.6)."""
    return status == "400" and "400" not in operation.answers and operation.of_a_table


def error_problems(body: Any, status: str) -> Iterator[Problem]:
    """What is wrong with the body of an error; what was wrong with the request is listed for a 400 alone."""
    if not isinstance(body, dict):
        yield Problem("error", "is no object")
        return
    for name in ("ErrorMessage", "Errors") if status == INVALID else ("ErrorMessage",):
        if not body.get(name):
            yield Problem(f"error.{name}", "is missing")
    for name, value in body.items():
        if name not in ERROR:
            yield Problem(f"error.{name}", "nobody knows this property")
        elif not isinstance(value, ERROR[name]):
            yield Problem(f"error.{name}", f"{type(value).__name__} is not what it is")
