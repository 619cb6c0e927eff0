# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads JSON and reports keys that are given more than once; Python's reader would keep only the last value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import field
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass

DEEPEST = 100
TOO_DEEP = f"it is nested deeper than {DEEPEST} levels"
TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[{}\[\]:,]')


@dataclass(frozen=True)
class Found:
    """A value, and a message for each key that is given more than once."""

    value: Any
    repeated_keys: list[str]


@dataclass
class _Level:
    """An object or a list that the scan is inside of. ``lines``: the line numbers of each of its keys."""

    place: str
    is_list: bool
    at: Any = 0
    lines: dict[str, list[int]] = field(default_factory=dict)

    def inner(self) -> str:
        return f"{self.place}[{self.at}]" if self.is_list else f"{self.place}.{self.at}".lstrip(".")


def json_value(text: str) -> Found:
    """The value of a text in JSON. Raises ``ValueError``."""
    repeated = False

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeated
        found = dict(pairs)
        repeated = repeated or len(found) < len(pairs)
        return found

    try:
        value = json.loads(text, object_pairs_hook=mapping)
    except RecursionError:
        raise ValueError(TOO_DEEP) from None
    if _depth(value) > DEEPEST:
        raise ValueError(TOO_DEEP)
    return Found(value, list(_repeated_keys(text)) if repeated else [])


def given_often(place: str, lines: list[int]) -> str:
    """The message about a key that is given more than once."""
    often = "twice" if len(lines) == 2 else f"{len(lines)} times"
    return f"{place} is given {often}, on lines {', '.join(map(str, lines[:-1]))} and {lines[-1]}"


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level and depth <= DEEPEST:
        parts = [each.values() if isinstance(each, dict) else each for each in level if isinstance(each, (dict, list))]
        level, depth = [each for part in parts for each in part], depth + 1
    return depth


def _repeated_keys(text: str) -> Iterator[str]:
    """A message for each key that is given more than once, with its lines, which Python's reader does not report."""
    levels: list[_Level] = []
    line, end, last = 1, 0, ""
    for token in TOKEN.finditer(text):
        line, end = line + text.count("\n", end, token.start()), token.start()
        sign = token[0]
        if sign in ("{", "["):
            levels.append(_Level(levels[-1].inner() if levels else "", sign == "["))
        elif sign in ("}", "]"):
            closed = levels.pop()
            for key, lines in closed.lines.items():
                if len(lines) > 1:
                    yield given_often(f"{closed.place}.{key}".lstrip("."), lines)
        elif sign == ":":
            levels[-1].at = json.loads(last)
            levels[-1].lines.setdefault(levels[-1].at, []).append(line)
        elif sign == ",":
            levels[-1].at = levels[-1].at + 1 if levels[-1].is_list else levels[-1].at
        else:
            last = sign
