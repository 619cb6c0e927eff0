# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook that a rulebook runs when a target becomes unhealthy: it checks the health, and tells people."""

from __future__ import annotations

import json

from emulator.model import Document
from emulator.testing import Emulator
from playbooks.playbook import ROOT, run

PLAYBOOK = ROOT / "playbooks" / "check_health.yml"


def event(*targets: Document) -> str:
    known = {"SpaceId": "Spaces-1", "Documents": {"Machines": [each["Id"] for each in targets]}}
    return json.dumps({"ansible_eda": {"event": known}})


def target(server: Emulator, name: str) -> Document:
    environment = server.seed("environments", Name=f"For {name}")
    place = {"EnvironmentIds": [environment["Id"]], "Endpoint": {"CommunicationStyle": "None"}}
    return server.seed("machines", Name=name, Roles=["web"], SkipInitialHealthCheck=True, **place)


def test_each_target_is_checked_and_told() -> None:
    with Emulator() as server:
        first, second, other = (target(server, name) for name in ("web-1", "web-2", "web-3"))
        for each in (first, second, other):
            server.health(each["Id"], "Unhealthy")
        played = run(PLAYBOOK, server, "-e", event(first, second))
        statuses = [server.document(each["Id"])["HealthStatus"] for each in (first, second, other)]
    assert played.code == 0, played.output
    assert statuses == ["Healthy", "Healthy", "Unhealthy"]
    for name in ("web-1", "web-2"):
        assert f"{name} is Healthy after a health check." in played.output
    assert "web-3" not in played.output


def test_a_health_check_that_fails_is_reported_too() -> None:
    with Emulator() as server:
        bad = target(server, "web-1")
        server.health(bad["Id"], "Unhealthy")
        server.fault(method="POST", path="/api/Spaces-1/tasks", status=400)
        played = run(PLAYBOOK, server, "-e", event(bad))
    assert played.code == 2, played.output
    assert "web-1 is Unhealthy after a health check." in played.output
