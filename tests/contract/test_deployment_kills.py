# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that deploys and waits is killed at any moment: the next one carries on, and deploys nothing twice."""

from __future__ import annotations

import itertools
import random
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import one_session
from ansible_collections.octopus.deploy.plugins.plugin_utils import in_process
from contract.conftest import Octopus, on
from contract.deploying import MODULE, PLACE, made, release, shop_with_releases
from contract.deploying_alone import Alone, alone
from contract.doors import DOORS
from emulator.testing import Emulator

KILLS, SEED = 100, 20261128
PLACES = ["Test", "Production"]
# The time that the server takes for each deployment, so that a process is killed while it waits, too.
SECONDS = 0.03


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Octopus]:
    monkeypatch.setattr(in_process, "kept_session", one_session)
    with Emulator(task_seconds=SECONDS) as server:
        yield shop_with_releases(on(server, DOORS["action"]))


@pytest.fixture
def deploying() -> Iterator[Alone]:
    with alone(MODULE) as program:
        yield program


def options(shop: Octopus, version: str) -> dict[str, Any]:
    release(shop, version)
    return {**shop.connection, **PLACE, "version": version, "environments": PLACES, "wait_interval": 1}


def longest(shop: Octopus, deploying: Alone) -> float:
    """The seconds that a process takes which nobody kills; the first one takes longer than any other."""
    for number in range(2):
        wanted = options(shop, f"1.9.{number}")
        began = time.monotonic()
        done = deploying.run(wanted)
        assert done and not done.get("failed"), done
    return time.monotonic() - began


def test_killed_at_random_moments(shop: Octopus, deploying: Alone) -> None:
    chance, whole = random.Random(SEED), longest(shop, deploying)
    seen: Counter[int] = Counter()
    for number in itertools.count():
        version = f"2.0.{number}"
        wanted = options(shop, version)
        if deploying.run(wanted, killed_after=chance.uniform(0, whole)) is not None:
            # It was over before it could be killed.
            continue
        before = made(shop, version)
        again = deploying.run(wanted)
        assert again and not again.get("failed"), again
        assert {each["state"] for each in again["deployments"]} == {"Success"}
        after = made(shop, version)
        assert before <= after and sorted(after.values()) == [1, 1]
        seen[before.total()] += 1
        if seen.total() == KILLS:
            break
    # Processes were killed before the first deployment, between the two, and while they waited for both.
    assert set(seen) == {0, 1, 2}
