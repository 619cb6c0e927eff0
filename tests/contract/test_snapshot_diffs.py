# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The diff of octopus_runbook_snapshot names what differs: it has the words of options, and no IDs."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from contract.conftest import Octopus

MODULE = "octopus_runbook_snapshot"
OWN = {"project": "Storefront", "runbook": "Restart"}
AN_ID = re.compile(r"[A-Z][A-Za-z]+-\d+|[0-9a-f]{8}-[0-9a-f]{4}-")


def with_steps(octopus: Octopus, image: str) -> None:
    container = {"feed": "Registry", "image": image}
    tools = {"name": "tools", "package_id": "Tools", "feed": "Packages"}
    own = {"environments": ["Test"], "worker_pool": "Linux", "packages": [tools], "container": container}
    script = {"name": "Restart", "run_on_server": True, "run_script": {"script_body": "restart"}, **own}
    octopus.ok("octopus_runbook_process", {**OWN, "steps": [script]})


def with_variables(octopus: Octopus, account: str) -> None:
    scope = {"environments": ["Test"], "machines": ["web-1"], "processes": ["Restart"]}
    own = {"name": "Cloud", "type": "AmazonWebServicesAccount", "value": account, "scope": scope}
    octopus.ok("octopus_variables", {"project": "Storefront", "variables": [own]})


@pytest.fixture
def shop(octopus: Octopus) -> Octopus:
    """A runbook whose step and whose variable refer to other documents."""
    server = octopus.server
    test = server.seed("environments", Name="Test")
    server.seed(
        "machines", Name="web-1", Roles=["web"], EnvironmentIds=[test["Id"]], Endpoint={"CommunicationStyle": "None"}
    )
    server.seed("workerpools", Name="Linux", WorkerPoolType="StaticWorkerPool")
    server.seed("feeds", Name="Registry", FeedType="Docker", FeedUri="https://registry.example.com")
    server.seed("feeds", Name="Packages", FeedType="NuGet", FeedUri="https://packages.example.com")
    for name in ("Old account", "New account"):
        server.seed("accounts", Name=name, AccountType="AmazonWebServicesAccount", AccessKey="AKIA")
    basics = {"project_group": "Default Project Group", "lifecycle": "Default Lifecycle"}
    octopus.ok("octopus_project", name="Storefront", **basics)
    octopus.ok("octopus_runbook", name="Restart", project="Storefront")
    with_steps(octopus, "tools:1")
    with_variables(octopus, "Old account")
    octopus.ok(MODULE, {**OWN, "package_version": "1.0"})
    return octopus


def predicted_and_done(octopus: Octopus, **options: Any) -> dict[str, Any]:
    """The diff of the next snapshot, which is the same in check mode and has no ID."""
    asked = {**OWN, "package_version": "1.0", **options}
    predicted, done = (octopus.ok(MODULE, asked, check=check)["diff"] for check in (True, False))
    assert predicted == done
    assert not AN_ID.search(json.dumps(done)), done
    return dict(done)


def test_steps_are_shown_by_their_options(shop: Octopus) -> None:
    with_steps(shop, "tools:2")
    diff = predicted_and_done(shop)
    for side, image in (("before", "tools:1"), ("after", "tools:2")):
        [own] = diff[side]["steps"]
        assert own["container"] == {"feed": "Registry", "image": image}
        assert (own["environments"], own["worker_pool"]) == (["Test"], "Linux")
        assert own["packages"][0]["feed"] == "Packages"
        assert "variables" not in diff[side]


def test_variables_are_shown_with_the_names_in_their_scopes(shop: Octopus) -> None:
    with_variables(shop, "New account")
    diff = predicted_and_done(shop)
    for side, account in (("before", "Old account"), ("after", "New account")):
        shown = {"type": "AmazonWebServicesAccount", "value": account}
        assert diff[side]["variables"] == {"Storefront": {"Cloud (Test, web-1, Restart)": shown}}
        assert "steps" not in diff[side]


def test_a_difference_that_no_option_expresses_is_shown_as_the_api_has_it(shop: Octopus) -> None:
    runbook = shop.server.document("Runbooks-1")
    process = shop.server.document(runbook["RunbookProcessId"])
    process["Steps"][0]["Actions"][0]["FromTheFuture"] = True
    shop.server.left_by_older(process["Id"], Steps=process["Steps"])
    diff = shop.ok(MODULE, {**OWN, "package_version": "1.0"})["diff"]
    assert diff["after"]["steps"][0]["Actions"][0]["FromTheFuture"] is True
