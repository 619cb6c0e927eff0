# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deployments to the automatic targets of lifecycles (api: lifecycles#phases)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker, Clock
from .running import script, step
from .test_deployments import Shop

AUTOMATIC, OPTIONAL = "AutomaticDeploymentTargets", "OptionalDeploymentTargets"


@pytest.fixture
def shop(ask: Asker, clock: Clock) -> Shop:
    return Shop(ask)


def places(shop: Shop) -> list[tuple[str, str | None]]:
    """The environment and the tenant of each deployment, the first one first."""
    found = shop.ask.get("/api/deployments")["Items"][::-1]
    return [(each["Name"].removeprefix("Deploy to "), each["TenantId"]) for each in found]


def test_a_release_goes_by_itself_to_the_automatic_targets_of_each_phase(shop: Shop, clock: Clock) -> None:
    test, canary = shop.place("Test"), shop.place("Canary")
    shop.lifecycle({AUTOMATIC: [test]}, {AUTOMATIC: [canary], OPTIONAL: [shop.environment]})
    shop.process(step(script("Web", "sleep 5")))
    shop.release()
    assert places(shop) == [("Test", None)]
    clock.pass_by(5)
    assert places(shop) == [("Test", None), ("Canary", None)]
    clock.pass_by(5)
    made = shop.ask.get("/api/deployments")["Items"][0]
    assert (shop.state(made), made["DeployedBy"]) == ("Success", "system")
    assert places(shop) == [("Test", None), ("Canary", None)], "nobody has deployed to Production"


def test_a_failed_deployment_opens_no_phase(shop: Shop) -> None:
    test = shop.place("Test")
    shop.lifecycle({OPTIONAL: [test]}, {AUTOMATIC: [shop.environment]})
    shop.process(step(script("Web")))
    release = shop.release()
    shop.ask.server.fail("Web")
    assert shop.state(shop.deploy(release, EnvironmentId=test)) == "Failed"
    assert places(shop) == [("Test", None)]
    assert shop.state(shop.deploy(release, EnvironmentId=test)) == "Success"
    assert places(shop)[2:] == [("Production", None)]
    assert shop.state(shop.deploy(release, EnvironmentId=test)) == "Success"
    assert len(places(shop)) == 4, "once is enough"


def test_an_optional_phase_deploys_nothing_by_itself(shop: Shop) -> None:
    test = shop.place("Test")
    shop.lifecycle({AUTOMATIC: [test], "IsOptionalPhase": True}, {AUTOMATIC: [shop.environment]})
    shop.release()
    assert places(shop) == [("Production", None)]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("Untenanted", [("Production", None)]),
        ("Tenanted", [("Production", "Tenants-1")]),
        ("TenantedOrUntenanted", [("Production", None), ("Production", "Tenants-1")]),
    ],
)
def test_tenants_get_automatic_deployments_of_their_own(
    shop: Shop, mode: str, expected: list[tuple[str, str | None]]
) -> None:
    shop.lifecycle({AUTOMATIC: [shop.environment]})
    shop.ask.post("/api/tenants", Name="Acme", ProjectEnvironments={shop.project: [shop.environment]})
    shop.ask.post("/api/tenants", Name="Other")
    shop.settings(TenantedDeploymentMode=mode)
    shop.release()
    assert places(shop) == expected


def test_without_a_value_for_a_prompt_nothing_is_deployed(shop: Shop) -> None:
    shop.lifecycle({AUTOMATIC: [shop.environment]})
    path = f"/api/variables/variableset-{shop.project}"
    prompt: dict[str, Any] = {"Label": "Which?", "Required": True}
    shop.change(path, Variables=[{"Name": "Version", "Type": "String", "Value": "", "Prompt": prompt}])
    shop.release()
    assert places(shop) == []


def test_a_tenant_may_be_deleted_meanwhile(shop: Shop, clock: Clock) -> None:
    shop.lifecycle({AUTOMATIC: [shop.environment]})
    tenant = shop.ask.post("/api/tenants", Name="Acme", ProjectEnvironments={shop.project: [shop.environment]})
    shop.settings(TenantedDeploymentMode="Tenanted")
    shop.process(step(script("Web", "sleep 5")))
    shop.release()
    (made,) = shop.ask.get("/api/deployments")["Items"]
    assert shop.ask("DELETE", tenant["Links"]["Self"]).status_code == 200
    clock.pass_by(5)
    assert shop.state(made) == "Success"
