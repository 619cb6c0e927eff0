# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The queries by which Automation Platform counts managed nodes, over the results of the modules that they are for.

The rules for records are those of the controller, awx/main/tasks/host_indirect.py and
awx/main/models/indirect_managed_node_audit.py.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jq
import pytest
import yaml
from contract.conftest import Octopus
from contract.kinds.machine import SAMPLES as MACHINES
from contract.kinds.machine import THUMBPRINT, machine_surroundings
from contract.kinds.worker import SAMPLES as WORKERS
from contract.sample import Sample
from tasks import TASKS

pytestmark = pytest.mark.both_doors

ROOT = Path(__file__).resolve().parents[2]
QUERIES: dict[str, Any] = yaml.safe_load((ROOT / "extensions/audit/event_query.yml").read_text(encoding="utf-8"))
COLLECTION = "octopus.deploy."
NO_NODES = ("cloud_region", "offline_drop")
TENTACLE = {"thumbprint": THUMBPRINT, "uri": "https://web-1:10933/"}
NORMALISED = re.compile(r"[a-z]+(_[a-z]+)*")
Record = dict[str, Any]


def records(module: str, result: dict[str, Any]) -> list[Record]:
    """The records that the controller keeps of a result."""
    found = jq.compile(QUERIES[f"{COLLECTION}{module}"]["query"]).input_value(result).all()
    for each in found:
        assert each["name"] and each["canonical_facts"]
        # Two records of one name must be one record.
        assert each["canonical_facts"] == {"id": each["name"]}
        assert all(NORMALISED.fullmatch(each["facts"][fact]) for fact in ("infra_type", "infra_bucket", "device_type"))
    return list(found)


def test_each_query_is_for_a_module() -> None:
    assert {name.removeprefix(COLLECTION) for name in QUERIES} <= set(TASKS)


@pytest.mark.parametrize("sample", [*MACHINES, *WORKERS], ids=lambda sample: sample.title)
def test_a_node_is_counted_while_it_is_managed(one_door: Octopus, sample: Sample) -> None:
    sample.stock(one_door.server)
    module = f"octopus_{sample.kind}"
    options = {**sample.minimal, **sample.on_create}
    assert records(module, one_door.ok(module, options, check=True)) == []
    made = records(module, one_door.ok(module, options))
    assert len(made) == (0 if sample.minimal.keys() & set(NO_NODES) else 1)
    assert [each["facts"]["name"] for each in made] in ([], [sample.minimal["name"]])
    assert records(module, one_door.ok(module, options)) == made
    assert records(module, one_door.ok(module, name=sample.minimal["name"], state="absent")) == []


def test_a_tentacle_is_one_node(octopus: Octopus) -> None:
    """Whether it is a target or a worker, and by whatever name, in both doors."""
    machine_surroundings(octopus.server)
    target = {"environments": ["Production"], "roles": ["web"], "skip_initial_health_check": True}
    found = records(
        "octopus_machine", octopus.ok("octopus_machine", name="web-1", listening_tentacle=TENTACLE, **target)
    )
    worker = {"name": "builder", "worker_pools": ["Linux"], "skip_initial_health_check": True}
    found += records("octopus_worker", octopus.ok("octopus_worker", worker, listening_tentacle=TENTACLE))
    assert {each["name"] for each in found} == {THUMBPRINT}
    assert [each["facts"]["name"] for each in found] == ["web-1", "builder"]
    assert {each["facts"]["device_type"] for each in found} == {"virtual_machine"}


def test_a_failed_task_counts_nothing(one_door: Octopus) -> None:
    failed = one_door("octopus_machine", name="web-1", environments=["Unknown"], listening_tentacle=TENTACLE)
    assert failed["failed"] and records("octopus_machine", failed) == []
