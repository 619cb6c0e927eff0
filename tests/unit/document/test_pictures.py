# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures in the documentation are there, shown, and small."""

from __future__ import annotations

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parents[3] / "docs"
MOST = 100_000


def test_pictures_are_shown_and_small() -> None:
    pages = "".join(each.read_text(encoding="utf-8") for each in DOCS.glob("*.md"))
    shown = set(re.findall(r"\]\((\w+\.png)\)", pages))
    pictures = {each.name: each.stat().st_size for each in DOCS.glob("*.png")}
    assert shown == set(pictures) and len(shown) == 3
    assert [name for name, size in pictures.items() if size >= MOST] == []
