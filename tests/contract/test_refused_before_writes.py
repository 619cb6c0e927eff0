# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes are reported before any write: an unknown name must not leave half of a document."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import TAG_SETS
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import named_in
from config.driving import Result, ok, report, task, writes
from contract.referring import RESOURCES, Naming, namings
from emulator.testing import Emulator

NOWHERE = "Nowhere at all"
every_naming = pytest.mark.parametrize("naming", namings(), ids=lambda naming: naming.title)


@pytest.fixture
def server(running_emulator: Emulator) -> Emulator:
    running_emulator.reset()
    return running_emulator


def in_a_configuration(server: Emulator, naming: Naming, options: dict[str, Any]) -> Result:
    """Run a configuration with a mistake and a document without one, which is not to be written either."""
    plural = RESOURCES[naming.sample.kind].plural
    config: dict[str, list[Any]] = {"proxies": [{"name": "Innocent", "host": "localhost", "port": 80}]}
    return task(server, "octopus_config", config={**config, plural: [options]})


def refused(server: Emulator, naming: Naming, value: str) -> None:
    """Expect a message that names the value, and no writes, from the kind's module and from octopus_config."""
    options = naming.named(value)
    ways = [lambda: task(server, naming.sample.module, **options)]
    if RESOURCES[naming.sample.kind] in CONFIGURED:
        ways.append(lambda: in_a_configuration(server, naming, options))
    for way in ways:
        server.clear_requests()
        result = way()
        assert (result.get("failed"), [f"{each.method} {each.path}" for each in writes(server)]) == (True, [])
        assert naming.option in result["msg"] and NOWHERE in result["msg"]


@every_naming
def test_a_name_that_leads_nowhere(server: Emulator, naming: Naming) -> None:
    naming.sample.stock(server)
    refused(server, naming, NOWHERE)
    if naming.location == TAG_SETS:
        tag_set, _slash, tag = naming.value.partition("/")
        refused(server, naming, f"{NOWHERE}/{tag}")
        refused(server, naming, f"{tag_set}/{NOWHERE}")


def test_every_reference_is_tried() -> None:
    """Every reference of every kind is tried."""
    tried = {(naming.sample.kind, naming.location) for naming in namings()}
    assert {(each.kind, one) for each in KINDS for one in named_in(each.fields)} - tried == set()


NEW: dict[str, Any] = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
TRIGGER: dict[str, Any] = {
    "name": "Early",
    "project": "Shop",
    "cron_expression_schedule": {"cron_expression": "0 0 6 * * *"},
}


def with_beta(server: Emulator) -> None:
    """A project with a channel that a clone of it will have, too."""
    project = server.seed("projects", Name="Pattern", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    server.seed("channels", Name="Beta", ProjectId=project["Id"])


CLONE = {"name": "Shop", "clone_from": "Pattern"}


@pytest.mark.parametrize(
    ("project", "channel", "known"),
    [(NEW, "default", True), (NEW, "Beta", False), (CLONE, "beta", True), (CLONE, "Gamma", False)],
    ids=str,
)
def test_the_channels_of_a_new_project(server: Emulator, project: dict[str, Any], channel: str, known: bool) -> None:
    """Only the channels that the project starts with exist: the default one, or those of its source."""
    with_beta(server)
    options = {**project, "release_creation_strategy": {"channel": channel}}
    config = {"projects": [project], "project_triggers": [{**TRIGGER, "create_release": {"channel": channel}}]}
    for module, given in (("octopus_project", options), ("octopus_config", {"config": {"projects": [options]}})):
        server.clear_requests()
        result = task(server, module, **given)
        assert bool(result.get("failed")) is not known, result.get("msg")
        assert bool(writes(server)) is known
        assert known or f"release_creation_strategy.channel: there is no channel named {channel!r}" in result["msg"]
        ok(server, "octopus_project", name="Shop", state="absent")
    server.clear_requests()
    result = task(server, "octopus_config", config=config)
    assert (bool(result.get("failed")), bool(writes(server))) == (not known, known), result.get("msg")


def test_a_channel_that_the_configuration_makes(server: Emulator) -> None:
    """A project names a channel that the same configuration creates; neither exists yet."""
    project = {**NEW, "release_creation_strategy": {"channel": "Beta"}}
    config = {"projects": [project], "channels": [{"name": "Beta", "project": "Shop"}]}
    predicted = ok(server, "octopus_config", config=config, check=True)
    done = ok(server, "octopus_config", config=config)
    assert report(predicted) == report(done)
    assert not ok(server, "octopus_config", config=config)["changed"]


def test_the_roles_of_a_team_in_a_space_that_is_to_come(server: Emulator) -> None:
    """Documents of the configuration are known; everything else in a new space is found out in the run."""
    role = {"user_role": "Project viewer", "space": "Second", "environments": ["Production"]}
    config: dict[str, Any] = {
        "spaces": [{"name": "Second", "space_managers_teams": ["Octopus Administrators"]}],
        "teams": [{"name": "Auditors", "scoped_user_roles": [{**role, "project_groups": ["Default Project Group"]}]}],
        "environments": [{"name": "Production"}],
    }
    predicted = ok(server, "octopus_config", config=config, space="Second", check=True)
    done = ok(server, "octopus_config", config=config, space="Second")
    assert report(predicted) == report(done)
    assert not ok(server, "octopus_config", config=config, space="Second")["changed"]
