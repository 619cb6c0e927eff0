# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The spellings of a secret: escaped, encoded, or single lines of it."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, quote_plus

# Shorter secrets would be found in many words and addresses.
SHORTEST = 4
# A shorter line, or one that only marks the beginning or the end of a key, is not masked by itself.
SHORTEST_LINE = 8
ARMOUR = "-----"
# Line ends, which are escaped in a key within JSON.
LINE_ENDS = re.compile(r"(?:\\r)?\\n|\r\n|\r|\n")
ESCAPED_BY_NET = "\"&'+<>`"
PERCENT = re.compile(r"%[0-9A-F]{2}")
# Characters that no encoding escapes.
UNCHANGED = re.compile(r"[A-Za-z0-9._~-]+")
UNICODE = re.compile(r"\\u([0-9a-f]{4})")


def spellings(secret: str) -> set[str]:
    """All spellings of a secret; empty for a secret that is too short to be distinguished from other text."""
    # A secret without surrounding blanks is the same text again.
    parts = {part for part in _parts(secret) if len(part) >= SHORTEST}
    return {each for part in parts for each in _encoded(part) if len(each) >= SHORTEST and each.strip("*")}


def _parts(secret: str) -> Iterator[str]:
    """The parts of a secret: the whole, without surrounding blanks, with other line ends, and each line."""
    stripped = secret.strip()
    yield secret
    yield stripped
    if len(stripped.splitlines()) > 1:
        lines = stripped.splitlines()
        yield from ("\n".join(lines), "\r\n".join(lines), " ".join(lines), "".join(lines))
    cut = [line.strip() for line in LINE_ENDS.split(stripped)]
    if len(cut) > 1:
        yield from (line for line in cut if len(line) >= SHORTEST_LINE and not line.startswith(ARMOUR))


def _encoded(part: str) -> Iterator[str]:
    for each in (part, f"{part}\n"):
        yield base64.b64encode(each.encode("utf-8", "replace")).decode("ascii")
    if UNCHANGED.fullmatch(part):
        yield part
        return
    # Many encodings of a text are equal.
    for each in {encode(part) for encode in ENCODINGS}:
        yield each
        # JSON within JSON, as in an answer that quotes a whole request.
        yield json.dumps(each)[1:-1]


def _python(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")


def _net(text: str) -> str:
    """A JSON text as .NET writes it, which escapes more characters than necessary."""
    inside = json.dumps(text.replace('"', "\0"))[1:-1].replace("\\u0000", '"')
    upper = UNICODE.sub(lambda found: f"\\u{found[1].upper()}", inside)
    return "".join(f"\\u{ord(each):04X}" if each in ESCAPED_BY_NET else each for each in upper)


def _lower(text: str) -> str:
    """A text quoted for an address as .NET's HttpUtility does it."""
    return PERCENT.sub(lambda found: found[0].lower(), quote_plus(text, safe="!()*-._", errors="replace"))


def _html(text: str, quote: bool = True) -> str:
    # Few secrets need it, and the module takes long to import.
    import html

    return html.escape(text, quote)


ENCODINGS: tuple[Callable[[str], str], ...] = (
    str,
    lambda text: json.dumps(text)[1:-1],
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    _net,
    lambda text: repr(text)[1:-1],
    _python,
    lambda text: quote(text, safe="", errors="replace"),
    lambda text: quote(text, errors="replace"),
    lambda text: quote_plus(text, errors="replace"),
    _lower,
    _html,
    lambda text: _html(text, quote=False),
    lambda text: _html(text).replace("&#x27;", "&#39;"),
)
