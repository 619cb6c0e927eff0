# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that can't be created elsewhere, as those of an unknown type: each is exported, with a warning."""

from __future__ import annotations

from typing import Any

import pytest
from config.driving import configure, export, task
from emulator.testing import Emulator

CONFIG: dict[str, Any] = {
    "environments": [{"name": "Test"}],
    "accounts": [{"name": "One", "token": {"token": "x"}}, {"name": "Two", "token": {"token": "x"}}],
    "feeds": [{"name": name, "nuget": {"feed_uri": "https://example.com/"}} for name in ("One", "Two")],
    "machines": [
        {"name": name, "environments": ["Test"], "roles": ["web"], "cloud_region": {}} for name in ("One", "Two")
    ],
    "workers": [
        {
            "name": name,
            "worker_pools": ["Default Worker Pool"],
            "listening_tentacle": {"uri": f"https://{name}:10933/", "thumbprint": "AB" * 20},
        }
        for name in ("One", "Two")
    ],
}
# The team that the server makes for each new space.
MANAGERS = "teams-spacemanagers-Spaces-2"
UNKNOWN: dict[str, dict[str, Any]] = {
    "accounts": {"AccountType": "Brandnew"},
    "feeds": {"FeedType": "Brandnew"},
    "machines": {"Endpoint": {"CommunicationStyle": "Brandnew", "Links": {}}},
    "workers": {"Endpoint": {"CommunicationStyle": "Brandnew", "Links": {}}},
}


@pytest.mark.parametrize("kind", sorted(UNKNOWN))
def test_a_type_that_the_collection_does_not_know(kind: str) -> None:
    with Emulator() as server:
        # No description of a server has the type.
        server.on_purpose("*")
        configure(server, CONFIG)
        known = export(server)
        assert "warnings" not in known
        (one_id,) = (
            each["Id"] for path, each in server.everything().values() if path == kind and each.get("Name") == "One"
        )
        server.left_by_older(one_id, **UNKNOWN[kind])
        exported = export(server)
    one, two = (next(each for each in exported["config"][kind] if each["name"] == name) for name in ("One", "Two"))
    assert two in known["config"][kind] and set(one) < set(two)
    (warning,) = exported["warnings"]
    assert warning.startswith(f"{kind}: ") and "'One'" in warning and "does not know" in warning


def test_a_space_without_managers() -> None:
    """The team of its managers may have become empty: no type is unknown then."""
    with Emulator() as server:
        user = {"username": "ann", "display_name": "Ann", "password": "hunter-22-ann"}
        configure(server, {"users": [user], "spaces": [{"name": "Web", "space_managers_team_members": ["ann"]}]})
        assert "warnings" not in export(server, kinds=["spaces"])
        server.left_by_older(MANAGERS, MemberUserIds=[])
        (warning,) = export(server, kinds=["spaces"])["warnings"]
    assert "'Web'" in warning and "because the server has no value for it, or this version" in warning


@pytest.mark.parametrize("text", ["********", "<secret key>"])
def test_texts_that_a_configuration_refuses(server: Emulator, text: str) -> None:
    """Somebody may have copied them from a result; in a configuration they would replace the text that was meant."""
    server.seed("environments", Name="Test", Description=text)
    server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    configure(server, {"variables": [{"project": "Shop", "variables": [{"name": "Key", "value": "1"}]}]})
    variables = server.document("variableset-Projects-1")
    server.put_read_only(variables["Id"], {"Variables": [{**variables["Variables"][0], "Value": text}]})
    exported = export(server, kinds=["environments", "variables"])
    first, second = exported["warnings"]
    assert first.startswith("environments: 'Test' would be refused in a configuration: environments[0].description: ")
    assert "'Shop'" in second and "variables[0].values.Key: " in second
    message = task(server, "octopus_config", config=exported["config"])["msg"]
    assert "environments[0].description: " in message and "variables[0].values.Key: " in message
