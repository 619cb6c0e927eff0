# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Previews and changes of deployments (api: deployments#template-and-preview, deployments#changes)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker, Clock
from .running import ROLES, script, step
from .test_deployments import Shop


@pytest.fixture
def shop(ask: Asker, clock: Clock) -> Shop:
    return Shop(ask)


def preview(shop: Shop, release: Any, query: str = "") -> Any:
    (place,) = shop.ask.get(release["Links"]["DeploymentTemplate"])["PromoteTo"]
    return shop.ask.get(place["Links"]["Preview"] + query)


def test_a_preview_lists_steps_and_machines(shop: Shop) -> None:
    shop.machine("web-1")
    shop.process(
        step(script("Web"), properties={ROLES: "web"}),
        step(script("Later", IsDisabled=True)),
        step(script("Database", IsRequired=True), properties={ROLES: "database"}),
    )
    release = shop.release()
    shown = preview(shop, release)
    web, database = shown["StepsToExecute"]
    assert (web["ActionName"], web["ActionNumber"], web["MachineNames"]) == ("Web", "1", ["web-1"])
    assert (database["CanBeSkipped"], database["HasNoApplicableMachines"]) == (False, True)
    assert shown["UseGuidedFailureModeByDefault"] is False
    disabled = preview(shop, release, "?includeDisabledSteps=true")["StepsToExecute"]
    assert [each["ActionName"] for each in disabled if each["IsDisabled"]] == ["Later"]


def test_several_previews_in_the_order_of_the_request(shop: Shop) -> None:
    test = shop.place("Test")
    shop.process(step(script("Web", Environments=[test])), step(script("Later", IsDisabled=True)))
    release = shop.release()
    path = release["Links"]["DeploymentPreviews"]
    wanted = [{"EnvironmentId": each} for each in (shop.environment, test)]
    sent = {"DeploymentPreviews": wanted, "ReleaseId": release["Id"], "SpaceId": "Spaces-1"}

    def names(**more: Any) -> list[list[str]]:
        answer = shop.ask("POST", path, {**sent, **more})
        assert answer.status_code == 200
        return [[one["ActionName"] for one in each["StepsToExecute"]] for each in answer.json()]

    assert names() == [[], ["Web"]]
    assert names(IncludeDisabledSteps=True) == [["Later"], ["Web", "Later"]]
    assert "DeploymentPreviews" in shop.ask.refused("POST", path, {"ReleaseId": release["Id"]})
    assert shop.ask("POST", path, {"DeploymentPreviews": [{"EnvironmentId": "Environments-9"}]}).status_code == 404


def test_a_preview_for_a_tenant(shop: Shop) -> None:
    shop.settings(TenantedDeploymentMode="Tenanted")
    connected = {"ProjectEnvironments": {shop.project: [shop.environment]}}
    tenant = shop.ask.post("/api/tenants", Name="Acme", **connected)["Id"]
    shop.machine("mine", TenantedDeploymentParticipation="Tenanted", TenantIds=[tenant])
    shop.machine("everybody's")
    shop.process(step(script("Web"), properties={ROLES: "web"}))
    release = shop.release()
    (promotion,) = shop.ask.get(release["Links"]["DeploymentTemplate"])["TenantPromotions"]
    link = promotion["PromoteTo"][0]["Links"]["Preview"]
    assert shop.ask.get(link)["StepsToExecute"][0]["MachineNames"] == ["mine"]
    without = link.rpartition("/")[0]
    assert shop.ask.get(without)["StepsToExecute"][0]["MachineNames"] == ["everybody's"]
    assert shop.ask.get(f"{without}?tenantId={tenant}")["StepsToExecute"][0]["MachineNames"] == ["mine"]


def test_prompts_are_elements_of_the_form(shop: Shop) -> None:
    path = f"/api/variables/variableset-{shop.project}"
    prompt = {"Label": "Which?", "Required": True}
    shop.change(path, Variables=[{"Name": "Version", "Type": "String", "Value": "1", "Prompt": prompt}])
    form = preview(shop, shop.release())["Form"]
    (element,) = form["Elements"]
    assert (element["Control"]["Label"], form["Values"]) == ("Which?", {element["Name"]: "1"})


def test_a_deployment_brings_the_releases_since_the_last_one(shop: Shop) -> None:
    releases = {
        version: shop.release(version, ReleaseNotes=f"Notes of {version}")
        for version in ("1.0.0", "1.10.0", "1.2.0", "1.3.0-beta", "2.0.0")
    }

    def changes(version: str) -> list[str]:
        shown = preview(shop, releases[version])
        for each in shown["Changes"]:
            assert f"**Release {each['Version']}**\n\nNotes of {each['Version']}\n" in shown["ChangesMarkdown"]
        return [each["Version"] for each in shown["Changes"]]

    assert changes("2.0.0") == ["2.0.0"], "nothing was deployed before"
    shop.deploy(releases["1.0.0"])
    assert changes("2.0.0") == ["1.2.0", "1.10.0", "2.0.0"]
    assert changes("1.3.0-beta") == ["1.3.0-beta"], "prereleases bring themselves alone"
    assert changes("1.0.0") == ["1.0.0"]
    made = shop.deploy(releases["1.10.0"])
    assert [each["Version"] for each in made["Changes"]] == ["1.2.0", "1.10.0"]
    assert changes("2.0.0") == ["2.0.0"]
    assert [each["Version"] for each in shop.ask.get(made["Links"]["Self"])["Changes"]] == ["1.2.0", "1.10.0"]
    test = shop.place("Test")
    shop.lifecycle({"OptionalDeploymentTargets": [test]})
    assert changes("2.0.0") == ["2.0.0"], "other environments don't count"
