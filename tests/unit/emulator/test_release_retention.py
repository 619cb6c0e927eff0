# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Retention of releases (api: lifecycles#retention)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker, Clock
from .running import script, step
from .test_deployments import Shop

DAY = 24 * 3600


@pytest.fixture
def shop(ask: Asker, clock: Clock) -> Shop:
    return Shop(ask)


def count(quantity: int, unit: str = "Items") -> dict[str, Any]:
    return {"Strategy": "Count", "QuantityToKeep": quantity, "Unit": unit}


def policy(shop: Shop, of_lifecycle: dict[str, Any], *of_phases: dict[str, Any] | None) -> None:
    """Give the lifecycle a policy, and phases of one environment each with policies of their own."""
    places = shop.ask.get("/api/environments")["Items"]
    phases = [
        {"Name": place["Name"], "OptionalDeploymentTargets": [place["Id"]], "ReleaseRetentionPolicy": own}
        for place, own in zip(places, of_phases, strict=False)
    ]
    shop.change("/api/lifecycles/Lifecycles-1", ReleaseRetentionPolicy=of_lifecycle, Phases=phases)


def retained(shop: Shop) -> list[str]:
    task = shop.ask.post("/api/tasks", Name="Retention")
    assert shop.ask.get(f"/api/tasks/{task['Id']}")["State"] == "Success"
    return [each["Version"] for each in shop.ask.get("/api/releases?take=100")["Items"]][::-1]


def test_the_example_of_the_documentation(shop: Shop) -> None:
    """Both phases keep 3 releases; 1 to 6 are deployed to both phases, 7 to 9 to the first, 10 to 15 to none."""
    staging = shop.environment
    production = shop.place("Last")
    policy(shop, count(3), None, None)
    releases = [shop.release(f"0.0.{number}") for number in range(1, 16)]
    for number, release in enumerate(releases[:9], 1):
        shop.deploy(release, EnvironmentId=staging)
        if number <= 6:
            shop.deploy(release, EnvironmentId=production)
    gone = {"0.0.1", "0.0.10", "0.0.11", "0.0.12"}
    assert retained(shop) == [each["Version"] for each in releases if each["Version"] not in gone]
    assert shop.ask.get("/api/deployments?take=100")["TotalResults"] == 13
    assert shop.ask.get("/api/tasks?name=Deploy&take=100")["TotalResults"] == 13
    assert len(retained(shop)) == 11, "a second time changes nothing"


def test_a_phase_inherits_the_policy_of_the_phase_before_it(shop: Shop) -> None:
    places = [shop.environment, shop.place("Second")]
    policy(shop, count(1), count(2), None)
    for number in range(1, 7):
        release = shop.release(f"{number}")
        for place in places:
            shop.deploy(release, EnvironmentId=place)
    assert retained(shop) == ["3", "4", "5", "6"], "two for the dashboard, and two"


def test_days_count(shop: Shop, clock: Clock) -> None:
    policy(shop, count(2, "Days"))
    shop.release("1")
    clock.pass_by(1.5 * DAY)
    shop.release("2")
    assert retained(shop) == ["1", "2"]
    clock.pass_by(DAY)
    assert retained(shop) == ["2"]


def test_the_policy_of_the_space_is_the_default(shop: Shop) -> None:
    for number in range(3):
        shop.release(f"{number}")
    assert retained(shop) == ["0", "1", "2"], "a new space keeps everything"
    own = shop.ask.get("/api/Spaces-1/retentionpolicies?retentionType=LifecycleRelease")
    shop.ask.put(f"/api/Spaces-1/retentionpolicies/{own['Id']}", {**own, **count(1)})
    assert retained(shop) == ["2"]


def test_a_release_that_is_being_deployed_stays(shop: Shop, clock: Clock) -> None:
    policy(shop, count(1))
    shop.process(step(script("Web", "sleep 5")))
    releases = [shop.release(f"{number}") for number in range(4)]
    shop.deploy(releases[0], QueueTime=clock.at(60))
    for release in releases[1:]:
        shop.deploy(release)
    assert retained(shop) == ["0", "1", "2", "3"]


def test_a_quantity_of_zero_keeps_everything(shop: Shop, clock: Clock) -> None:
    policy(shop, {"QuantityToKeep": 0, "Unit": "Days"})
    shop.release()
    clock.pass_by(1000 * DAY)
    assert retained(shop) == ["1.0.0"]
