# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges exchanges: whether path and status are known, whether the answer is as described, and the request valid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from description.bodies import Bodies, Problem, short
from description.description import Description, Operation, Schema
from description.differences import IGNORED, Difference
from description.facts import ALWAYS, NEVER, Facts, Release, Row, facts_for, release_of
from description.forms import Form
from description.newer import NEWER, NEWER_DEFINITIONS
from description.undescribed import UNDESCRIBED, UNDESCRIBED_DEFINITIONS

# The beginning of the user agent of the collection, and the query parameter with the API key, which is always allowed.
COLLECTION = "octopus.deploy"
API_KEY = "apikey"
# The properties of every error (api: errors#refusals, GO pkg/core/api_error.go).
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
WHOLE_NUMBER = re.compile(r"-?\d+")
# The statuses of addresses that do not exist, so no description has them.
NOT_THERE = ("401", "403", "404", "405", "429")


@dataclass(frozen=True)
class Mismatch:
    """``side``: answer, request or taken; ``operation``: its name in the description, or else method and path."""

    side: str
    operation: str
    problem: Problem
    version: str
    test: str


@dataclass
class Judge:
    """``exercised``: how often each operation succeeded; refused requests do not count.

    ``since``, ``until``: the releases of the servers that are judged; ``complete_until``: the releases of which the
    description knows every property, because a newer description has those of newer servers. ``says_rules``: the
    description has the rules for requests, but not how a broken rule is refused; other descriptions list the refusals.
    ``differences``: the intended differences; ``used``: the ones that occurred.
    """

    description: Description
    tables: Iterable[Iterable[Row]] = (UNDESCRIBED, NEWER)
    differences: Iterable[Difference] = ()
    since: Release = ALWAYS
    until: Release = NEVER
    complete_until: Release = NEVER
    says_rules: bool = False
    exercised: dict[str, int] = field(default_factory=dict)
    seen: set[tuple[str, str]] = field(default_factory=set)
    _faultless: set[tuple[object, ...]] = field(default_factory=set)
    _forms: dict[tuple[int, str, str], Form] = field(default_factory=dict)
    used: set[Difference] = field(default_factory=set)
    _facts: dict[Release, Facts] = field(default_factory=dict)
    # Whether a problem of an operation is intended. Most problems occur many times.
    _meant: dict[tuple[str, Problem], bool] = field(default_factory=dict)

    @cached_property
    def definitions(self) -> Mapping[str, Schema]:
        return {**UNDESCRIBED_DEFINITIONS, **NEWER_DEFINITIONS, **self.description.definitions}

    def facts(self, version: str) -> Facts:
        release = release_of(version)
        if release not in self._facts:
            self._facts[release] = facts_for(release, self.tables)
        return self._facts[release]

    def concerns(self, exchange: Mapping[str, Any]) -> bool:
        """Whether this description judges the server of the exchange."""
        return self.since <= release_of(exchange["version"]) < self.until

    def mismatches(self, exchange: Mapping[str, Any]) -> Iterator[Mismatch]:
        """Every mismatch of an exchange."""
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
            found += [("taken", each) for each in self._taken(exchange, operation, facts)]
        if self.is_judged(exchange):
            found += [("request", each) for each in self._request(exchange, operation, facts)]
        for side, problem in found:
            if self._is_planted(problem, exchange["planted"]) or self._is_meant(name, problem):
                continue
            if problem.what == IGNORED and release_of(exchange["version"]) >= self.complete_until:
                continue
            yield Mismatch(side, name, problem, exchange["version"], exchange["test"])

    def _is_planted(self, problem: Problem, planted: Sequence[str]) -> bool:
        """Whether a test planted the problem, named as in older descriptions. The reference shares the last part."""
        last = problem.where.rsplit(".", 1)[-1]
        return not {problem.where, "*"}.isdisjoint(planted) or (
            self.says_rules and any(each.rsplit(".", 1)[-1] == last for each in planted)
        )

    def _is_meant(self, operation: str, problem: Problem) -> bool:
        if (operation, problem) not in self._meant:
            meant = [each for each in self.differences if each.covers(operation, problem)]
            self.used.update(meant)
            self._meant[operation, problem] = bool(meant)
        return self._meant[operation, problem]

    @staticmethod
    def is_judged(exchange: Mapping[str, Any]) -> bool:
        """Whether the request is judged too, because the collection sent it."""
        return bool(exchange["agent"].startswith(COLLECTION))

    def operation(self, method: str, path: str, facts: Facts) -> Operation | None:
        """The operation with the most literal parts, from the description or the tables."""
        known = (self.description.paths.find(method, path), facts.paths.find(method, path))
        _most, found = max((each for each in known if each), key=lambda each: each[0], default=(0, None))
        parts = path.split("/")
        spelled = len(parts) > 4 and parts[2].casefold() == "spaces" and facts.row("spelling", "/api/spaces/{spaceId}/")
        if found is None and spelled:
            # The path may have the slug of a space instead of the ID.
            return self.operation(method, "/".join([*parts[:2], "Spaces-1", *parts[4:]]), facts)
        return found

    def _bodies(self, exchange: Mapping[str, Any], facts: Facts, **how: Any) -> Bodies:
        planted = frozenset(exchange["planted"])
        return Bodies(self.definitions, facts, planted, faultless=self._faultless, forms=self._forms, **how)

    def _answer(self, exchange: Mapping[str, Any], operation: Operation | None, facts: Facts) -> Iterator[Problem]:
        status, body = str(exchange["status"]), exchange["answer"]
        if exchange["status"] >= int(INVALID) and self.says_rules:
            return
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
            bodies = self._bodies(exchange, facts, seen=self.seen)
            yield from bodies.problems(body, schema, "the answer")

    def _taken(self, exchange: Mapping[str, Any], operation: Operation | None, facts: Facts) -> Iterator[Problem]:
        """The problems of requests, from any program, that the server accepted against a rule of the description."""
        if operation is None or not self.says_rules or exchange["status"] >= int(INVALID):
            return
        bodies = self._bodies(exchange, facts, sent=True, taken=True)
        if operation.body is not None and exchange["request"] is not None:
            yield from (
                each for each in bodies.problems(exchange["request"], operation.body, "the body") if each.refusable
            )
        for name in sorted(operation.needed - exchange["query"].keys()):
            yield Problem(f"?{name}", "is needed, and missing")
        for name in operation.parameters.keys() & exchange["query"].keys():
            yield from query_problems(exchange["query"][name], operation.parameters[name], f"?{name}")

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
        schema = operation.body if operation.body is not None else (row.body if row else None)
        if schema is None and body not in (None, {}):
            yield Problem("the body", "nobody knows that it takes one")
        elif schema is not None and body is None:
            yield Problem("the body", "is needed, and missing")
        elif schema is not None:
            bodies = self._bodies(exchange, facts, sent=True)
            yield from bodies.problems(body, schema, "the body")


def refused_by_newer(operation: Operation, status: str) -> bool:
    """Whether a path of the tables may refuse with 400, as all operations with a body or an ID do.

    The tables list only one status for a path.

    api: errors#refusals
    """
    return status == "400" and "400" not in operation.answers and operation.of_a_table


def query_problems(value: str, schema: Schema, where: str) -> Iterator[Problem]:
    """The problem of a parameter's value. An empty value is allowed."""
    kind = schema.get("type")
    if not value:
        return
    if kind == "array":
        for each in value.split(","):
            yield from query_problems(each, schema["items"], where)
    elif kind == "boolean":
        if value.casefold() not in ("true", "false"):
            yield Problem(where, f"{short(value)} is no boolean")
    elif kind == "integer":
        if not WHOLE_NUMBER.fullmatch(value):
            yield Problem(where, f"{short(value)} is no integer")
        elif int(value) < schema.get("minimum", int(value)):
            yield Problem(where, f"{value} is less than {schema['minimum']}")
    elif value.casefold() not in {each.casefold() for each in schema.get("enum", (value,))}:
        yield Problem(where, f"{short(value)} is none of {short(', '.join(schema['enum']), 120)}")


def error_problems(body: Any, status: str) -> Iterator[Problem]:
    """The problems of an error's body. Only a 400 lists the mistakes in the request."""
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
