# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads whole templates: text, conditions, loops and calculations."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.grammar import Grammar, Read
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.numbers import general_double
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.tokens import (
    Calculation,
    Condition,
    Expression,
    Number,
    Operation,
    Repetition,
    Symbol,
    Term,
    Test,
    Text,
    Token,
)

ELSE, ELSE_IF = "#{else}", "#{elseif"
DIGITS = frozenset("0123456789")


class CannotRead(Exception):
    """A text is not a template; the message has the position of the mistake."""


class Blocks(Grammar):
    def template(self) -> tuple[Token, ...]:
        tokens, end = self.tokens(0)
        if end < len(self.text):
            line, column = self.position(self.furthest)[1:]
            near = self.text[self.furthest : self.furthest + 20] or "the end"
            raise CannotRead(f"the template cannot be parsed: line {line}, column {column}, at {near!r}")
        return tokens

    def tokens(self, at: int, branch: str = "") -> tuple[tuple[Token, ...], int]:
        """All tokens from an offset on. In a branch of a condition, they end where another branch begins."""
        found = []
        while not self.ends(at, branch):
            read = self.block(at) or self.plain(at)
            if read is None:
                break
            found.append(read[0])
            at = read[1]
        return tuple(found), at

    def ends(self, at: int, branch: str) -> bool:
        return bool(branch) and (self.text.startswith(ELSE, at) or (branch == "if" and self.else_if(at) is not None))

    def else_if(self, at: int) -> int | None:
        end = self.literal(ELSE_IF, at)
        start = end if end is None else self.white(end)
        return None if start == end else start

    def block(self, at: int) -> Read[Token]:
        return self.once("block", at, self.read_block)

    def read_block(self, at: int) -> Read[Token]:
        if not self.text.startswith("#{", at):
            return None
        return self.condition(at) or self.calculation(at) or self.repetition(at) or self.substitution(at)

    def plain(self, at: int) -> Read[Token]:
        """Text up to a token. ``##{`` stands for ``#{``, and ``##`` before a token for ``#``."""
        start, parts, text = at, [], self.text
        while at < len(text):
            if text[at] != "#":
                end = text.find("#", at)
                end = len(text) if end < 0 else end
                parts.append(text[at:end])
                at = end
            elif at + 1 == len(text):
                parts.append("#")
                at += 1
            elif text.startswith("###{", at) and at + 4 < len(text):
                parts.append("#")
                at += 2
            elif text.startswith("##{", at):
                parts.append("#{")
                at += 3
            elif text[at + 1] != "{":
                parts.append(text[at : at + 2])
                at += 2
            else:
                break
        self.at(at)
        return None if at == start else (Text("".join(parts)), at)

    def condition(self, at: int) -> Read[Token]:
        inner = self.opened(at)
        if inner is None:
            return None
        for word in ("if", "unless"):
            start = self.keyword(word, self.white(inner))
            if start is not None:
                return self.branches(word, start)
        return None

    def branches(self, word: str, at: int) -> Read[Token]:
        head = self.head(at)
        if head is None:
            return None
        body, end = self.tokens(head[1], word)
        chain = [(head[0], body)]
        while word == "if":
            start = self.else_if(end)
            clause = None if start is None else self.head(start)
            if clause is None:
                break
            body, end = self.tokens(clause[1], word)
            chain.append((clause[0], body))
        otherwise: tuple[Token, ...] = ()
        if self.text.startswith(ELSE, end):
            otherwise, end = self.tokens(end + len(ELSE))
        closed = self.literal(f"#{{/{word}}}", end)
        if closed is None:
            return None
        if word == "unless":
            return Condition(head[0], otherwise, body), closed
        for test, body in reversed(chain):
            otherwise = (Condition(test, body, otherwise),)
        return otherwise[0], closed

    def head(self, at: int) -> Read[Test]:
        """The rest of the token that opens a branch."""
        test = self.test(at)
        closed = None if test is None else self.literal("}", self.white(test[1]))
        return None if test is None or closed is None else (test[0], closed)

    def test(self, at: int) -> Read[Test]:
        at = self.white(at)
        left: Read[Expression | Text] = self.expression(at)
        quoted = None if left else self.quoted(at)
        if quoted is not None:
            left = Text(quoted[0]), quoted[1]
        if left is None:
            return None
        end = self.white(left[1])
        compared = self.compared(left[0], end)
        if compared is None and not isinstance(left[0], Text):
            return Test(left[0]), end
        return compared

    def compared(self, left: Expression | Text, at: int) -> Read[Test]:
        sign = self.text[at : at + 2]
        if sign not in ("==", "!="):
            self.at(at)
            return None
        start = self.white(at + 2)
        right: Read[Expression | Text] = self.expression(start)
        quoted = None if right or isinstance(left, Text) else self.quoted(start)
        if quoted is not None:
            right = Text(quoted[0]), quoted[1]
        if right is None:
            return None
        if not isinstance(left, Text):
            return Test(left, sign == "==", right[0]), self.white(right[1])
        if isinstance(right[0], Text):
            return None
        return Test(right[0], sign == "==", left), self.white(right[1])

    def repetition(self, at: int) -> Read[Token]:
        inner = self.opened(at)
        start = None if inner is None else self.keyword("each", self.white(inner))
        name = None if start is None else self.word(start, blanks=True)
        if name is None:
            return None
        end = self.white(name[1])
        if self.text[end : end + 2].lower() != "in":
            self.at(end)
            return None
        collection = self.symbol(self.white(end + 2))
        if collection is None:
            return None
        closed = self.literal("}", self.white(collection[1]))
        if closed is None:
            return None
        body, end = self.tokens(closed)
        closed = self.literal("#{/each}", end)
        return None if closed is None else (Repetition(collection[0], name[0].text, body), closed)

    def calculation(self, at: int) -> Read[Token]:
        inner = self.opened(at)
        start = None if inner is None else self.keyword("calc", self.white(inner))
        read = None if start is None else self.operations(start, "+-")
        closed = None if read is None else self.literal("}", self.white(read[1]))
        return None if read is None or closed is None else (Calculation(read[0]), closed)

    def operations(self, at: int, operators: str) -> Read[Term]:
        """Operands with operators of one rank between them, from left to right."""
        read = self.operand(at, operators)
        while read is not None:
            sign = self.white(read[1])
            right = self.operand(self.white(sign + 1), operators) if self.at(sign) in tuple(operators) else None
            if right is None:
                break
            read = Operation(read[0], self.text[sign], right[0]), right[1]
        return read

    def operand(self, at: int, operators: str) -> Read[Term]:
        return self.operations(at, "*/") if operators == "+-" else self.factor(at)

    def factor(self, at: int) -> Read[Term]:
        character = self.at(at)
        if character == "(":
            inner = self.operations(at + 1, "+-")
            closed = None if inner is None else self.literal(")", inner[1])
            return None if inner is None or closed is None else (inner[0], closed)
        if character == "{":
            return self.wrapped(at)
        if character in DIGITS or character == ".":
            return self.number(at)
        return self.variable(at)

    def variable(self, at: int) -> Read[Term]:
        symbol: Read[Symbol] = self.symbol(self.white(at))
        return None if symbol is None else (symbol[0], self.white(symbol[1]))

    def wrapped(self, at: int) -> Read[Term]:
        """``{name}``, because ``-`` and ``/`` may belong to a name."""
        symbol = self.variable(at + 1)
        closed = None if symbol is None else self.literal("}", symbol[1])
        return None if symbol is None or closed is None else (symbol[0], closed)

    def number(self, at: int) -> Read[Term]:
        end = self.digits(at)
        if self.at(end) == ".":
            start, end = end + 1, self.digits(end + 1)
            if start == end:
                return None
        value = float(self.text[at:end])
        return Number(value, general_double(value)), end

    def digits(self, at: int) -> int:
        while self.at(at) in DIGITS:
            at += 1
        return at


def parse(text: str) -> tuple[Token, ...]:
    """The tokens of a template; raises ``CannotRead`` with the position of the mistake."""
    return Blocks(text).template()


def parse_name(name: str) -> Symbol | None:
    """The path that a variable's name begins with."""
    read = Grammar(name).symbol(0)
    return None if read is None else read[0]
