# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document as a web page in one file, without scripts and without anything from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.octopus.deploy.plugins.module_utils._document.blocks import (
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
from ansible_collections.octopus.deploy.plugins.module_utils._document.drawing import drawing
from ansible_collections.octopus.deploy.plugins.module_utils._document.escaping import escaped
from ansible_collections.octopus.deploy.plugins.module_utils._document.style import STYLE


def page(document: Document) -> str:
    """The document as HTML."""
    title = escaped(document.title)
    facts = "".join(f"<div><dt>{escaped(label)}</dt><dd>{escaped(value)}</dd></div>" for label, value in document.facts)
    anchored = [(f"part-{number}", each) for number, each in enumerate(document.sections, 1)]
    contents = "".join(f'<li><a href="#{anchor}">{escaped(each.title)}</a></li>' for anchor, each in anchored)
    sections = "\n".join(line for anchor, each in anchored for line in _section(anchor, each))
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>
{STYLE}</style>
</head>
<body>
<header>
<h1>{title}</h1>
<dl class="facts">{facts}</dl>
</header>
<div class="columns">
<nav aria-label="Contents"><ol>{contents}</ol></nav>
<main>
{sections}
</main>
</div>
</body>
</html>
"""


def inline(cell: Cell) -> str:
    """A cell as HTML."""
    return "".join(_piece(piece) for piece in cell)


def _piece(piece: object) -> str:
    if isinstance(piece, Code):
        return f"<code>{escaped(piece.text)}</code>"
    if isinstance(piece, Mark):
        # The space lets a line break between marks.
        return f'<span class="mark {piece.tone}">{_lines(piece.text)}</span> '
    return _lines(str(piece))


def _lines(text: str) -> str:
    return escaped(text).replace("\n", "<br>")


def _section(anchor: str, section: Section) -> Iterator[str]:
    yield f'<section id="{anchor}"><h2>{escaped(section.title)}</h2>'
    for block in section.blocks:
        yield from _block(block)
    yield "</section>"


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield f"<p>{inline(block.content)}</p>"
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Steps):
        yield from _steps(block.steps)
    elif isinstance(block, Phases):
        yield f'<div class="scroll" role="group" tabindex="0" aria-label="{escaped(block.lifecycle)}">'
        yield f"{drawing(block)}</div>"
    elif isinstance(block, Part):
        yield f"<details open><summary><h3>{escaped(block.title)}</h3></summary>"
        for each in block.blocks:
            yield from _block(each)
        yield "</details>"


def _table(table: Table) -> Iterator[str]:
    """A table in a box that scrolls if the table is too wide; the labels of cells are for small screens."""
    kind = "matrix" if table.matrix else "list"
    yield f'<div class="scroll of-{kind}" role="group" tabindex="0" aria-label="{escaped(table.label)}">'
    head = "".join(f'<th scope="col">{escaped(each)}</th>' for each in table.head)
    yield f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>'
    for row in table.rows:
        first, *others = [inline(each).strip() for each in row]
        if not others:
            yield f'<tr class="group"><th scope="rowgroup" colspan="{len(table.head)}">{first}</th></tr>'
            continue
        labels = table.head[1:]
        cells = "".join(f'<td data-label="{escaped(label)}">{text}</td>' for label, text in zip(labels, others))
        named = f'<th scope="row">{first}</th>' if first else "<td></td>"
        yield f"<tr>{named}{cells}</tr>"
    yield "</tbody></table></div>"


def _steps(steps: tuple[Step, ...]) -> Iterator[str]:
    yield '<ol class="steps">'
    for each in steps:
        first, *others = [inline(fact).strip() for fact in each.facts] or [""]
        yield f'<li><b>{escaped(each.name)}</b> <span class="dim">{first}</span>'
        if others:
            yield f"<ul>{''.join(f'<li>{fact}</li>' for fact in others)}</ul>"
        if each.inner:
            yield from _steps(each.inner)
        yield "</li>"
    yield "</ol>"
