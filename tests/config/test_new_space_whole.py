# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole spaces that hypothesis thinks of, applied to a space that does not exist yet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED as KINDS
from config.driving import Config, configure, export, report, task, writes
from config.generated import Shared, prepare, spaces
from config.moved import moved
from config.test_round_trip import SPACE, Space, few
from contract.samples import SAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

# Documents of the server exist already, whatever the space is.
OF_A_SPACE = [each.plural for each in KINDS if not each.location.system]
NAME = "A new one"
NEW: Config = {"spaces": [{"name": NAME, "space_managers_teams": ["Octopus Administrators"]}]}
PRUNED: dict[str, Any] = {
    "prune": [each.plural for each in KINDS if each.plural in OF_A_SPACE and not each.is_owned],
    "prune_limit": 10_000,
}
REAL = {option: secret for each in SAMPLES for option, secret in each.secrets.items()}


@pytest.fixture(scope="module")
def server() -> Iterator[Shared]:
    with Shared() as running:
        yield running


@settings(few, max_examples=3)
@given(space=spaces(), prune=st.booleans(), data=st.data())
def test_check_mode_predicts_what_is_done_in_a_new_space(
    server: Shared, space: Space, prune: bool, data: st.DataObject
) -> None:
    """With the documents that every new space begins with as they are now, and with some kinds moved on."""
    chosen, rounds = space
    prepare(server, chosen)
    for config in rounds:
        configure(server, config, space=SPACE)
    out = export(server, kinds=OF_A_SPACE, space=SPACE)
    some = data.draw(st.sets(st.sampled_from(OF_A_SPACE), max_size=3))
    later = data.draw(moved({plural: items for plural, items in out["config"].items() if plural in some}))
    how = {"space": NAME, **(PRUNED if prune else {})}
    whole = {**NEW, **out["config"], **later}
    known = {"secrets": secrets_of(whole, out["secrets"])}
    server.clear_requests()
    predicted = task(server, "octopus_config", config=whole, check=True, **known, **how)
    assert writes(server) == []
    done = task(server, "octopus_config", config=whole, **known, **how)
    if predicted.get("failed"):
        # An item refers to what another one removes.
        assert predicted["msg"] == done["msg"]
        return
    assumed = [each for each in predicted.get("warnings", ()) if "check mode assumes that it will be created" in each]
    assert bool(done.get("failed")) == bool(assumed), (done.get("msg"), assumed)
    if assumed:
        # An item that another one names was left out.
        return
    assert report(predicted) == report(done)
    assert configure(server, whole, **how)["changed"] is False


def secrets_of(config: Config, placeholders: list[str]) -> dict[str, str]:
    """A secret for each placeholder that is left in a configuration."""
    left = [each for each in placeholders if json.dumps(each)[1:-1] in json.dumps(config)]
    return {each: REAL.get(each.rpartition(".")[2], f"a secret for {each}") for each in left}
