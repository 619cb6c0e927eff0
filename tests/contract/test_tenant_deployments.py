# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_deployment: deployments for tenants."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.deploying import MODULE, PLACE, TEST, deployments, shop_with_releases


@pytest.fixture
def shop(octopus: Octopus) -> Octopus:
    return octopus.stocked(shop_with_releases)


def tenants(shop: Octopus) -> None:
    shop.ok("octopus_tag_set", name="Region", tags=[{"name": "EU"}, {"name": "US"}])
    for name, tags, places in (
        ("Acme", [], ["Test", "Production"]),
        ("Beta", ["Region/EU"], ["Test", "Production"]),
        ("Coho", ["Region/EU"], ["Test"]),
    ):
        connected = [{"project": "Shop", "environments": places}]
        shop.ok("octopus_tenant", name=name, tenant_tags=tags, projects=connected)
    shop.server.clear_requests()


def test_tenants_and_tags(shop: Octopus) -> None:
    tenants(shop)
    options = {**PLACE, "version": "1.0.0", "environments": ["Test"], "tenants": ["acme"], "tenant_tags": ["region/eu"]}
    done = shop.ok(MODULE, options)
    assert [each["tenant"] for each in done["deployments"]] == ["Acme", "Beta", "Coho"]
    assert not shop.ok(MODULE, options)["changed"]
    # Nothing has been deployed without a tenant.
    assert shop.ok(MODULE, TEST)["changed"]
    assert not shop.ok(MODULE, options)["changed"]
    done = shop.ok(MODULE, {**options, "environments": ["Production"]})
    assert [each["tenant"] for each in done["deployments"]] == ["Acme", "Beta"]


def test_the_reason_why_a_release_can_not_go_to_a_tenant(shop: Octopus) -> None:
    """Each tenant goes through the phases of the lifecycle by itself (api: lifecycles#lifecycle)."""
    phases = [{"name": each, "optional_deployment_targets": [each]} for each in ("Test", "Production")]
    shop.ok("octopus_lifecycle", name="Any", phases=phases)
    tenants(shop)
    shop.ok(MODULE, {**TEST, "tenants": ["Acme"]})
    for more, whom in (({"tenants": ["Beta"]}, "for 'Beta'"), ({}, "without a tenant")):
        failed = shop(MODULE, {**PLACE, "version": "1.0.0", "environments": ["Production"], **more})
        assert f"of its lifecycle, but not {whom}. It can be deployed to 'Test'" in failed["msg"]
    assert shop.ok(MODULE, {**PLACE, "version": "1.0.0", "environments": ["Production"], "tenants": ["Acme"]})[
        "changed"
    ]


def test_a_tenant_needs_a_tag_of_each_set(shop: Octopus) -> None:
    """Tags of one set are alternatives, and sets are combined: fewer tenants than with one of the tags alone."""
    tenants(shop)
    shop.ok("octopus_tag_set", name="Tier", tags=[{"name": "Gold"}])
    connected = [{"project": "Shop", "environments": ["Test"]}]
    shop.ok("octopus_tenant", name="Dome", tenant_tags=["Region/US", "Tier/Gold"], projects=connected)
    shop.ok("octopus_tenant", name="Echo", tenant_tags=["Tier/Gold"], projects=connected)

    def reached(*tags: str) -> list[str]:
        done = shop.ok(MODULE, {**TEST, "tenant_tags": list(tags), "force": True}, check=True)
        return [each["tenant"] for each in done["deployments"]]

    assert reached("region/us", "Region/EU", "tier/GOLD") == ["Dome"]
    later = {**TEST, "version": "9.9.9", "tenant_tags": ["Region/EU", "Tier/Gold", "Region/US"]}
    (predicted,) = shop.ok(MODULE, later, check=True)["deployments"]
    assert predicted["tenant_tag"] == "Region/EU or Region/US, and Tier/Gold"
    assert reached("Region/EU", "Region/US") == ["Beta", "Coho", "Dome"]
    assert reached("Tier/Gold") == ["Dome", "Echo"]


def test_a_tenant_that_the_channel_is_not_for(shop: Octopus) -> None:
    tenants(shop)
    shop.ok("octopus_channel", project="Shop", name="Stable", tenant_tags=["Region/US"])
    shop.ok("octopus_release", project="Shop", channel="Stable", version="3.0.0")
    message = shop(MODULE, {**TEST, "version": "3.0.0", "tenants": ["Beta"]})["msg"]
    assert "now, as its channel 'Stable' is only for tenants with Region/US" in message


def test_tags_that_no_tenant_has(shop: Octopus) -> None:
    tenants(shop)
    options = {**TEST, "tenant_tags": ["Region/US"]}
    for more in ({}, {"version": None, "promote_from": "Production"}):
        given = {name: value for name, value in {**options, **more}.items() if value}
        message = "tenant_tags: no tenant that is connected to 'Shop' there has such tags"
        assert message in shop(MODULE, given)["msg"]
        assert message in shop.ok(MODULE, given, check=True)["warnings"][0]


def test_a_promotion_for_tenants(shop: Octopus) -> None:
    tenants(shop)
    for tenant, version in (("Acme", "1.0.0"), ("Beta", "1.1.0")):
        shop.ok(MODULE, {**TEST, "version": version, "tenants": [tenant]})
    options = {**PLACE, "promote_from": "Test", "environments": ["Production"]}
    assert shop.ok(MODULE, {**options, "tenants": ["Beta"]})["deployments"][0]["release"] == "1.1.0"
    failed = shop(MODULE, {**options, "tenants": ["Acme", "Beta"]})
    assert (
        "promote_from: the tenants run different releases in 'Test': 1.0.0 for 'Acme'; 1.1.0 for 'Beta'"
        in (failed["msg"])
    )
    assert "no release runs in 'Test' for 'Coho'" in shop(MODULE, {**options, "tenants": ["Coho"]})["msg"]


def test_a_tenant_that_is_not_connected(shop: Octopus) -> None:
    tenants(shop)
    options = {**PLACE, "version": "1.0.0", "environments": ["Production"], "tenants": ["Coho"]}
    failed = shop(MODULE, options)
    assert (
        "the tenant 'Coho' is not connected to 'Shop' in this environment. It can be deployed to 'Test'"
        in failed["msg"]
    )
    assert deployments(shop) == []


@pytest.mark.parametrize(
    ("mode", "options", "expected"),
    [
        ("Untenanted", {"tenants": ["Acme"]}, "tenants: has to be left out, as the tenanted_deployment_mode of 'Shop'"),
        ("Tenanted", {}, "tenants: is missing"),
    ],
)
def test_tenants_must_fit_the_project(shop: Octopus, mode: str, options: dict[str, Any], expected: str) -> None:
    shop.ok("octopus_tenant", name="Acme")
    shop.ok("octopus_project", name="Shop", tenanted_deployment_mode=mode)
    assert expected in shop(MODULE, {**TEST, **options})["msg"]
    # An earlier task may give the project another mode.
    predicted = shop.ok(MODULE, {**TEST, **options}, check=True)
    assert predicted["changed"] and any(expected in each for each in predicted["warnings"])
