# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide to the client: the blocks of Python in it run unchanged, one after the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from emulator.testing import Emulator

GUIDE = Path(__file__).parents[3] / "docs" / "python_client.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_guide(server: Emulator, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = BLOCK.findall(GUIDE.read_text(encoding="utf-8"))
    assert len(blocks) >= 5
    monkeypatch.setenv("OCTOPUS_URL", server.url)
    monkeypatch.setenv("OCTOPUS_API_KEY", server.api_key)
    names: dict[str, object] = {}
    expected: list[str] = []
    for block in blocks:
        exec(compile(block, str(GUIDE), "exec"), names)
        expected += re.findall(r"print\(.*\)  # (.*)$", block, re.MULTILINE)
    printed = capsys.readouterr().out.splitlines()
    assert expected
    for line in expected:
        assert line in printed, printed
    assert {"POST", "PUT", "DELETE"} <= {each.method for each in server.requests}
