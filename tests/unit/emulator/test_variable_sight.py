# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A user sees a part of a variable set, and keeps the rest (api: variables#reading-a-part)."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Asker
from .test_documents import project
from .test_people import give, key_of
from .test_variable_scopes import TEXT
from .test_variables import put

VIEW, VIEW_UNSCOPED = "VariableView", "VariableViewUnscoped"
SCOPES: list[dict[str, list[str]]] = [
    {},
    {"Environment": ["Environments-1"]},
    {"Environment": ["Environments-1", "Environments-2"]},
    {"Role": ["web"]},
]


@pytest.fixture
def own(ask: Asker) -> str:
    """A variable set with a variable of each scope, each with the number of its scope as its value."""
    address = f"/api/variables/{project(ask)['VariableSetId']}"
    for name in ("Test", "Production"):
        ask.post("/api/environments", Name=name)
    put(ask, address, *({**TEXT, "Value": str(index), "Scope": scope} for index, scope in enumerate(SCOPES)))
    return address


def bob(ask: Asker, *permissions: str, **restrictions: list[str]) -> dict[str, str]:
    """The headers of a user who has these permissions."""
    role = ask.post("/api/userroles", Name="Bob's", GrantedSpacePermissions=list(permissions))["Id"]
    user = ask.post("/api/users", Username="bob", DisplayName="Bob", Password="hunter-22")
    give(ask, user, role, "Spaces-1")
    held: Any = next(each for each in ask.get("/api/scopeduserroles?take=1000")["Items"] if each["UserRoleId"] == role)
    ask.put(held["Links"]["Self"], {**held, **restrictions})
    return key_of(ask, user["Id"])


def values(ask: Asker, own: str, headers: dict[str, str]) -> list[str]:
    return [each["Value"] for each in ask.get(own, headers=headers)["Variables"]]


@pytest.mark.parametrize(
    ("permissions", "restrictions", "seen"),
    [
        ([VIEW], {}, ["1", "2"]),
        ([VIEW, VIEW_UNSCOPED], {}, ["0", "1", "2", "3"]),
        ([VIEW, VIEW_UNSCOPED], {"EnvironmentIds": ["Environments-1"]}, ["0", "1", "3"]),
        ([VIEW, VIEW_UNSCOPED], {"ProjectIds": ["Projects-1"]}, ["0", "1", "2", "3"]),
    ],
)
def test_a_user_sees_the_variables_that_the_permissions_cover(
    ask: Asker, own: str, permissions: list[str], restrictions: dict[str, list[str]], seen: list[str]
) -> None:
    headers = bob(ask, *permissions, **restrictions)
    assert values(ask, own, headers) == seen
    everything = ask.get("/api/Spaces-1/variables/all", headers=headers)
    assert [each["Value"] for found in everything for each in found["Variables"]] == seen


def test_the_variables_that_a_user_does_not_see_stay(ask: Asker, own: str) -> None:
    headers = bob(ask, VIEW, "VariableEditUnscoped")
    read = ask.get(own, headers=headers)
    read["Variables"].append({**TEXT, "Value": "new"})
    answer = ask("PUT", own, read, headers=headers)
    assert answer.status_code == 200, answer.text
    assert [each["Value"] for each in answer.json()["Variables"]] == ["1", "2"]
    assert sorted(each["Value"] for each in ask.get(own)["Variables"]) == ["0", "1", "2", "3", "new"]


def test_the_viewer_sees_all_variables(ask: Asker, own: str) -> None:
    assert len(values(ask, own, {"X-Octopus-ApiKey": ask.server.read_only_api_key})) == len(SCOPES)
