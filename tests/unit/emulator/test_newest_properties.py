# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The properties that the API reference of 2026.3 shows, and that older servers do not have."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker

TENTACLE = {"CommunicationStyle": "TentaclePassive", "Uri": "https://hand:10933/", "Thumbprint": "AB"}
WORKER = {"Name": "Hand", "IsDisabled": False, "WorkerPoolIds": ["WorkerPools-1"], "Endpoint": TENTACLE}
TARGET = {"Name": "Web", "Roles": ["web"], "EnvironmentIds": ["Environments-1"], "Endpoint": TENTACLE}


@pytest.mark.parametrize(("collection", "new"), [("workers", WORKER), ("machines", TARGET)])
def test_a_machine_says_its_system_and_whether_its_first_check_was_skipped(
    ask: Asker, older: Asker, collection: str, new: dict[str, Any]
) -> None:
    for each in (ask, older):
        each.post("/api/environments", Name="Production")
        each.post(f"/api/{collection}", **new, SkipInitialHealthCheck=True)
    machine = ask.get(f"/api/{collection}")["Items"][0]
    assert (machine["OperatingSystemVersion"], machine["SkipInitialHealthCheck"]) == ("Unknown", True)
    kept = ask.put(machine["Links"]["Self"], {**machine, "SkipInitialHealthCheck": False})
    assert kept["SkipInitialHealthCheck"], "it is told with a new machine alone"
    before = older.get(f"/api/{collection}")["Items"][0]
    assert "OperatingSystemVersion" not in before
    assert before["SkipInitialHealthCheck"], "a server of August 2024 tells it already"


def test_newer_servers_list_more_values_for_scopes(ask: Asker, older: Asker) -> None:
    new = {"EnvironmentParameters", "ProcessTemplateSteps", "TargetTagParameters", "TenantTagParameters"}
    for each, there in ((ask, new), (older, set[str]())):
        library = each.post("/api/libraryvariablesets", Name="Common")
        assert set(each.get(library["Links"]["Variables"])["ScopeValues"]) & new == there


def test_a_library_set_counts_its_changes(ask: Asker, older: Asker) -> None:
    made = ask.post("/api/libraryvariablesets", Name="Common")
    changed = ask.put(made["Links"]["Self"], {**made, "Description": "For all"})
    assert (made["Version"], changed["Version"]) == (0, 1)
    assert "Version" not in older.post("/api/libraryvariablesets", Name="Common")


LICENSE = {"EffectiveStartDate", "IsInitialisationLicense", "IsPtm", "IsTrial", "SerialNumber"}
SERVER: list[tuple[str, set[str]]] = [
    ("licenses/licenses-current-status", LICENSE),
    ("serverstatus", {"IsPotentialClone"}),
    ("serverstatus/system-info", {"Id"}),
]


@pytest.mark.parametrize(("path", "new"), SERVER)
def test_a_newer_server_says_more_of_itself(ask: Asker, older: Asker, path: str, new: set[str]) -> None:
    assert new <= set(ask.get(f"/api/{path}"))
    assert not new & set(older.get(f"/api/{path}"))


def test_a_newer_server_says_more_of_its_limits_and_nodes(ask: Asker, older: Asker) -> None:
    of_limits = {"LicensedLimit", "LicenseLimitDescription", "LimitStatus", "TargetTypes"}
    of_nodes = {"MaxSqlConnectionPoolSize", "RecommendedMaxSqlConnectionPoolSize", "Version"}
    for each, (limits, nodes) in ((ask, (of_limits, of_nodes)), (older, (set[str](), set[str]()))):
        assert set(each.get("/api/licenses/licenses-current-status")["Limits"][0]) & of_limits == limits
        assert set(each.get("/api/octopusservernodes/summary")["Nodes"][0]) & of_nodes == nodes


def test_settings_of_the_command_line_are_texts(ask: Asker, older: Asker) -> None:
    for each, port in ((ask, "10943"), (older, 10943)):
        values = [
            value for group in each.get("/api/serverconfiguration/settings") for value in group["ConfigurationValues"]
        ]
        assert port in [value["Value"] for value in values]


def test_where_an_account_is_used(ask: Asker, older: Asker) -> None:
    new = {"CommonTenantVariables", "ProjectTenantVariables"}
    for each, there in ((ask, new), (older, set[str]())):
        made = each.post("/api/accounts", Name="Cloud", AccountType="Token")
        assert set(each.get(made["Links"]["Usages"])) & new == there
