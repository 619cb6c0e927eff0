# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Insights reports (api: insights#report)."""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker

REPORTS = "/api/Spaces-1/insights/reports"
EMPTY: dict[str, Any] = {
    **{name: [] for name in ("ProjectIds", "ProjectGroupIds", "ChannelIds", "TenantIds", "TenantTags")},
    "EnvironmentGroups": [],
    "TimeZone": "UTC",
}


def test_a_report(ask: Asker) -> None:
    answer = ask("POST", REPORTS, {"Name": "Ours", **EMPTY})
    made = answer.json()
    assert answer.status_code == 200
    assert made["Links"]["Self"] == f"{REPORTS}/{made['Id']}"
    assert (made["TenantMode"], made["AllTenants"]) == ("TenantedAndUntenanted", False)
    assert ask.get("/api/spaces/default/insights/reports")["Items"][0]["Name"] == "Ours"
    assert ask.put(f"{REPORTS}/{made['Id']}", {**made, "Name": "Theirs"})["Name"] == "Theirs"
    assert ask("DELETE", f"{REPORTS}/{made['Id']}").status_code == 200
    assert ask.get(REPORTS)["TotalResults"] == 0


def test_there_are_none_without_a_space_or_on_older_servers(ask: Asker) -> None:
    ask.refused("GET", "/api/insights/reports", status=404)
    with Emulator(server_version="2022.2.1") as server:
        Asker(server).refused("GET", REPORTS, status=404)


@pytest.mark.parametrize("left_out", EMPTY)
def test_a_list_may_be_empty_and_not_left_out(ask: Asker, left_out: str) -> None:
    ask.server.on_purpose("*")
    body = {name: value for name, value in EMPTY.items() if name != left_out}
    assert left_out in ask.refused("POST", REPORTS, {"Name": "Ours", **body}, as_it_is=True)


def test_groups_have_names_of_their_own(ask: Asker) -> None:
    groups = [{"Name": name, "Environments": []} for name in ("Live", "live")]
    assert "unique" in ask.refused("POST", REPORTS, {"Name": "Ours", **EMPTY, "EnvironmentGroups": groups})


def test_deleted_documents_are_in_no_report(ask: Asker) -> None:
    environment, tenant = ask.post("/api/environments", Name="Production"), ask.post("/api/tenants", Name="Acme")
    groups = [{"Name": "Live", "Environments": [environment["Id"]]}]
    made = ask.post(REPORTS, **{"Name": "Ours", **EMPTY, "EnvironmentGroups": groups, "TenantIds": [tenant["Id"]]})
    for each in (environment, tenant):
        assert ask("DELETE", each["Links"]["Self"]).status_code == 200
    found = ask.get(made["Links"]["Self"])
    assert found["EnvironmentGroups"] == [{"Name": "Live", "Environments": []}]
    assert found["TenantIds"] == []
