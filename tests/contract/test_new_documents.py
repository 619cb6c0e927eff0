# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A new document has the properties that servers of 2026 require, although the user does not give them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.registry import KINDS
from contract.conftest import Octopus
from contract.doors import Door
from contract.sample import Sample
from contract.samples import SAMPLES
from emulator.testing import Emulator

STARTS = {each.kind: each.creation.starts for each in KINDS if each.creation.starts}


@pytest.mark.parametrize("sample", [each for each in SAMPLES if each.kind in STARTS], ids=lambda sample: sample.title)
def test_properties_that_the_server_demands_are_sent(door: Door, sample: Sample, tmp_path: Path) -> None:
    with Emulator(traffic=str(tmp_path)) as server:
        sample.prepare(server)
        octopus = Octopus(server, door, {"octopus_url": server.url, "octopus_api_key": server.api_key})
        octopus.ok(sample.module, sample.minimal)
    recorded = [json.loads(line) for path in tmp_path.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    sent = next(each["request"] for each in recorded if each["method"] == "POST" and each["status"] in (200, 201))
    assert holds(sent, STARTS[sample.kind]), sent


def holds(sent: Any, starts: Any) -> bool:
    """Whether a body has all the properties, at any depth; their values may be the user's.

    An object whose type the user has chosen has other properties.
    """
    if isinstance(starts, Mapping):
        other = "Type" in starts and sent.get("Type") != starts["Type"]
        return other or all(prop in sent and holds(sent[prop], value) for prop, value in starts.items())
    return starts is None or sent is not None
