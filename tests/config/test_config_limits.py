# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that limits requests slows a run down and does not fail it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, run
from ansible_collections.octopus.deploy.plugins.module_utils._tasks import TASKS
from emulator.testing import Emulator

# 200 requests a minute and 200 at once, in a world that turns fifty times as fast and has a quarter of the documents.
PER_MINUTE, BURST = 200 * 50, 50
SIZE = 250


def applied(server: Emulator, config: dict[str, Any]) -> dict[str, Any]:
    options = {
        "octopus_url": server.url,
        "octopus_api_key": server.api_key,
        "validate_certs": True,
        "timeout": 60,
        "retries": 5,
        "config": config,
        "prune_limit": 10,
        "parallelism": 4,
    }
    return run(TASKS["octopus_config"], Request(options, False, 0, {}))


@pytest.mark.parametrize("pace", [True, False], ids=["told by the headers", "told by refusals"])
def test_many_documents(pace: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not pace:
        monkeypatch.setattr(
            "ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport.pace", lambda headers: 0.0
        )
    config = {"project_groups": [{"name": f"Group {number}"} for number in range(SIZE)]}
    with Emulator(rate_limit=(PER_MINUTE, BURST)) as server:
        first = applied(server, config)
        assert not first.get("failed"), first["msg"]
        assert first["counts"]["created"] == SIZE
        statuses = Counter(each.status for each in server.requests)
        assert statuses[201] == SIZE
        assert bool(statuses[429]) == (not pace), "the server had to refuse only a run that does not heed its headers"
        server.clear_requests()
        again = applied(server, config)
        assert (again["changed"], again["counts"]["unchanged"]) == (False, SIZE)
