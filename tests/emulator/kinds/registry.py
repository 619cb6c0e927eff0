# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every collection that the emulator serves."""

from __future__ import annotations

from emulator.kinds import environments, infrastructure, library, lifecycles, machines, people, projects, spaces, tasks
from emulator.model import Kind

KINDS: tuple[Kind, ...] = (
    spaces.KIND,
    environments.KIND,
    lifecycles.KIND,
    projects.GROUP,
    projects.PROJECT,
    projects.CHANNEL,
    machines.MACHINE,
    machines.WORKER,
    infrastructure.POLICY,
    infrastructure.PROXY,
    infrastructure.WORKER_POOL,
    infrastructure.ACCOUNT,
    infrastructure.CERTIFICATE,
    infrastructure.FEED,
    library.VARIABLE_SET,
    library.TAG_SET,
    library.TENANT,
    people.TEAM,
    people.USER,
    tasks.KIND,
)
