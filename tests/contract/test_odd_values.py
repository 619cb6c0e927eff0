# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that mean nothing to a server, for every kind: each is answered at its option, and nothing is written."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from contract.conftest import Octopus
from contract.fuzzing import BUG
from contract.kinds import machine
from contract.sample import Sample
from contract.samples import SAMPLES

pytestmark = pytest.mark.both_doors

FIRST: dict[str, Sample] = {each.kind: each for each in reversed(SAMPLES)}
TEXTS = "MachineRoles"
NAMED = [each for each in KINDS if not each.is_owned]
WAITING = [each for each in NAMED if any("wait_interval" in action.arguments for action in each.actions)]


def refused(octopus: Octopus, kind: str, options: dict[str, Any], check: bool) -> str:
    """The message of a task that changes nothing; a document that does not exist counts as removed."""
    octopus.server.clear_requests()
    result = octopus(f"octopus_{kind}", options, check=check)
    assert octopus.writes() == []
    if options.get("id") and options.get("state") == "absent" and not result.get("failed"):
        assert result["changed"] is False
        return str(options["id"])
    assert result.get("failed") is True, result
    assert BUG not in result["msg"] and "Traceback" not in str(result)
    return str(result["msg"])


@pytest.mark.parametrize("resource", NAMED, ids=lambda resource: resource.kind)
@pytest.mark.parametrize("check", [False, True])
def test_a_name_that_is_null_and_an_id_that_leads_elsewhere(octopus: Octopus, resource: Any, check: bool) -> None:
    """A template that gives nothing is null; where an ID stands in an address, servers have other words as well."""
    sample = FIRST[resource.kind]
    sample.stock(octopus.server)
    inside = {option: value for option, value in sample.known.items() if option != "name"}
    for state in ("present", "absent"):
        message = refused(octopus, resource.kind, {**sample.minimal, "name": None, "state": state}, check)
        assert "name" in message
        message = refused(octopus, resource.kind, {**inside, "id": "all", "state": state}, check)
        assert "all" in message


@pytest.mark.parametrize("resource", WAITING, ids=lambda resource: resource.kind)
@pytest.mark.parametrize("options", [{"wait_interval": -1}, {"wait_interval": 0}, {"wait_timeout": -1}], ids=str)
@pytest.mark.parametrize("check", [False, True])
def test_times_that_nobody_can_wait(octopus: Octopus, resource: Any, options: dict[str, int], check: bool) -> None:
    sample = FIRST[resource.kind]
    sample.stock(octopus.server)
    message = refused(octopus, resource.kind, {**sample.minimal, **options}, check)
    assert message.startswith(f"{next(iter(options))}: must be ")


@pytest.mark.parametrize("timeout", [0, -1, 10**30])
def test_timeouts_that_no_machine_can_count(octopus: Octopus, timeout: int) -> None:
    assert refused(octopus, "environment", {"name": "One", "timeout": timeout}, False).startswith("timeout: must be ")


def test_a_list_of_texts(octopus: Octopus) -> None:
    """The entries of the list have neither names nor links."""
    machine.machine_surroundings(octopus.server)
    octopus.ok("octopus_machine", {**FIRST["machine"].minimal, "roles": ["IdServer", "web"]})
    everything = octopus.ok("octopus_api", follow=[{"link": TEXTS}])["response"]
    assert "IdServer" in everything and all(isinstance(each, str) for each in everything)
    assert octopus.ok("octopus_info", kind=TEXTS)["resources"] == everything
    assert "its documents have no names" in octopus("octopus_info", kind=TEXTS, name=everything[0])["msg"]
    named = {"link": TEXTS, "name": everything[0]}
    for follow in ([named], [named, {"link": "Self"}], [{"link": TEXTS}, {"link": "Self"}]):
        result = octopus("octopus_api", follow=follow)
        assert "follow[0]" in result["msg"] and BUG not in result["msg"]


@pytest.mark.parametrize("given", ["", [""], ["Test", "  "]], ids=str)
@pytest.mark.parametrize(
    ("module", "options", "option"),
    [
        ("octopus_machine", {"name": "one", "roles": ["web"], "cloud_region": {}}, "environments"),
        ("octopus_lifecycle", {"name": "Standard"}, "phases[0].optional_deployment_targets"),
    ],
)
def test_an_empty_entry_names_nothing(one_door: Octopus, module: str, options: Any, option: str, given: Any) -> None:
    """Check mode does not take it for a document that an earlier task creates."""
    one_door.server.seed("environments", Name="Test")
    one_door.server.clear_requests()
    last = option.rpartition(".")[2]
    more = {last: given} if last == option else {"phases": [{"name": "Live", last: given}]}
    for check in (True, False):
        assert f"{option}: has an empty entry" in one_door(module, {**options, **more}, check=check)["msg"]
    assert one_door.writes() == []
