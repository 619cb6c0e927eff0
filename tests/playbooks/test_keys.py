# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A key that a task hands over is registered and never printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from emulator.testing import Emulator
from playbooks.playbook import play, run, write_play

TASKS = """
- name: Make a key
  octopus.deploy.octopus_api_key:
    user: admin
    name: One
  register: one

- name: Make keys
  octopus.deploy.octopus_api_key:
    user: admin
    name: "{{ item }}"
  loop: [Two, Three]
  register: more

- name: Pass them on
  ansible.builtin.copy:
    content: "{{ one.api_key }} {{ more.results | map(attribute='api_key') | join(' ') }}"
    dest: "{{ playbook_dir }}/keys"
    mode: "0600"
  no_log: true
"""
LATER = """
- name: Make a key
  octopus.deploy.octopus_api_key:
    user: admin
    name: One
  async: 10
  poll: 1
"""


@pytest.mark.parametrize("in_process", ["true", "false"])
def test_it_is_registered_and_never_printed(tmp_path: Path, in_process: str) -> None:
    path = write_play(tmp_path / "play.yml", TASKS)
    with Emulator() as server:
        played = play(path, server, "-vvvv", "--diff", "-e", f"octopus_in_process={in_process}")
    keys = (tmp_path / "keys").read_text(encoding="utf-8").split()
    assert len({*keys}) == 3 and all(key.startswith("API-") for key in keys)
    assert [key for key in keys if key in played.output] == []
    assert "censored" in played.output


def test_nobody_else_waits_for_it(tmp_path: Path) -> None:
    with Emulator() as server:
        played = run(write_play(tmp_path / "play.yml", LATER), server)
        assert server.requests == []
    assert (played.code, "async: can't be used" in played.output) == (2, True), played.output
