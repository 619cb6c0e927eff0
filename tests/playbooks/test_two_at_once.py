# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two playbooks at once on the same resources: no error, nothing lost, both end as written."""

from __future__ import annotations

from pathlib import Path

import pytest
from emulator.testing import Emulator
from playbooks.playbook import ROOT, finish, play, start, write_play

FIRST_SPACE = ROOT / "examples" / "first_space.yml"


@pytest.mark.fact("5.45")
def test_the_same_playbook() -> None:
    """Both make everything: each document is made once, by whichever was faster."""
    with Emulator() as server:
        both = [start(FIRST_SPACE, server) for dummy in range(2)]
        for played in map(finish, both):
            assert played.code == 0, played.output
        made = [each for each in server.requests if each.method == "POST" and each.status == 201]
        names = sorted(each.path for each in made)
        assert play(FIRST_SPACE, server).changed == 0
    assert len(names) == 14, names


def tasks(prefix: str) -> str:
    return f"""
- name: Make what both use
  octopus.deploy.octopus_environment:
    name: Shared {{{{ item }}}}
    description: Used by both
  loop: "{{{{ range(20) | list }}}}"

- name: Make what this one alone uses
  octopus.deploy.octopus_project_group:
    name: {prefix} {{{{ item }}}}
  loop: "{{{{ range(20) | list }}}}"
"""


@pytest.mark.fact("5.45")
def test_different_playbooks_that_share(tmp_path: Path) -> None:
    paths = [write_play(tmp_path / f"{name}.yml", tasks(name)) for name in ("One", "Other")]
    with Emulator() as server:
        for played in map(finish, [start(path, server) for path in paths]):
            assert played.code == 0, played.output
        assert [play(path, server).changed for path in paths] == [0, 0]
        environments = [each for each in server.requests if each.method == "POST" and each.status == 201]
    assert len([each for each in environments if each.path.endswith("/environments")]) == 20
    assert len([each for each in environments if each.path.endswith("/projectgroups")]) == 40
