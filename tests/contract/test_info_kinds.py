# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names that octopus_info takes for a kind: as its module has it, or as a configuration has it."""

from __future__ import annotations

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from contract.conftest import Octopus


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_kind_is_read_or_the_message_names_its_module(octopus: Octopus, kind: Resource) -> None:
    result = octopus("octopus_info", kind=kind.kind)
    message = f"kind: {kind.plural} do not have names; octopus_config_info reads them"
    assert result.get("msg") == (message if kind.singleton else None)
    assert kind.singleton or not result.get("failed")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_a_list_is_asked_for_with_both_parameters(octopus: Octopus, kind: Resource) -> None:
    """Some newer lists are refused without one of them (api: approvals#rule, triggers#freeze)."""
    octopus.server.clear_requests()
    octopus("octopus_info", kind=kind.kind)
    asked = [{*each.query} & {"skip", "take"} for each in octopus.server.requests]
    assert [each for each in asked if len(each) == 1] == []


def test_words_in_the_plural(octopus: Octopus) -> None:
    for word in ("api_keys", "machine_policies", "proxies", "oidc_identities", "server_settings"):
        assert "there is no such kind" not in octopus("octopus_info", kind=word).get("msg", "")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_a_kind_by_all_its_names(octopus: Octopus, kind: Resource) -> None:
    names = [kind.kind, kind.plural, f"octopus_{kind.kind}"]
    found = [octopus("octopus_info", kind=name) for name in names]
    results = [(each.get("resources"), each.get("msg")) for each in found]
    assert results[0] == results[1] == results[2]


@pytest.mark.parametrize(
    ("kind", "meant"),
    [("enviroment", "environment"), ("teems", "teams"), ("octopus_macine", "machine"), ("Teem", "team")],
)
def test_a_kind_that_there_is_not(octopus: Octopus, kind: str, meant: str) -> None:
    result = octopus("octopus_info", kind=kind)
    assert result["msg"].startswith(
        f"kind: there is no such kind; did you mean {meant}? There is no link {kind!r} here"
    )


def test_nothing_like_a_kind(octopus: Octopus) -> None:
    result = octopus("octopus_info", kind="Qqqqqq")
    listed = result["msg"].removeprefix("kind: there is no such kind; there are: ").split(". There is no link")[0]
    words = listed.split(", ")
    assert words[:2] == ["account", "api_key"], "each kind once, in the singular"
    assert (len(words), words.count("server_settings")) == (len(set(words)), 1)
    assert {"machine", "task", "release"} < set(words) and not {"machines", "tasks", "releases"} & set(words)


@pytest.mark.parametrize(
    ("kind", "collection", "document", "value"),
    [
        ("account", "accounts", {"AccountType": "UsernamePassword", "Username": "deploy"}, "deploy"),
        ("feed", "feeds", {"FeedType": "Docker", "FeedUri": "https://index.docker.io", "Username": "deploy"}, "deploy"),
        ("step_template", "actiontemplates", {"ActionType": "Octopus.Script"}, "1"),
    ],
)
def test_a_name_is_not_the_value_of_another_property(
    octopus: Octopus, kind: str, collection: str, document: dict[str, object], value: str
) -> None:
    """A server finds documents by a part of their names; accounts also have user names, step templates versions."""
    for name in (value, f"{value} of the shop"):
        octopus.server.seed(collection, Name=name, **document)
    found = octopus.ok("octopus_info", kind=kind, name=value)["resources"]
    assert [each["Name"] for each in found] == [value]
