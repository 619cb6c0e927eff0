# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every collection that the emulator serves."""

from __future__ import annotations

from emulator.kinds import (
    accounts,
    actiontemplates,
    certificates,
    channels,
    environments,
    feeds,
    freezes,
    gitcredentials,
    library,
    lifecycles,
    machinepolicies,
    machines,
    people,
    processes,
    projects,
    proxies,
    retention,
    spaces,
    tasks,
    teams,
    tenants,
    triggers,
    variables,
    workerpools,
)
from emulator.model import Kind

KINDS: tuple[Kind, ...] = (
    spaces.KIND,
    environments.KIND,
    lifecycles.KIND,
    projects.GROUP,
    projects.PROJECT,
    channels.KIND,
    processes.KIND,
    triggers.KIND,
    variables.KIND,
    machines.MACHINE,
    machines.WORKER,
    machinepolicies.KIND,
    proxies.KIND,
    workerpools.KIND,
    accounts.KIND,
    certificates.KIND,
    feeds.KIND,
    library.KIND,
    gitcredentials.KIND,
    actiontemplates.KIND,
    actiontemplates.VERSION,
    freezes.KIND,
    tenants.TAG_SET,
    tenants.TENANT,
    retention.KIND,
    teams.TEAM,
    teams.ROLE,
    teams.SCOPED_ROLE,
    people.USER,
    people.API_KEY,
    tasks.KIND,
)
