# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rulebook of the collection, and the webhook of a subscription, with a real ansible-rulebook."""

from __future__ import annotations

import secrets
from pathlib import Path

import requests
import yaml
from emulator.model import Document
from emulator.testing import Emulator
from interop.rulebook_kills import acted_on, happen, target
from interop.rulebook_program import HERE, Rulebook
from own_port import own_port

OURS = HERE.parents[2] / "extensions" / "eda" / "rulebooks" / "octopus_events.yml"
STEP = "Deploy"
CHECKED = "web-1 is Healthy after a health check"
LEFT = "is not repeated, as the one before it did not succeed either"


def collections_rulebook() -> str:
    """The collection's rulebook, changed to read the audit log each second."""
    rulesets = yaml.safe_load(OURS.read_text(encoding="utf-8"))
    (options,) = rulesets[0]["sources"][0].values()
    options["interval"] = 1
    return yaml.safe_dump(rulesets)


def has_looked(server: Emulator) -> bool:
    return any(each.path.endswith("/events") for each in server.requests)


def health(server: Emulator, machine: Document) -> str:
    return str(server.document(machine["Id"])["HealthStatus"])


def states(server: Emulator) -> list[str]:
    """How the deployments ended, in order."""
    tasks = [each for each in server.app.octopus.store.all("tasks") if each["Name"] == "Deploy"]
    return [each["State"] for each in sorted(tasks, key=lambda each: int(each["Id"].removeprefix("ServerTasks-")))]


def deploy(server: Emulator, version: str) -> None:
    release = server.seed("releases", ProjectId="Projects-1", Version=version)
    server.seed("deployments", ReleaseId=release["Id"], EnvironmentId="Environments-1")


def failures(java: str, folder: Path) -> None:
    """An unhealthy target is checked. A deployment that fails is retried once, and not again."""
    with Emulator(task_seconds=0.2) as server:
        machine = target(server)
        project = server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
        script = {"Octopus.Action.RunOnServer": "true", "Octopus.Action.Script.ScriptBody": "echo"}
        action = {"Name": STEP, "ActionType": "Octopus.Script", "Properties": script}
        server.put_process(project["Id"], [{"Name": STEP, "Actions": [action]}])
        book = Rulebook(server, folder, java, collections_rulebook())
        with book.running() as process:
            book.wait(process, "the first look", lambda: has_looked(server))
            server.health(machine["Id"], "Unhealthy")
            book.wait(process, "a health check", lambda: health(server, machine) == "Healthy")
            book.wait(process, "its result", lambda: CHECKED in book.printed)
            server.fail(STEP, times=2)
            deploy(server, "1.0.0")
            book.wait(process, "a person is told", lambda: LEFT in book.printed)
            assert states(server) == ["Failed"] * 2, states(server)
            server.fail(STEP)
            deploy(server, "1.0.1")
            book.wait(process, "the deployment that succeeds", lambda: states(server)[2:] == ["Failed", "Success"])


def webhook(java: str, folder: Path) -> None:
    """The webhook of a subscription makes the source read the audit log at once."""
    with own_port() as port, Emulator() as server:
        machine, secret = target(server), secrets.token_urlsafe()
        (folder / "vars.yml").write_text(f"port: {port}\nsecret: {secret}\n", encoding="utf-8")
        rulebook = (HERE / "webhook.yml").read_text(encoding="utf-8")
        settings = {"WebhookURI": f"http://127.0.0.1:{port}/", "WebhookHeaderKey": "X-Webhook-Secret"}
        settings["WebhookHeaderValue"] = secret
        server.seed("subscriptions", Name="Rulebook", Type="Event", EventNotificationSubscription=settings)
        book = Rulebook(server, folder, java, rulebook, ("--vars", "vars.yml"))
        with book.running() as process:
            book.wait(process, "the first position", (folder / "cursor").exists)
            (event,) = happen(server, machine, 1)
            # The emulator calls the webhook after its next request, because nothing else advances its time.
            requests.get(f"{server.url}/api", timeout=10)
            book.wait(process, "the event", lambda: event in acted_on(book))
            process.terminate()
            process.wait(30)
