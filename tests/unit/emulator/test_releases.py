# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The release that brought something: the release before does not have it.

By the published descriptions of 2020.5 and 2021.2, the documentation, and the dates of the .NET client's classes.
"""

from __future__ import annotations

from typing import Any

import pytest
from emulator.kinds import accounts, endpoints, feeds, variables
from emulator.testing import Emulator

from .conftest import Asker
from .test_documents import project
from .test_infrastructure import PLACE, TENTACLE

# The newest of the release that has a description of its own, and the one after it.
DESCRIBED_BY_ITSELF = "2021.2.7580"


@pytest.mark.parametrize(
    ("version", "there", "missing"),
    [
        ("2021.1.1", "AmazonWebServicesAccount", "GoogleCloudAccount"),
        (DESCRIBED_BY_ITSELF, "GoogleCloudAccount", "AzureOidc"),
        ("2023.4.1", "AzureOidc", "AmazonWebServicesOidcAccount"),
        ("2024.4.1", "AmazonWebServicesOidcAccount", "GenericOidcAccount"),
        ("2026.2.1", "GenericOidcAccount", "GoogleCloudOidcAccount"),
    ],
)
def test_types_of_accounts(version: str, there: str, missing: str) -> None:
    with Emulator(server_version=version) as server:
        ask = Asker(server)
        new = {"AccessKey": "A", "SubscriptionNumber": "1"}
        ask.post("/api/accounts", Name="There", AccountType=there, **new)
        message = ask.refused("POST", "/api/accounts", {"Name": "Missing", "AccountType": missing, **new})
        assert f'"{missing}"' in message


def test_a_server_of_2021_2_has_what_its_description_says() -> None:
    with Emulator(server_version=DESCRIBED_BY_ITSELF) as server:
        ask = Asker(server)
        shop = project(ask)
        assert {
            "ForcePackageDownload",
            "AllowIgnoreChannelRules",
            "ExecuteDeploymentsOnEventBasedPipeline",
            "CombineHealthAndSyncStatusInDashboardLiveStatus",
            "DefaultPowerShellEdition",
            "IsBadgesEnabled",
        }.isdisjoint(shop)
        assert "PersistenceSettings" in shop
        ask.server.seed("environments", Name="Production")
        machine = ask.post("/api/machines", Name="one", **PLACE, Endpoint=TENTACLE, SkipInitialHealthCheck=True)
        assert "SkipInitialHealthCheck" not in machine
        template = ask.get("/api/communityactiontemplates")["Items"][0]
        assert "Packages" not in template
        for kind in (feeds.NEWER_TYPES, endpoints.NEWER_STYLES):
            assert min(kind.values()) >= (2021, 2)
        stepped = {"CommunicationStyle": "StepPackage", "DeploymentTargetTypeId": "x"}
        ask.post("/api/machines", Name="two", **PLACE, Endpoint=stepped)
        cluster: dict[str, Any] = {"Name": "three", **PLACE, "Endpoint": {"CommunicationStyle": "AwsEcsCluster"}}
        assert "AwsEcsCluster" in ask.refused("POST", "/api/machines", cluster)
        registry = {"Name": "Images", "FeedType": "AzureContainerRegistry", "FeedUri": "https://example.azurecr.io"}
        assert "AzureContainerRegistry" in ask.refused("POST", "/api/feeds", registry)


def test_a_project_gets_its_switches_one_by_one() -> None:
    for version, newest in (("2024.2.1", "AllowIgnoreChannelRules"), ("2025.4.1", "DefaultPowerShellEdition")):
        with Emulator(server_version=version) as server:
            shop = project(Asker(server))
            assert newest in shop and "ForcePackageDownload" in shop
            assert "IsBadgesEnabled" not in shop


def test_variables_of_a_type_came_with_the_accounts_of_it() -> None:
    for name in ("GoogleCloudAccount", "GenericOidcAccount"):
        assert variables.NEWER_TYPES[name] == accounts.NEWER_TYPES[name]


@pytest.mark.parametrize(("version", "there"), [("2023.3.1", False), ("2023.4.1", True)])
def test_actions_got_to_know_git(version: str, there: bool) -> None:
    with Emulator(server_version=version) as server:
        ask = Asker(server)
        own = f"/api/projects/{project(ask)['Id']}/deploymentprocesses"
        made = ask.put(own, {**ask.get(own), "Steps": [{"Name": "One", "Actions": [{"Name": "One"}]}]})
        action = made["Steps"][0]["Actions"][0]
        assert ("GitDependencies" in action) is there
