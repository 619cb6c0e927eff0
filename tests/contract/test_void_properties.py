# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties that another one makes void go with it, and those that others do not touch stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import every_field
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from contract.conftest import Octopus
from contract.kinds import deployment_freeze, project

DONOR = {"deployment_action": "Deploy", "package_reference": "app"}
STEP = "11111111-2222-3333-4444-555555555555"
OLD = {"DeploymentAction": "Deploy", "PackageReference": ""}
Case = tuple[Mapping[str, Any], dict[str, Any], Mapping[str, Any]]
# The server's document, the options of the task, and the document afterwards.
CASES: dict[str, Case] = {
    "a template instead of a package": (
        {"VersioningStrategy": {"DonorPackage": OLD, "DonorPackageStepId": STEP, "Template": None}},
        {"versioning_strategy": {"template": "#{Octopus.Date.Year}.i"}},
        {"DonorPackage": None, "DonorPackageStepId": None, "Template": "#{Octopus.Date.Year}.i"},
    ),
    "another package": (
        {"VersioningStrategy": {"DonorPackage": OLD, "DonorPackageStepId": STEP, "Template": None}},
        {"versioning_strategy": {"donor_package": DONOR}},
        {"DonorPackageStepId": None},
    ),
    "the same package": (
        {"VersioningStrategy": {"DonorPackage": OLD, "DonorPackageStepId": STEP, "Template": None}},
        {"versioning_strategy": {"donor_package": {"deployment_action": "Deploy"}}, "description": "Other"},
        {"DonorPackageStepId": STEP},
    ),
    "another package that releases are made of": (
        {"ReleaseCreationStrategy": {"ReleaseCreationPackage": OLD, "ReleaseCreationPackageStepId": STEP}},
        {"release_creation_strategy": {"release_creation_package": DONOR}},
        {"ReleaseCreationPackageStepId": None},
    ),
    "another channel for releases": (
        {"ReleaseCreationStrategy": {"ReleaseCreationPackage": OLD, "ReleaseCreationPackageStepId": STEP}},
        {"release_creation_strategy": {"channel": "Default"}},
        {"ReleaseCreationPackageStepId": STEP},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_void_properties_of_a_project_go_and_others_stay(
    octopus: Octopus, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    has, asked, sent = CASES[case]
    project.PROJECT.stock(octopus.server)
    made = octopus.ok("octopus_project", project.PROJECT.minimal)
    octopus.server.put_read_only(made["id"], {**has})
    octopus.server.on_purpose(
        "DonorPackageStepId", "ReleaseCreationPackageStepId", "ReleaseCreationStrategyResource.ChannelId"
    )
    bodies = put_bodies(monkeypatch)
    octopus.ok("octopus_project", {**project.PROJECT.known, **asked})
    (prop,) = has
    assert {key: bodies[0][prop][key] for key in sent} == sent


def put_bodies(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    bodies: list[Any] = []
    original = Client.send

    def send(self: Client, method: str, holder: Any, link: str, body: Any = None, parameters: Any = None) -> Any:
        if method == "PUT":
            bodies.append(body)
        return original(self, method, holder, link, body, parameters)

    monkeypatch.setattr(Client, "send", send)
    return bodies


@pytest.mark.parametrize(
    ("first", "then", "sent"),
    [
        (
            {"end_type": "OnDate", "end_on_date": "2110-01-01T00:00:00Z"},
            {"end_type": "AfterOccurrences", "end_after_occurrences": 3},
            {"EndOnDate": None, "EndAfterOccurrences": 3},
        ),
        (
            {"end_type": "AfterOccurrences", "end_after_occurrences": 3},
            {"end_type": "Never"},
            {"EndAfterOccurrences": None},
        ),
        (
            {"type": "Monthly", "monthly_schedule_type": "DateOfMonth", "date_of_month": "L"},
            {"monthly_schedule_type": "DayOfMonth", "day_number_of_month": "2", "day_of_week": "Monday"},
            {"DateOfMonth": None, "DayNumberOfMonth": "2"},
        ),
    ],
)
def test_void_properties_of_a_schedule_go_and_others_stay(
    octopus: Octopus,
    monkeypatch: pytest.MonkeyPatch,
    first: dict[str, Any],
    then: dict[str, Any],
    sent: Mapping[str, Any],
) -> None:
    freeze = {"name": "Weekends", **deployment_freeze.HOLIDAYS}
    octopus.ok("octopus_deployment_freeze", {**freeze, "recurring_schedule": {"type": "Daily", **first}})
    bodies = put_bodies(monkeypatch)
    octopus.ok("octopus_deployment_freeze", {**freeze, "recurring_schedule": then})
    assert {key: bodies[0]["RecurringSchedule"][key] for key in sent} == sent


@pytest.mark.parametrize(
    ("then", "sent"),
    [
        ({"git_credential_type": "Anonymous"}, None),
        ({"git_credential_type": "Library", "default_branch": "next"}, "GitCredentials-1"),
        ({"git_credential_type": "GitHub", "git_hub_connection_id": "GitHubAppConnections-1"}, None),
    ],
)
def test_the_void_credential_of_a_git_dependency_goes(
    octopus: Octopus, monkeypatch: pytest.MonkeyPatch, then: dict[str, Any], sent: str | None
) -> None:
    """A credential that nobody signs in with any more would still be in use, and could not be removed."""
    octopus.ok("octopus_git_credential", {"name": "Bot", "details": {"username": "bot", "password": "a password"}})
    repository = {"name": "charts", "repository_uri": "https://git.example.com/charts.git", "default_branch": "main"}
    template = {"name": "Deploy charts", "action_type": "Octopus.HelmChartUpgrade"}
    signed_in = {**repository, "git_credential_type": "Library", "git_credential": "Bot"}
    octopus.ok("octopus_step_template", {**template, "git_dependencies": [signed_in]})
    bodies = put_bodies(monkeypatch)
    octopus.ok("octopus_step_template", {**template, "git_dependencies": [{**repository, **then}]})
    assert bodies[0]["GitDependencies"][0]["GitCredentialId"] == sent


def test_no_void_property_is_misspelled() -> None:
    """Each property is managed, or belongs to a managed one by its name; the property that makes it void is managed."""
    for kind in KINDS:
        for each in every_field(kind.fields):
            nested = each.type
            if isinstance(nested, Nested):
                managed = {field.api for field in nested.fields}
                for prop, others in nested.void.items():
                    assert set(others) <= managed, (kind.kind, each.option)
                    assert prop in managed or prop.removesuffix("StepId") in managed, (kind.kind, each.option, prop)
