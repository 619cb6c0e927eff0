# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run by a process that has loaded ansible-playbook is like one by ansible-playbook that was started for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from checks import OWN_ENVIRONMENT, ROOT
from loaded import Pool

PLAY = """
- name: Say what this run knows
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Say it
      ansible.builtin.debug:
        msg: "{{ lookup('ansible.builtin.env', 'TOLD') }}, {{ given }}, {{ ansible_check_mode }}"
    - name: Fail
      ansible.builtin.fail:
        msg: As it was told
      when: given == 'fails'
"""
ENVIRONMENT = {**os.environ, **OWN_ENVIRONMENT}


@pytest.fixture
def play(tmp_path: Path) -> str:
    path = tmp_path / "play.yml"
    path.write_text(PLAY, encoding="utf-8")
    return str(path)


def started(arguments: list[str], environment: Mapping[str, str]) -> tuple[int, str]:
    ran = subprocess.run(
        [str(Path(sys.executable).parent / "ansible-playbook"), *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout


@pytest.mark.parametrize(
    ("told", "given", "options"), [("one", "goes well", []), ("other", "fails", ["--check"])], ids=["well", "failing"]
)
def test_a_run_is_like_one_that_was_started(play: str, told: str, given: str, options: list[str]) -> None:
    pool = Pool()
    environment = {**ENVIRONMENT, "TOLD": told}
    arguments = [play, "-e", f"given='{given}'", *options]
    with pool.one(environment) as loaded:
        first = loaded.run([play, "-e", "given=before"], {**environment, "TOLD": "what the run before was told"})
        ran = loaded.run(arguments, environment)
    pool.end()
    assert first.code == 0 and "what the run before was told, before, False" in first.output
    assert f"{told}, {given}, {bool(options)}" in ran.output
    assert (ran.code, ran.output) == started(arguments, environment)


def test_a_process_serves_runs_that_agree_in_what_is_seen_while_loading() -> None:
    pool = Pool()
    with pool.one(ENVIRONMENT) as first:
        pass
    with pool.one({**ENVIRONMENT, "TOLD": "more"}) as again, pool.one(ENVIRONMENT) as beside:
        assert again is first
        assert beside is not first, "a process does one run at a time"
    with pool.one({**ENVIRONMENT, "ANSIBLE_NOCOLOR": "1"}) as other:
        assert other not in (first, beside)
    pool.end()
