# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads OCL, the language of projects in Git, and the part of Terraform's language that files of steps use."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

TOKEN = re.compile(
    r"""
    (?P<blank>[\s,]+|\#[^\n]*)
    |(?P<heredoc><<-?(?P<end>\w+)[ ]*\n(?P<text>.*?)\n?[ \t]*(?P=end)(?=\s|$))
    |(?P<string>"(?:[^"\\]|\\.)*")
    |(?P<mark>[={}\[\]()])
    |(?P<word>[^\s,={}\[\]()"]+)
    """,
    re.VERBOSE | re.DOTALL,
)
WORDS: dict[str, Any] = {"true": True, "false": False, "null": None}


@dataclass
class Block:
    """A block with its kind, its labels, its attributes and the blocks in it."""

    kind: str = ""
    labels: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def called(self, kind: str) -> list[Block]:
        """The blocks of a kind in this block."""
        return [each for each in self.blocks if each.kind == kind]


def read(text: str) -> Block:
    """The content of a file as a block without a kind."""
    return _Reader(list(tokens(text.replace("\r\n", "\n")))).block(Block())


def tokens(text: str) -> Iterator[tuple[str, Any]]:
    """The kind and the value of each token."""
    place = 0
    while place < len(text):
        found = TOKEN.match(text, place)
        if found is None:
            raise ValueError(f"{text[place : place + 40]!r} is not understood")
        place = found.end()
        kind = str(found.lastgroup)
        if found["heredoc"] is not None:
            yield "text", textwrap.dedent(found["text"])
        elif kind == "string":
            yield "text", json.loads(found["string"], strict=False)
        elif kind in ("mark", "word"):
            yield kind, found[0]


@dataclass
class _Reader:
    """Reads tokens one after the other."""

    tokens: list[tuple[str, Any]]
    place: int = 0

    def block(self, block: Block) -> Block:
        while not self._is_over("}"):
            name = str(self._take()[1])
            if self._next() == ("mark", "="):
                self._take()
                block.values[name] = self.value()
                continue
            inner = Block(name)
            while self._next() != ("mark", "{"):
                inner.labels.append(str(self._take()[1]))
            self._take()
            block.blocks.append(self.block(inner))
        return block

    def value(self) -> Any:
        kind, value = self._take()
        if (kind, value) == ("mark", "{"):
            return self.block(Block()).values
        if (kind, value) == ("mark", "["):
            found = []
            while not self._is_over("]"):
                found.append(self.value())
            return found
        if kind == "word" and self._next() == ("mark", "("):
            # The files use one function of Terraform: jsonencode.
            self._take()
            inside = self.value()
            self._take()
            return json.dumps(inside)
        if kind == "word":
            return WORDS[value] if value in WORDS else int(value) if value.lstrip("-").isdecimal() else value
        return value

    def _next(self) -> tuple[str, Any] | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def _take(self) -> tuple[str, Any]:
        self.place += 1
        return self.tokens[self.place - 1]

    def _is_over(self, mark: str) -> bool:
        """Whether the block or list ends here; reads its last mark."""
        over = self._next() in (None, ("mark", mark))
        self.place += over
        return over
