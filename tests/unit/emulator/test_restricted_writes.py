# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A restricted role permits writes of the documents that it covers, and of no others (api: people#writing)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker
from .test_reading import REGION, RESTRICTED, Headers, fill, user_with
from .test_variable_scopes import TEXT
from .test_variables import put

# The permissions to change and to remove the documents of a collection.
WRITES = {
    "environments": ("EnvironmentEdit", "EnvironmentDelete"),
    "projects": ("ProjectEdit", "ProjectDelete"),
    "tenants": ("TenantEdit", "TenantDelete"),
    "machines": ("MachineEdit", "MachineDelete"),
    "runbooks": ("RunbookEdit", "RunbookEdit"),
}


def refused(ask: Asker, method: str, address: str, headers: Headers, permission: str, body: Any = None) -> None:
    answer = ask(method, address, body, headers=headers)
    assert answer.status_code == 403, answer.text
    assert f"Missing permission: {permission}" in answer.json()["ErrorMessage"]


def taken(ask: Asker, method: str, address: str, headers: Headers, body: Any = None) -> Any:
    answer = ask(method, address, body, headers=headers)
    assert answer.status_code in (200, 201), answer.text
    return answer.json()


@pytest.mark.parametrize("collection", WRITES)
def test_documents_that_no_role_covers(ask: Asker, collection: str) -> None:
    fill(ask.server)
    headers = user_with(ask, *WRITES[collection], **RESTRICTED)
    first, second, *_others = sorted(ask.get(f"/api/{collection}/all"), key=lambda each: str(each["Name"]))
    edit, delete = WRITES[collection]
    for each in (first, second):
        each["Description"] = "Changed"
    taken(ask, "PUT", first["Links"]["Self"], headers, first)
    refused(ask, "PUT", second["Links"]["Self"], headers, edit, second)
    refused(ask, "DELETE", second["Links"]["Self"], headers, delete)
    assert ask.get(second["Links"]["Self"])["Name"] == second["Name"]
    # Some documents are in use, which is another reason.
    assert ask("DELETE", first["Links"]["Self"], headers=headers).status_code in (200, 400)


def test_a_machine_in_a_further_environment(ask: Asker) -> None:
    fill(ask.server)
    headers = user_with(ask, "EnvironmentView", "MachineView", "MachineCreate", "MachineEdit", **RESTRICTED)
    machine = ask.get("/api/machines/Machines-1")
    more = {**machine, "EnvironmentIds": ["Environments-1", "Environments-2"]}
    refused(ask, "PUT", machine["Links"]["Self"], headers, "MachineEdit", more)
    assert ask.get("/api/machines/Machines-1")["EnvironmentIds"] == ["Environments-1"]
    for environments in (["Environments-2"], ["Environments-1", "Environments-2"]):
        body = {"Name": "New", "EnvironmentIds": environments, **REGION}
        refused(ask, "POST", "/api/machines", headers, "MachineCreate", body)
    body = {"Name": "New", "EnvironmentIds": ["Environments-1"], **REGION}
    assert taken(ask, "POST", "/api/machines", headers, body)["EnvironmentIds"] == ["Environments-1"]


def test_a_project_in_another_group(ask: Asker) -> None:
    group = ask.server.seed("projectgroups", Name="Other")["Id"]
    headers = user_with(ask, "ProjectView", "ProjectCreate", "ProjectEdit", ProjectGroupIds=[group])
    body = {"Name": "Shop", "ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"}
    refused(ask, "POST", "/api/projects", headers, "ProjectCreate", body)
    made = taken(ask, "POST", "/api/projects", headers, {**body, "ProjectGroupId": group})
    refused(ask, "PUT", made["Links"]["Self"], headers, "ProjectEdit", {**made, "ProjectGroupId": "ProjectGroups-1"})


def test_variables_of_an_environment(ask: Asker) -> None:
    fill(ask.server)
    address = "/api/variables/variableset-Projects-1"
    headers = user_with(ask, "VariableView", "VariableEdit", EnvironmentIds=["Environments-1"])
    body = {**ask.get(address), "Variables": [{**TEXT, "Scope": {"Environment": ["Environments-2"]}}]}
    refused(ask, "PUT", address, headers, "VariableEdit", body)
    put(ask, address)
    own = {**ask.get(address), "Variables": [{**TEXT, "Scope": {"Environment": ["Environments-1"]}}]}
    assert len(taken(ask, "PUT", address, headers, own)["Variables"]) == 1
