# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Channels: their rules, the default one, and where ephemeral environments come from.

api: environments#parents, lifecycles#channel
"""

from __future__ import annotations

from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker
from .test_collections import names
from .test_documents import project

LISTS: dict[str, Any] = {
    "Rules": [
        {
            "VersionRange": "[1,2)",
            "Tag": "^$",
            "ActionPackages": [{"DeploymentAction": "Deploy", "PackageReference": ""}],
            "VersioningStrategy": "MostRecentlyPublished",
            "VersionTagRegex": "^v",
        }
    ],
    "TenantTags": ["Ring/Early"],
    "GitReferenceRules": ["refs/heads/main"],
    "GitResourceRules": [
        {"GitDependencyActions": [{"DeploymentActionSlug": "deploy", "GitDependencyName": ""}], "Rules": ["main"]}
    ],
    "CustomFieldDefinitions": [{"FieldName": "Ticket", "Description": "Which"}],
}
PARENTS = "/api/spaces/Spaces-1/parentEnvironments"


@pytest.fixture
def channel(ask: Asker) -> Any:
    project(ask)
    ask.post("/api/tagsets", Name="Ring", Tags=[{"Name": "Early", "Color": "#333333"}])
    return ask.post("/api/channels", Name="Hotfix", ProjectId="Projects-1", **LISTS)


def ids_apart(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: ids_apart(each) for key, each in value.items() if key not in ("Id", "Links")}
    return [ids_apart(each) for each in value] if isinstance(value, list) else value


@pytest.mark.fact("5.21")
@pytest.mark.parametrize("name", LISTS)
def test_lists_are_kept_cleared_and_echoed(ask: Asker, channel: Any, name: str) -> None:
    own = channel["Links"]["Self"]
    assert ids_apart(channel[name]) == LISTS[name]
    assert ask.put(own, channel)[name] == channel[name], "with their IDs"
    without = {key: value for key, value in channel.items() if key != name}
    assert ask.put(own, without)[name] == channel[name]
    assert ask.put(own, {**channel, name: []})[name] == []


def test_every_channel_has_the_defaults(ask: Asker, channel: Any) -> None:
    expected = {
        "Type": "Lifecycle", "ParentEnvironmentId": None, "EphemeralEnvironmentNameTemplate": None,
        "AutomaticEphemeralEnvironmentDeployments": False, "IsDefault": False, "LifecycleId": None,
    }  # fmt: skip
    assert channel.items() >= expected.items()
    twice = {"CustomFieldDefinitions": [{"FieldName": "Ticket"}, {"FieldName": "ticket"}]}
    assert "must be unique" in ask.refused("PUT", channel["Links"]["Self"], {**channel, **twice})
    assert "FieldName" in ask.refused("PUT", channel["Links"]["Self"], {**channel, "CustomFieldDefinitions": [{}]})


def test_older_servers_know_less_of_channels() -> None:
    with Emulator(server_version="2020.5.0") as server:
        ask = Asker(server)
        project(ask)
        made = ask.post("/api/channels", Name="Hotfix", ProjectId="Projects-1", Rules=LISTS["Rules"], Type="Lifecycle")
        newer = {"GitReferenceRules", "GitResourceRules", "CustomFieldDefinitions", "Type", "ParentEnvironmentId"}
        assert not newer & set(made)
        assert set(made["Rules"][0]) == {"Id", "VersionRange", "Tag", "ActionPackages", "Links"}


@pytest.mark.fact("C.6")
def test_the_default_channel_moves(ask: Asker, channel: Any) -> None:
    default = ask.get("/api/channels/Channels-1")
    assert "default channel" in ask.refused("DELETE", default["Links"]["Self"])
    assert ask.put(channel["Links"]["Self"], {**channel, "IsDefault": True})["IsDefault"]
    assert not ask.get(default["Links"]["Self"])["IsDefault"]
    assert ask("DELETE", default["Links"]["Self"]).status_code == 200
    unset = ask.put(channel["Links"]["Self"], {**channel, "IsDefault": False})
    assert "only remaining" in ask.refused("DELETE", unset["Links"]["Self"])


def test_parent_environments(ask: Asker) -> None:
    rule = {"ExpiryDays": 3, "ExpiryHours": 0}
    answered = ask.post(PARENTS, Name="Short-lived", AutomaticDeprovisioningRule=rule)
    assert set(answered) == {"Id"}
    own = f"{PARENTS}/{answered['Id']}"
    made = ask.get(own)
    expected = {"Name": "Short-lived", "Slug": "short-lived", "SpaceId": "Spaces-1", "UseGuidedFailure": False}
    assert made.items() >= {**expected, "AutomaticDeprovisioningRule": rule}.items()
    assert "Links" not in made
    changed = ask.put(own, {**made, "UseGuidedFailure": True, "AutomaticDeprovisioningRule": None})
    assert (changed["UseGuidedFailure"], changed["AutomaticDeprovisioningRule"]) == (True, None)
    assert "already exists" in ask.refused("POST", PARENTS, {"Name": "SHORT-LIVED"})
    ask.refused("GET", PARENTS, status=404)
    assert ask("DELETE", own).status_code == 200
    ask.refused("GET", own, status=404)


def test_environments_of_every_type(ask: Asker) -> None:
    fixed = ask.post("/api/environments", Name="Fixed")["Id"]
    parent = ask.post(PARENTS, Name="Parent")["Id"]
    listed = "/api/Spaces-1/environments/v2"
    page = ask.get(listed)
    assert {each["Id"]: each["Type"] for each in page["Items"]} == {fixed: "Static", parent: "Parent"}
    assert "Links" not in page, "pages of newer collections lead nowhere"
    assert names(ask.get(f"{listed}?type=Parent")) == ["Parent"]
    assert names(ask.get(f"{listed}?type=Static,Parent&take=1&skip=1")) == ["Parent"]
    assert names(ask.get(f"{listed}?name=fixed")) == ["Fixed"]
    assert names(ask.get("/api/environments")) == ["Fixed"]
    ask.refused("GET", f"/api/environments/{parent}", status=404)


@pytest.mark.fact("C.6")
def test_ephemeral_environments_come_from_a_parent(ask: Asker, channel: Any) -> None:
    ephemeral = {**channel, "Type": "EphemeralEnvironment"}
    assert "ParentEnvironmentId" in ask.refused("PUT", channel["Links"]["Self"], ephemeral)
    parent = ask.post(PARENTS, Name="Parent")["Id"]
    made = ask.put(channel["Links"]["Self"], {**ephemeral, "ParentEnvironmentId": parent})
    assert (made["Type"], made["ParentEnvironmentId"]) == ("EphemeralEnvironment", parent)
    assert "channel 'Hotfix' uses it" in ask.refused("DELETE", f"{PARENTS}/{parent}")
    static = ask.post("/api/environments", Name="Fixed")["Id"]
    assert static in ask.refused("PUT", channel["Links"]["Self"], {**ephemeral, "ParentEnvironmentId": static})
