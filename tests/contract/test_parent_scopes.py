# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parent environments as scopes: found and shown by name where servers take them, refused where they do not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import OF_TARGETS, SCOPES
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from contract.conftest import Octopus, on
from contract.doors import Door
from contract.kinds.certificate import PEM
from contract.kinds.project_trigger import triggered_project
from emulator.testing import Emulator

NIGHTLY, BRANCHES = "Environments-1", "Environments-3"
ACCOUNT = {"name": "Ours", "username_password": {"username": "deploy"}}
TARGET = {"name": "web", "roles": ["web"], "cloud_region": {}}
TRIGGER = {"name": "Start", "project": "Night shift"}
DAILY = {**TRIGGER, "once_daily_schedule": {"start_time": "18:30"}}
ON_EVENTS = {**TRIGGER, "create_release": {}}
# The module, its required options, and the path of the option for environments.
TAKEN: list[tuple[str, dict[str, Any], tuple[str, ...]]] = [
    ("account", ACCOUNT, ("environments",)),
    ("certificate", {"name": "Shop", "certificate_data": PEM}, ("environments",)),
    ("machine", TARGET, ("environments",)),
    ("project_trigger", ON_EVENTS, ("machine_filter", "environments")),
    ("project_trigger", DAILY, ("deploy_latest_release", "source_environments")),
    ("project_trigger", DAILY, ("deploy_latest_release", "destination_environment")),
    ("project_trigger", DAILY, ("deploy_latest_release_to_environment", "environment")),
    ("project_trigger", DAILY, ("deploy_new_release", "environment")),
    ("project_trigger", DAILY, ("run_runbook", "environments")),
]
NEEDED = {"deploy_latest_release": {"destination_environment": "Nightly"}}


def named(value: Any) -> str:
    return value if isinstance(value, str) else ".".join(value)


every_taken = pytest.mark.parametrize(("kind", "minimal", "path"), TAKEN, ids=named)


def surroundings(server: Emulator) -> None:
    triggered_project(server)
    assert server.seed("parentenvironments", Name="Branches", Slug="twigs")["Id"] == BRANCHES


def given_at(minimal: dict[str, Any], path: tuple[str, ...], *names: str) -> dict[str, Any]:
    value: Any = list(names) if path[-1].endswith("s") else names[-1]
    for option in reversed(path[1:]):
        value = {**NEEDED.get(path[0], {}), option: value}
    return {**minimal, path[0]: value}


def at(value: Any, path: tuple[str, ...]) -> Any:
    for option in path:
        value = value[option]
    return value


def ids_in(document: Any) -> Iterator[str]:
    if isinstance(document, (dict, list)):
        for each in document.values() if isinstance(document, dict) else document:
            yield from ids_in(each)
    elif isinstance(document, str) and document.startswith("Environments-"):
        yield document


def scopes(fields: tuple[Field, ...], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for each in fields:
        if each.type.named() in (SCOPES, OF_TARGETS):
            yield (*path, each.option)
        yield from scopes(each.type.parts(), (*path, each.option))


def test_every_scope_is_here() -> None:
    """Lists of variables and steps, which belong to a project, have tests of their own."""
    found = {(each.kind, path) for each in KINDS if not each.is_owned for path in scopes(each.fields)}
    assert found == {(kind, path) for kind, _minimal, path in TAKEN}


@every_taken
def test_a_name_goes_in_and_comes_out(
    octopus: Octopus, kind: str, minimal: dict[str, Any], path: tuple[str, ...]
) -> None:
    surroundings(octopus.server)
    module, options = f"octopus_{kind}", given_at(minimal, path, "Nightly", "Branches")
    predicted = octopus.ok(module, options, check=True)
    done = octopus.ok(module, options)
    assert (predicted["diff"], predicted.get("warnings")) == (done["diff"], None)
    stored = set(ids_in({name: part for name, part in octopus.server.document(done["id"]).items() if name != "Id"}))
    assert BRANCHES in stored and stored <= {NIGHTLY, BRANCHES}
    for spelled in (" branches ", BRANCHES, "twigs"):
        assert octopus.ok(module, given_at(minimal, path, "Nightly", spelled))["changed"] is False, spelled
    exported = octopus.ok("octopus_config_info", kinds=[f"{kind}s"])["config"]
    exported_value = at(exported[f"{kind}s"][0], path)
    assert exported_value in (["Branches", "Nightly"], "Branches")
    assert octopus.ok("octopus_config", config=exported)["changed"] is False
    changed = octopus.ok(module, given_at(minimal, path, "Nightly"))
    assert changed["changed"] and "Branches" in str(changed["diff"]["before"])


@pytest.mark.parametrize(("kind", "minimal", "path"), TAKEN[:4], ids=named)
def test_one_configuration_makes_both(
    octopus: Octopus, kind: str, minimal: dict[str, Any], path: tuple[str, ...]
) -> None:
    surroundings(octopus.server)
    config = {f"{kind}s": [given_at(minimal, path, "Nightly", "Later")], "parent_environments": [{"name": "Later"}]}
    predicted = octopus.ok("octopus_config", config=config, check=True)
    done = octopus.ok("octopus_config", config=config)
    assert (predicted["diff"], done["counts"]["created"]) == (done["diff"], 2)
    assert octopus.ok("octopus_config", config=config)["changed"] is False
    removed = {"parent_environments": [{"name": "Later", "state": "absent"}], f"{kind}s": config[f"{kind}s"]}
    assert "refers to 'Later', which parent_environments[0] removes" in octopus("octopus_config", config=removed)["msg"]


PHASE = {"name": "All"}
REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("lifecycle", {"name": "L", "phases": [{**PHASE, "automatic_deployment_targets": ["Branches"]}]}, "phases[0]."),
    ("lifecycle", {"name": "L", "phases": [{**PHASE, "optional_deployment_targets": ["branches"]}]}, "phases[0]."),
    ("tenant", {"name": "T", "projects": [{"project": "Night shift", "environments": ["Branches"]}]}, "projects[0]."),
]


@pytest.mark.parametrize(("kind", "options", "place"), REFUSED, ids=str)
@pytest.mark.parametrize("is_there", [True, False])
def test_parent_environments_are_refused_where_servers_refuse_them(
    octopus: Octopus, kind: str, options: dict[str, Any], place: str, is_there: bool
) -> None:
    """In check mode as well, whether the parent environment exists or the configuration makes it."""
    surroundings(octopus.server)
    if not is_there:
        octopus.ok("octopus_parent_environment", name="Branches", state="absent")
    octopus.server.clear_requests()
    together = {f"{kind}s": [options], "parent_environments": [{"name": "Branches"}]}
    for module, given in ((f"octopus_{kind}", options), ("octopus_config", {"config": together})):
        if is_there or module == "octopus_config":
            for check in (True, False):
                message = octopus(module, given, check=check)["msg"]
                assert place in message and "is a parent environment, which the server does not take here" in message
    assert octopus.writes() == []


def test_servers_without_them_are_not_asked(door: Door) -> None:
    with Emulator(server_version="2024.4.100") as server:
        triggered_project(server)
        octopus = on(server, door)
        for options in (ACCOUNT, {**ACCOUNT, "name": "Other"}):
            assert octopus.ok("octopus_account", {**options, "environments": ["Nightly"]})["changed"] is True
        missing = octopus("octopus_account", {**ACCOUNT, "environments": ["Mars"]})["msg"]
        assert "environments: there is no environment named 'Mars'" in missing
        octopus.ok("octopus_config_info")
        octopus.ok("octopus_config", config={"accounts": [{**ACCOUNT, "environments": ["Stable", "Nightly"]}]})
        assert "no environment named" in octopus("octopus_lifecycle", REFUSED[0][1])["msg"]
        asked = [each.path for each in server.requests]
        assert not [each for each in asked if "parentenvironments" in each or each.endswith("/v2")]


def test_requests(octopus: Octopus) -> None:
    """A static environment costs one request, a parent one more, and two where it is asked for in the default space."""
    surroundings(octopus.server)
    costs = []
    for names in (["Nightly"], ["Nightly", "Stable"], ["Branches"]):
        options = {**ACCOUNT, "environments": names}
        octopus.ok("octopus_account", options)
        octopus.server.clear_requests()
        assert octopus.ok("octopus_account", options)["changed"] is False
        costs.append(len(octopus.server.requests))
    assert costs == [3, 4, 4 + 2]
