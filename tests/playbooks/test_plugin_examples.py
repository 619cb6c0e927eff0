# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of filters and tests run unchanged, and their assertions hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from emulator.testing import Emulator
from playbooks.playbook import ROOT, play, write_play

BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
DOCUMENTED = sorted([*(ROOT / "plugins" / "filter").glob("*.yml"), *(ROOT / "plugins" / "test").glob("*.yml")])


@pytest.mark.parametrize("path", DOCUMENTED, ids=lambda path: path.stem)
def test_examples(tmp_path: Path, path: Path) -> None:
    examples = yaml.safe_load(path.read_text(encoding="utf-8"))["EXAMPLES"]
    with Emulator() as server:
        played = play(write_play(tmp_path / "play.yml", examples), server)
        assert server.requests == []
    assert played.code == 0, played.output
    assert played.ok == len(yaml.safe_load(examples))


def test_the_guide_to_versions(tmp_path: Path) -> None:
    (example,) = BLOCK.findall((ROOT / "docs" / "versions.md").read_text(encoding="utf-8"))
    with Emulator() as server:
        played = play(write_play(tmp_path / "play.yml", example), server)
    assert (played.code, played.ok) == (0, 1), played.output
