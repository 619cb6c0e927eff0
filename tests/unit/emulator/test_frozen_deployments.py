# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deployments that freezes stop, and those for which somebody overrides them (api: deployments#freezes)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker, Clock
from .test_dashboards import Shop

DEPLOYMENTS, FREEZES = "/api/Spaces-1/deployments", "/api/deploymentfreezes"
FROZEN = "The environment Production is frozen by Holidays."


class Frozen(Shop):
    """A shop that can freeze its deployments for an hour."""

    def __init__(self, ask: Asker, clock: Clock) -> None:
        super().__init__(ask)
        self.clock = clock

    def freeze(self, name: str = "Holidays", start: float = 0, **more: Any) -> Any:
        when = {"Start": self.clock.at(start), "End": self.clock.at(start + 3600)}
        scope = {"ProjectEnvironmentScope": {self.project["Id"]: [self.production]}}
        return self.ask.post(FREEZES, Name=name, **{**when, **scope, **more})

    def refused(self, tenant: str | None = None, environment: str = "", status: int = 400) -> str:
        body = {"ReleaseId": self.old["Id"], "EnvironmentId": environment or self.production, "TenantId": tenant}
        return self.ask.refused("POST", DEPLOYMENTS, body, status)

    def by_names(self, *names: str, tenants: tuple[str, ...] = (), **more: Any) -> Any:
        """The answer of the executions API."""
        tenanted = {"EnvironmentName": names[0], "Tenants": list(tenants)}
        body = {
            "SpaceId": "Spaces-1",
            "SpaceIdOrName": "Default",
            "ProjectName": self.project["Name"],
            "ReleaseVersion": "1.9",
            **(tenanted if tenants else {"EnvironmentNames": list(names)}),
            **more,
        }
        return self.ask("POST", f"{DEPLOYMENTS}/create/{'tenanted' if tenants else 'untenanted'}/v1", body)

    def refused_by_names(self, *names: str, **more: Any) -> str:
        answer = self.by_names(*names, **more)
        assert answer.status_code == 400, answer.text
        return " ".join(answer.json()["Errors"])

    def override(self, *freezes: str, reason: str = "Urgent", **more: Any) -> Any:
        command = {"ReleaseId": self.old["Id"], "EnvironmentId": self.production}
        body = {"SpaceId": "Spaces-1", "CreateDeploymentCommand": command, "FreezeIds": freezes, "Reason": reason}
        return self.ask("POST", f"{DEPLOYMENTS}/override", {**body, **more})

    def count(self) -> int:
        found: int = self.ask.get(DEPLOYMENTS)["TotalResults"]
        return found

    def state(self, deployment: Any) -> Any:
        return self.ask.get(f"/api/tasks/{deployment['TaskId']}")


@pytest.fixture
def shop(ask: Asker, clock: Clock) -> Frozen:
    return Frozen(ask, clock)


def test_a_deployment_into_a_frozen_environment_is_refused(shop: Frozen) -> None:
    shop.freeze()
    assert shop.refused() == FROZEN
    assert shop.refused(environment=shop.production.lower()) == FROZEN
    assert shop.refused(shop.north) == FROZEN, "for a tenant, too"
    assert shop.refused_by_names("Production") == FROZEN
    assert shop.refused_by_names("Test", "Production") == FROZEN
    assert shop.refused_by_names("Production", tenants=("North",)) == FROZEN
    assert shop.count() == 0
    assert shop.deploy(shop.old, shop.test)["Name"] == "Deploy to Test"
    shop.clock.pass_by(3600)
    assert shop.deploy(shop.old, shop.production)["Name"] == "Deploy to Production"


def test_a_recurring_freeze_comes_again(shop: Frozen) -> None:
    shop.freeze(start=-3600 * 24, RecurringSchedule={"Type": "Daily"})
    assert shop.refused() == FROZEN
    shop.clock.pass_by(3600)
    shop.deploy(shop.old, shop.production)
    shop.clock.pass_by(3600 * 23)
    assert shop.refused() == FROZEN


def test_a_freeze_of_a_tenant_stops_that_tenant_alone(shop: Frozen) -> None:
    scope = {"TenantId": shop.north, "ProjectId": shop.project["Id"], "EnvironmentId": shop.production}
    shop.freeze(ProjectEnvironmentScope={}, TenantProjectEnvironmentScope=[scope])
    assert shop.refused(shop.north) == FROZEN
    shop.deploy(shop.old, shop.production, shop.south)
    shop.deploy(shop.old, shop.production)
    shop.deploy(shop.old, shop.test, shop.north)
    assert shop.refused_by_names("Production", tenants=("North", "South")) == FROZEN
    assert shop.count() == 3


def test_a_freeze_that_a_project_owns_stops_it_as_well(shop: Frozen) -> None:
    shop.freeze(OwnerId=shop.project["Id"])
    assert shop.refused() == FROZEN


def test_a_freeze_of_another_project_or_time_stops_nothing(shop: Frozen) -> None:
    other = shop.ask.post(
        "/api/projects",
        Name="Other",
        ProjectGroupId=shop.project["ProjectGroupId"],
        LifecycleId=shop.project["LifecycleId"],
    )
    shop.freeze("Other's", ProjectEnvironmentScope={other["Id"]: [shop.production]})
    shop.freeze("Later", start=60)
    shop.freeze("Earlier", start=-3600)
    shop.deploy(shop.old, shop.production)
    assert shop.by_names("Production").status_code == 200


def test_a_deployment_that_begins_during_a_freeze_fails(shop: Frozen) -> None:
    body = {"ReleaseId": shop.old["Id"], "EnvironmentId": shop.production, "QueueTime": shop.clock.at(600)}
    scheduled = shop.ask.post(DEPLOYMENTS, **body)
    shop.freeze(start=60)
    shop.clock.pass_by(900)
    task = shop.state(scheduled)
    assert (task["State"], task["ErrorMessage"], task["StartTime"]) == ("Failed", FROZEN, shop.clock.at(-300))
    assert shop.ask.get(f"{DEPLOYMENTS}/{scheduled['Id']}")["FailureEncountered"] is True


def test_an_automatic_deployment_during_a_freeze_fails(shop: Frozen) -> None:
    shop.phases({"OptionalDeploymentTargets": [shop.test]}, {"AutomaticDeploymentTargets": [shop.production]})
    shop.freeze()
    by_hand = shop.deploy(shop.old, shop.test)
    assert shop.state(by_hand)["State"] == "Success"
    (automatic,) = shop.ask.get(f"{DEPLOYMENTS}?environments={shop.production}")["Items"]
    task = shop.state(automatic)
    assert (task["State"], task["ErrorMessage"]) == ("Failed", FROZEN)


def test_a_freeze_can_be_overridden_by_its_id(shop: Frozen) -> None:
    freeze = shop.freeze()
    answer = shop.override(freeze["Id"])
    assert answer.status_code == 201
    made = answer.json()["Deployment"]
    assert shop.state(made)["State"] == "Success", "nor does it stop its start"
    assert shop.refused() == FROZEN, "the freeze stays"


def test_a_freeze_can_be_overridden_by_its_name(shop: Frozen) -> None:
    shop.freeze()
    how = {"DeploymentFreezeNames": ["holidays"], "DeploymentFreezeOverrideReason": "Urgent"}
    for made in (
        shop.by_names("Test", "Production", **how),
        shop.by_names("Production", tenants=("North",), **how),
    ):
        assert made.status_code == 200, made.text
        for each in made.json()["DeploymentServerTasks"]:
            assert shop.ask.get(f"/api/tasks/{each['ServerTaskId']}")["State"] == "Success"


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"DeploymentFreezeOverrideReason": "Urgent"},
     "A deployment freeze override reason is specified, but no deployment freezes to override are specified. "
     "Set the deployment freezes to override using OverrideDeploymentFreezeIds."),
    ({"DeploymentFreezeNames": ["Other"], "DeploymentFreezeOverrideReason": "Urgent"},
     "Unable to override freezes, no valid freezes were specified."),
    ({"DeploymentFreezeNames": ["Holidays"]}, "no override reason is specified"),
    ({"DeploymentFreezeNames": ["Holidays"], "DeploymentFreezeOverrideReason": " "}, "no override reason"),
    ({"DeploymentFreezeNames": ["Holidays"], "DeploymentFreezeOverrideReason": "Urgent"},
     "The environment Production is frozen by Sales."),
]  # fmt: skip


@pytest.mark.parametrize(("how", "text"), WRONG, ids=lambda each: each if isinstance(each, str) else "")
def test_an_override_has_a_reason_and_names_all_freezes(shop: Frozen, how: dict[str, Any], text: str) -> None:
    shop.freeze()
    shop.freeze("Sales")
    shop.freeze("Other", start=60)
    assert text in shop.refused_by_names("Production", **how)
    assert shop.count() == 0
    both = {"DeploymentFreezeNames": ["Sales", "Holidays"], "DeploymentFreezeOverrideReason": "Urgent"}
    assert shop.by_names("Production", **both).status_code == 200


@pytest.mark.parametrize("name", ["SpaceId", "CreateDeploymentCommand", "FreezeIds", "Reason"])
def test_an_override_by_ids_needs_all_its_fields(shop: Frozen, name: str) -> None:
    freeze = shop.freeze()
    assert f"The {name} field is required." in shop.override(freeze["Id"], **{name: None}).text
    assert "must be an object" in shop.override(freeze["Id"], CreateDeploymentCommand="x").text
    assert "no valid freezes" in shop.override("DeploymentFreezes-9").text


def test_an_override_needs_the_permission(shop: Frozen) -> None:
    granted = ["DeploymentCreate", "DeploymentView", "ReleaseView", "ProjectView", "EnvironmentView"]
    grants = {"GrantedSpacePermissions": granted, "GrantedSystemPermissions": []}
    role = shop.ask.post("/api/userroles", Name="Deployer", **grants)
    team = shop.ask.post("/api/teams", Name="Deployers", MemberUserIds=["Users-2"])
    shop.ask.post("/api/scopeduserroles", TeamId=team["Id"], UserRoleId=role["Id"], SpaceId="Spaces-1")
    freeze = shop.freeze()
    shop.ask.server.api_key, key = shop.ask.server.read_only_api_key, shop.ask.server.api_key
    try:
        answers = [
            shop.override(freeze["Id"]),
            shop.by_names("Production", DeploymentFreezeNames=["Holidays"], DeploymentFreezeOverrideReason="Urgent"),
        ]
        shop.deploy(shop.old, shop.test)
    finally:
        shop.ask.server.api_key = key
    assert [each.status_code for each in answers] == [403, 403]
    assert all("DeploymentFreezeAdminister" in each.text for each in answers)
    assert shop.count() == 1
