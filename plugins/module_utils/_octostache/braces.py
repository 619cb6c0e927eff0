# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the braces that close others, in one pass: texts of users may have thousands that nothing closes."""

from __future__ import annotations

import re

BRACES = re.compile(r"[{}]")


def closing(text: str) -> dict[int, int]:
    """The positions of closing braces by the positions of the braces that they close."""
    ends: dict[int, int] = {}
    is_open: list[int] = []
    for brace in BRACES.finditer(text):
        if brace[0] == "{":
            is_open.append(brace.start())
        elif is_open:
            ends[is_open.pop()] = brace.start()
    return ends
