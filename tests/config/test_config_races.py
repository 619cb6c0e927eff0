# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody else writes between the run's reading and its writing: planned again, and nothing of theirs is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from config.driving import configure, environments, task
from emulator.testing import Emulator


def before_write(monkeypatch: pytest.MonkeyPatch, method: str, happens: Callable[[], Any]) -> None:
    """Let ``happens()`` come once, before the client's first call of ``method``."""
    original = getattr(Client, method)
    left = [happens]

    def raced(self: Client, *args: Any, **more: Any) -> Any:
        if left:
            left.pop()()
        return original(self, *args, **more)

    monkeypatch.setattr(Client, method, raced)


def test_made_meanwhile(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = environments(range(3), description="Mine")
    theirs: dict[str, Any] = {"Name": "environment 0", "UseGuidedFailure": True}
    before_write(monkeypatch, "create", lambda: server.seed("environments", **theirs))
    result = configure(server, {"environments": mine}, parallelism=1)
    assert (result["counts"]["created"], result["counts"]["updated"]) == (2, 1)
    document = server.document("Environments-1")
    assert (document["Description"], document["UseGuidedFailure"]) == ("Mine", True)
    assert configure(server, {"environments": mine})["changed"] is False


def test_made_meanwhile_as_asked(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    before_write(monkeypatch, "create", lambda: server.seed("environments", Name="Environment 0"))
    result = configure(server, {"environments": environments([0])})
    assert (result["changed"], result["counts"]["unchanged"]) == (False, 1)


def test_made_meanwhile_and_referred_to(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """References get the ID of the other writer's document."""
    before_write(monkeypatch, "create", lambda: server.seed("environments", Name="Environment 0"))
    machine = {"name": "m", "environments": ["Environment 0"], "roles": ["web"], "cloud_region": {}}
    config = {"machines": [machine], "environments": environments([0])}
    assert configure(server, config)["counts"]["created"] == 1
    assert server.document("Machines-1")["EnvironmentIds"] == ["Environments-1"]


def test_changed_between_the_pages_and_the_update(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """The update starts from the document as it is now."""
    configure(server, {"environments": environments([0, 1])}, parallelism=1)
    before_write(
        monkeypatch,
        "modify",
        lambda: configure(server, {"environments": environments([1], use_guided_failure=True)}),
    )
    config = {"environments": environments([0, 1], description="Mine")}
    assert configure(server, config, parallelism=1)["counts"]["updated"] == 2
    document = server.document("Environments-2")
    assert (document["Description"], document["UseGuidedFailure"]) == ("Mine", True)


def test_renamed_between_the_pages_and_the_update(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """The run updates the same document, and creates no other one with the old name."""
    configure(server, {"environments": environments([0, 1])}, parallelism=1)
    before_write(monkeypatch, "modify", lambda: server.put_read_only("Environments-2", {"Name": "Otherwise"}))
    config = {"environments": environments([0, 1], description="Mine")}
    done = configure(server, config, parallelism=1)
    assert (done["counts"]["updated"], done["counts"]["created"]) == (2, 0)
    document = server.document("Environments-2")
    assert (document["Name"], document["Description"]) == ("Otherwise", "Mine")


@pytest.mark.parametrize("there", [True, False], ids=["updated", "created"])
def test_renamed_before_it_gets_what_comes_last(server: Emulator, monkeypatch: pytest.MonkeyPatch, there: bool) -> None:
    """A team gets its roles last. If somebody renames the team before, no second team is created."""
    if there:
        configure(server, {"teams": [{"name": "Ops"}]})
    role = {"user_role": "Project viewer", "space": "Default", "projects": ["Shop"]}
    shop = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    team = {"name": "Ops", "description": "They run it", "scoped_user_roles": [role]}
    original = Client.create

    def create(self: Client, holder: Any, link: str, *args: Any, **more: Any) -> Any:
        if link == "ScopedUserRoles":
            return original(self, holder, link, *args, **more)
        made = original(self, holder, link, *args, **more)
        if link == "Projects":
            server.put_read_only("Teams-1", {"Name": "Otherwise"})
        return made

    monkeypatch.setattr(Client, "create", create)
    done = configure(server, {"teams": [team], "projects": [shop]}, parallelism=1)
    assert (done["counts"]["failed"], len(done["created"].get("teams", []))) == (0, 0 if there else 1)
    named = task(server, "octopus_info", kind="team")["resources"]
    assert "Ops" not in [each["Name"] for each in named]


def test_changed_to_what_was_asked(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(server, {"environments": environments([0, 1])}, parallelism=1)
    config = {"environments": environments([0, 1], description="Mine")}
    before_write(monkeypatch, "modify", lambda: configure(server, config))
    result = configure(server, config, parallelism=1)
    assert (result["counts"]["updated"], result["counts"]["unchanged"]) == (1, 1)


def test_removed_before_the_update(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(server, {"environments": environments([0])}, parallelism=1)
    before_write(monkeypatch, "modify", lambda: server.remove("Environments-1"))
    config = {"environments": environments([0], description="Mine")}
    assert configure(server, config)["counts"]["created"] == 1
    assert configure(server, config)["changed"] is False


def test_removed_by_both(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(server, {"environments": environments([0])}, parallelism=1)
    before_write(monkeypatch, "delete", lambda: server.remove("Environments-1"))
    config = {"environments": [{"name": "Environment 0", "state": "absent"}]}
    result = configure(server, config)
    assert (result["changed"], result["counts"]["unchanged"]) == (False, 1)


def test_pruned_by_both(server: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(server, {"environments": environments([0])}, parallelism=1)
    before_write(monkeypatch, "delete", lambda: server.remove("Environments-1"))
    result = task(server, "octopus_config", config={"environments": []}, prune=["environments"])
    assert not result.get("failed"), result["msg"]


def test_a_document_that_an_item_refers_to_is_removed_meanwhile(
    server: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server refuses the impossible write; the other items are written."""
    configure(server, {"environments": environments([0])}, parallelism=1)
    machine = {"name": "m", "environments": ["Environment 0"], "roles": ["web"], "cloud_region": {}}
    config = {"machines": [machine], "project_groups": [{"name": "G"}]}
    before_write(monkeypatch, "create", lambda: server.remove("Environments-1"))
    result = task(server, "octopus_config", config=config, parallelism=1)
    assert (result["counts"]["failed"], result["counts"]["created"]) == (1, 1)
    again = task(server, "octopus_config", config=config)
    assert "machines[0].environments: there is no environment named 'Environment 0'" in again["msg"]
