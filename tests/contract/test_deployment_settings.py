# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of a project that are in a document beside it: read and written only if asked for, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from contract.conftest import Octopus, on
from contract.doors import Door
from contract.test_races import before_first
from emulator.testing import Emulator

SHOP = {"name": "Shop", "project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
SETTINGS = {"fail_target_discovery": True, "cancel_queued_tasks": True, "cancel_running_tasks": True}
TEMPLATE = {"template": "9.#{Octopus.Version.NextMinor}"}


def settings(server: Emulator) -> Document:
    """The deployment settings of the first project, as the server has them."""
    with Client(server.url, api_key=server.api_key) as client:
        return client.document(client.document(client.root, "Projects", {"id": "Projects-1"}), "DeploymentSettings")


def by_hand(server: Emulator, **changed: Any) -> None:
    """Another writer changes some settings."""
    with Client(server.url, api_key=server.api_key) as client:
        project = client.document(client.root, "Projects", {"id": "Projects-1"})
        client.send("PUT", client.document(project, "DeploymentSettings"), "Self", {**settings(server), **changed})


def asked(octopus: Octopus, options: dict[str, Any], **how: Any) -> tuple[dict[str, Any], list[str]]:
    """The result of a task, and its requests for deployment settings."""
    octopus.server.clear_requests()
    done = octopus.ok("octopus_project", {**SHOP, **options}, **how)
    sent = [each.method for each in octopus.server.requests if each.path.endswith("/deploymentsettings")]
    return done, sent


def test_deployment_settings_are_left_alone_where_no_option_is_given(octopus: Octopus) -> None:
    for options in ({}, {}, {"description": "Sells"}, {"default_guided_failure_mode": "On"}):
        assert asked(octopus, options)[1] == []


def test_unchanged_settings_cost_one_request(octopus: Octopus) -> None:
    octopus.ok("octopus_project", {**SHOP, **SETTINGS})
    unchanged = len((asked(octopus, {}), octopus.server.requests)[1])
    done, sent = asked(octopus, SETTINGS)
    assert (done["changed"], sent, len(octopus.server.requests)) == (False, ["GET"], unchanged + 1)
    done, sent = asked(octopus, {**SETTINGS, "cancel_queued_tasks": False})
    assert (done["changed"], sent, len(octopus.server.requests)) == (True, ["GET", "GET", "PUT", "GET"], unchanged + 5)


def test_a_new_project_gets_its_settings(octopus: Octopus) -> None:
    predicted, sent = asked(octopus, SETTINGS, check=True)
    assert sent == []
    done, sent = asked(octopus, SETTINGS)
    assert (done["diff"], sent) == (predicted["diff"], ["GET", "PUT"])
    assert done["diff"]["after"]["cancel_running_tasks"] is True
    assert settings(octopus.server)["CancelRunningTasks"] is True


def test_defaults_of_a_new_project_are_not_written(octopus: Octopus) -> None:
    assert asked(octopus, {"cancel_queued_tasks": False})[1] == ["GET"]


def test_settings_of_the_project_itself_may_change_at_the_same_time(octopus: Octopus) -> None:
    """The project has been written by then, and the settings that were read before it have its old values."""
    octopus.ok("octopus_project", SHOP)
    both = {**SETTINGS, "versioning_strategy": TEMPLATE, "default_guided_failure_mode": "On"}
    done, _sent = asked(octopus, both)
    now = settings(octopus.server)
    assert now["VersioningStrategy"]["Template"] == TEMPLATE["template"]
    assert (now["DefaultGuidedFailureMode"], now["CancelQueuedTasks"]) == ("On", True)
    assert done["changed"] is True
    assert asked(octopus, both)[0]["changed"] is False


def test_settings_that_another_writer_changes_meanwhile_are_kept(
    octopus: Octopus, monkeypatch: pytest.MonkeyPatch
) -> None:
    octopus.ok("octopus_project", SHOP)
    original = Client.modify
    calls: list[int] = []

    def raced(self: Client, document: Any, *args: Any, **more: Any) -> Any:
        calls.append(len(calls))
        if len(calls) == 1:
            by_hand(octopus.server, CancelRunningTasks=True, ReleaseNotesTemplate="By hand")
        return original(self, document, *args, **more)

    monkeypatch.setattr(Client, "modify", raced)
    octopus.ok("octopus_project", {**SHOP, "description": "Sells", "cancel_queued_tasks": True})
    now = settings(octopus.server)
    assert (now["CancelQueuedTasks"], now["CancelRunningTasks"]) == (True, True)


def test_a_write_that_another_writer_undoes_is_made_again(octopus: Octopus, monkeypatch: pytest.MonkeyPatch) -> None:
    octopus.ok("octopus_project", SHOP)
    before_first(monkeypatch, "wait", lambda: by_hand(octopus.server, CancelQueuedTasks=False))
    assert octopus.ok("octopus_project", {**SHOP, "cancel_queued_tasks": True})["changed"] is True
    assert settings(octopus.server)["CancelQueuedTasks"] is True


@pytest.mark.parametrize(
    ("version", "known"),
    [("2020.5.1", []), ("2021.2.1", []), ("2025.3.1", ["fail_target_discovery"]), ("2026.2.1", list(SETTINGS))],
)
def test_older_servers_say_which_release_an_option_needs(door: Door, version: str, known: list[str]) -> None:
    with Emulator(server_version=version) as server:
        octopus = on(server, door)
        for made in (False, True):
            for option in SETTINGS if made else ():
                result = octopus("octopus_project", {**SHOP, option: True})
                assert bool(result.get("failed")) == (option not in known)
                if option not in known:
                    release = "2025.3" if option == "fail_target_discovery" else "2026.2"
                    assert f"{option}: needs Octopus Server {release} or newer" in result["msg"]
            octopus.ok("octopus_project", SHOP)


@pytest.mark.parametrize(("version", "known"), [("2022.4.1", False), ("2023.1.1", True)])
def test_packages_can_be_downloaded_anew_since_2023(door: Door, version: str, known: bool) -> None:
    with Emulator(server_version=version) as server:
        result = on(server, door)("octopus_project", {**SHOP, "force_package_download": True})
        assert bool(result.get("failed")) != known
        assert known or "force_package_download: needs Octopus Server 2023.1 or newer" in result["msg"]


def test_a_server_whose_settings_lack_one_is_named(octopus: Octopus) -> None:
    octopus.ok("octopus_project", SHOP)
    known = settings(octopus.server)
    lacking = {name: value for name, value in known.items() if name != "CancelQueuedTasks"}
    octopus.server.fault(method="GET", path="*/deploymentsettings", status=200, body=lacking)
    result = octopus("octopus_project", {**SHOP, "cancel_queued_tasks": True}, check=True)
    assert "cancel_queued_tasks: the project's deployment settings on this server" in result["msg"]
    assert "do not have CancelQueuedTasks; leave it out" in result["msg"]


def test_settings_in_a_git_repository_are_refused(octopus: Octopus) -> None:
    octopus.server.convert(octopus.ok("octopus_project", SHOP)["id"])
    result = octopus("octopus_project", {**SHOP, "cancel_queued_tasks": True})
    assert "cancel_queued_tasks: 'Shop' keeps its deployment settings in a Git repository" in result["msg"]


def test_an_export_has_deployment_settings_if_they_are_asked_for(octopus: Octopus) -> None:
    projects = [{**SHOP, "cancel_queued_tasks": True}, {**SHOP, "name": "Back office"}]
    octopus.ok("octopus_config", config={"projects": projects})
    octopus.server.clear_requests()
    without = octopus.ok("octopus_config_info", kinds=["projects"])
    requests = len(octopus.server.requests)
    assert not any(set(SETTINGS) & set(each) for each in without["config"]["projects"])
    octopus.server.clear_requests()
    exported = octopus.ok("octopus_config_info", kinds=["projects"], deployment_settings=True)
    assert len(octopus.server.requests) == requests + len(projects)
    found = {each["name"]: [each[option] for option in SETTINGS] for each in exported["config"]["projects"]}
    assert found == {"Shop": [False, True, False], "Back office": [False, False, False]}
    assert octopus.ok("octopus_config", config=exported["config"])["changed"] is False
    octopus.ok("octopus_space", name="Copy", space_managers_teams=["Octopus Administrators"])
    octopus.ok("octopus_config", config=exported["config"], space="Copy")
    copied = octopus.ok("octopus_config_info", kinds=["projects"], deployment_settings=True, space="Copy")
    assert copied["config"] == exported["config"]
