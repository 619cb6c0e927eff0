# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A value means the same document in a configuration of any size as in a single task."""

from __future__ import annotations

from typing import Any

import pytest
from config.driving import Config, configure, ok, report, task, writes
from contract.test_identity import MEANT, lookalikes, shops
from emulator.testing import Emulator

SIZES = {"a few references": 0, "many references": 4, "with the kind itself": 1}


def machine(name: str, environment: str) -> dict[str, Any]:
    return {"name": name, "environments": [environment], "roles": ["web"], "cloud_region": {}}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("value", MEANT)
def test_a_reference(server: Emulator, value: str, size: str) -> None:
    lookalikes(server)
    others = [f"Other {number}" for number in range(SIZES[size])]
    for name in others:
        server.seed("environments", Name=name)
    config: Config = {"machines": [machine("m", value), *(machine(f"in {name}", name) for name in others)]}
    if size == "with the kind itself":
        config["environments"] = []
    foretold, done = configure(server, config, check=True), configure(server, config)
    assert report(foretold) == report(done)
    (made,) = (
        each for each in ok(server, "octopus_info", kind="machine", name="m")["resources"] if each["Name"] == "m"
    )
    assert made["EnvironmentIds"] == [f"Environments-{MEANT[value]}"]
    assert configure(server, config)["changed"] is False


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("project", ["Shop-2", "shop-2", "Projects-2", "projects-2"])
def test_what_a_document_belongs_to(server: Emulator, project: str, listed: bool) -> None:
    shops(server)
    config: Config = {"channels": [{"name": "Hotfix", "project": project, "state": "absent"}]}
    done = configure(server, {**config, "projects": []} if listed else config)
    assert done["changes"][0]["before"]["id"] == "Channels-4"


@pytest.mark.parametrize("plural", ["channels", "projects"])
@pytest.mark.parametrize("identity", ["shop-2", "hotfix", "Shop-2"])
def test_the_option_id_takes_nothing_but_an_id(server: Emulator, plural: str, identity: str) -> None:
    shops(server)
    inside = {"project": "Shop-2"} if plural == "channels" else {}
    told = task(server, "octopus_config", config={plural: [{"id": identity, "description": "Mine", **inside}]})
    assert f"with ID '{identity}'" in told["msg"]
    gone = configure(server, {plural: [{"id": identity, "state": "absent", **inside}]})
    assert gone["changed"] is False and not writes(server)


def test_an_id_in_any_case(server: Emulator) -> None:
    lookalikes(server)
    config: Config = {"environments": [{"id": "environments-2", "description": "By its ID"}]}
    assert configure(server, config)["updated"] == {"environments": ["environments-2"]}
    assert configure(server, config)["changed"] is False
