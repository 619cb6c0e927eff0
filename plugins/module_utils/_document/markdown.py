# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document as Markdown, as GitHub and GitLab show it. Lifecycles are Mermaid diagrams."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ansible_collections.octopus.deploy.plugins.module_utils._document.blocks import (
    NOTE,
    Block,
    Cell,
    Code,
    Document,
    Mark,
    Paragraph,
    Part,
    Phases,
    Section,
    Step,
    Steps,
    Table,
)
from ansible_collections.octopus.deploy.plugins.module_utils._document.escaping import cleaned

# Characters that mean something to Markdown anywhere in a text.
SPECIAL = re.compile(r"([\\`*_\[\]|~#$])")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\t": " ", "\n": " "}
# The beginning of a line that would make it a list or a heading.
BEGINNING = re.compile(r"(?:[-+]|=(?==*$)|\d{1,9}[.)])(?=\s|=|$)")
TO_DRAW = re.compile(r"[^0-9A-Za-z \u00a0-\U0010ffff]")


def markdown(document: Document) -> str:
    """The document as a text."""
    lines = [f"# {escaped(document.title)}", ""]
    lines += [f"- {label}: {escaped(value)}" for label, value in document.facts]
    for section in document.sections:
        lines += ["", *_section(section)]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """A text on one line that shows as it is."""
    clean = cleaned(text.strip())
    for character, entity in ENTITIES.items():
        clean = clean.replace(character, entity)
    clean = SPECIAL.sub(r"\\\1", clean)
    begins = BEGINNING.match(clean)
    return f"{clean[: begins.end() - 1]}\\{clean[begins.end() - 1 :]}" if begins else clean


def inline(cell: Cell) -> str:
    """A cell on one line."""
    shown = []
    for number, piece in enumerate(cell):
        text = piece if isinstance(piece, str) else piece.text
        lead = _lead(cell[number - 1] if number else None, piece)
        shown.append(lead + "<br>".join(_line(line, piece) for line in re.split(r"\r\n|\r|\n", text)))
    return "".join(shown)


def _lead(before: object, piece: object) -> str:
    """The text between two pieces: marks are a list, and a note is on a line of its own."""
    if not isinstance(piece, Mark) or before is None:
        return ""
    return "<br>" if piece.tone == NOTE else ", " if isinstance(before, Mark) else ""


def _line(line: str, piece: object) -> str:
    """A line of a piece. Blanks at its ends separate it from its neighbours."""
    plain = escaped(line)
    if isinstance(piece, Code):
        return f"<code>{plain}</code>" if plain else ""
    if isinstance(piece, Mark):
        return f"*{plain}*" if plain else ""
    before, after = (" " if blank else "" for blank in (line[:1].isspace(), line[-1:].isspace()))
    return f"{before}{plain}{after}" if plain else before


def _section(section: Section) -> Iterator[str]:
    yield f"## {escaped(section.title)}"
    for block in section.blocks:
        yield ""
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield inline(block.content)
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Steps):
        yield from _steps(block.steps, "")
    elif isinstance(block, Phases):
        yield from _phases(block)
    elif isinstance(block, Part):
        yield f"### {escaped(block.title)}"
        for each in block.blocks:
            yield ""
            yield from _block(each)


def _table(table: Table) -> Iterator[str]:
    yield _row([escaped(each) for each in table.head])
    yield _row([":---:" if table.matrix and number > 1 else "---" for number in range(len(table.head))])
    for row in table.rows:
        cells = [inline(each) for each in row]
        yield _row([f"**{cells[0]}**", *[""] * (len(table.head) - 1)] if len(cells) == 1 else cells)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(each.strip() for each in cells)} |"


def _steps(steps: tuple[Step, ...], indent: str) -> Iterator[str]:
    for number, each in enumerate(steps, 1):
        yield f"{indent}{number}. **{escaped(each.name)}**"
        inside = indent + " " * (len(str(number)) + 2)
        yield from (f"{inside}- {inline(fact).strip()}" for fact in each.facts)
        if each.inner:
            yield ""
            yield from _steps(each.inner, inside)


def _phases(drawing: Phases) -> Iterator[str]:
    """A Mermaid diagram; every character with a meaning there is written by its number."""
    yield "```mermaid"
    yield "flowchart LR"
    for number, phase in enumerate(drawing.phases, 1):
        notes = [*(["may be skipped"] if phase.is_optional else []), *phase.notes]
        targets = [f"{name} (auto)" if automatic else name for name, automatic in phase.targets]
        text = "<br>".join([f"<b>{number}. {_drawn(phase.name)}</b>", *map(_drawn, [*targets, *notes])])
        yield f'    p{number}["{text}"]'
    if len(drawing.phases) > 1:
        yield f"    {' --> '.join(f'p{number + 1}' for number in range(len(drawing.phases)))}"
    yield "```"


def _drawn(text: str) -> str:
    clean = cleaned(" ".join(text.split()))
    return TO_DRAW.sub(lambda found: f"#{ord(found[0])};", clean)
