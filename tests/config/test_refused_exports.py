# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An export warns of each value that a configuration refuses, with its path, for every kind."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.export import refused_values
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from config.driving import Config, configure, export, task
from contract.sample import known_as
from contract.test_values import cases_of, msg_of
from emulator.testing import Emulator

PLACES = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
OLDER: list[tuple[str, Config, dict[str, Any], str]] = [
    ("projects", {"projects": [{"name": "Shop", **PLACES}]}, {"TenantedDeploymentMode": "Brandnew"}, "tenanted_"),
    ("machine_policies", {"machine_policies": [{"name": "Shop"}]}, {"ConnectionRetryCountLimit": -1}, "connection_"),
    ("lifecycles", {"lifecycles": [{"name": "Shop"}]}, {"Description": "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"}, "descr"),
]


def problems_of(message: str) -> list[str]:
    """The mistakes in the message of octopus_config."""
    return [line.strip() for line in message.split("\n")[1:]]


@pytest.mark.parametrize("resource", CONFIGURED, ids=lambda each: each.kind)
def test_every_kind(resource: Resource) -> None:
    """The warnings are the mistakes of the same configuration."""
    wrong = [options for _path, options, _expected in cases_of(resource)]
    config = {resource.plural: [{**each, **known_as(resource, f"x{index}")} for index, each in enumerate(wrong)]}
    problems = problems_of(msg_of("octopus_config", {"config": config})) if wrong else []
    warnings = [each.partition(" would be refused in a configuration: ")[::2] for each in refused_values(config)]
    assert [problem for _title, problem in warnings] == problems
    assert all(title.startswith(f"{resource.plural}: '") for title, _problem in warnings)


@pytest.mark.parametrize(("plural", "config", "properties", "option"), OLDER, ids=lambda each: str(each)[:20])
def test_a_value_that_a_server_has(
    server: Emulator, plural: str, config: Config, properties: dict[str, Any], option: str
) -> None:
    configure(server, config)
    server.on_purpose("*")
    (identity,) = (each["Id"] for _path, each in server.everything().values() if each.get("Name") == "Shop")
    assert "warnings" not in export(server, kinds=[plural])
    server.left_by_older(identity, **properties)
    exported = export(server, kinds=[plural])
    (warning,) = exported["warnings"]
    title, _means, problem = warning.partition(" would be refused in a configuration: ")
    assert title == f"{plural}: 'Shop'" and f"].{option}" in problem
    assert problems_of(task(server, "octopus_config", config=exported["config"])["msg"]) == [problem]


def test_documents_of_the_same_name(server: Emulator) -> None:
    """A configuration can't tell such documents apart."""
    _first, second = (server.seed("environments", Name=name)["Id"] for name in ("Web", "Other"))
    server.left_by_older(second, Name="Web")
    exported = export(server, kinds=["environments"])
    problem = "environments[1].name: 'Web' is given already, at environments[0]"
    assert exported["warnings"] == [f"environments: 'Web' would be refused in a configuration: {problem}"]
    assert problem in task(server, "octopus_config", config=exported["config"])["msg"]


def test_a_name_with_blanks_is_accepted(server: Emulator) -> None:
    """The document is found by the name, so there is nothing to warn of."""
    server.seed("environments", Name=" Test ")
    exported = export(server, kinds=["environments"])
    assert "warnings" not in exported
    assert configure(server, exported["config"])["changed"] is False
