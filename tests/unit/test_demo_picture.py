# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture in the README shows lines of the demo, and loads nothing from elsewhere."""

from __future__ import annotations

import re

import demo_picture

OUTPUT = """Making a first space on an emulated server.

==================== 1. what would change ====================

PLAY [Set up a first space] ****

TASK [Make the space] **********
+    "name": "First space"

[WARNING]: something
changed: [localhost]

TASK [Make the environments] ***
changed: [localhost]

PLAY RECAP *********************
localhost : ok=2 changed=2 unreachable=0 failed=0 skipped=0 rescued=0 ignored=0

======================================================================
The space got 3 environments.

1. what would change  2

To run the same against a server of your own:
"""


def test_the_picture_shows_the_first_task_the_recap_and_the_summary() -> None:
    assert [demo_picture.shortened(line) for line in demo_picture.excerpt(OUTPUT)] == [
        "",
        "==================== 1. what would change ====================",
        "TASK [Make the space] ***",
        '+    "name": "First space"',
        "changed: [localhost]",
        demo_picture.LEFT_OUT,
        "localhost : ok=2 changed=2 unreachable=0 failed=0",
        "",
        "The space got 3 environments.",
        "",
        "1. what would change  2",
    ]


def loaded(svg: str) -> list[str]:
    """The addresses in a picture, without those that only name a format or its author."""
    named = ("http://www.w3.org/", "https://www.textualize.io")
    return [each for each in re.findall(r"https?://[^\s\"')<]+", svg) if not each.startswith(named)]


def test_a_picture_loads_nothing() -> None:
    assert not loaded(demo_picture.picture(["\x1b[32mok: [localhost]\x1b[0m"]))


def test_the_picture_in_the_readme_is_small_and_loads_nothing() -> None:
    svg = demo_picture.PICTURE.read_text(encoding="utf-8")
    assert not loaded(svg)
    assert len(svg) < 40_000
    assert "](docs/demo.svg)" in (demo_picture.ROOT / "README.md").read_text(encoding="utf-8")
