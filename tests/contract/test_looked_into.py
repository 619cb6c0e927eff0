# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Other documents that a task reads beside its own: an answer of a wrong type is reported as such."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from config.test_fuzz_answers import changed, is_report
from config.test_wrong_types import ANY, EVERY, WRONG, Path, odd
from contract.conftest import Octopus
from contract.fuzzing import no_spin
from contract.test_cleanup import ago
from contract.test_cleanup import made as unhealthy
from contract.test_drain import busy
from contract.test_drain import made as machine

# By default, not every value is tried at every place.
FEW = 4
CHECKED = {"octopus_machine": {"environments": ["Production"], "roles": ["web"]}}
LISTENING = {"uri": "https://one.example.com:10933/"}


@dataclass(frozen=True)
class Case:
    """A task after ``prepare``, and the paths of the documents that it reads."""

    module: str
    options: dict[str, Any]
    paths: tuple[Path, ...]
    prepare: Callable[[Octopus], object] = lambda octopus: None


def at_work(module: str) -> Callable[[Octopus], object]:
    return lambda octopus: busy(octopus.server, machine(octopus, module), seconds=3)


def tagged(octopus: Octopus) -> None:
    octopus.ok("octopus_tag_set", name="Regions", tags=[{"name": "Europe", "color": "#333333"}])


def away(octopus: Octopus) -> None:
    octopus.server.seed("environments", Name="Production")
    unhealthy(octopus.server, "one", ("Unavailable", ago(days=8)))


CASES = {
    "the variables of a script module": Case(
        "octopus_script_module",
        {"name": "Bank", "script": {"body": "Get-Item ."}},
        (("Variables",), ("Variables", ANY), ("Variables", ANY, "Name")),
        lambda octopus: octopus.ok("octopus_script_module", name="Bank", script={"body": "Get-Date"}),
    ),
    "the type of a feed": Case("octopus_feed", {"name": "Octopus Server (built-in)", "slug": "ours"}, (("FeedType",),)),
    "a key that is handed over": Case("octopus_api_key", {"name": "CI", "user": "admin"}, (("ApiKey",),)),
    "tasks of a machine": Case(
        "octopus_machine",
        {"name": "one", "drain": True, "wait_interval": 1, "wait_timeout": 1},
        (("Arguments",), ("Arguments", "MachineIds"), ("State",)),
        at_work("octopus_machine"),
    ),
    "leases of a worker": Case(
        "octopus_worker",
        {"name": "one", "drain": True, "wait_interval": 1, "wait_timeout": 1},
        (("WorkerTaskLeases",), ("ServerTaskId",), ("WorkerId",), ("Arguments",)),
        at_work("octopus_worker"),
    ),
    "machines that are cleaned up": Case(
        "octopus_machine_cleanup",
        {"kind": "machine", "longer_than": "7d", "environments": ["Production"], "roles": ["web"]},
        (
            *((each,) for each in ("EnvironmentIds", "Roles", "HealthStatus", "Name")),
            *((each,) for each in ("RelatedDocumentIds", "Category", "Occurred")),
        ),
        away,
    ),
    "the tags of a tag set": Case(
        "octopus_tenant",
        {"name": "Acme", "tenant_tags": ["Regions/Europe"]},
        (("Tags",), ("Tags", ANY), ("Tags", ANY, "Name"), ("Tags", ANY, "Id")),
        tagged,
    ),
    "the permissions of a server": Case(
        "octopus_user_role", {"name": "Looker", "granted_space_permissions": ["ProjectView"]}, (("ProjectView",),)
    ),
    "what a server finds out about a machine": Case(
        "octopus_machine",
        {"name": "one", **CHECKED["octopus_machine"], "listening_tentacle": LISTENING},
        (("Endpoint",), ("Endpoint", "Thumbprint")),
        lambda octopus: octopus.server.seed("environments", Name="Production"),
    ),
    "the source of a clone": Case(
        "octopus_project",
        {"name": "Shop", "clone_from": "Pattern"},
        (("LifecycleId",), ("ProjectGroupId",)),
        lambda octopus: octopus.ok(
            "octopus_project", name="Pattern", project_group="Default Project Group", lifecycle="Default Lifecycle"
        ),
    ),
}


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize("name", CASES)
def test_an_answer_of_another_type(octopus: Octopus, name: str, check: bool) -> None:
    case = CASES[name]
    reports = 0
    for index, path in enumerate(case.paths):
        for what in [*WRONG, None] if EVERY else [*WRONG, None][index % FEW :: FEW]:
            octopus.server.reset()
            case.prepare(octopus)
            octopus.server.on_purpose("*")
            with no_spin(), changed(None, odd(path, what)):
                result = octopus(case.module, case.options, check=check)
            is_report(result)
            reports += bool(result.get("failed"))
    # Check mode makes no key and waits for nobody.
    assert reports or check, "none of them is told"
