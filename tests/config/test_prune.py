# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``prune`` removes documents of the given kinds that the configuration does not name, and no others."""

from __future__ import annotations

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED as KINDS
from config.driving import PLURALS, Config, configure, environments, report, task, writes
from emulator.testing import Emulator

NOTHING: Config = {plural: [] for plural in PLURALS}
MACHINE = {"environments": ["Environment 1"], "roles": ["web"], "cloud_region": {}}


def test_never_by_default(server: Emulator) -> None:
    configure(server, {"environments": environments(range(3))})
    result = configure(server, NOTHING)
    assert (result["changed"], result["deleted"]) == (False, {})
    assert result["unmanaged"]["environments"] == [f"Environment {number}" for number in range(3)]
    assert result["unmanaged"]["lifecycles"] == ["Default Lifecycle"]


def test_only_the_kinds_that_are_named(server: Emulator) -> None:
    machines = [{"name": "one", **MACHINE}, {"name": "two", **MACHINE}]
    configure(server, {"environments": environments(range(3)), "machines": machines})
    config = {"environments": environments([1]), "machines": machines[:1]}
    predicted = configure(server, config, prune=["machines"], check=True)
    done = configure(server, config, prune=["machines"])
    assert report(predicted) == report(done)
    assert done["deleted"] == {"machines": ["two"]}
    assert done["unmanaged"]["environments"] == ["Environment 0", "Environment 2"]
    assert done["changes"][-1]["action"] == "deleted"
    assert configure(server, config, prune=["machines"])["changed"] is False


@pytest.mark.parametrize("config", [{}, {"machines": []}, {"project_groups": [{"name": "New"}]}])
def test_a_kind_that_the_configuration_does_not_mention(server: Emulator, config: Config) -> None:
    """All documents of the kind would be removed, maybe because a file is missing. An empty list confirms that."""
    configure(server, {"environments": environments(range(3))})
    server.clear_requests()
    result = task(server, "octopus_config", config=config, prune=["environments"])
    assert result["msg"].startswith("prune: the configuration does not mention environments")
    assert server.requests == [], "before anything is sent"
    assert configure(server, {**config, "environments": []}, prune=["environments"])["counts"]["deleted"] == 3


@pytest.mark.parametrize("plural", [each.plural for each in KINDS if each.location.system])
def test_kinds_of_the_whole_server_need_a_consent_of_their_own(server: Emulator, plural: str) -> None:
    result = task(server, "octopus_config", config={plural: []}, prune=[plural])
    assert f"prune: {plural} belong to the whole server" in result["msg"] and "prune_server: true" in result["msg"]
    assert server.requests == []
    # A new server has nothing of its own that could go but the user who may only read.
    done = configure(server, {plural: []}, prune=[plural], prune_server=True)
    assert done["deleted"] == ({"users": ["viewer"]} if plural == "users" else {})


@pytest.mark.parametrize("check", [True, False])
def test_the_limit(server: Emulator, check: bool) -> None:
    """With one document above the limit, nothing is written: neither removals nor anything else."""
    configure(server, {"environments": environments(range(11))})
    server.clear_requests()
    config = {"project_groups": [{"name": "New"}], "environments": []}
    refused = task(server, "octopus_config", config=config, prune=["environments"], check=check)
    assert refused["failed"] is True
    assert "prune_limit: 11 documents would be removed, more than 10; nothing was changed" in refused["msg"]
    assert writes(server) == []
    raised = configure(server, config, prune=["environments"], prune_limit=11, check=check)
    assert raised["counts"]["deleted"] == 11
    assert configure(server, {"environments": environments([1])}, prune=["environments"])["counts"]["deleted"] == (
        10 if check else 0
    )


def test_nothing_may_go(server: Emulator) -> None:
    configure(server, {"environments": environments(range(1))})
    refused = task(server, "octopus_config", config={"environments": []}, prune=["environments"], prune_limit=0)
    assert "1 documents would be removed, more than 0" in refused["msg"]
    assert configure(server, {"environments": environments(range(1))}, prune=["environments"], prune_limit=0)


def test_defaults_and_what_the_server_made_stay(server: Emulator) -> None:
    """A new server has only such documents of all kinds, and the read-only user."""
    config = {**NOTHING, "users": [{"name": "viewer"}]}
    result = configure(server, config, prune=PLURALS, prune_server=True, prune_limit=0)
    assert (result["changed"], writes(server)) == (False, [])
    assert "Default" in result["unmanaged"]["spaces"], "they are named all the same"


def test_a_refused_removal_says_what_the_server_said(server: Emulator) -> None:
    """The other documents are removed; a document is removed before the documents that it refers to. A lifecycle can be
    without its environments, so that prune does not look for lifecycles.
    """
    uses_one = {"name": "L", "phases": [{"name": "P", "optional_deployment_targets": ["Environment 1"]}]}
    configure(server, {"environments": environments(range(3)), "lifecycles": [uses_one]})
    result = task(server, "octopus_config", config={"environments": []}, prune=["environments"])
    assert result["failed"] is True
    assert result["deleted"] == {"environments": ["Environment 0", "Environment 2"]}
    (failure,) = result["failures"]
    assert (failure["kind"], failure["name"]) == ("environments", "Environment 1")
    assert failure["status"] == 400 and "lifecycle" in failure["msg"].casefold()
    assert result["msg"].startswith("1 failed, 2 deleted. Run the task again")
    both = configure(server, {"environments": [], "lifecycles": []}, prune=["environments", "lifecycles"])
    assert both["deleted"] == {"environments": ["Environment 1"], "lifecycles": ["L"]}


def test_in_whatever_order_the_kinds_are_named(server: Emulator) -> None:
    """Each document is removed before the documents that it refers to."""
    config = {
        "environments": environments(range(2)),
        "lifecycles": [{"name": "L", "phases": [{"name": "P", "optional_deployment_targets": ["Environment 0"]}]}],
        "project_groups": [{"name": "G"}],
        "projects": [{"name": "P", "project_group": "G", "lifecycle": "L"}],
        "machines": [{"name": "one", **MACHINE}],
    }
    for kinds in (list(config), list(config)[::-1]):
        assert configure(server, config)["counts"]["created"] == 6
        assert configure(server, {each: [] for each in kinds}, prune=kinds)["counts"]["deleted"] == 6


def test_gone_already(server: Emulator) -> None:
    """Somebody else removes one between the reading and the removal."""
    configure(server, {"environments": environments(range(2))})
    server.fault(method="GET", path="/api/*/environments/*", status=404, body={"ErrorMessage": "Not there"})
    result = configure(server, {"environments": []}, prune=["environments"], parallelism=1)
    assert result["counts"]["failed"] == 0


def test_every_kind_can_be_pruned(server: Emulator) -> None:
    for resource in KINDS:
        config: Config = {resource.plural: []}
        done = configure(server, config, prune=[resource.plural], prune_server=True, check=True)
        assert done["counts"]["failed"] == 0


MARKED: dict[str, dict[str, list[dict[str, object]]]] = {
    "channels": {
        "projects": [{"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}],
        "channels": [{"name": "New", "project": "Shop", "is_default": True}],
    },
    "machine_policies": {"machine_policies": [{"name": "New", "is_default": True}]},
    "worker_pools": {"worker_pools": [{"name": "New", "is_default": True}]},
}


@pytest.mark.parametrize("plural", MARKED)
@pytest.mark.parametrize("there", [True, False], ids=["there", "new"])
def test_a_former_default_is_not_protected(server: Emulator, plural: str, there: bool) -> None:
    """This run protects the document no more than the next run will."""
    config: Config = MARKED[plural]
    if there:
        named = [{**each, "is_default": None} for each in config[plural]]
        configure(server, {**config, plural: named})
    predicted = configure(server, config, prune=[plural], check=True)
    done = configure(server, config, prune=[plural])
    assert report(predicted) == report(done)
    again = configure(server, config, prune=[plural])
    assert again["changed"] is False, again["changes"]
