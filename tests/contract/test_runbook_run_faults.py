# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever happens on the way, a runbook runs once for each request, and a run that the server has made is adopted."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from contract.conftest import Octopus
from contract.test_deployment_faults import FAULTS, Nth
from contract.test_runbook_runs import MODULE, OWN, RUN, runs, step

PLACES = ["Production", "Test"]


def stock(octopus: Octopus) -> None:
    """A project with a published runbook, and two environments."""
    for name in PLACES:
        octopus.ok("octopus_environment", name=name)
    basics = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    octopus.ok("octopus_project", name="Shop", tenanted_deployment_mode="TenantedOrUntenanted", **basics)
    octopus.ok("octopus_runbook", name="Back up", project="Shop", multi_tenancy_mode="TenantedOrUntenanted")
    octopus.ok("octopus_runbook_process", {**OWN, "steps": [step("Dump")]})
    octopus.ok("octopus_runbook_snapshot", OWN)


@pytest.fixture
def shop(one_door: Octopus) -> Octopus:
    return one_door.stocked(stock)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_each_request_meets_a_fault(shop: Octopus, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any]) -> None:
    with_faults(shop, monkeypatch, fault, {})


@pytest.mark.parametrize("fault", ["closed within the answer", "an empty object", "not found", "a proxy that gave up"])
def test_each_request_meets_a_fault_in_git(shop: Octopus, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    shop.server.convert("Projects-1", ConversionState={"RunbooksAreInGit": True})
    with_faults(shop, monkeypatch, FAULTS[fault], {"git_ref": "main"})


def with_faults(shop: Octopus, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any], more: dict[str, Any]) -> None:
    options = {**OWN, "environments": PLACES, **more}
    # A server that says it has carried a request out, and has not, is believed.
    is_believed = fault.get("status") == 200
    for number in itertools.count(1):
        before, nth = len(runs(shop)), Nth(number, fault)
        with monkeypatch.context() as patch:
            patch.setattr(shop.server.app.control, "fault_for", nth)
            result = shop(MODULE, options)
        made = len(runs(shop)) - before
        assert made in (0, len(PLACES))
        if nth.seen < number:
            break
        assert is_believed or bool(result.get("changed")) is bool(made), result.get("msg")
        assert result.get("failed") or {each["id"] for each in result["runs"]} == {
            each["Id"] for each in runs(shop)[before:]
        }
    assert number > 10


@pytest.mark.parametrize("more", [{}, {"tenants": ["Acme"]}])
def test_runs_whose_answer_is_lost_are_adopted(shop: Octopus, more: dict[str, Any]) -> None:
    shop.ok("octopus_tenant", name="Acme", projects=[{"project": "Shop", "environments": PLACES}])
    # Runs of the same user that were there before are not taken for those of the request.
    shop.ok(MODULE, {**OWN, "environments": PLACES, **more})
    shop.server.fault(method="POST", path="*/run", drop="body")
    done = shop.ok(MODULE, {**OWN, "environments": PLACES, **more})
    assert done["changed"] and len(runs(shop)) == 4
    assert {each["id"] for each in done["runs"]} == {each["Id"] for each in runs(shop)[2:]}
    assert {each["state"] for each in done["tasks"]} == {"Success"}
    assert "it has queued the runbook 'Back up' (" in done["warnings"][0]


def test_the_tenants_of_a_tag_are_not_known_so_that_nothing_is_adopted(shop: Octopus) -> None:
    shop.ok("octopus_tag_set", name="Region", tags=[{"name": "EU"}])
    places = [{"project": "Shop", "environments": PLACES}]
    shop.ok("octopus_tenant", name="Acme", tenant_tags=["Region/EU"], projects=places)
    shop.server.fault(method="POST", path="*/run", drop="body")
    failed = shop(MODULE, {**RUN, "tenant_tags": ["Region/EU"]})
    assert failed["changed"] and "these runs, which this request may have queued: RunbookRuns-" in failed["msg"]
