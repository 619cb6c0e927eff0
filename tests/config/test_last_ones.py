# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A document that needs one of several others keeps the last of them, although its item does not name them."""

from __future__ import annotations

from typing import Any

import pytest
from config.driving import Config, configure, report, task, writes
from emulator.testing import Emulator

TWO = [{"name": "One"}, {"name": "Two"}]
NAMES = ["One", "Two"]
TENTACLE = {"uri": "https://web:10933/", "thumbprint": "AB" * 20}
# A document of each kind that needs one of several others, and the kind of the others.
NEEDING: dict[str, tuple[str, dict[str, Any]]] = {
    "machines": ("environments", {"environments": NAMES, "roles": ["web"], "cloud_region": {}}),
    "workers": ("worker_pools", {"worker_pools": NAMES, "listening_tentacle": TENTACLE}),
    # Without any environment, the account could be used in all of them.
    "accounts": ("environments", {"environments": NAMES, "token": {"token": "hunter-22"}}),
}
every_kind = pytest.mark.parametrize(("plural", "others", "options"), [(each, *NEEDING[each]) for each in NEEDING])


def prepared(server: Emulator, plural: str, others: str, options: dict[str, Any]) -> Config:
    """Two documents, and one that needs one of them; returns an item that does not name them."""
    configure(server, {others: TWO, plural: [{"name": "Web", **options}]}, parallelism=1)
    server.clear_requests()
    return {plural: [{"name": "Web"}]}


def names(server: Emulator, others: str) -> list[str]:
    stored = (each for collection, each in server.everything().values() if collection == others.replace("_", ""))
    return [each["Name"] for each in stored if each["Name"] in NAMES]


@every_kind
def test_prune_keeps_the_last_one(server: Emulator, plural: str, others: str, options: dict[str, Any]) -> None:
    config = {**prepared(server, plural, others, options), others: []}
    predicted = configure(server, config, prune=[others], check=True)
    done = configure(server, config, prune=[others])
    assert report(predicted) == report(done)
    assert done["deleted"] == {others: ["One"]}
    (warning,) = (each for each in done["warnings"] if each.startswith("prune: "))
    assert f"'Two' stays, as {plural}[0] " in warning
    assert names(server, others) == ["Two"]
    again = configure(server, config, prune=[others])
    assert (again["changed"], names(server, others)) == (False, ["Two"])


@every_kind
def test_prune_beside_an_item_that_removes_one(
    server: Emulator, plural: str, others: str, options: dict[str, Any]
) -> None:
    """The removal of an item counts first, in whatever order the two come."""
    config = {**prepared(server, plural, others, options), others: [{"name": "Two", "state": "absent"}]}
    predicted = configure(server, config, prune=[others], check=True)
    done = configure(server, config, prune=[others])
    assert report(predicted) == report(done)
    assert names(server, others) == ["One"]


@every_kind
def test_items_that_remove_all_are_refused(server: Emulator, plural: str, others: str, options: dict[str, Any]) -> None:
    config = {**prepared(server, plural, others, options), others: [{**each, "state": "absent"} for each in TWO]}
    for check in (True, False):
        message = task(server, "octopus_config", config=config, check=check)["msg"]
        for index, name in enumerate(NAMES):
            assert f"{plural}[0]: refers to {name!r}, which {others}[{index}] removes" in message
    assert writes(server) == []
    one_of_them = {**config, others: config[others][:1]}
    assert configure(server, one_of_them)["counts"]["deleted"] == 1


@every_kind
def test_other_ones_are_given(server: Emulator, plural: str, others: str, options: dict[str, Any]) -> None:
    """An item that names another document needs none of those that it had."""
    config = prepared(server, plural, others, options)
    option = next(each for each in options if options[each] == NAMES)
    moved = {plural: [{**config[plural][0], option: ["Three"]}], others: [{"name": "Three"}]}
    done = configure(server, moved, prune=[others])
    assert done["deleted"] == {others: NAMES}


@every_kind
@pytest.mark.parametrize("beside", [[{"name": "Not there", "state": "absent"}], [], None], ids=str)
def test_a_document_without_an_item(
    server: Emulator, plural: str, others: str, options: dict[str, Any], beside: list[dict[str, Any]] | None
) -> None:
    """Its kind is not pruned, and the configuration has other items of it, none, or does not mention it."""
    prepared(server, plural, others, options)
    config: Config = {others: []} if beside is None else {plural: beside, others: []}
    predicted = configure(server, config, prune=[others], check=True)
    done = configure(server, config, prune=[others])
    assert report(predicted) == report(done)
    assert (done["deleted"], names(server, others)) == ({others: ["One"]}, ["Two"])
    (warning,) = (each for each in done["warnings"] if each.startswith("prune: "))
    assert "'Two' stays, as the " in warning and " 'Web' needs it, because no other " in warning
    gone = configure(server, {plural: [], others: []}, prune=[plural, others])
    assert (gone["deleted"], names(server, others)) == ({plural: ["Web"], others: ["Two"]}, [])


def test_kinds_are_read_only_for_a_removal(server: Emulator) -> None:
    """Prune reads a kind of other documents only if it would remove a document that they may need."""
    configure(server, {"environments": TWO, "machines": [{"name": "Web", **NEEDING["machines"][1]}]})
    kept, removed = ({"environments": names} for names in (TWO, TWO[:1]))
    for config, is_read in ((kept, False), (removed, True)):
        for check in (True, False):
            server.clear_requests()
            configure(server, config, prune=["environments"], check=check)
            read = any(each.path.endswith("/machines") for each in server.requests)
            assert read is is_read, (config, check)


def test_a_kind_that_the_server_does_not_show(server: Emulator) -> None:
    """The run goes on, and warns of the documents whose needs prune can't know."""
    configure(server, {"environments": TWO})
    refusal = {"ErrorMessage": "You do not have permission"}
    server.fault(method="GET", path="/api/*/certificates", status=403, body=refusal, times=2)
    for check in (True, False):
        done = configure(server, {"environments": []}, prune=["environments"], check=check)
        assert done["deleted"] == {"environments": NAMES}
        (warning,) = (each for each in done["warnings"] if each.startswith("certificates: "))
        assert refusal["ErrorMessage"] in warning and "prune does not know what the other certificates" in warning


@pytest.mark.parametrize("way", ["pruned", "absent"])
def test_a_document_that_goes_with_its_parent(server: Emulator, way: str) -> None:
    """The trigger of a project that is removed needs no environment."""
    shop = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    deploy = {"deploy_latest_release": {"source_environments": ["One"], "destination_environment": "Two"}}
    every_night = {"once_daily_schedule": {"start_time": "02:00"}}
    trigger = {"name": "Nightly", "project": "Shop", **every_night, **deploy}
    configure(server, {"environments": TWO, "projects": [shop], "project_triggers": [trigger]}, parallelism=1)
    projects = [{"name": "Shop", "state": "absent"}] if way == "absent" else []
    triggers = [{"name": "Other", "project": "Shop", "state": "absent"}] if way == "absent" else []
    config: Config = {"environments": [], "projects": projects, "project_triggers": triggers}
    how = {"prune": ["environments", *(["projects"] if way == "pruned" else [])]}
    predicted = configure(server, config, check=True, **how)
    done = configure(server, config, **how)
    assert report(predicted) == report(done)
    assert done["deleted"] == {"environments": NAMES, "projects": ["Shop"]}


def test_a_document_that_prune_keeps(server: Emulator) -> None:
    """Prune keeps the project for the tenant, and the lifecycle for the project."""
    shop = {
        "name": "Shop",
        "project_group": "Default Project Group",
        "lifecycle": "Slow",
        "tenanted_deployment_mode": "Tenanted",
    }
    tenant = {"name": "Acme", "projects": [{"project": "Shop"}]}
    configure(server, {"lifecycles": [{"name": "Slow"}], "projects": [shop], "tenants": [tenant]}, parallelism=1)
    other = {"name": "Not there", "state": "absent"}
    config: Config = {"lifecycles": [], "projects": [other], "tenants": [tenant]}
    predicted = configure(server, config, prune=["lifecycles", "projects"], check=True)
    done = configure(server, config, prune=["lifecycles", "projects"])
    assert report(predicted) == report(done)
    assert done["changed"] is False
    assert "'Slow' stays, as the project 'Shop' needs it" in "\n".join(done["warnings"])


def test_a_document_whose_parent_has_an_item(server: Emulator) -> None:
    """Another project is pruned: the trigger of the project that stays still needs its environment."""
    shop = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    deploy = {"deploy_latest_release": {"source_environments": ["One"], "destination_environment": "Two"}}
    every_night = {"once_daily_schedule": {"start_time": "02:00"}}
    trigger = {"name": "Nightly", "project": "Shop", **every_night, **deploy}
    there: Config = {"environments": TWO, "projects": [shop, {**shop, "name": "Old"}], "project_triggers": [trigger]}
    configure(server, there, parallelism=1)
    config: Config = {"environments": [], "projects": [shop]}
    how = {"prune": ["environments", "projects"]}
    predicted = configure(server, config, check=True, **how)
    done = configure(server, config, **how)
    assert report(predicted) == report(done)
    assert done["deleted"] == {"environments": ["One"], "projects": ["Old"]}
