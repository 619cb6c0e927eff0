# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The limits of texts and numbers, and the required properties of a write, by the server's release."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from emulator.samples import CERTIFICATE
from emulator.testing import Emulator, spelled_out

from .conftest import Asker

NEWEST = "2026.3.15581"
BEFORE = "2026.2.1000"
WORKER = {
    "Name": "Hand",
    "IsDisabled": False,
    "WorkerPoolIds": ["WorkerPools-1"],
    "Endpoint": {"CommunicationStyle": "TentaclePassive", "Uri": "https://hand:10933/", "Thumbprint": "AB"},
}
PROXY = {"Name": "Office", "Host": "proxy.example.com"}
# A collection, the rest of a new document, the property, the longest text that is taken, and whether older servers
# are held to it as well.
LENGTHS: list[tuple[str, dict[str, Any], str, int, bool]] = [
    ("environments", {"Name": "A"}, "Name", 50, True),
    ("Spaces-1/parentenvironments", {"Name": "A"}, "Name", 50, True),
    ("certificates", {"Name": "A", "CertificateData": CERTIFICATE}, "Notes", 10240, False),
    ("feeds", {"FeedType": "Helm", "FeedUri": "https://charts.example.com"}, "Name", 44, False),
    ("teams", {"MemberUserIds": [], "ExternalSecurityGroups": []}, "Name", 200, False),
    ("spaces", {"Name": "A", "SpaceManagersTeams": ["teams-administrators"]}, "Slug", 50, False),
    ("deploymentfreezes", {"Start": "2030-01-01T00:00:00Z", "End": "2030-01-02T00:00:00Z"}, "Name", 200, True),
    ("users", {"DisplayName": "A"}, "Username", 64, True),
    ("users", {"Username": "a"}, "DisplayName", 64, True),
    ("users", {"Username": "a", "DisplayName": "A"}, "EmailAddress", 256, True),
]


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with Emulator(server_version=NEWEST) as server:
        yield server


@pytest.fixture(scope="module")
def before() -> Iterator[Emulator]:
    with Emulator(server_version=BEFORE) as server:
        yield server


@pytest.mark.parametrize(("collection", "rest", "prop", "longest", "always"), LENGTHS)
def test_a_text_may_be_as_long_as_the_server_takes_it_and_no_longer(
    ask: Asker, before: Emulator, collection: str, rest: dict[str, Any], prop: str, longest: int, always: bool
) -> None:
    path = f"/api/{collection}"
    made = ask.post(path, **{**rest, prop: "x" * longest})
    ask.server.on_purpose(prop)
    message = ask.refused("POST", path, {**rest, prop: "y" * (longest + 1)})
    assert message == f"The field {prop} must be a string with a maximum length of {longest}."
    whole = ask.get(f"{path}/{made['Id']}")
    assert ask.refused("PUT", f"{path}/{made['Id']}", {**whole, prop: "y" * (longest + 1)}) == message
    before.reset()
    older = Asker(before)("POST", path, spelled_out(collection, {**rest, prop: "z" * (longest + 1)}))
    assert older.status_code == (400 if always else 201), older.text


def test_a_template_may_be_as_long_as_the_server_takes_it(ask: Asker, before: Emulator) -> None:
    before.reset()
    for each, status in ((ask, 400), (Asker(before), 201)):
        place = {"ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"}
        channel = {"Name": "Early", "ProjectId": each.post("/api/projects", Name="Shop", **place)["Id"]}
        each.server.on_purpose("EphemeralEnvironmentNameTemplate")
        named = {**channel, "EphemeralEnvironmentNameTemplate": "x" * 1001}
        assert each("POST", "/api/channels", named).status_code == status
        each.post("/api/channels", **channel | {"Name": "Short", "EphemeralEnvironmentNameTemplate": "x" * 1000})


def test_the_space_around_a_text_does_not_count(ask: Asker) -> None:
    assert ask.post("/api/environments", Name=f"  {'x' * 50}  ")["Name"] == "x" * 50


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_number_out_of_range_is_refused(ask: Asker, before: Emulator, port: int) -> None:
    ask.server.on_purpose("Port")
    assert ask.refused("POST", "/api/proxies", {**PROXY, "Port": port}) == (
        "The field Port must be between 0 and 65535."
    )
    before.reset()
    Asker(before).post("/api/proxies", **PROXY, Port=port)


@pytest.mark.parametrize("port", [0, 65535])
def test_both_ends_of_a_range_belong_to_it(ask: Asker, port: int) -> None:
    assert ask.post("/api/proxies", **PROXY, Port=port)["Port"] == port


# A collection, the body of a new document, and the required properties of a POST and of a PUT.
DEMANDED: list[tuple[str, dict[str, Any], tuple[str, ...], tuple[str, ...]]] = [
    ("proxies", {**PROXY, "Port": 80}, ("Port",), ("Port",)),
    ("workerpools", {"Name": "Builders", "WorkerPoolType": "StaticWorkerPool"}, ("WorkerPoolType",), ("IsDefault",)),
    ("workers", WORKER, ("IsDisabled",), ("IsDisabled",)),
]


@pytest.mark.parametrize(("collection", "new", "on_post", "on_put"), DEMANDED)
def test_a_demanded_property_can_not_be_left_out(
    ask: Asker,
    before: Emulator,
    collection: str,
    new: dict[str, Any],
    on_post: tuple[str, ...],
    on_put: tuple[str, ...],
) -> None:
    path = f"/api/{collection}"
    made = ask.post(path, **new)
    before.reset()
    older = Asker(before)
    ask.server.on_purpose(*on_post, *on_put)
    before.on_purpose(*on_post, *on_put)
    for prop in on_post:
        for body in (without(new, prop), {**new, prop: None}):
            assert ask.refused("POST", path, body, as_it_is=True) == f"The {prop} field is required."
        older.post(path, **{**without(new, prop), "Name": f"Without {prop}"})
    whole = ask.get(f"{path}/{made['Id']}")
    for prop in on_put:
        assert ask.refused("PUT", f"{path}/{made['Id']}", without(whole, prop)) == f"The {prop} field is required."
    known = older.post(path, **new)
    for prop in on_put:
        older.put(f"{path}/{known['Id']}", without(known, prop))


SETTINGS = [
    ("serverconfiguration", ("ServerUri",)),
    ("letsencryptconfiguration", ("Enabled",)),
    ("performanceconfiguration", ("DefaultDashboardRenderMode",)),
    ("upgradeconfiguration", ("AllowChecking", "IncludeStatistics", "NotificationMode")),
]


@pytest.mark.parametrize(("path", "demanded"), SETTINGS)
def test_a_demanded_property_of_settings_can_not_be_left_out(
    ask: Asker, before: Emulator, path: str, demanded: tuple[str, ...]
) -> None:
    before.reset()
    ask.server.on_purpose(*demanded)
    before.on_purpose(*demanded)
    whole = {**ask.get(f"/api/{path}"), **({"ServerUri": ""} if path == "serverconfiguration" else {})}
    ask.put(f"/api/{path}", whole)
    for prop in demanded:
        assert ask.refused("PUT", f"/api/{path}", without(whole, prop)) == f"The {prop} field is required."
        Asker(before).put(f"/api/{path}", without(whole, prop))


def test_a_git_credential_comes_with_a_password(ask: Asker) -> None:
    details = {"Type": "UsernamePassword", "Username": "octopus"}
    ask.server.on_purpose("Password")
    message = ask.refused("POST", "/api/Spaces-1/git-credentials", {"Name": "Repository", "Details": details})
    assert message == "The Password field is required."


@pytest.mark.parametrize("unit", ["PackageUnit", "VersionUnit"])
def test_packages_are_counted_in_items(ask: Asker, unit: str) -> None:
    ask.server.on_purpose(unit)
    policy = {"Name": "Tidy", "MachinePackageCacheRetentionPolicy": {"Strategy": "Quantities", unit: "Days"}}
    assert unit in ask.refused("POST", "/api/machinepolicies", policy)


def test_a_scope_of_a_tag_set_is_one_of_a_few(ask: Asker) -> None:
    ask.server.on_purpose("Scopes")
    assert "Scopes" in ask.refused("POST", "/api/tagsets", {"Name": "Ring", "Scopes": ["Tenant", "Moon"]})
    made = ask.post("/api/tagsets", Name="Ring", Scopes=["tenant", "Feature Toggle"])
    assert made["Scopes"] == ["Tenant", "Feature Toggle"]


FILTERED: list[tuple[str, dict[str, Any], str]] = [
    ("accounts", {"AccountType": "Token"}, "name=cloud"),
    ("libraryvariablesets", {}, "name=cloud"),
    ("tagsets", {}, "name=cloud"),
    ("tagsets", {"Type": "FreeText"}, "types=FreeText,SingleSelect"),
    ("workerpools", {"WorkerPoolType": "StaticWorkerPool"}, "name=cloud"),
]


@pytest.mark.parametrize(("collection", "new", "query"), FILTERED)
def test_lists_are_filtered_by_what_the_reference_offers(
    ask: Asker, before: Emulator, collection: str, new: dict[str, Any], query: str
) -> None:
    before.reset()
    for each, exact in ((ask, True), (Asker(before), False)):
        other = {**new, "Type": "MultiSelect"} if "Type" in new else new
        each.post(f"/api/{collection}", **{**new, "Name": "Cloud"})
        each.post(f"/api/{collection}", **{**other, "Name": "Other"})
        found = [item["Name"] for item in each.get(f"/api/{collection}?{query}")["Items"]]
        assert (found == ["Cloud"]) is exact, found


@pytest.mark.parametrize("query", ["targetTags=web", "operatingSystemNames=Unknown"])
def test_machines_are_filtered_by_tags_and_systems(ask: Asker, before: Emulator, query: str) -> None:
    before.reset()
    for each, exact in ((ask, True), (Asker(before), False)):
        place = {"EnvironmentIds": [each.post("/api/environments", Name="Production")["Id"]]}
        each.post("/api/machines", Name="one", **place, Roles=["web"], Endpoint={"CommunicationStyle": "None"})
        name, value = query.split("=")
        assert each.get(f"/api/machines?{query}")["TotalResults"] == 1
        assert each.get(f"/api/machines?{name}=other-than-{value}")["TotalResults"] == (0 if exact else 1)


def test_a_tenant_has_custom_fields(ask: Asker, before: Emulator) -> None:
    assert ask.post("/api/tenants", Name="Acme")["CustomFields"] == []
    before.reset()
    assert "CustomFields" not in Asker(before).post("/api/tenants", Name="Acme")


def without(document: dict[str, Any], prop: str) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != prop}
