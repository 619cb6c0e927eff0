# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that need nothing of each other are written in any order, with the same result and as check mode says."""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Iterator, Mapping
from graphlib import TopologicalSorter
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config import converge
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED as KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.default_flag import DefaultFlag
from config.driving import PLURALS, Config, configure, export, report, without_managing_teams, writes
from config.generated import ROUNDS, Shared, document, emptied, is_owned, prepare, samples_of
from contract.sample import Sample
from contract.samples import SAMPLES
from emulator.testing import Emulator

SPACE = "Default"
LAST_FIRST = "last first"
# The kinds of which only one document can be the default, each with its key in a configuration.
DEFAULTS = {
    each.kind: each.plural for each in KINDS if any(isinstance(field.type, DefaultFlag) for field in each.fields)
}


@pytest.fixture(params=[LAST_FIRST, 1, 2])
def order(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Write one document after the other: of those that are ready the last one, or any."""
    chance = random.Random(request.param)

    def one_after_the_other(action: Callable[[str], Any], needs: Mapping[str, Collection[str]], threads: int) -> None:
        left, ready, places = TopologicalSorter(needs), [], {key: place for place, key in enumerate(needs)}
        left.prepare()
        while left.is_active():
            ready = sorted([*ready, *left.get_ready()], key=lambda key: places[key])
            key = ready.pop(-1 if request.param == LAST_FIRST else chance.randrange(len(ready)))
            action(key)
            left.done(key)

    monkeypatch.setattr(converge, "parallel_by_needs", one_after_the_other)
    return request.param


def everything() -> tuple[list[Sample], list[Config]]:
    """Every sample, and configurations: one makes all their documents, the others give their options a value each."""
    chosen: list[Sample] = []
    configs: list[Config] = [{} for dummy in range(ROUNDS)]
    for resource in KINDS:
        for index, sample in enumerate(samples_of(resource.kind, there=False)):
            name = sample.name if sample.is_there or is_owned(sample) else f"{sample.name} {index}"
            alone = {option for option, values in sample.steps.items() if values == [True]} | {*sample.alone}
            options = {*sample.steps} - (alone if index else set())
            chosen.append(sample)
            for number, config in enumerate(configs):
                config.setdefault(resource.plural, []).append(document(sample, name, options, number, index))
    return chosen, configs


@pytest.fixture(scope="module")
def exports() -> list[tuple[Config, dict[str, str]]]:
    """Exports of a space with documents of every kind, for each value of their options, and the secrets in them."""
    chosen, configs = everything()
    real = {option: secret for each in SAMPLES for option, secret in each.secrets.items()}
    found = []
    with Shared() as server:
        prepare(server, chosen)
        for config in configs:
            configure(server, config, space=SPACE)
            out = export(server, kinds=PLURALS, space=SPACE)
            secrets = {name: real.get(name.rpartition(".")[2], f"a secret for {name}") for name in out["secrets"]}
            found.append((without_managing_teams(out["config"]), secrets))
    return found[1:]


def stock(server: Shared) -> None:
    """Everything that the samples refer to, and nothing that a configuration can create."""
    prepare(server, everything()[0])
    emptied(server)


@pytest.fixture(scope="module")
def other() -> Iterator[Shared]:
    with Shared() as running:
        yield running


def test_every_kind(exports: list[tuple[Config, dict[str, str]]], other: Shared, order: Any) -> None:
    for config, secrets in exports:
        other.stock(stock, other)
        predicted = configure(other, config, check=True, secrets=secrets, space=SPACE)
        assert report(predicted) == report(configure(other, config, secrets=secrets, space=SPACE))
        assert without_managing_teams(export(other, kinds=PLURALS, space=SPACE)["config"]) == config


CLOUD = {"name": "Cloud", "amazon_web_services_account": {"access_key": "AKIA", "secret_key": "hunter-23"}}
AWS = {"control_type": "AmazonWebServicesAccount"}
BELONGING = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
STEP = {"name": "Call", "run_step_template": {"template": "Call", "parameters": {"Account": "Cloud"}}}
# The kinds of values whose type the option does not say: what the server has, and an item with the value.
UNTYPED: dict[str, tuple[Config, Config]] = {
    "the default of a template": (
        {"library_variable_sets": [{"name": "Keys", "templates": [{"name": "Account", "display_settings": AWS}]}]},
        {"library_variable_sets": [{"name": "Keys", "templates": [{"name": "Account", "default_value": "Cloud"}]}]},
    ),
    "a parameter of a step template": (
        {
            "step_templates": [
                {
                    "name": "Call",
                    "action_type": "Octopus.Script",
                    "parameters": [{"name": "Account", "display_settings": AWS}],
                }
            ],
            "projects": [{"name": "Shop", **BELONGING}],
        },
        {"deployment_processes": [{"project": "Shop", "steps": [STEP]}]},
    ),
}


@pytest.mark.parametrize("case", UNTYPED)
def test_a_value_that_names_a_new_document(server: Emulator, order: Any, case: str) -> None:
    there, items = UNTYPED[case]
    configure(server, there)
    config = {"accounts": [CLOUD], **items}
    predicted, done = configure(server, config, check=True), configure(server, config)
    assert report(predicted) == report(done) and done["counts"]["updated"] == 1
    assert configure(server, config)["changed"] is False


@pytest.mark.parametrize("turned", [False, True], ids=["as written", "turned"])
@pytest.mark.parametrize("kind", DEFAULTS)
def test_the_default_is_handed_on(server: Emulator, order: Any, kind: str, turned: bool) -> None:
    """The document that has been the default is written before the one that becomes it, or it would take it back."""
    sample = next(each for each in SAMPLES if each.kind == kind)
    sample.prepare(server)
    known = {option: sample.minimal[option] for option in sample.identified_by}
    one, two = ({**sample.minimal, "name": name} for name in ("One", "Two"))
    configure(server, {DEFAULTS[kind]: [one, two]})
    configure(server, {DEFAULTS[kind]: [{**known, "name": "One", "is_default": True}]})
    items = [{**known, "name": "One", "description": "Former"}, {**known, "name": "Two", "is_default": True}]
    config = {DEFAULTS[kind]: items[::-1] if turned else items}
    predicted = configure(server, config, check=True)
    server.clear_requests()
    assert report(predicted) == report(configure(server, config))
    names = [server.document(each.path.rpartition("/")[2])["Name"] for each in writes(server)]
    assert names == ["One", "Two"]


def test_documents_of_one_name(server: Emulator, order: Any) -> None:
    """A plan names a new document by its name alone: here, all of them have the same one."""
    same = {"name": "Shop"}
    config: Config = {
        "tenants": [{**same, "projects": [{"project": "Shop"}]}],
        "projects": [
            {**same, "project_group": "Shop", "lifecycle": "Shop", "tenanted_deployment_mode": "TenantedOrUntenanted"}
        ],
        "lifecycles": [{**same, "phases": [{"name": "All", "optional_deployment_targets": ["Shop"]}]}],
        "project_groups": [same],
        "environments": [same],
    }
    predicted, done = configure(server, config, check=True), configure(server, config)
    assert report(predicted) == report(done) and done["counts"]["created"] == 5
