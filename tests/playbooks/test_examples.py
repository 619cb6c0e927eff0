# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every example that a user may copy runs: in check mode, which only reads, then twice, at last without a change."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
from emulator.testing import Emulator
from playbooks.playbook import ROOT, play, run, write_play
from playbooks.test_guides import WALKED
from tasks import TASKS

READS = ("GET", "HEAD")
# A guide whose blocks need more than ansible-playbook has a test of its own: test_octopus_step.py.
TRIED_ELSEWHERE = (*WALKED, "inside_octopus.md")
MODULES = "ansible_collections.octopus.deploy.plugins.modules"
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def runs(path: Path, *options: str, changes: bool = True, unforeseen: int = 0) -> None:
    """``options``: of ansible-playbook; ``unforeseen``: the number of changes that check mode can't know of."""
    with Emulator() as server:
        predicted = play(path, server, "--check", "--diff", *options)
        assert [each for each in server.requests if each.method not in READS] == []
        done = play(path, server, *options)
        again = play(path, server, *options)
    assert again.changed == 0, again.output
    assert (done.changed > 0) == changes
    assert predicted.changed == done.changed - unforeseen


@pytest.mark.parametrize("module", sorted(TASKS))
def test_module(tmp_path: Path, module: str) -> None:
    examples = importlib.import_module(f"{MODULES}.{module}").EXAMPLES
    runs(write_play(tmp_path / "play.yml", examples), changes=module != "octopus_info")


def test_first_space() -> None:
    runs(ROOT / "examples" / "first_space.yml")


def test_whole_space() -> None:
    runs(ROOT / "examples" / "whole_space.yml")


def test_delivery(tmp_path: Path) -> None:
    """Check mode can't know that the deployment will ask for an approval."""
    runs(ROOT / "examples" / "delivery.yml", "-e", f"delivery_folder={tmp_path}", unforeseen=1)


def test_role() -> None:
    folder = ROOT / "examples" / "role"
    runs(folder / "site.yml", "-i", str(folder / "inventory.yml"))


def test_an_empty_space_of_the_role_is_not_the_default_one(tmp_path: Path) -> None:
    tasks = (
        "- name: Apply nothing\n  ansible.builtin.include_role:\n    name: octopus.deploy.space\n"
        "  vars:\n    space_config: {environments: []}\n    space_prune: [environments]\n"
    )
    path = write_play(tmp_path / "play.yml", tasks)
    with Emulator() as server:
        kept = server.seed("environments", Name="Production")
        refused = run(path, server, "-e", "space_name=")
        assert refused.code == 2 and "space: is empty, maybe because a variable is not set" in refused.output
        assert server.document(kept["Id"]) == kept
        assert play(path, server).changed == 1


def documented_playbooks() -> list[tuple[str, str]]:
    """The whole playbooks in the README, the role's and the guides that no other test tries."""
    pages = [ROOT / "README.md", ROOT / "roles" / "space" / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    pages = [page for page in pages if page.name not in TRIED_ELSEWHERE]
    return [
        (f"{page.relative_to(ROOT)}-{number}", block)
        for page in pages
        for number, block in enumerate(BLOCK.findall(page.read_text(encoding="utf-8")), 1)
        if "hosts:" in block
    ]


@pytest.mark.parametrize(("title", "playbook"), documented_playbooks(), ids=lambda value: value.split("\n")[0])
def test_documented_playbook(tmp_path: Path, title: str, playbook: str) -> None:
    path = tmp_path / "play.yml"
    path.write_text(playbook, encoding="utf-8")
    runs(path)
