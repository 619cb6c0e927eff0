# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to apply a configuration to a space, each as playbooks beside ``group_vars`` with the data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench import naive
from bench.spaces import PARTS, Config

FIRST, UNCHANGED, CHECK, CHANGE, EXPORT = (
    "first apply",
    "unchanged",
    "check mode, one change",
    "one change",
    "export",
)
# Folders with the data, with one change in the data, and without group_vars.
SPACE, CHANGED, BARE = "space", "changed", "."
FROM_FILE = "unchanged, from src"
HEAD = """---
- name: Hold a space to a configuration
  hosts: localhost
  gather_facts: false
"""
CONFIG = f"""{HEAD}
  tasks:
    - name: Hold the space to its configuration
      octopus.deploy.octopus_config:
        config: "{{{{ config }}}}"
"""
SRC = f"""{HEAD}
  tasks:
    - name: Hold the space to its configuration
      octopus.deploy.octopus_config:
        src: "{{{{ playbook_dir }}}}/source.yml"
"""
INFO = f"""{HEAD}
  tasks:
    - name: Write the space down
      octopus.deploy.octopus_config_info:
        dest: "{{{{ playbook_dir }}}}/exported"
"""
NOTHING = f"""{HEAD}
  tasks:
    - name: Say something
      ansible.builtin.debug:
        msg: Nothing
"""


@dataclass(frozen=True)
class Situation:
    """A playbook and its options. ``data``: the folder of the playbook, which may have data."""

    title: str
    playbook: str
    data: str = SPACE
    check: bool = False


@dataclass(frozen=True)
class Approach:
    """A way, with its situations in the order in which one server runs them.

    ``near``, ``far``: the number of runs for each size, without and with the delay. Without runs with the delay, every
    request is assumed to wait for the delay, one after the other.
    """

    title: str
    near: Mapping[int, int]
    far: Mapping[int, int]
    situations: Sequence[Situation]


def loops(config: Config) -> str:
    """A play with a task for each kind, which loops over the items with the kind's module."""
    modules = {each.plural: each.module for each in PARTS}
    tasks = []
    for plural, items in config.items():
        options = "".join(f'        {option}: "{{{{ item.{option} }}}}"\n' for option in items[0])
        tasks.append(
            f"    - name: Have the {plural}\n"
            f"      octopus.deploy.{modules[plural]}:\n{options}"
            f'      loop: "{{{{ config.{plural} }}}}"\n'
            '      loop_control:\n        label: "{{ item.name }}"\n'
        )
    return f"{HEAD}\n  tasks:\n" + "\n".join(tasks)


def applied(playbook: str) -> tuple[Situation, ...]:
    return Situation(FIRST, playbook), Situation(UNCHANGED, playbook)


def approaches(sample: Config) -> list[Approach]:
    """Every way. ``sample``: a configuration with all kinds and options."""
    single = loops(sample)
    by_hand = f"{HEAD}{naive.play(sample)}"
    return [
        Approach(
            "octopus_config",
            {10: 3, 100: 3, 1000: 3, 3000: 3},
            {10: 3, 100: 3, 1000: 3, 3000: 1},
            (
                *applied(CONFIG),
                Situation(FROM_FILE, SRC, BARE),
                Situation(CHECK, CONFIG, CHANGED, check=True),
                Situation(CHANGE, CONFIG, CHANGED),
                Situation(EXPORT, INFO, BARE),
            ),
        ),
        Approach(
            "loop over the modules",
            {10: 3, 100: 3},
            {10: 1, 100: 1},
            (
                *applied(single),
                Situation(CHECK, single, CHANGED, check=True),
                Situation(CHANGE, single, CHANGED),
            ),
        ),
        # No situation with --check, because ansible.builtin.uri does nothing in check mode. It starts a process for
        # each item of a loop, one after the other, so runs take minutes, and differ little.
        Approach(
            "ansible.builtin.uri",
            {10: 1, 100: 1},
            {10: 1},
            (*applied(by_hand), Situation(CHANGE, by_hand, CHANGED)),
        ),
    ]
