# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of the server name those of spaces: a configuration with nothing else finds them."""

from __future__ import annotations

from typing import Any

import pytest
from config.driving import Config, asked, configure, export, report, task
from config.generated import samples_of
from config.test_strangers import OF_KIND, named
from contract.sample import Sample
from emulator.testing import Emulator

MANAGERS = {"SpaceManagersTeamMembers": ["Users-1"]}


def of_the_server() -> list[tuple[Sample, str, Any]]:
    """Every option of a kind of the server that names documents of spaces, with a value that does."""
    found = {}
    for resource in (each for each in OF_KIND.values() if each.location.system):
        fields = {each.option: each for each in resource.fields}
        for sample in samples_of(resource.kind, there=False):
            for option, values in sample.steps.items():
                for value in values:
                    if any(not collection.system for collection, _name in named(fields[option].type, value)):
                        found.setdefault((resource.kind, option), (sample, option, value))
    return list(found.values())


@pytest.mark.parametrize("space", [None, "Default"])
@pytest.mark.parametrize(
    ("sample", "option", "value"), of_the_server(), ids=[f"{each[0].kind}.{each[1]}" for each in of_the_server()]
)
def test_alone_in_a_configuration(server: Emulator, sample: Sample, option: str, value: Any, space: str | None) -> None:
    sample.prepare(server)
    plural = OF_KIND[sample.kind].plural
    config: Config = {plural: [{**sample.minimal, option: value}]}
    predicted, done = configure(server, config, space=space, check=True), configure(server, config, space=space)
    assert report(predicted) == report(done)
    assert not predicted.get("warnings"), "everything is there"
    assert configure(server, config, space=space)["changed"] is False
    kept = next(each for each in export(server, kinds=[plural], space=space)["config"][plural] if option in each)
    assert "Projects-" not in str(kept) and "Environments-" not in str(kept), "names, not IDs"
    assert configure(server, {plural: [kept]}, space=space)["changed"] is False


def test_the_owner_of_a_freeze_is_found_in_the_space_of_the_task(server: Emulator) -> None:
    other = server.seed("spaces", Name="Other", **MANAGERS)["Id"]
    group, lifecycle = server.seed("projectgroups", other, Name="G"), server.seed("lifecycles", other, Name="L")
    project = {"ProjectGroupId": group["Id"], "LifecycleId": lifecycle["Id"]}
    server.seed("projects", other, Name="Ski lift", **project)
    freeze = {"name": "Holidays", "start": "2099-12-20T18:00:00Z", "end": "2100-01-05T06:00:00Z", "owner": "Ski lift"}
    done = configure(server, {"deployment_freezes": [freeze]}, space="Other")
    assert (done["counts"]["created"], done["space"]["id"]) == (1, other)
    result = task(server, "octopus_config", config={"deployment_freezes": [freeze]})
    assert "deployment_freezes[0].owner: there is no project named 'Ski lift'" in result["msg"]


def test_a_server_without_a_default_space() -> None:
    """Items without references to a space need no space, and an export shows IDs if it can't find names."""
    freeze = {"name": "Holidays", "start": "2099-12-20T18:00:00Z", "end": "2100-01-05T06:00:00Z"}
    with Emulator(default_space=False) as server:
        assert configure(server, {"deployment_freezes": [freeze]})["counts"]["created"] == 1
        config = export(server, kinds=["deployment_freezes"])["config"]
        assert [each["name"] for each in config["deployment_freezes"]] == ["Holidays"]
        result = task(server, "octopus_config", config={"deployment_freezes": [{**freeze, "owner": "Ski lift"}]})
        assert "space" in result["msg"] and result["failed"]


def test_items_that_name_nothing_of_a_space_cost_no_request_for_it(server: Emulator) -> None:
    config: Config = {"users": [{"name": "ops", "display_name": "Ops"}]}
    configure(server, config)
    _done, requests = asked(server, lambda: configure(server, config, space="Default"))
    assert [each.path for each in requests] == ["/api", "/api/users"]
