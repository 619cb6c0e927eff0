# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every option of every kind that is a duration: refused where people and server read it differently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.durations import Duration
from contract.conftest import Octopus
from contract.samples import SAMPLES


def durations(fields: tuple[Field, ...], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for each in fields:
        # Properties that the emulated release does not know are added first.
        if isinstance(each.type, Duration) and not each.since:
            yield (*path, each.option)
        nested = each.type.parts()
        yield from durations(nested, (*path, each.option))


EVERY = [(each.kind, path) for each in KINDS for path in durations(each.fields)]


def given_at(path: tuple[str, ...], value: str) -> Any:
    return {path[0]: given_at(path[1:], value)} if path else value


def test_there_are_some() -> None:
    assert {kind for kind, _path in EVERY} == {"machine_policy", "subscription"}
    assert len(EVERY) >= 10


@pytest.mark.parametrize(
    ("kind", "path"), EVERY, ids=lambda value: value if isinstance(value, str) else ".".join(value)
)
def test_two_readings_are_refused_in_tasks_and_configurations(
    octopus: Octopus, kind: str, path: tuple[str, ...]
) -> None:
    sample = next(each for each in SAMPLES if each.kind == kind)
    resource = next(each for each in KINDS if each.kind == kind)
    sample.stock(octopus.server)
    octopus.server.clear_requests()
    options = {**sample.minimal, **given_at(path, "24:00:00")}
    for module, given in (
        (sample.module, options),
        ("octopus_config", {"config": {resource.plural: [options]}}),
    ):
        for check in (True, False):
            message = octopus(module, given, check=check)["msg"]
            assert f"{'.'.join(path)}: '24:00:00' has two readings" in message
            assert "24.00:00:00 (24d)" in message and "1.00:00:00 (1d)" in message
    assert octopus.writes() == []
