# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads texts that hold JSON, of variables and of steps, and compares them as data."""

from __future__ import annotations

import json
from typing import Any


def data_in(text: Any, as_written: bool = False) -> Any:
    """The data in a JSON text; None for another text. ``as_written``: numbers are texts, so that 1.10 is not 1.1."""
    if not isinstance(text, str) or not text.strip():
        return None
    try:
        return json.loads(text, parse_float=str, parse_int=str) if as_written else json.loads(text)
    except (ValueError, RecursionError):
        return None


def same_data(one: str, other: str) -> bool:
    """Whether two texts are the same data in JSON. In JSON, unlike in Python, true is not 1."""
    first, second = data_in(one), data_in(other)
    if first is None or second is None:
        return False
    return json.dumps(first, sort_keys=True) == json.dumps(second, sort_keys=True)
