# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents: defaults, names, secrets, side effects, conflicts.

api: documents#names, documents#secrets, documents#operations, traps#by-number
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from emulator.testing import Emulator

from .conftest import Asker, Clock

REGION = {"CommunicationStyle": "None"}


def project(ask: Asker, name: str = "Shop", **more: object) -> dict[str, Any]:
    group = ask.get("/api/projectgroups")["Items"][0]["Id"]
    lifecycle = ask.get("/api/lifecycles")["Items"][0]["Id"]
    made: dict[str, Any] = ask.post(
        "/api/projects", **{"Name": name, "ProjectGroupId": group, "LifecycleId": lifecycle, **more}
    )
    return made


@pytest.mark.fact("C.5")
def test_names_are_trimmed_and_unique(ask: Asker) -> None:
    made = ask.post("/api/environments", Name="  Production ")
    assert (made["Name"], made["Slug"]) == ("Production", "production")
    assert "already exists" in ask.refused("POST", "/api/environments", {"Name": "PRODUCTION"})
    other = ask.post("/api/environments", Name="Other")
    ask.refused("PUT", other["Links"]["Self"], {**other, "Name": "production"})
    assert "Name field is required" in ask.refused("POST", "/api/environments", {"Name": "  "})


@pytest.mark.fact("C.3")
def test_a_put_replaces_the_document(ask: Asker) -> None:
    made = ask.post("/api/environments", Name="Production", Description="Live", UseGuidedFailure=True, Nonsense=1)
    assert "Nonsense" not in made
    changed = ask.put(made["Links"]["Self"], {"Name": "Production"})
    assert (changed["Description"], changed["UseGuidedFailure"]) == ("", False)
    assert changed["Id"] == made["Id"]


@pytest.mark.fact("5.4")
def test_slugs(ask: Asker) -> None:
    group = ask.post("/api/projectgroups", Name="Web shop")
    assert ask.post("/api/projectgroups", Name="Web  shop!")["Slug"] == "web-shop-1"
    renamed = ask.put(group["Links"]["Self"], {**group, "Name": "Other"})
    assert renamed["Slug"] == "web-shop", "an echoed slug is kept"
    assert ask.put(group["Links"]["Self"], {**group, "Name": "Other", "Slug": ""})["Slug"] == "other"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (None, "No request body was supplied"),
        ([1], "must be an object"),
        ({"Name": 5}, "Error converting value 5"),
        ({"Name": "x", "SortOrder": "one"}, "Error converting value 'one'"),
        ({"Name": "x", "UseGuidedFailure": "maybe"}, "Error converting value 'maybe'"),
    ],
)
@pytest.mark.fact("C.6")
def test_bodies_that_are_none(ask: Asker, body: object, text: str) -> None:
    assert text in ask.refused("POST", "/api/environments", body)


def test_a_body_that_is_no_json(ask: Asker) -> None:
    answer = ask("POST", "/api/environments", data="{", headers={"Content-Type": "application/json"})
    assert (answer.status_code, "not JSON" in answer.json()["Errors"][0]) == (400, True)


@pytest.mark.fact("5.1", "C.7")
def test_secrets(ask: Asker) -> None:
    """A new value sets, an echo keeps, HasValue false clears; no answer shows one."""
    made = ask.post(
        "/api/proxies", Name="Way out", Host="p", Port=80, Password={"HasValue": True, "NewValue": "hunter-22"}
    )
    assert made["Password"] == {"HasValue": True, "NewValue": None, "Hint": None}
    own = made["Links"]["Self"]
    assert ask.put(own, {**made, "Port": 81})["Password"]["HasValue"] is True
    assert ask.server.document(made["Id"])["Password"]["Stored"] == "hunter-22"
    assert "hunter-22" not in ask("GET", own).text + ask("GET", "/api/proxies").text
    assert ask.put(own, {**made, "Password": {"HasValue": False, "NewValue": None}})["Password"]["HasValue"] is False
    assert ask.put(own, made)["Password"]["HasValue"] is False, "an echo does not bring back what is gone"


@pytest.mark.fact("5.2", "5.3", "C.11", "C.6")
def test_a_new_space_is_furnished(ask: Asker) -> None:
    made = ask.post("/api/spaces", Name="Second", SpaceManagersTeams=["teams-administrators"], TaskQueueStopped=True)
    assert made["TaskQueueStopped"] is False, "POST does not take it"
    space = made["Id"]
    document = ask.get(made["Links"]["Self"])
    assert document == made, "POST answers what GET answers"
    assert f"teams-spacemanagers-{space}" in document["SpaceManagersTeams"]
    for collection in ("lifecycles", "projectgroups", "machinepolicies", "workerpools"):
        assert len(ask.get(f"/api/{space}/{collection}")["Items"]) == 1
    assert len(ask.get(f"/api/{space}/feeds")["Items"]) == 2, "packages, and releases of projects"
    assert "task queue" in ask.refused("DELETE", made["Links"]["Self"])
    ask.put(made["Links"]["Self"], {**document, "TaskQueueStopped": True})
    assert ask("DELETE", made["Links"]["Self"]).status_code == 200
    ask.refused("GET", f"/api/{space}/lifecycles", status=404)


def test_a_space_needs_managers_and_a_short_name(ask: Asker) -> None:
    assert "manager" in ask.refused("POST", "/api/spaces", {"Name": "Second"})
    assert "50 characters" in ask.refused(
        "POST", "/api/spaces", {"Name": "x" * 51, "SpaceManagersTeams": ["teams-administrators"]}
    )


def test_one_default_space(ask: Asker) -> None:
    made = ask.post("/api/spaces", Name="Second", SpaceManagersTeams=["teams-administrators"])
    ask.put(made["Links"]["Self"], {**made, "IsDefault": True})
    assert [each["Name"] for each in ask.get("/api/spaces")["Items"] if each["IsDefault"]] == ["Second"]
    assert ask.get("/api")["Links"]["Environments"].startswith(f"/api/{made['Id']}/")


@pytest.mark.fact("5.12", "C.11", "C.8")
def test_a_project_brings_its_own(ask: Asker) -> None:
    made = project(ask)
    assert made["VersioningStrategy"]["Template"].endswith("#{Octopus.Version.NextPatch}")  # type: ignore[index]
    channels = ask.get(f"/api/projects/{made['Id']}/channels")["Items"]
    assert [(each["Name"], each["IsDefault"]) for each in channels] == [("Default", True)]
    assert "default channel" in ask.refused("DELETE", channels[0]["Links"]["Self"])
    process = ask.get(f"/api/deploymentprocesses/{made['DeploymentProcessId']}")
    changed = ask.put(process["Links"]["Self"], {**process, "Steps": [{"Name": "One"}]})
    assert changed["Version"] == process["Version"] + 1
    assert "another user has made changes" in ask.refused("PUT", process["Links"]["Self"], process)
    clone = ask.post(
        f"/api/projects?clone={made['Id']}",
        Name="Copy", ProjectGroupId=made["ProjectGroupId"], LifecycleId=made["LifecycleId"],
    )  # fmt: skip
    assert clone["ClonedFromProjectId"] == made["Id"]
    copied = ask.get(f"/api/deploymentprocesses/{clone['DeploymentProcessId']}")["Steps"]
    assert [each["Name"] for each in copied] == ["One"]
    assert copied[0]["Id"] != changed["Steps"][0]["Id"]


@pytest.mark.fact("C.6")
def test_delete_conflicts(ask: Asker) -> None:
    made = project(ask)
    environment = ask.post("/api/environments", Name="Production")
    ask.post(
        "/api/lifecycles", Name="Standard", Phases=[{"Name": "One", "OptionalDeploymentTargets": ["Environments-1"]}]
    )
    assert "lifecycles: [Standard]" in ask.refused("DELETE", environment["Links"]["Self"])
    assert "uses it" in ask.refused("DELETE", f"/api/lifecycles/{made['LifecycleId']}")
    assert "contains project" in ask.refused("DELETE", f"/api/projectgroups/{made['ProjectGroupId']}")
    assert "default machine policy" in ask.refused("DELETE", "/api/machinepolicies/MachinePolicies-1")
    assert "default worker pool" in ask.refused("DELETE", "/api/workerpools/WorkerPools-1")
    assert "built-in feed" in ask.refused("DELETE", "/api/feeds/feeds-builtin")
    assert "is a built-in Team" in ask.refused("DELETE", "/api/teams/teams-everyone")


def test_references_must_lead_somewhere(ask: Asker) -> None:
    phase = {"Name": "One", "OptionalDeploymentTargets": ["Environments-9"]}
    assert "Environments-9" in ask.refused("POST", "/api/lifecycles", {"Name": "Standard", "Phases": [phase]})


def test_phases_keep_their_ids(ask: Asker) -> None:
    made = ask.post("/api/lifecycles", Name="Standard", Phases=[{"Name": "One"}, {"Name": "Two"}])
    first, second = made["Phases"]
    changed = ask.put(made["Links"]["Self"], {**made, "Phases": [second, {"Name": "Three"}, first]})
    assert [each["Id"] for each in changed["Phases"]][::2] == [second["Id"], first["Id"]]
    assert ask.get(made["Links"]["Preview"])["Phases"][1]["Name"] == "Three"


@pytest.mark.parametrize(
    ("version", "sent", "kept"),
    [
        ("2025.4.1", {"Unit": "days", "QuantityToKeep": 3}, {"Strategy": "Count", "Unit": "Days", "QuantityToKeep": 3}),
        ("2025.4.1", {"Unit": "Items", "QuantityToKeep": 0}, {"Strategy": "Default", "QuantityToKeep": 0}),
        ("2025.4.1", {"Strategy": "Forever"}, {"Strategy": "Forever", "ShouldKeepForever": True}),
        ("2025.4.1", None, {"Strategy": "Default"}),
        ("2024.4.1", {"Unit": "items", "QuantityToKeep": 0}, {"Unit": "Items", "ShouldKeepForever": True}),
        ("2024.4.1", None, {"Unit": "Days", "QuantityToKeep": 30}),
    ],
)
@pytest.mark.fact("5.19")
def test_retention(version: str, sent: object, kept: dict[str, object]) -> None:
    with Emulator(server_version=version) as server:
        policy = Asker(server).post("/api/lifecycles", Name="Standard", ReleaseRetentionPolicy=sent)
    found = policy["ReleaseRetentionPolicy"]
    assert {key: found.get(key) for key in kept} == kept
    assert ("Strategy" in found) == version.startswith("2025")


@pytest.mark.fact("5.35")
def test_machines(ask: Asker) -> None:
    ask.post("/api/environments", Name="Production")
    place = {"EnvironmentIds": ["Environments-1"], "Roles": ["web"]}
    tentacle = {"CommunicationStyle": "TentaclePassive", "Uri": "HTTPS://Web:10933", "Thumbprint": "AB"}
    made = ask.post("/api/machines", Name="one", **place, Endpoint=tentacle)
    assert (made["Uri"], made["Endpoint"]["Uri"]) == ("https://web:10933/",) * 2
    assert (made["MachinePolicyId"], made["HealthStatus"]) == ("MachinePolicies-1", "Unknown")
    assert "cannot be changed" in ask.refused("PUT", made["Links"]["Self"], {**made, "Endpoint": REGION})
    assert "Roles" in ask.refused("POST", "/api/machines", {"Name": "two", **place, "Roles": [], "Endpoint": REGION})
    assert "Thumbprint" in ask.refused(
        "POST", "/api/machines", {"Name": "two", **place, "Endpoint": {**tentacle, "Thumbprint": ""}}
    )


def test_discovery(ask: Asker) -> None:
    found = ask.get("/api/machines/discover?host=web&port=10933&type=TentaclePassive")
    assert len(found["Endpoint"]["Thumbprint"]) == 40
    assert ask.get("/api/machines/discover?host=web&type=Ssh&port=22")["Endpoint"]["Fingerprint"].count(":") == 15
    assert "'host'" in ask.refused("GET", "/api/machines/discover")
    assert "could not be reached" in ask.refused("GET", "/api/machines/discover?host=web.invalid")


@pytest.mark.fact("C.10")
def test_tasks_run_and_finish(clock: Clock) -> None:
    with Emulator(task_seconds=60) as server:
        ask = Asker(server)
        ask.post("/api/environments", Name="Production")
        body = {"Name": "one", "EnvironmentIds": ["Environments-1"], "Roles": ["web"], "Endpoint": REGION}
        machine = ask.post("/api/machines", **body)
        task = ask.post("/api/tasks", Name="Health", Arguments={"MachineIds": [machine["Id"]]}, SpaceId="Spaces-1")
        assert (task["State"], task["IsCompleted"]) == ("Queued", False)
        assert ask.get(task["Links"]["Self"])["State"] == "Executing"
        clock.pass_by(60)
        task = ask.get(task["Links"]["Self"])
        assert (task["State"], task["FinishedSuccessfully"]) == ("Success", True)
        assert ask.get(machine["Links"]["Self"])["HealthStatus"] == "Healthy"
        checks = [each for each in ask.get("/api/tasks?name=Health")["Items"] if each["Arguments"]]
        assert [each["Description"].split()[-1] for each in checks] == ["check", "added"], "the first by itself"
        slow = ask.post("/api/tasks", Name="Health", Arguments={})
        assert ask("POST", slow["Links"]["Cancel"], {}).json()["State"] == "Cancelling"
        assert "cannot be queued" in ask.refused("POST", "/api/tasks", {"Name": "Deploy"})


@pytest.mark.fact("5.45", "C.5")
def test_one_name_is_made_once(ask: Asker) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda dummy: Asker(ask.server)("POST", "/api/environments", {"Name": "One"}), range(16))
        )
    assert sorted(each.status_code for each in answers) == [201] + [400] * 15
