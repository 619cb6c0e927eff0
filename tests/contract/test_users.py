# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Users: passwords that nobody reads, service accounts that have none, and identities that others add to."""

from __future__ import annotations

from typing import Any

import pytest
from contract.conftest import Octopus
from contract.kinds.user import directory, octopus_id
from emulator.testing import Emulator

OPS = {"name": "ops", "display_name": "Operations"}


def stored(octopus: Octopus) -> Any:
    return octopus.server.document("Users-3")["Password"]


@pytest.mark.fact("5.26")
def test_a_password_is_sent_to_a_new_user_and_kept_after_that(octopus: Octopus) -> None:
    octopus.ok("octopus_user", {**OPS, "password": "hunter-22"})
    assert stored(octopus) == "hunter-22"
    again = octopus.ok("octopus_user", {**OPS, "password": "hunter-23", "email_address": "o@example.com"})
    assert (stored(octopus), again["secrets_not_compared"]) == ("hunter-22", ["password"])
    assert set(again["diff"]["after"]) == {"name", "email_address"}
    for time in ("first", "second"):
        sent = octopus.ok("octopus_user", {**OPS, "password": "hunter-23"}, update_secrets="always")
        assert (sent["changed"], stored(octopus)) == (True, "hunter-23"), time
    assert "hunter-23" not in str(sent)


@pytest.mark.fact("5.26")
def test_a_user_can_be_made_inactive(octopus: Octopus) -> None:
    octopus.server.clear_requests()
    made = octopus.ok("octopus_user", {**OPS, "is_active": False})
    assert (made["resource"]["IsActive"], len(octopus.writes())) == (False, 2)


def test_a_user_may_be_called_as_the_api_calls_it(octopus: Octopus) -> None:
    made = octopus.ok("octopus_user", {"username": "ops", "display_name": "Operations"})
    assert octopus.ok("octopus_user", {"name": "OPS"})["id"] == made["id"]
    config = {"users": [{"username": "ops", "email_address": "o@example.com"}]}
    assert octopus.ok("octopus_config", {"config": config})["updated"] == {"users": ["ops"]}
    twice = octopus("octopus_config", {"config": {"users": [{"username": "ops", "name": "ops"}]}})
    assert "users[0].username: is an alias of name, which is given as well" in twice["msg"]


def test_identities_of_others_stay_in_merge_mode(octopus: Octopus) -> None:
    octopus.ok("octopus_user", {**OPS, "identities": [octopus_id("o@example.com")]})
    mine = {**OPS, "identities": [directory("ops@example.com")], "identities_mode": "merge"}
    assert octopus.ok("octopus_user", mine)["changed"] is True
    assert octopus.ok("octopus_user", mine)["changed"] is False
    known = [each["IdentityProviderName"] for each in octopus.server.document("Users-3")["Identities"]]
    assert known == ["Octopus ID", "Active Directory"]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (
            {"name": "one", "display_name": "One", "service_account_type": "Agent"},
            "service_account_type: can only be given",
        ),
        ({"name": "new"}, "display_name: must be given to create user 'new'"),
        (
            {"name": "new", "display_name": "x", "is_service": True, "password": "y"},
            "password: can't be given to a serv",
        ),
        ({"name": "ops", "service_account_type": "Agent"}, "service_account_type: user 'ops' was created without it"),
        (
            {"name": "bot", "service_account_type": "Agent"},
            "service_account_type: user 'bot' was created with 'Standard', and the server can't change that to 'Agent'",
        ),
        (
            {"name": "ops", "is_service": True},
            "is_service: user 'ops' was created with False, and the server can't change",
        ),
        ({"name": "ops", "password": "<no secret>"}, "password: can't be cleared"),
        ({"name": "new", "display_name": "x", "password": "<secret users.ops>"}, "keeps the server's secret, but"),
        (
            {"name": "ops", "identities": [octopus_id("a@example.com"), octopus_id("b@example.com")]},
            "identities: identity_provider_name 'octopus id' is given more than once",
        ),
    ],
    ids=str,
)
def test_an_impossible_change_is_refused(octopus: Octopus, options: dict[str, Any], says: str) -> None:
    octopus.ok("octopus_user", OPS)
    octopus.ok("octopus_user", {"name": "bot", "display_name": "Bot", "is_service": True})
    octopus.server.clear_requests()
    result = octopus("octopus_user", options)
    assert (result["failed"], says in result["msg"]) == (True, True), result["msg"]
    assert octopus.writes() == []


def test_the_user_of_the_task_is_not_pruned(octopus: Octopus) -> None:
    octopus.ok("octopus_user", OPS)
    options = {"config": {"users": []}, "prune": ["users"], "prune_server": True}
    gone = octopus.ok("octopus_config", options)["deleted"]
    assert sorted(gone["users"]) == ["ops", "viewer"]
    assert octopus.server.document("Users-1")["Username"] == "admin"


@pytest.mark.parametrize("version", ["2020.5.0", "2025.4.1"])
def test_servers_of_any_age_make_users_active(octopus: Octopus, version: str) -> None:
    with Emulator(server_version=version) as server:
        assert server.seed("users", Username="ops", DisplayName="Operations", IsActive=False)["IsActive"] is True
        octopus.connection = {"octopus_url": server.url, "octopus_api_key": server.api_key}
        assert octopus.ok("octopus_user", {"name": "ops", "is_active": False})["changed"] is True


@pytest.mark.parametrize("value", ["", None])
def test_a_claim_may_be_empty(octopus: Octopus, value: str | None) -> None:
    claims = {"email": {"Value": "ann@example.com", "IsIdentifyingClaim": True}, "sam": {"Value": value}}
    identities = [{"IdentityProviderName": "Azure AD", "Claims": claims}]
    octopus.server.seed("users", Username="ann", DisplayName="Ann", Password="Correct-horse-7", Identities=identities)
    found = octopus.ok("octopus_config_info", {"kinds": ["users"]})["config"]
    assert octopus.ok("octopus_config", {"config": found})["changed"] is False
    (user,) = (each for each in found["users"] if each["name"] == "ann")
    assert user["identities"][0]["claims"][1] == {"name": "sam", "value": "", "is_identifying_claim": False}
