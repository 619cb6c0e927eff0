# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that are only taken with the version that was read last, before any module manages one.

The variables of a project stand for them: prompts are compared like any other part, and additions of the server stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._converge.converge import Outcome, converge
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolver import Resolver
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location, Naming
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import KeyedList, Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Text
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from emulator.testing import Emulator

OWN = "variableset-Projects-1"
PROMPT = Nested((Field("label", "Label", Text()),))
VARIABLE = Nested(
    (
        Field("name", "Name", Text()),
        Field("value", "Value", Text()),
        Field("type", "Type", Text()),
        Field("prompt", "Prompt", PROMPT),
    )
)
# Other people's variables stay: only given variables are managed.
VARIABLES = KeyedList("name", VARIABLE, unset=lambda variable: variable["Name"] == "Theirs")
VARIABLE_SET = Resource(
    kind="variable_set",
    location=Location("Variables", "variable set", naming=Naming(prop="OwnerId")),
    fields=(Field("variables", "Variables", VARIABLES),),
)


@pytest.fixture
def server() -> Iterator[Emulator]:
    with Emulator() as running:
        running.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
        yield running


def run(server: Emulator, *variables: dict[str, Any]) -> Outcome:
    typed = [{"type": "String", **each} for each in variables]
    with Client(server.url, api_key=server.api_key) as client:
        context = Context(client, Resolver(client, client.space().document))
        return converge(VARIABLE_SET, {"state": "present", "id": OWN, "variables": typed}, context)


def written_by_another(server: Emulator) -> None:
    with Client(server.url, api_key=server.api_key) as client:
        document = client.get(client.root, "Variables", {"id": OWN})
        client.modify({**document, "Variables": [*document["Variables"], {"Name": "Theirs", "Type": "String"}]})


@pytest.mark.fact("5.12", "5.45", "C.8")
def test_a_stale_version_is_read_again(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    modify, calls = Client.modify, list[int]()

    def raced(self: Client, *args: Any, **more: Any) -> Any:
        calls.append(len(calls))
        if len(calls) == 1:
            written_by_another(server)
        return modify(self, *args, **more)

    monkeypatch.setattr(Client, "modify", raced)
    assert run(server, {"name": "Color", "value": "red"}).changed
    kept = server.document(OWN)
    assert {each["Name"] for each in kept["Variables"]} == {"Color", "Theirs"}
    assert (kept["Version"], len(calls)) == (2, 3), "theirs in between, and ours twice"
    assert not run(server, {"name": "Color", "value": "red"}).changed


@pytest.mark.fact("5.12")
def test_a_version_that_is_always_stale_is_given_up(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    modify = Client.modify

    def with_an_old_version(self: Client, document: Any, link: str, body: Any, **more: Any) -> Any:
        return modify(self, document, link, {**body, "Version": -1}, **more)

    monkeypatch.setattr(Client, "modify", with_an_old_version)
    with pytest.raises(ServerRefused, match="another user has made changes"):
        run(server, {"name": "Color", "value": "red"})


@pytest.mark.fact("5.11", "5.15")
def test_properties_that_the_server_adds_are_no_change(server: Emulator) -> None:
    prompted = {"name": "Color", "prompt": {"label": "Which?"}}
    assert run(server, prompted).changed
    injected = server.document(OWN)["Variables"][0]["Prompt"]["DisplaySettings"]
    assert injected == {"Octopus.ControlType": "SingleLineText"}
    assert not run(server, prompted).changed
    run(server, {"name": "Color", "prompt": {"label": "Which one?"}})
    assert server.document(OWN)["Variables"][0]["Prompt"]["DisplaySettings"] == injected, "and it stays"
