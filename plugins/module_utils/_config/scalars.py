# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Chooses the YAML style of a text, so that every reader of YAML 1.1 and 1.2 reads the same text back."""

from __future__ import annotations

import re

LITERAL, QUOTED, ESCAPED = "|", "'", '"'
# Line ends that readers normalise or treat differently, and characters that YAML does not allow.
TO_ESCAPE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffd]")
# Words, numbers and dates of YAML 1.1 or 1.2: readers differ about 7e10553, 089, 0o17, 1_000 and y.
NOT_PLAIN = re.compile(
    r"""
    ~ | = | << | null | true | false | yes | no | on | off | y | n
    | [-+]? \. (?: inf | nan )
    | [-+]? 0 [xob] [0-9a-f_]*
    | [-+]? \.? [0-9_] [0-9_.,:]* (?: e [-+]? [0-9_]* )?
    | [0-9]{4} - [0-9]{1,2} - [0-9]{1,2} (?: [t\ \t] .* )?
    """,
    re.VERBOSE | re.IGNORECASE,
)


def style(text: str) -> str | None:
    """PyYAML's sign for the style that a text needs; None where every style is fine."""
    if TO_ESCAPE.search(text):
        return ESCAPED
    if may_be_literal(text):
        return LITERAL
    return QUOTED if NOT_PLAIN.fullmatch(text) else None


def may_be_literal(text: str) -> bool:
    """Whether a text has several lines and can be written as a literal block."""
    return "\n" in text and bool(text.strip()) and not TO_ESCAPE.search(text)
