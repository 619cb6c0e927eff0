# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list that others may have a part in is merged or replaced as its module does it, in a configuration as well."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from config.driving import Result, configure, ok, report
from contract.sample import Sample
from contract.samples import SAMPLES
from emulator.testing import Emulator

RESOURCES = {each.kind: each for each in CONFIGURED}


def shared_options() -> list[Any]:
    """Every option that has a mode, with each sample of its kind that walks it."""
    found = []
    for sample in SAMPLES:
        fields = RESOURCES[sample.kind].fields if sample.kind in RESOURCES else ()
        walked = [each for each in fields if each.shared and len(lists_of(sample, each)) > 1]
        found += [pytest.param(sample, each, id=f"{sample.title}: {each.option}") for each in walked]
    return found


def lists_of(sample: Sample, field: Field) -> list[Any]:
    return [value for value in sample.steps.get(field.option, []) if value]


def through_config(server: Emulator, sample: Sample, check: bool = False, **options: Any) -> Result:
    # With a kind of the space, so that the server's own that name its documents find them.
    return configure(server, {RESOURCES[sample.kind].plural: [options], "environments": []}, check=check)


def read(server: Emulator, sample: Sample, field: Field) -> Any:
    """The server's list, as the diff of a task shows it that clears the list."""
    cleared = ok(server, sample.module, check=True, **sample.known, **{field.option: []})
    return cleared["diff"]["before"].get(field.option)


def test_every_mode_is_tried() -> None:
    tried = {(each.values[0].kind, each.values[1].option) for each in shared_options()}
    assert tried == {(each.kind, field.option) for each in CONFIGURED for field in each.fields if field.shared}


@pytest.mark.parametrize(("sample", "field"), shared_options())
def test_a_configuration_merges_and_replaces_as_the_module_does(server: Emulator, sample: Sample, field: Field) -> None:
    lists, known = lists_of(sample, field), sample.known
    steps = [{**sample.minimal, field.option: lists[0], field.shared: "merge"}]
    steps += [
        {**known, field.option: each, field.shared: mode} for mode in ("merge", "replace") for each in lists[::-1]
    ]
    expected = []
    sample.prepare(server)
    for options in steps:
        ok(server, sample.module, **options)
        expected.append(read(server, sample, field))
    server.reset()
    sample.prepare(server)
    for options, there in zip(steps, expected, strict=True):
        predicted = through_config(server, sample, check=True, **options)
        done = through_config(server, sample, **options)
        assert report(predicted) == report(done)
        assert read(server, sample, field) == there
        assert through_config(server, sample, **options)["changed"] is False
