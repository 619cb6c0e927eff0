# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads texts with ``#{…}``: names, indices, filters and their options. ``blocks`` reads tokens that enclose text.

As in Octostache's own parser, the rules are tried in order, and the first that fits counts. A rule gets an offset, and
returns what it has read with the offset after it, or None.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any, Callable, Optional, TypeVar

from ansible_collections.octopus.deploy.plugins.module_utils._octostache.characters import WHITE, is_letter_or_digit
from ansible_collections.octopus.deploy.plugins.module_utils._octostache.tokens import (
    Call,
    Expression,
    Identifier,
    Index,
    Position,
    Substitution,
    Symbol,
    Text,
    Token,
)

Value = TypeVar("Value")
Read = Optional[tuple[Value, int]]
MARKS = frozenset("_-:/~()@")
KEYWORDS = ("in", "==", "!=")


class Grammar:
    def __init__(self, text: str) -> None:
        self.text = text
        self.line_ends = [at for at, character in enumerate(text) if character == "\n"]
        # The largest offset that a rule has reached: if the text cannot be read, the mistake is there.
        self.furthest = 0
        self.known: dict[tuple[str, int], Any] = {}

    def once(self, rule: str, at: int, read: Callable[[int], Read[Value]]) -> Read[Value]:
        """Try a rule only once at each position, although several alternatives begin with it."""
        key = (rule, at)
        if key not in self.known:
            self.known[key] = read(at)
        found: Read[Value] = self.known[key]
        return found

    def at(self, offset: int) -> str:
        self.furthest = max(self.furthest, offset)
        return self.text[offset : offset + 1]

    def literal(self, text: str, at: int) -> int | None:
        self.at(at)
        return at + len(text) if self.text.startswith(text, at) else None

    def white(self, at: int) -> int:
        while at < len(self.text) and self.text[at] in WHITE:
            at += 1
        return at

    def position(self, at: int) -> Position:
        before = bisect_left(self.line_ends, at)
        start = self.line_ends[before - 1] + 1 if before else 0
        return at, before + 1, at - start + 1

    def opened(self, at: int) -> int | None:
        return None if self.text.startswith("#{/", at) else self.literal("#{", at)

    def keyword(self, word: str, at: int) -> int | None:
        """A word, ignoring case, with white space behind it."""
        end = at + len(word)
        self.at(at)
        if self.text[at:end].lower() != word or self.at(end) not in WHITE or end >= len(self.text):
            return None
        return self.white(end)

    def word(self, at: int, blanks: bool) -> Read[Identifier]:
        """An identifier. A blank ends it before ``|``, ``}`` and keywords."""
        end = at
        while end < len(self.text):
            character = self.text[end]
            if character in WHITE:
                if not blanks or self.text[end + 1 : end + 2] in ("|", "}") or self.before_keyword(end + 1):
                    break
            elif character not in MARKS and not is_letter_or_digit(character):
                break
            end += 1
        self.at(end)
        return None if end == at else (Identifier(self.text[at:end].strip(WHITE), self.position(at)), end)

    def before_keyword(self, at: int) -> bool:
        for word in KEYWORDS:
            end = at + len(word)
            if self.text.startswith(word, at) and end < len(self.text) and self.text[end] in WHITE:
                return True
        return False

    def symbol(self, at: int) -> Read[Symbol]:
        return self.once("symbol", at, self.read_symbol)

    def read_symbol(self, at: int) -> Read[Symbol]:
        first = self.word(at, blanks=True)
        if first is None:
            return None
        steps: list[Identifier | Index] = [first[0]]
        end = first[1]
        while True:
            following: Read[Identifier | Index]
            following = self.word(end + 1, blanks=True) if self.at(end) == "." else self.index(end)
            if following is None:
                return Symbol(tuple(steps)), end
            steps.append(following[0])
            end = following[1]

    def index(self, at: int) -> Read[Index]:
        if self.at(at) != "[":
            return None
        inner = self.substitution(self.white(at + 1))
        if inner is not None and isinstance(inner[0].expression, Symbol):
            closed = self.literal("]", self.white(inner[1]))
            if closed is not None:
                return Index("", inner[0].expression, self.position(at)), closed
        text = self.bracketed(at)
        return None if text is None else (Index(text[0], None, self.position(at)), text[1])

    def bracketed(self, at: int) -> Read[str]:
        return self.once("bracketed", at, self.read_bracketed)

    def read_bracketed(self, at: int) -> Read[str]:
        """The text within brackets, which may have balanced brackets in it. Blanks are trimmed only in front."""
        end = self.white(at + 1)
        parts: list[str] = []
        while True:
            character = self.at(end)
            if character == "]":
                return "".join(parts), end + 1
            if character == "[":
                inner = self.bracketed(end)
                if inner is None:
                    return None
                parts.append(f"[{inner[0]}]")
                end = inner[1]
            elif character:
                parts.append(character)
                end += 1
            else:
                return None

    def substitution(self, at: int) -> Read[Substitution]:
        return self.once("substitution", at, self.read_substitution)

    def read_substitution(self, at: int) -> Read[Substitution]:
        inner = self.opened(at)
        read = None if inner is None else self.expression(self.white(inner))
        if read is None:
            return None
        closed = self.literal("}", self.white(read[1]))
        return None if closed is None else (Substitution(read[0]), closed)

    def expression(self, at: int) -> Read[Expression]:
        return self.once("expression", at, lambda start: self.filtered(start) or self.symbol(start))

    def filtered(self, at: int) -> Read[Expression]:
        """A symbol with filters. Without a symbol, the first filter has no input."""
        symbol = self.symbol(self.white(at))
        read: Expression = symbol[0] if symbol else Symbol()
        end = self.white(symbol[1]) if symbol else at
        while self.at(end) == "|":
            name = self.word(self.white(end + 1), blanks=False)
            if name is None:
                break
            options, end = self.options(self.white(name[1]))
            read = Call(read, name[0].text, options)
        return (read, end) if isinstance(read, Call) else None

    def options(self, at: int) -> tuple[tuple[Token, ...], int]:
        found: list[Token] = []
        while True:
            option = self.block(at) or self.option_text(at)
            if option is None:
                return tuple(found), at
            found.append(option[0])
            at = option[1]

    def block(self, at: int) -> Read[Token]:
        """A token that begins with ``#{``; the subclass in ``blocks`` reads further kinds of tokens."""
        return self.substitution(at)

    def option_text(self, at: int) -> Read[Text]:
        start = self.white(at)
        word = self.word(start, blanks=False)
        read = (word[0].text, word[1]) if word else self.quoted(start)
        return None if read is None else (Text(read[0]), self.white(read[1]))

    def quoted(self, at: int) -> Read[str]:
        """``"text"``, in which neither a quote nor a hash may be, or the text between two ``\\"``."""
        mark = '"' if self.at(at) == '"' else '\\"'
        start = self.literal(mark, at)
        end = -1 if start is None else self.text.find(mark, start)
        if start is None or end < 0 or (mark == '"' and "#" in self.text[start:end]):
            return None
        return self.text[start:end], end + len(mark)
