# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document that comes with another one is planned as it will be found, before either exists."""

from __future__ import annotations

from typing import Any

import pytest
from config.driving import Config, configure, report
from contract.sample import Sample
from contract.samples import SAMPLES
from emulator.testing import Emulator

PROJECT = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
# Whatever type a channel is of, it says so.
CHANNELS = [
    (sample, {"type": sample.minimal.get("type", "Lifecycle"), option: value})
    for sample in SAMPLES
    if sample.kind == "channel"
    for option, values in sample.steps.items()
    for value in values
]


@pytest.mark.parametrize(("sample", "options"), CHANNELS, ids=lambda value: str(getattr(value, "title", value)))
def test_the_first_channel_of_a_new_project(server: Emulator, sample: Sample, options: dict[str, Any]) -> None:
    """With one option after the other, each with all that the samples try."""
    sample.prepare(server)
    if options["type"] != "Lifecycle":
        options = {**options, "parent_environment": sample.minimal["parent_environment"]}
    config: Config = {"projects": [PROJECT], "channels": [{"name": "Default", "project": "Shop", **options}]}
    foretold, done = configure(server, config, check=True), configure(server, config)
    assert report(foretold) == report(done)
    assert configure(server, config)["changed"] is False


@pytest.mark.parametrize(
    "options", [{"description": "Copied"}, {"new_name": "Gamma"}, {"is_default": True}, {}], ids=str
)
def test_the_channels_of_a_clone(server: Emulator, options: dict[str, Any]) -> None:
    """They are those of the project that it is a clone of."""
    config: Config = {
        "projects": [{**PROJECT, "name": "Pattern"}],
        "channels": [{"name": "Beta", "project": "Pattern", "description": "Not yet ripe"}],
    }
    configure(server, config)
    clone: Config = {
        "projects": [{"name": "Shop", "clone_from": "Pattern"}],
        "channels": [{"name": "Beta", "project": "Shop", **options}],
    }
    for both in (clone, {kind: [*config[kind], *clone[kind]] for kind in config}):
        foretold, done = configure(server, both, check=True), configure(server, both)
        assert report(foretold) == report(done)
        assert configure(server, both)["changed"] is False
        configure(server, {"projects": [{"name": "Shop", "state": "absent"}]})
