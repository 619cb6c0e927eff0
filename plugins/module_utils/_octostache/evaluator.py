# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Evaluates the tokens of a template over a tree of variables."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Callable, Optional

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.blocks import CannotRead, parse
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.characters import WHITE
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.failure import Failure, Loop
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.moments import Now
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.numbers import general_double, to_double
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.tokens import (
    Calculation,
    Call,
    Condition,
    Expression,
    Identifier,
    Index,
    Number,
    Operation,
    Repetition,
    Substitution,
    Symbol,
    Term,
    Text,
    Token,
)
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.values import (
    Value,
    first,
    items_of,
    property_of,
)

# A filter takes its input and its options; None means that the token is printed instead.
Filter = Callable[[Optional[str], Sequence[str]], Optional[str]]
# A value, and the tokens in it that could not be evaluated.
Found = tuple[Optional[Value], list[str]]
EACH = "Octopus.Template.Each"


class Library:
    """Everything that is the same in a whole evaluation: filters by name, the clock, and parsed texts."""

    def __init__(self, filters: dict[str, Filter], now: Now | None) -> None:
        self.filters, self.now = filters, now
        self.parsed: dict[str, tuple[Token, ...] | None] = {}

    def parse(self, text: str) -> tuple[Token, ...] | None:
        """None if the text is not a template."""
        if text not in self.parsed:
            try:
                self.parsed[text] = parse(text)
            except CannotRead:
                self.parsed[text] = None
        return self.parsed[text]


class Scope:
    """The names that a token can refer to: the variables, or a loop's item and then the enclosing scope."""

    def __init__(self, root: Value, library: Library, parent: Scope | None = None) -> None:
        self.root, self.library, self.parent = root, library, parent
        self.looking: list[Symbol] = []

    def inner(self, root: Value | None = None) -> Scope:
        return Scope(root or Value(), self.library, self)

    def refuse_loop(self, symbol: Symbol) -> None:
        scope: Scope | None = self
        while scope is not None:
            if symbol in scope.looking:
                circle = " -> ".join(map(str, [*scope.looking, symbol]))
                raise Loop(f"#{{{symbol}}} is in a self referencing loop ({circle})")
            scope = scope.parent

    def look(self, symbol: Symbol) -> Found:
        """The value of a symbol, itself expanded."""
        self.refuse_loop(symbol)
        self.looking.append(symbol)
        try:
            indexed = self.with_indices(symbol)
            node = self.root
            for step in indexed.steps:
                if isinstance(step, Index) and step.symbol is not None:
                    return None, []
                below = self.step(node, step)
                if below is None:
                    return self.parent.look(indexed) if self.parent else (None, [])
                node = below
            return self.expanded(node)
        finally:
            self.looking.pop()

    def with_indices(self, symbol: Symbol) -> Symbol:
        """The symbol with the values of the symbols in its indices, as far as these have values."""
        steps = []
        for step in symbol.steps:
            if isinstance(step, Index) and step.symbol is not None:
                found = self.look(step.symbol)[0]
                if found is None or found.text is None:
                    step = Index("", self.with_indices(step.symbol))
                else:
                    step = Index(found.text)
            steps.append(step)
        return Symbol(tuple(steps))

    def step(self, node: Value, step: Identifier | Index) -> Value | None:
        if isinstance(step, Index) and step.text == "*" and node.indexed:
            return first(node.indexed.values())
        found = node.find(step)
        return found if found is not None else self.in_json(node, step.text)

    def in_json(self, node: Value, name: str) -> Value | None:
        if not node.text or not name:
            return None
        if "#{" in node.text:
            try:
                node = self.expanded(node)[0]
            except Loop:
                return None
        return property_of(node.text or "", name, self.library.now)

    def expanded(self, node: Value) -> tuple[Value, list[str]]:
        """A value whose text has been evaluated has no values below it any more."""
        tokens = self.library.parse(node.text) if node.text is not None else None
        if tokens is None:
            return node, []
        output = Output()
        output.write(tokens, self.inner())
        return Value(output.text()), output.missing

    def items(self, symbol: Symbol) -> tuple[list[Value], list[str]]:
        found, missing = self.look(symbol)
        if found is None:
            return [], missing
        if found.indexed:
            return list(found.indexed.values()), missing
        return ([] if found.text is None else items_of(found.text, self.library.now)), missing


class Output:
    """The result of an evaluation: the text, the tokens without a value, and whether a ``null`` was among them."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.missing: list[str] = []
        self.null = False

    def text(self) -> str:
        return "".join(self.parts)

    def write(self, tokens: Sequence[Token], scope: Scope) -> None:
        for token in tokens:
            if isinstance(token, Text):
                self.parts.append(token.text)
            elif isinstance(token, Substitution):
                self.substitute(token, scope)
            elif isinstance(token, Condition):
                self.branch(token, scope)
            elif isinstance(token, Repetition):
                self.repeat(token, scope)
            else:
                self.calculate(token, scope)

    def miss(self, token: str) -> None:
        if token not in self.missing:
            self.missing.append(token)

    def look(self, symbol: Symbol, scope: Scope) -> str | None:
        found, missing = scope.look(symbol)
        for token in missing:
            self.miss(token)
        return None if found is None else found.text

    def value(self, expression: Expression, scope: Scope) -> str | None:
        if isinstance(expression, Symbol):
            return self.look(expression, scope)
        argument = self.value(expression.argument, scope)
        options = [self.option(option, scope) for option in expression.options]
        function = scope.library.filters.get(expression.name.lower())
        try:
            return None if function is None else function(argument, options)
        except Failure as failure:
            raise Failure(f"#{{{expression}}}: {failure}") from failure

    def option(self, token: Token, scope: Scope) -> str:
        outer, self.parts = self.parts, []
        try:
            self.write([token], scope.inner())
            return self.text()
        finally:
            self.parts = outer

    def substitute(self, token: Substitution, scope: Scope) -> None:
        value = self.value(token.expression, scope)
        if value is None and isinstance(token.expression, Call) and token.expression.name == "null":
            self.null = True
        elif value is None:
            self.miss(str(token))
        self.parts.append(str(token) if value is None else value)

    def side(self, expression: Expression | Text, scope: Scope) -> str | None:
        """One side of a condition. A missing variable is an empty text; None if a filter returns nothing."""
        if isinstance(expression, Text):
            return expression.text
        value = self.value(expression, scope)
        if value is None and isinstance(expression, Symbol):
            return ""
        if value is None:
            self.miss(str(expression))
        return value

    def branch(self, token: Condition, scope: Scope) -> None:
        test = token.test
        left = self.side(test.left, scope)
        right = "" if test.right is None or left is None else self.side(test.right, scope)
        if left is None or right is None:
            self.parts.append(str(token))
            return
        held = truthy_text(left) if test.right is None else (left == right) is test.equal
        self.write(token.when_true if held else token.when_false, scope)

    def repeat(self, token: Repetition, scope: Scope) -> None:
        items, missing = scope.items(token.collection)
        for each in missing:
            self.miss(each)
        for position, item in enumerate(items):
            own = each_variables(position, len(items))
            if not own.add(token.name, item):
                raise Failure(f"#{{each {token.name} in …}}: no item of a repetition may have this name")
            self.write(token.body, scope.inner(own))

    def calculate(self, token: Calculation, scope: Scope) -> None:
        result = self.term(token.term, scope)
        self.parts.append(str(token) if result is None else general_double(result))

    def term(self, term: Term, scope: Scope) -> float | None:
        if isinstance(term, Number):
            return term.value
        if isinstance(term, Symbol):
            text = self.look(term, scope)
            return None if text is None else to_double(text)
        left = self.term(term.left, scope)
        right = None if left is None else self.term(term.right, scope)
        return None if left is None or right is None else compute(term, left, right)


def compute(operation: Operation, left: float, right: float) -> float:
    try:
        if operation.operator == "/":
            return left / right if right else divided_by_zero(left, right)
        return {"+": left + right, "-": left - right, "*": left * right}[operation.operator]
    except OverflowError:
        return float("inf")


def divided_by_zero(left: float, right: float) -> float:
    if not left or math.isnan(left):
        return float("nan")
    same = (str(left)[0] == "-") == (str(right)[0] == "-")
    return float("inf") if same else float("-inf")


def each_variables(position: int, count: int) -> Value:
    own = Value()
    special = own.path(EACH)
    special.add("Index", Value(str(position)))
    special.add("First", Value(str(position == 0)))
    special.add("Last", Value(str(position == count - 1)))
    return own


def truthy_text(text: str) -> bool:
    return text not in ("", "0") and text.strip(WHITE).lower() not in ("no", "false")
