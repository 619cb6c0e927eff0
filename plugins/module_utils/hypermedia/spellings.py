# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a secret may be spelled where somebody repeats it: escaped, encoded, or only a line of it."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, quote_plus

# Fewer characters than these stand in many a word and address.
SHORTEST = 4
# A line of a secret is one that nobody writes by chance, and does not only say that a key begins or ends there.
SHORTEST_LINE = 8
ARMOUR = "-----"
# A key within JSON has the ends of its lines escaped.
LINE_ENDS = re.compile(r"(?:\\r)?\\n|\r\n|\r|\n")
ESCAPED_BY_NET = "\"&'+<>`"
PERCENT = re.compile(r"%[0-9A-F]{2}")
# Nothing that writes texts escapes these.
UNCHANGED = re.compile(r"[A-Za-z0-9._~-]+")
UNICODE = re.compile(r"\\u([0-9a-f]{4})")


def spellings(secret: str) -> set[str]:
    """All that gives a secret away. Empty for one that is too short to be told from other text."""
    return {each for part in _parts(secret) for each in _encoded(part) if len(each) >= SHORTEST and each.strip("*")}


def _parts(secret: str) -> Iterator[str]:
    """A secret as it may be cut: whole, without blanks around it, with other ends of lines, line by line."""
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
    if len(part) < SHORTEST:
        return
    for each in (part, f"{part}\n"):
        yield base64.b64encode(each.encode("utf-8", "replace")).decode("ascii")
    for encode in ENCODINGS if not UNCHANGED.fullmatch(part) else ENCODINGS[:1]:
        yield encode(part)
        # JSON within JSON, as where a server quotes a whole request.
        yield json.dumps(encode(part))[1:-1]


def _python(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")


def _net(text: str) -> str:
    """As .NET writes JSON: more is escaped than has to be."""
    inside = json.dumps(text.replace('"', "\0"))[1:-1].replace("\\u0000", '"')
    upper = UNICODE.sub(lambda found: f"\\u{found[1].upper()}", inside)
    return "".join(f"\\u{ord(each):04X}" if each in ESCAPED_BY_NET else each for each in upper)


def _lower(text: str) -> str:
    """Quoted for an address as .NET's HttpUtility does it."""
    return PERCENT.sub(lambda found: found[0].lower(), quote_plus(text, safe="!()*-._", errors="replace"))


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
    html.escape,
    lambda text: html.escape(text, quote=False),
    lambda text: html.escape(text).replace("&#x27;", "&#39;"),
)
