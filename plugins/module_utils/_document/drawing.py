# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A lifecycle as a drawing (SVG) within a page, whose style sheet colours it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._document.blocks import Phase, Phases
from ansible_collections.octopus.deploy.plugins.module_utils._document.escaping import escaped

# Pixels: the widest drawing, the distance between boxes, the padding within one, the height of a line.
WIDEST, GAP, PADDING, LINE = 830, 36, 14, 21
# Longer names end in three dots, and have a tooltip.
LONGEST = 44
NARROW = frozenset("ijlt.,:;'|!()[]fr ")
BROAD = frozenset("mwMW@%&")


@dataclass(frozen=True)
class Line:
    """A line of text in a box. ``style``: the class that the style sheet knows."""

    text: str
    style: str


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    width: int
    height: int
    phase: Phase
    lines: tuple[Line, ...]


def drawing(phases: Phases) -> str:
    """The phases as boxes in rows, joined by arrows."""
    boxes = placed(phases.phases)
    width = max(each.x + each.width for each in boxes) + 2
    height = max(each.y + each.height for each in boxes) + 2
    parts = [*_arrows(boxes), *(part for each in boxes for part in _box(each))]
    return (
        f'<svg class="lifecycle" role="img" aria-label="{escaped(in_words(phases))}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def in_words(phases: Phases) -> str:
    """The drawing in words, for people who can't see it."""
    words = []
    for number, each in enumerate(phases.phases, 1):
        targets = [f"{name} automatically" if automatic else name for name, automatic in each.targets]
        notes = [*(["may be skipped"] if each.is_optional else []), *each.notes]
        words.append(f"{number} {each.name}: {', '.join([*targets, *notes])}")
    return f"Lifecycle {phases.lifecycle}. {'; '.join(words)}"


def placed(phases: Sequence[Phase]) -> list[Box]:
    """The boxes, in rows that are at most ``WIDEST``; the boxes of a row have the same height."""
    texts = [tuple(_lines(number, each)) for number, each in enumerate(phases, 1)]
    widths = [max(112, max(width_of(line) for line in each) + 2 * PADDING) for each in texts]
    rows: list[list[int]] = [[]]
    for number, width in enumerate(widths):
        if rows[-1] and sum(widths[each] + GAP for each in rows[-1]) + width > WIDEST:
            rows.append([])
        rows[-1].append(number)
    boxes, y = [], 2
    for row in rows:
        height = max(len(texts[each]) for each in row) * LINE + 2 * PADDING - 6
        x = 2
        for each in row:
            boxes.append(Box(x, y, widths[each], height, phases[each], texts[each]))
            x += widths[each] + GAP
        y += height + GAP
    return boxes


def _lines(number: int, phase: Phase) -> Iterator[Line]:
    yield Line(f"{number}  {phase.name}", "phase")
    for name, automatic in phase.targets:
        yield Line(f"{'▸' if automatic else '○'} {name}", "auto" if automatic else "hand")
    if phase.is_optional:
        yield Line("may be skipped", "note")
    for note in phase.notes:
        yield Line(note, "note")


def width_of(line: Line) -> int:
    """The most pixels that a line takes in the usual fonts."""
    text, size = shortened(line.text), 14.5 if line.style == "phase" else 13.5
    return int(sum(_share(each) for each in text) * size) + 4


def _share(character: str) -> float:
    """The width of a character as a share of the size of the font."""
    if unicodedata.east_asian_width(character) in "WF":
        return 1.1
    if character in BROAD:
        return 1.0
    if character in NARROW:
        return 0.4
    return 0.76 if character.isupper() or not character.isascii() else 0.62


def shortened(text: str) -> str:
    """A text that is not too long for a box."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _box(box: Box) -> Iterator[str]:
    optional = " optional" if box.phase.is_optional else ""
    yield f'<g><rect class="box{optional}" x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="8"/>'
    for number, line in enumerate(box.lines):
        y = box.y + PADDING + number * LINE + 10
        tip = f"<title>{escaped(line.text)}</title>" if shortened(line.text) != line.text else ""
        text = escaped(shortened(line.text))
        yield f'<text class="{line.style}" x="{box.x + PADDING}" y="{y}">{tip}{text}</text>'
    yield "</g>"


def _arrows(boxes: Sequence[Box]) -> Iterator[str]:
    """An arrow from each box to the next; to a box of the next row it goes around the corner."""
    for before, after in zip(boxes, boxes[1:]):
        if before.y == after.y:
            x, y, end = before.x + before.width, before.y + before.height // 2, after.x - 3
            yield f'<path class="arrow" d="M{x} {y}H{end}m-6 -5l6 5l-6 5"/>'
        else:
            x, y = before.x + before.width // 2, before.y + before.height
            middle, to, end = y + GAP // 2, after.x + after.width // 2, after.y - 3
            yield f'<path class="arrow" d="M{x} {y}V{middle}H{to}V{end}m-5 -6l5 6l5 -6"/>'
