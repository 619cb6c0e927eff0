# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An export reads the documents of owners from lists: their number hardly counts, and the result is the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from math import ceil
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config import export as exporting
from ansible_collections.octopus.deploy.plugins.module_utils._locate.reader import IDS_IN_ONE_ADDRESS
from ansible_collections.octopus.deploy.plugins.module_utils._tasks import info_task
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from config.driving import Config, asked, configure, export, ok, task
from emulator.control import LoggedRequest
from emulator.testing import Emulator

OWNERS = IDS_IN_ONE_ADDRESS + 2
STEP_SCOPES = 5
LISTS = ceil(OWNERS / IDS_IN_ONE_ADDRESS)
PROPERTIES = {"Octopus.Action.Script.ScriptBody": "echo hi", "Octopus.Action.RunOnServer": "true"}
STEP = {"name": "Greet", "action_type": "Octopus.Script", "properties": PROPERTIES}
# Before 2025.1, the values of tenants have the older form.
RELEASES = ("2024.4.1", "2026.3.15581")


@pytest.fixture(scope="module", params=RELEASES)
def running(request: pytest.FixtureRequest) -> Iterator[Emulator]:
    with Emulator(server_version=request.param) as emulator:
        yield emulator


@pytest.fixture
def octopus(running: Emulator) -> Emulator:
    running.reset()
    return running


@pytest.fixture
def many(running: Emulator) -> Emulator:
    """A server with ``everything(STEP_SCOPES)``."""
    running.stock(stock, running)
    return running


def stock(server: Emulator) -> None:
    configure(server, everything(STEP_SCOPES))


def everything(step_scopes: int = 0, owners: int = OWNERS) -> Config:
    """Owners with documents of their own; the variables of the first projects are for a step as well."""
    numbers = range(owners)
    size = {"name": "Size", "default_value": "small", "display_settings": {"control_type": "SingleLineText"}}
    return {
        "environments": [{"name": "Test"}],
        "projects": [
            {
                "name": f"Shop {number}",
                "project_group": "Default Project Group",
                "lifecycle": "Default Lifecycle",
                "tenanted_deployment_mode": "TenantedOrUntenanted",
                "templates": [size],
            }
            for number in numbers
        ],
        "library_variable_sets": [{"name": f"Set {number}"} for number in numbers],
        "script_modules": [{"name": f"Module {number}", "script": {"body": f"# {number}"}} for number in numbers],
        "tenants": [
            {"name": f"Acme {number}", "projects": [{"project": f"Shop {number}", "environments": ["Test"]}]}
            for number in numbers
        ],
        "deployment_processes": [{"project": f"Shop {number}", "steps": [STEP]} for number in numbers],
        "variables": [
            *({"library_variable_set": f"Set {number}", "values": {"Color": "red"}} for number in numbers),
            *(
                {
                    "project": f"Shop {number}",
                    "values": {
                        "Color": [
                            {"value": "red", "scope": {"environments": ["Test"]}},
                            *([{"value": "blue", "scope": {"steps": ["Greet"]}}] if number < step_scopes else []),
                        ]
                    },
                }
                for number in numbers
            ),
        ],
        "tenant_variables": [
            {
                "tenant": "Acme 0",
                "project_variables": [{"project": "Shop 0", "name": "Size", "value": "big", "environments": ["Test"]}],
            }
        ],
    }


def ways(requests: list[LoggedRequest]) -> Counter[str]:
    """The numbers of requests by the part of the path that names a collection or a single document."""
    return Counter(each.path.removeprefix("/api/Spaces-1/").rpartition("/")[0] or each.path for each in requests)


def one_by_one(companions: Any, documents: Any, context: Any, earlier: Any) -> dict[str, Any]:
    """In place of ``listed_companions``: no list has anything."""
    return {each.prop: {} for each in companions}


def comparable(document: dict[str, Any]) -> dict[str, Any]:
    """A document without the properties that lists leave out, and without what only a write needs.

    The variables of a project have two addresses, so that Links differ.
    """
    without = ("LastModifiedOn", "LastModifiedBy", "ConcurrencyTokens", "Older", "Links")
    return {name: value for name, value in document.items() if name not in without}


def test_documents_of_owners_cost_pages(many: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = list(everything())
    exported, requests = asked(many, lambda: export(many, kinds=kinds))
    pages = len(kinds)
    # Three sorts of owners have variable sets; the tenant with values has two documents on newer servers.
    assert len(requests) <= 3 + pages + 3 * LISTS + LISTS + 1 + 2, ways(requests)
    # One list has the values of all tenants, however many there are.
    assert sum("tenantvariables" in each.path.casefold() for each in requests) == 1, ways(requests)
    monkeypatch.setattr(exporting, "listed_companions", one_by_one)
    alone, more = asked(many, lambda: export(many, kinds=kinds))
    assert exported["config"] == alone["config"]
    assert len(more) > 5 * OWNERS
    assert configure(many, exported["config"])["changes"] == []


def test_only_tenants_with_common_templates_are_read_alone(octopus: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list has the older form of all values, which knows no environments of common values on newer servers."""
    config = everything(owners=6)
    size = {"name": "Size", "display_settings": {"control_type": "SingleLineText"}}
    for number, project in enumerate(config["projects"]):
        # The first two include a set with a template, the next two one without, the last two none.
        project["included_library_variable_sets"] = [f"Set {number}"] if number < 4 else []
    for each in config["library_variable_sets"][:2]:
        each["templates"] = [size]
    common = {"library_variable_set": "Set 1", "name": "Size", "value": "common"}
    config["tenant_variables"].append({"tenant": "Acme 1", "common_variables": [common]})
    configure(octopus, config)
    exported, requests = asked(octopus, lambda: export(octopus, kinds=["tenant_variables"]))
    read = Counter(each.path.rpartition("/")[2] for each in requests if "/tenants/" in each.path)
    monkeypatch.setattr(exporting, "listed_companions", one_by_one)
    alone = export(octopus, kinds=["tenant_variables"])
    assert exported["config"] == alone["config"]
    assert [each["tenant"] for each in exported["config"]["tenant_variables"]] == ["Acme 0", "Acme 1"]
    is_newer = octopus.app.octopus.release >= (2025, 1)
    assert read == ({"commonvariables": 2, "projectvariables": 1} if is_newer else {}), ways(requests)


def test_sets_whose_steps_a_list_does_not_name_are_read(many: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = list(everything())
    whole, few = asked(many, lambda: export(many, kinds=kinds))
    documents = Client.documents

    def without_names(self: Client, holder: Any, link: str, *more: Any) -> Iterator[Any]:
        for each in documents(self, holder, link, *more):
            yield {**each, "ScopeValues": None} if link == "Variables" else each

    monkeypatch.setattr(Client, "documents", without_names)
    found, requests = asked(many, lambda: export(many, kinds=kinds))
    assert found["config"] == whole["config"]
    assert len(requests) == len(few) + STEP_SCOPES, ways(requests)


def test_information_about_documents_of_owners(many: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, owners in (("variables", 2), ("deployment_process", 1), ("tenant_variables", 1)):
        found, requests = asked(many, lambda kind=kind: ok(many, "octopus_info", kind=kind))
        assert len(requests) <= 4 + owners * (1 + LISTS), ways(requests)
        with monkeypatch.context() as patched:
            patched.setattr(info_task, "listed_companions", one_by_one)
            alone, more = asked(many, lambda kind=kind: ok(many, "octopus_info", kind=kind))
        assert [comparable(each) for each in found["resources"]] == [comparable(each) for each in alone["resources"]]
        assert len(more) > OWNERS


@pytest.mark.parametrize(
    ("link", "odd", "place"),
    [
        ("Variables", {"Variables": "red"}, "Variables"),
        ("Variables", {"Variables": [{"Name": "Color", "Scope": [1]}]}, "Scope"),
        ("Variables", {"ScopeValues": {"Actions": [7]}}, "ScopeValues"),
        ("DeploymentProcesses", {"Steps": "none"}, "Steps"),
        ("TenantVariables", {"ProjectVariables": {"Projects-1": "red"}}, "ProjectVariables"),
    ],
)
def test_a_list_of_an_unexpected_shape(
    octopus: Emulator, monkeypatch: pytest.MonkeyPatch, link: str, odd: dict[str, Any], place: str
) -> None:
    config = everything(step_scopes=1, owners=2)
    configure(octopus, config)

    def changed(read: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
        def answers(self: Client, holder: Any, asked: str, *more: Any) -> Iterator[Any]:
            for each in read(self, holder, asked, *more):
                yield {**each, **odd} if asked == link else each

        return answers

    monkeypatch.setattr(Client, "items", changed(Client.items))
    monkeypatch.setattr(Client, "documents", changed(Client.documents))
    result = task(octopus, "octopus_config_info", kinds=list(config))
    assert result["failed"] and "unexpected shape" in result["msg"] and place in result["msg"]
    assert "bug" not in result["msg"]
