# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that deploys and waits is killed at any request: the next one carries on, and deploys nothing twice."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import one_session
from ansible_collections.octopus.deploy.plugins.plugin_utils import in_process
from contract.conftest import Octopus, on
from contract.deploying import MODULE, PLACE, made, release, shop_with_releases
from contract.deploying_alone import Alone, Deadly, alone
from contract.doors import DOORS
from emulator import clock
from emulator.testing import Emulator

PLACES = ["Test", "Production"]
# The time that the server takes for each deployment, so that a process is killed while it waits, too.
SECONDS = 1.0


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Octopus]:
    monkeypatch.setattr(in_process, "kept_session", one_session)
    # The server's time passes whenever the server looks at its clock, so that every process sends as many requests.
    moments = itertools.count(1_800_000_000.0, 0.05)
    monkeypatch.setattr(clock, "seconds", lambda: next(moments))
    with Emulator(task_seconds=SECONDS) as server:
        yield shop_with_releases(on(server, DOORS["action"]))


@pytest.fixture
def deploying() -> Iterator[Alone]:
    with alone(MODULE) as program:
        yield program


def options(shop: Octopus, version: str) -> dict[str, Any]:
    release(shop, version)
    return {**shop.connection, **PLACE, "version": version, "environments": PLACES, "wait_interval": 1}


@pytest.fixture(autouse=True, scope="module")
def in_no_time() -> None:
    """Processes of their own need connections, and the time of the machine."""


def requests_of(shop: Octopus, deploying: Alone) -> int:
    """The number of requests of a process that nobody kills."""
    wanted = options(shop, "1.9.0")
    shop.server.clear_requests()
    done = deploying.run(wanted)
    assert done and not done.get("failed"), done
    return len(shop.server.requests)


def killed(shop: Octopus, deploying: Alone, wanted: Mapping[str, Any], last: int) -> bool:
    """Whether a process was killed at its ``last`` request; it may be over sooner, as it waits for less time."""
    control, deadly = shop.server.app.control, Deadly(last)
    usual, control.requests = control.requests, deadly
    try:
        return deploying.run(wanted, deadly.sent_by) is None
    finally:
        control.requests = usual


def test_killed_at_each_request(shop: Octopus, deploying: Alone) -> None:
    seen: Counter[int] = Counter()
    for last in range(1, requests_of(shop, deploying) + 1):
        version = f"2.0.{last}"
        wanted = options(shop, version)
        if not killed(shop, deploying, wanted, last):
            continue
        before = made(shop, version)
        again = deploying.run(wanted)
        assert again and not again.get("failed"), again
        assert {each["state"] for each in again["deployments"]} == {"Success"}
        after = made(shop, version)
        assert before <= after and sorted(after.values()) == [1, 1]
        seen[before.total()] += 1
    # Processes were killed before the first deployment, between the two, and while they waited for both.
    assert set(seen) == {0, 1, 2}
