# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whole spaces, in and out again: every kind of the registry, in spaces that hypothesis thinks of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED as KINDS
from config.driving import PLURALS, Config, configure, export, report, without_managing_teams, writes
from config.generated import ROUNDS, Shared, emptied, prepare, samples_of, spaces
from contract.sample import Sample
from contract.samples import SAMPLES
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

SPACE = "Default"
Space = tuple[list[Sample], list[Config]]
few = settings(
    max_examples=7,
    # Finding a smaller example takes minutes of requests.
    phases=[Phase.explicit, Phase.generate],
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def server() -> Iterator[Shared]:
    with Shared() as running:
        yield running


@pytest.fixture(scope="module")
def other() -> Iterator[Shared]:
    with Shared() as running:
        yield running


@pytest.mark.parametrize("resource", KINDS, ids=lambda resource: resource.kind)
def test_every_kind_has_a_sample_that_a_configuration_can_make(resource: Any) -> None:
    assert samples_of(resource.kind, there=False), f"give {resource.kind} a sample in tests/contract"


@few
@given(space=spaces())
def test_check_mode_predicts_the_run_and_the_second_run_changes_nothing(server: Shared, space: Space) -> None:
    """First on a server without these documents, then on one that has them all with some differences."""
    chosen, rounds = space
    prepare(server, chosen)
    for config in rounds:
        server.clear_requests()
        predicted = configure(server, config, check=True, space=SPACE)
        assert writes(server) == [], "check mode reads only"
        done = configure(server, config, space=SPACE)
        assert report(predicted) == report(done)
        assert "warnings" not in done and "warnings" not in predicted
        server.clear_requests()
        again = configure(server, config, space=SPACE)
        assert (again["changed"], again["changes"], writes(server)) == (False, [], [])
        assert again["counts"]["unchanged"] == sum(map(len, config.values()))


@few
@given(space=spaces())
def test_an_export_given_back_changes_nothing(server: Shared, space: Space) -> None:
    chosen, rounds = space
    prepare(server, chosen)
    for config in rounds:
        configure(server, config, space=SPACE)
        out = export(server, kinds=PLURALS, space=SPACE)
        server.clear_requests()
        back = configure(server, json.loads(json.dumps(out["config"])), space=SPACE)
        assert (back["changed"], back["changes"], writes(server)) == (False, [], [])
        assert back["unmanaged"] == {}


@few
@given(space=spaces(there=False), applied=st.integers(1, ROUNDS))
def test_an_export_makes_an_equal_space_elsewhere(server: Shared, other: Shared, space: Space, applied: int) -> None:
    chosen, rounds = space
    prepare(server, chosen)
    for config in rounds[:applied]:
        configure(server, config, space=SPACE)
    out = export(server, kinds=PLURALS, space=SPACE)
    prepare(other, chosen)
    emptied(other)
    real = {option: secret for each in SAMPLES for option, secret in each.secrets.items()}
    secrets = {name: real.get(name.rpartition(".")[2], f"a secret for {name}") for name in out["secrets"]}
    config = without_managing_teams(out["config"])
    predicted = configure(other, config, check=True, secrets=secrets, space=SPACE)
    done = configure(other, config, secrets=secrets, space=SPACE)
    assert report(predicted) == report(done)
    assert without_managing_teams(export(other, kinds=PLURALS, space=SPACE)["config"]) == config
    assert configure(other, config, space=SPACE)["changed"] is False


def test_an_export_leaves_out_empty_options_so_that_they_stay_elsewhere(server: Shared, other: Shared) -> None:
    server.reset()
    other.reset()
    configure(server, {"environments": [{"name": "Test", "description": ""}]}, space=SPACE)
    configure(other, {"environments": [{"name": "Test", "description": "Tried first"}]}, space=SPACE)
    out = export(server, kinds=["environments"], space=SPACE)["config"]
    assert "description" not in out["environments"][0]
    configure(other, out, space=SPACE)
    assert export(other, kinds=["environments"], space=SPACE)["config"]["environments"][0] == {
        **out["environments"][0],
        "description": "Tried first",
    }
    cleared = {"environments": [{**out["environments"][0], "description": ""}]}
    assert configure(other, cleared, space=SPACE)["changed"]


@few
@given(space=spaces())
def test_properties_that_this_version_does_not_know_survive(server: Shared, space: Space) -> None:
    chosen, rounds = space
    prepare(server, chosen)
    configure(server, rounds[0], space=SPACE)
    kept = {"FromTheFuture": {"Keep": [1, 2]}}
    documents = [
        server.id_of(resource.location.link, item["name"])
        for resource in KINDS
        if not resource.is_owned
        for item in rounds[0][resource.plural]
    ]
    for each in documents:
        server.put_unknown(each, kept)
    for config in rounds[1:]:
        configure(server, config, space=SPACE)
    assert [server.document(each).get("FromTheFuture") for each in documents] == [
        kept["FromTheFuture"] for dummy in documents
    ]
