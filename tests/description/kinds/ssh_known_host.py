# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSH known hosts, which no description that a server published has (api: settings#settings)."""

from __future__ import annotations

from dataclasses import replace

from description.facts import ANYTHING, TEXT, WHOLE, a, many
from description.rows import path

NAME, PAGE, NEW, ADDED = "SshKnownHostResource", "SshKnownHosts", "NewSshKnownHosts", "AddedSshKnownHosts"
SINCE = (2026, 2)
EVIDENCE = "api: settings#settings (the reference, CS)"
DEFINITIONS = {
    NAME: {"type": "object", "properties": dict.fromkeys(("Id", "Host", "KeyType", "PublicKey"), TEXT)},
    PAGE: {
        "type": "object",
        "properties": {"Resources": many(a(NAME)), **dict.fromkeys(("TotalCount", "FilteredCount"), WHOLE)},
    },
    NEW: {"type": "object", "required": ["KnownHostEntries"], "properties": {"KnownHostEntries": many(TEXT)}},
    ADDED: {"type": "object", "properties": {"AddedResources": many(a(NAME))}},
}
ROWS = (
    path("GET /api/sshknownhosts?partialHost,skip,take", a(PAGE), EVIDENCE, SINCE),
    replace(path("POST /api/sshknownhosts", a(ADDED), EVIDENCE, SINCE), body=a(NEW)),
    path("DELETE /api/sshknownhosts/{id}", ANYTHING, EVIDENCE, SINCE),
)
