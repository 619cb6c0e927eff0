# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity of what an inventory reads: a run uses the cache of another run only if it is equal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._inventory.arguments import READING
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import Connection
from ansible_collections.octopus.deploy.plugins.module_utils._version import VERSION


def identity(asked: Connection, spaces: Sequence[str], options: Mapping[str, Any]) -> str:
    """A hash of the server, the user, the spaces and the filters, and of the version that reads them.

    The hash includes the API key or the token, which can't be guessed from the hash. A password could be guessed, so
    the hash includes the user's name instead.
    """
    parts = {
        "version": VERSION,
        "server": asked.url.rstrip("/"),
        "user": asked.api_key or asked.access_token or ["user", asked.username],
        "spaces": list(spaces),
        "options": {option: options.get(option) for option in sorted(READING)},
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
