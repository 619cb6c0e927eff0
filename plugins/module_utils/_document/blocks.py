# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a document of a space, which Markdown and HTML show each in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Union

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass

AUTOMATIC, BY_HAND, OFF, SECRET, SCOPE, NOTE = "automatic", "by-hand", "off", "secret", "scope", "note"


@dataclass(frozen=True)
class Mark:
    """A short text that stands out. ``tone``: one of the words above, which decides how it looks."""

    text: str
    tone: str


@dataclass(frozen=True)
class Code:
    """A text that a server takes literally, such as a value or a script's language."""

    text: str


Piece = Union[str, Mark, Code]
# Pieces that follow each other; a line end within a text is a new line.
Cell = tuple[Piece, ...]


@dataclass(frozen=True)
class Paragraph:
    content: Cell


@dataclass(frozen=True)
class Table:
    """A table whose first column names the rows. A row of a single cell is a heading above the rows that follow.

    ``matrix``: whether the other columns are narrow and of the same width.
    """

    label: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    matrix: bool = False


@dataclass(frozen=True)
class Step:
    """A step of a process, with facts about it and the steps within it."""

    name: str
    facts: tuple[Cell, ...]
    inner: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Steps:
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Phase:
    """A phase of a lifecycle. ``targets``: each environment, and whether a release reaches it automatically."""

    name: str
    targets: tuple[tuple[str, bool], ...]
    notes: tuple[str, ...] = ()
    is_optional: bool = False


@dataclass(frozen=True)
class Phases:
    """The drawing of a lifecycle."""

    lifecycle: str
    phases: tuple[Phase, ...]


@dataclass(frozen=True)
class Part:
    """Blocks under a heading of their own."""

    title: str
    blocks: tuple[Block, ...]


Block = Union[Paragraph, Table, Steps, Phases, Part]


@dataclass(frozen=True)
class Section:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """``facts``: pairs of a label and its value, shown below the title."""

    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]


def table(label: str, head: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> Table:
    """A table without the columns in which no row has anything, but with at least two: a single cell is a heading."""
    kept = tuple(rows)
    used = [index for index in range(1, len(head)) if any(len(row) > 1 and row[index] for row in kept)]
    filled = [0, *(used or [1])]
    short = tuple(row if len(row) == 1 else tuple(row[index] for index in filled) for row in kept)
    return Table(label, tuple(head[index] for index in filled), short)


def cell(*pieces: Any) -> Cell:
    """A cell of these pieces; None and empty texts are left out."""
    return tuple(each for each in pieces if each not in (None, ""))


def marks(texts: Iterable[Any], tone: str = SCOPE) -> tuple[Mark, ...]:
    """A mark for each text."""
    return tuple(Mark(str(each), tone) for each in texts)


def note(text: Any) -> tuple[Mark, ...]:
    """A remark below a name, if there is one."""
    return (Mark(str(text), NOTE),) if text else ()


def many(count: int, word: str, plural: str = "") -> str:
    """``1 step``, ``2 steps``."""
    return f"{count} {word if count == 1 else plural or f'{word}s'}"


def words(option: str) -> str:
    """The name of an option as words: ``run_script`` -> ``Run script``."""
    text = option.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def named(items: Sequence[dict[str, Any]], option: str = "name") -> dict[str, dict[str, Any]]:
    """Items by their names."""
    return {str(each.get(option)): each for each in items}
