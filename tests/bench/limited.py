# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many spaces in one playbook, on a server that limits the requests of its one user."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.approaches import BARE, Situation
from bench.report import Table
from bench.suite import sampled
from served import Server, emulator

SPACES, DOCUMENTS = 10, 100
LIMIT, AT_FIRST = 1200, 200
# The default of ansible-playbook.
FORKS = 5
TOO_MANY = 429
# The numbers of requests may differ this much, because tasks poll until a new space is complete.
ASKS_AGAIN = 4 * SPACES
NAMES = [f"Space {number}" for number in range(SPACES)]
ITEMS = "".join(f"\n            - name: Group {number}" for number in range(DOCUMENTS))


def config(space: str) -> str:
    return f"""    - name: Hold the space to its configuration
      octopus.deploy.octopus_config:
        space: "{{{{ {space} }}}}"
        config:
          spaces:
            - name: "{{{{ {space} }}}}"
              space_managers_teams: [Octopus Administrators]
          project_groups:{ITEMS}
"""


LOOP = f"""---
- name: Hold every space to its configuration
  hosts: localhost
  gather_facts: false
  tasks:
{config("item")}      loop: {NAMES}
"""
FREE = f"""---
- name: Name every space as a host
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Name a space
      ansible.builtin.add_host:
        name: "{{{{ item }}}}"
        ansible_connection: local
      loop: {NAMES}
- name: Hold every space to its configuration
  hosts: all:!localhost
  gather_facts: false
  strategy: ansible.builtin.free
  tasks:
{config("inventory_hostname")}"""


@dataclass(frozen=True)
class Measured:
    """``least``: how many seconds the limit requires."""

    requests: int
    refused: int
    seconds: float
    least: float


def measured(playbook: str, folder: Path, server: Server) -> Measured:
    done = sampled(Situation("", playbook, BARE), folder, server)
    refused = sum(each["status"] == TOO_MANY for each in server.requests())
    passed = done.requests - refused
    return Measured(passed, refused, done.played.seconds, (passed - AT_FIRST) * 60 / LIMIT)


def tables(folder: Path) -> Iterator[Table]:
    where = folder / "limited"
    where.mkdir()
    rows = [("", "requests", "refused", "seconds", "by requests and limit", "beyond that")]
    for title, playbook in (("a loop", LOOP), (f"strategy free, {FORKS} forks", FREE)):
        with emulator("--rate-limit", f"{LIMIT}:{AT_FIRST}") as server:
            found = measured(playbook, where, server)
        beyond = f"{(found.seconds / found.least - 1) * 100:.0f} %"
        rows.append(
            (title, f"{found.requests:,}", f"{found.refused}", f"{found.seconds:.1f}", f"{found.least:.1f}", beyond)
        )
    note = (
        f"{SPACES} new spaces with {DOCUMENTS} project groups each by `octopus_config`, on a server that lets "
        f"{AT_FIRST} requests of a user pass at once, and {LIMIT:,} a minute. The seconds include the start of "
        "ansible-playbook. 50 spaces of 200 documents at 200 a minute would take nearly an hour by the same "
        "arithmetic. A refused request is sent again; no task fails."
    )
    yield Table(f"{SPACES} spaces at the limit", rows, note, asks_again=ASKS_AGAIN)
