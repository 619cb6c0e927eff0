# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""octopus_deployment: lifecycles and deployment freezes that hold a deployment."""

from __future__ import annotations

import pytest
from contract.conftest import Octopus
from contract.deploying import MODULE, PLACE, TEST, deployments, prompted, release, shop_with_releases, step


@pytest.fixture
def shop(octopus: Octopus) -> Octopus:
    return octopus.stocked(shop_with_releases)


def test_a_lifecycle_that_has_not_got_so_far(shop: Octopus) -> None:
    phases = [{"name": each, "optional_deployment_targets": [each]} for each in ("Test", "Production")]
    shop.ok("octopus_lifecycle", name="Any", phases=phases)
    options = {**PLACE, "version": "1.0.0", "environments": ["Production"]}
    failed = shop(MODULE, options)
    assert (
        "environments: release 1.0.0 can't be deployed to 'Production' now, as it has not reached the phase"
        in failed["msg"]
    )
    assert "'Production' of its lifecycle; deploy it to 'Test' first. It can be deployed to 'Test'" in failed["msg"]
    predicted = shop.ok(MODULE, options, check=True)
    assert predicted["changed"] and "can't be deployed to 'Production' now" in predicted["warnings"][0]
    assert deployments(shop) == []
    shop.ok(MODULE, TEST)
    assert shop.ok(MODULE, options)["changed"]


def test_a_freeze(shop: Octopus) -> None:
    scope = [{"project": "Shop", "environments": ["Production"]}]
    when = {"start": "2026-01-01T00:00:00Z", "end": "2050-01-01T00:00:00Z"}
    shop.ok("octopus_deployment_freeze", name="Sale", project_environment_scope=scope, **when)
    shop.server.clear_requests()
    assert shop.ok(MODULE, TEST)["changed"]
    options = {**PLACE, "version": "1.0.0", "environments": ["Test", "Production"]}
    shop.server.clear_requests()
    failed = shop(MODULE, options)
    assert "environments: the deployment freeze 'Sale' lasts until 2050-01-01" in failed["msg"]
    assert "for 'Production'" in failed["msg"]
    assert shop.writes() == []
    predicted = shop.ok(MODULE, options, check=True)
    assert "the deployment freeze 'Sale' lasts until" in predicted["warnings"][0]
    for wrong in ({"override_freezes": ["Sale"]}, {"override_reason": "Urgent"}):
        assert "override_" in shop(MODULE, {**options, **wrong})["msg"]
    # A freeze that is named without need is of no importance.
    named = {"override_freezes": ["sale", "Holidays"], "override_reason": "Urgent"}
    assert "warnings" not in shop.ok(MODULE, {**options, **named}, check=True)
    shop.server.clear_requests()
    done = shop.ok(MODULE, {**options, **named})
    assert [each["state"] for each in done["deployments"]] == ["Success", "Success"]
    assert shop.writes() == ["POST /api/Spaces-1/deployments/create/untenanted/v1"]
    assert not shop.ok(MODULE, {**options, **named})["changed"]


def test_all_options_with_a_freeze(shop: Octopus) -> None:
    """Freezes are overridden by a request with names in place of IDs."""
    shop.ok("octopus_variables", {"project": "Shop", "variables": [prompted("Region")]})
    shop.ok("octopus_deployment_process", project="Shop", steps=[step("Say it"), step("Say more")])
    shop.ok("octopus_machine", name="web", environments=["Test"], roles=["web"], cloud_region={})
    shop.ok("octopus_tenant", name="Acme", projects=[{"project": "Shop", "environments": ["Test"]}])
    tenant_scope = [{"tenant": "Acme", "project": "Shop", "environment": "Test"}]
    when = {"start": "2026-01-01T00:00:00Z", "end": "2050-01-01T00:00:00Z"}
    shop.ok("octopus_deployment_freeze", name="Sale", tenant_project_environment_scope=tenant_scope, **when)
    release(shop, "2.0.0")
    options = {
        **TEST,
        "version": "2.0.0",
        "variables": {"Region": "EU"},
        "skip_steps": ["Say more"],
        "excluded_machines": ["web"],
        "use_guided_failure": True,
        "force_package_download": True,
        "force_package_redeployment": True,
        "priority": "On",
        "run_at": "2050-12-24T18:00:00Z",
        "no_run_after": "2050-12-24T20:00:00Z",
    }
    shop.ok(MODULE, {**options, "tenants": ["Acme"], "override_freezes": ["Sale"], "override_reason": "Urgent"})
    shop.ok(MODULE, options)
    assert [each.partition("/deployments")[2] for each in shop.writes()] == ["/create/tenanted/v1", ""]
    by_names, usual = deployments(shop)
    assert by_names["TenantId"] and not usual["TenantId"]
    for each in (by_names, usual):
        (region,) = shop.server.document(each["ManifestVariableSetId"])["Variables"]
        assert region["Value"] == "EU"
    own = {"Id", "TenantId", "TaskId", "Created", "LastModifiedOn", "ManifestVariableSetId"}
    for name in sorted(each for each in {*usual, *by_names} - own if not each.startswith("_")):
        assert by_names.get(name) == usual.get(name), name


def test_a_lost_answer_about_a_freeze(shop: Octopus) -> None:
    scope = [{"project": "Shop", "environments": ["Test"]}]
    when = {"start": "2026-01-01T00:00:00Z", "end": "2050-01-01T00:00:00Z"}
    shop.ok("octopus_deployment_freeze", name="Sale", project_environment_scope=scope, **when)
    shop.server.fault(method="POST", path="*/v1", drop="body")
    done = shop.ok(MODULE, {**TEST, "override_freezes": ["Sale"], "override_reason": "Urgent"})
    assert (done["changed"], done["deployments"][0]["state"], len(deployments(shop))) == (True, "Success", 1)
    assert "Afterwards the server showed that the request took effect" in done["warnings"][0]
