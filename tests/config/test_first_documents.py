# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check mode predicts the documents that a new space begins with, and what a run will do to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import BY_PLURAL
from ansible_collections.octopus.deploy.plugins.module_utils._model.to_come import to_come
from config.driving import Config, configure, export, ok, report, task, writes
from contract.samples import SAMPLES
from emulator.testing import Emulator

SPACE = "Web team"
SPACES: Config = {"spaces": [{"name": SPACE, "space_managers_teams": ["Octopus Administrators"]}]}
# The documents that values of the samples refer to.
NEEDED: Config = {
    "environments": [{"name": name} for name in ("Development", "Test", "Production")],
    "accounts": [{"name": "Updater", "username_password": {"username": "update"}}],
}
PROJECT = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
KINDS = ("feeds", "lifecycles", "machine_policies", "project_groups", "retention_policies", "worker_pools")
OF_THE_SERVER = ("users", "user_roles", "teams")
VERSIONS = ("0.0.0-local", "2025.2.1", "2020.5.10")
# Older servers have no retention policies of spaces.
OLDER = tuple(each for each in KINDS if each != "retention_policies")


def first_documents(server: Emulator) -> Config:
    """The configuration of a space that has just been created."""
    server.reset()
    configure(server, SPACES)
    found = export(server, space=SPACE)["config"]
    server.reset()
    return {plural: items for plural, items in found.items() if items}


@pytest.fixture(scope="module")
def first(running_emulator: Emulator) -> Config:
    return first_documents(running_emulator)


def stock(server: Emulator) -> None:
    configure(server, {**SPACES, **NEEDED}, space=SPACE)


def predicted(server: Emulator, config: Config, **how: Any) -> Config:
    """A configuration, whose check in a space to come reports what the run does; the space may be part of it."""
    checked = configure(server, config, space=SPACE, check=True, **how)
    assert writes(server) == []
    if "spaces" not in config:
        configure(server, SPACES)
    done = configure(server, config, space=SPACE, **how)
    assert without_ids(report(checked)) == without_ids(report(done))
    assert checked["unmanaged"] == done["unmanaged"] or "spaces" not in config
    return config


def without_ids(value: Any) -> Any:
    """A report without the IDs of removed documents, which nobody knows before the space exists."""
    if isinstance(value, dict):
        return {name: without_ids(each) for name, each in value.items() if name != "id"}
    return [without_ids(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("version", "kinds"), list(zip(VERSIONS, (KINDS, OLDER, OLDER), strict=True)))
def test_all_of_them_unchanged(version: str, kinds: tuple[str, ...]) -> None:
    with Emulator(server_version=version) as server:
        first = first_documents(server)
        assert tuple(sorted(first)) == kinds, "the values of all kinds have to be tested below"
        checked = configure(server, first, space=SPACE, check=True)
        assert (checked["changed"], checked["counts"]["unchanged"]) == (False, sum(map(len, first.values())))
        assert [each for each in checked["warnings"] if SPACE not in each] == []
        both = configure(server, predicted(server, {**SPACES, **first}), space=SPACE)
        assert both["changed"] is False


@pytest.mark.parametrize("version", VERSIONS)
def test_tasks_that_read_the_first_documents(version: str) -> None:
    """An export, a search and lists of all kinds have in a space to come what they have once it exists."""
    with Emulator(server_version=version) as server:
        checked = everything_read(server, check=True)
        assert writes(server) == []
        configure(server, SPACES)
        done = everything_read(server)
    for name, found in done.items():
        guess = checked[name]
        assert to_come("")[:-1] not in str(guess), "nobody asked for the substitute of an ID"
        assert guess["space"] == {"id": None, "name": SPACE, "is_default": False}
        assert ["with what every new space has" in each for each in guess["warnings"]] == [True]
        if "resources" in found:
            assert known(guess["resources"]) == known(part_of(found["resources"], guess["resources"])), name
        else:
            parts = ("config", "secrets", "uses", "counts", "searched", "not_searched")
            assert without_ids({each: guess.get(each) for each in parts}) == without_ids(
                {each: found.get(each) for each in parts}
            )


def everything_read(server: Emulator, **how: Any) -> dict[str, Any]:
    """The results of the tasks that read a space."""
    lists: list[dict[str, Any]] = [{"kind": each} for each in (*OLDER, "environments", "projects", *OF_THE_SERVER)]
    lists += [{"kind": "lifecycle", "name": "default LIFECYCLE"}, {"kind": "feeds", "ids": ["Feeds-99"]}]
    lists += [{"kind": "feeds", "limit": 1}, {"kind": "Lifecycles"}, {"kind": "deployment_process"}, {"kind": "event"}]
    return {
        "export": export(server, space=SPACE, **how),
        "search": ok(server, "octopus_search", space=SPACE, text="default", **how),
        **{str(each): ok(server, "octopus_info", space=SPACE, **each, **how) for each in lists},
    }


def known(documents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Documents without what comes with the space itself, and without IDs."""
    return [without_ids({**each, "Id": None}) for each in documents if each.get("Name") != "Space Managers"]


def part_of(found: Any, guess: Any) -> Any:
    """The documents that a run found, without the properties that check mode does not guess."""
    if isinstance(found, dict) and isinstance(guess, dict):
        return {prop: part_of(value, guess[prop]) for prop, value in found.items() if prop in guess}
    if isinstance(found, list) and isinstance(guess, list):
        return [part_of(*each) for each in zip(found, guess, strict=False)] + found[len(guess) :]
    return found


@pytest.mark.parametrize("plural", KINDS)
def test_each_value(server: Emulator, first: Config, plural: str) -> None:
    """Check mode of a task assumes the documents of a space that an earlier task would create."""
    for item, options in values(plural, first[plural]):
        server.reset()
        asked = {**({"name": item["name"]} if "name" in item else {}), **options}
        module = f"octopus_{BY_PLURAL[plural].kind}"
        checked = ok(server, module, space=SPACE, check=True, **asked)
        server.stock(stock, server)
        done = ok(server, module, space=SPACE, **asked)
        assert (checked["changed"], checked["diff"]) == (done["changed"], done["diff"]), asked
        assert checked["id"] is None
        assert ok(server, module, space=SPACE, **asked)["changed"] is False


@pytest.mark.parametrize("plural", KINDS)
def test_the_values_of_all_options_with_their_space(server: Emulator, first: Config, plural: str) -> None:
    for item, options in rounds(plural, first[plural]):
        server.reset()
        asked = {**({"name": item["name"]} if "name" in item else {}), **options}
        config = predicted(server, {**SPACES, **NEEDED, plural: [asked]})
        assert configure(server, config, space=SPACE)["changed"] is False


def walks(plural: str, there: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, list[Any]]]]:
    """The exported documents, and the values of the samples that such a document can have, by option."""
    for item in there:
        for sample in (each for each in SAMPLES if each.kind == BY_PLURAL[plural].kind):
            if {*sample.minimal} - {"name"} <= {*item}:
                yield item, sample.steps


def values(plural: str, there: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each document with each value."""
    for item, steps in walks(plural, there):
        yield from ((item, {option: value}) for option in steps for value in steps[option])


def rounds(plural: str, there: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each document with the first values of all options, then with the second ones, and so on."""
    for item, steps in walks(plural, there):
        for number in range(max(map(len, steps.values()), default=0)):
            yield item, {option: known[number] for option, known in steps.items() if len(known) > number}


@pytest.mark.parametrize(
    "config",
    [
        pytest.param({"lifecycles": [{"name": "Default Lifecycle", "state": "absent"}]}, id="removed"),
        pytest.param(
            {"lifecycles": [{"name": "Default Lifecycle", "new_name": "Main"}], "projects": [PROJECT]}, id="renamed"
        ),
        pytest.param(
            {
                "lifecycles": [{"name": "Default Lifecycle", "new_name": "Main"}],
                "projects": [{**PROJECT, "lifecycle": "main"}],
            },
            id="renamed, and used by the new name",
        ),
        pytest.param(
            {"project_groups": [{"name": " default project GROUP "}], "projects": [PROJECT]}, id="in any case"
        ),
        pytest.param(
            {"project_groups": [{"name": "Default Project Group", "state": "absent"}], "lifecycles": []}, id="unused"
        ),
        pytest.param({"machine_policies": [{"name": "Strict", "is_default": True}]}, id="no default any more"),
    ],
)
def test_removed_and_renamed(server: Emulator, config: Config) -> None:
    for each in ({**SPACES, **config}, config):
        server.reset()
        predicted(server, each)
        assert configure(server, config, space=SPACE)["changed"] is False


def test_old_servers_have_no_slugs() -> None:
    """The slug of a new space's first document is refused before the space exists, and afterwards."""
    config = {"project_groups": [{"name": "Default Project Group", "slug": "other"}]}
    with Emulator(server_version="2020.5.10") as server:
        for existing in ({}, SPACES):
            configure(server, existing)
            server.clear_requests()
            refused = task(server, "octopus_config", config=config, space=SPACE, check=True)
            assert "project_groups[0].slug: needs Octopus Server 2022.1 or newer, not 2020.5.10" in refused["msg"]
            assert writes(server) == []


@pytest.mark.parametrize("version", ["2022.4.1", "2023.1.1", "2024.4.1", "2025.2.1"])
@pytest.mark.parametrize(
    "options",
    [
        {"machine_update_policy": {"kubernetes_agent_update_behavior": "Update"}},
        {"machine_rpc_call_retry_policy": {"enabled": True}},
        {"machine_package_cache_retention_policy": {"strategy": "Default"}},
    ],
)
def test_old_servers_lack_properties_of_machine_policies(version: str, options: dict[str, Any]) -> None:
    """Check mode can't know that a server drops a property; a run that has changed nothing says so, and warns."""
    config = {"machine_policies": [{"name": "Default Machine Policy", **options}]}
    with Emulator(server_version=version) as server:
        checked = configure(server, config, space=SPACE, check=True)
        assert writes(server) == []
        configure(server, SPACES)
        done = configure(server, config, space=SPACE)
    stored_otherwise = any("the server stored" in each for each in done.get("warnings", ()))
    assert (without_ids(report(checked)) == without_ids(report(done))) == (not stored_otherwise)
    assert done["changed"] == (checked["changed"] and not stored_otherwise)


def test_pruned_where_another_one_becomes_the_default(server: Emulator) -> None:
    config: Config = {**SPACES, "worker_pools": [{"name": "Builders", "is_default": True}]}
    predicted(server, config, prune=["worker_pools"])
    assert configure(server, config, space=SPACE, prune=["worker_pools"])["changed"] is False
    pools = export(server, space=SPACE, kinds=["worker_pools"])["config"]["worker_pools"]
    assert [each["name"] for each in pools] == ["Builders"]


def test_a_reference_to_one_is_no_guess(server: Emulator) -> None:
    checked = ok(server, "octopus_project", space=SPACE, check=True, **PROJECT)
    (warning,) = checked["warnings"]
    assert "with what every new space has" in warning
    checked = ok(server, "octopus_project", space=SPACE, check=True, **{**PROJECT, "lifecycle": "Other"})
    assert len(checked["warnings"]) == 2


def test_nothing_is_in_the_space_if_creating_it_fails(server: Emulator) -> None:
    server.fault(method="POST", path="/api/spaces", status=400, body={"ErrorMessage": "No more spaces"}, times=1)
    config: Config = {**SPACES, "lifecycles": [{"name": "Default Lifecycle"}, {"name": "Other"}]}
    result = task(server, "octopus_config", config=config, space=SPACE)
    assert result["failed"] and "No more spaces" in str(result)
    assert (result["counts"]["failed"], result["counts"]["not_tried"], result["counts"]["unchanged"]) == (1, 2, 0)


@pytest.mark.parametrize("option", ["built_in", "octopus_project"])
def test_a_second_feed_of_the_space_itself_is_refused(server: Emulator, option: str) -> None:
    """As in a space that exists: a configuration is refused before it creates the space."""
    feed: dict[str, Any] = {"name": "Mine", option: {}}
    result = task(server, "octopus_feed", space=SPACE, check=True, **feed)
    both = [
        task(server, "octopus_config", config={**SPACES, "feeds": [feed]}, space=SPACE, check=each)
        for each in (True, False)
    ]
    for each in (result, *both):
        assert f"{option}: every space has one from the beginning" in each["msg"]
    assert writes(server) == []
