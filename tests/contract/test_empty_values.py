# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An empty value of any option, at any depth: check mode predicts the run, and a second run changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from contract.conftest import Octopus
from contract.emptied import Snapshot, emptied, faults
from contract.sample import Sample
from contract.samples import SAMPLES
from contract.test_contract import all_at_once
from tasks import TASKS

# Options that say which document is meant; test_odd_values.py empties them.
IDENTITY = ("state", "name", "id", "new_name")

# An entry of a list without this option is written, with a warning.
TOLD = ("value: None",)


def given(sample: Sample) -> Iterator[dict[str, Any]]:
    """Options of a sample that have all of its values once."""
    if not sample.is_there:
        yield all_at_once(sample)
    yield from ({**sample.known, option: value} for option, values in sample.steps.items() for value in values if value)


@pytest.mark.parametrize("null", [False, True], ids=["empty", "left out"])
@pytest.mark.parametrize("kind", sorted({each.kind for each in SAMPLES}))
def test_an_empty_value_is_predicted_and_lasts(one_door: Octopus, kind: str, null: bool) -> None:
    """Each option of a kind once; options of the same name in several parts of a document count as one."""
    found, tried = [], set()
    for sample in SAMPLES:
        if sample.kind != kind:
            continue
        arguments = {o: each for o, each in TASKS[f"octopus_{kind}"].arguments.items() if o not in IDENTITY}
        sample.stock(one_door.server)
        for number, options in enumerate(given(sample)):
            if number == 1 and not sample.is_there:
                one_door.ok(sample.module, {**sample.minimal, **sample.on_create})
            start = Snapshot(one_door.server)
            for label, asked in emptied(arguments, options, null=null):
                known = label.rpartition(".")[2]
                if known not in tried and not (null and known in TOLD):
                    found += [f"{sample.title}: {label}: {each}" for each in faults(one_door, sample.module, asked)]
                    start.restore()
                tried.add(known)
    assert not found, "\n".join(found)
