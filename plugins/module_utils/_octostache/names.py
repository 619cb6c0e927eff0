# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the names of variables in a text, also in one that can't be parsed as a whole, such as a part of a script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.blocks import ELSE, Blocks
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.grammar import Grammar, Read
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.tokens import (
    Call,
    Expression,
    Operation,
    Symbol,
    Term,
    Text,
    Token,
)

# An odd number of # before the brace begins a token, an even number is escaped (api: octostache#grammar).
BEGIN = re.compile(r"(#+)\{")


def names_in(text: str) -> list[tuple[int, str]]:
    """The names in a text, each with the offset of its token; the name in an index is one of them, too."""
    heads = Heads(text)
    begun = [each.start() + len(each[1]) - 1 for each in BEGIN.finditer(text) if len(each[1]) % 2]
    # From the end to the beginning, so that an inner token is known before the token around it is read.
    found = [(at, name) for at in reversed(begun) for name in heads.names(at)]
    return sorted(found, key=lambda each: each[0])


class Heads(Blocks):
    """Reads tokens by themselves, without the text between the beginning and the end of a condition or a loop."""

    def block(self, at: int) -> Read[Token]:
        return Grammar.block(self, at)

    def names(self, at: int) -> list[str]:
        """The names in the token that begins here; none if it can't be parsed."""
        inner = self.opened(at)
        if inner is None or self.text.startswith(ELSE, at):
            return []
        start = self.white(inner)
        symbols, end = self.condition_head(start) or self.loop_head(start) or self.calculation_head(start) or ([], at)
        if not symbols:
            read = self.expression(start)
            symbols, end = (list(in_expression(read[0])), read[1]) if read else ([], at)
        return [str(each) for each in symbols] if self.literal("}", self.white(end)) else []

    def condition_head(self, at: int) -> Read[list[Symbol]]:
        starts = (self.keyword(word, at) for word in ("if", "unless", "elseif"))
        start = next((each for each in starts if each is not None), None)
        test = None if start is None else self.test(start)
        if test is None:
            return None
        sides = (test[0].left, test[0].right)
        return [each for side in sides for each in in_expression(side)], test[1]

    def loop_head(self, at: int) -> Read[list[Symbol]]:
        start = self.keyword("each", at)
        name = None if start is None else self.word(start, blanks=True)
        behind = None if name is None else self.keyword("in", self.white(name[1]))
        collection = None if behind is None else self.symbol(behind)
        return None if collection is None else ([collection[0]], collection[1])

    def calculation_head(self, at: int) -> Read[list[Symbol]]:
        start = self.keyword("calc", at)
        read = None if start is None else self.operations(start, "+-")
        return None if read is None else (list(in_term(read[0])), read[1])


def in_expression(expression: Expression | Text | None) -> Iterator[Symbol]:
    """The symbol of an expression. The symbols in its indices and options have tokens of their own."""
    while isinstance(expression, Call):
        expression = expression.argument
    if isinstance(expression, Symbol) and expression.steps:
        yield expression


def in_term(term: Term) -> Iterator[Symbol]:
    if isinstance(term, Operation):
        yield from in_term(term.left)
        yield from in_term(term.right)
    elif isinstance(term, Symbol):
        yield term
