# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks every method and path that the emulator serves, as a server of the description's time and as a new one.

The form of the answers is judged with all other traffic of the run, in tests/description.
"""

from __future__ import annotations

from typing import Any

import pytest
from description.facts import release_of
from emulator.kinds.registry import BY_COLLECTION
from emulator.operations import IN_SPACE, is_below_spaces_alone, operations
from emulator.samples import filled
from emulator.server import VERSION
from emulator.services import SERVICES
from emulator.testing import Emulator, spelled_out

from .conftest import Asker
from .described import Described
from .requests_of_the_walk import (
    BESIDE,
    CHILDREN,
    CONVERSION,
    CONVERTED,
    KEPT,
    MADE,
    NEW_BRANCH,
    NEW_EPHEMERAL,
    NEW_RUNBOOK,
    ORDERED,
    QUERIES,
    SAMPLES,
    SENT,
    STEP,
    THERE,
    VARIABLES,
)
from .uploads import File


class Walk:
    """One walk through all operations below a prefix. ``done``: the methods and paths that succeeded."""

    def __init__(self, ask: Asker, served: set[tuple[str, str]], prefix: str, number: int) -> None:
        self.ask, self.served, self.prefix, self.number = ask, served, prefix, number
        self.base = prefix.replace("{space}", "Spaces-1")
        self.made: dict[str, Any] = {}
        self.done: set[tuple[str, str]] = set()

    def filled(self, value: Any) -> Any:
        """A sample with the IDs of created documents, and this walk's number."""
        return filled(value, {collection: made["Id"] for collection, made in self.made.items()}, self.number)

    def does(self, method: str, shape: str, body: Any = None, places: dict[str, str] | None = None) -> Any:
        """Ask, if the server has it."""
        if (method, f"{self.prefix}/{shape}") not in self.served:
            return None
        path = shape
        for place, value in (places or {}).items():
            path = path.replace(f"{{{place}}}", value)
        asked = shape if "{id}" in shape else shape.rsplit("/", 1)[-1]
        query = QUERIES.get(asked, "") if method == "GET" or asked in ASKED_BY_POST else ""
        url = f"{self.base}/{path}{self.filled(query)}"
        if isinstance(body, File):
            answer = self.ask(method, url, files={"file": (self.filled(body.name), body.content)})
        elif isinstance(body, bytes):
            octets = {"Content-Type": "application/octet-stream"}
            answer = self.ask(method, url, data=body, headers=octets)
        else:
            answer = self.ask(method, url, body)
        assert answer.status_code in (200, 201, 204), (method, path, answer.text)
        self.done.add((method, f"{self.prefix}/{shape}"))
        return answer.json() if "json" in answer.headers["Content-Type"] else answer.text

    def brought(self) -> dict[str, str]:
        """The first document of each collection whose documents only the server creates, by its ID."""
        found = {collection: own for own, (collection, _document) in reversed(self.ask.server.everything().items())}
        fixed = [each.collection for each in BY_COLLECTION.values() if not each.can_create and not each.can_delete]
        return {collection: own for collection, own in found.items() if collection in fixed}

    def make(self) -> None:
        self.made = {collection: {"Id": own} for collection, own in {**self.brought(), **THERE}.items()}
        for collection, sample in SAMPLES.items():
            body = spelled_out(collection, self.filled(sample))
            if ("POST", f"{IN_SPACE}/{collection}") in self.served and is_below_spaces_alone(collection):
                # There is no other address.
                made = self.ask.post(f"/api/Spaces-1/{collection}", **body)
                self.done.add(("POST", f"{IN_SPACE}/{collection}"))
            else:
                made = self.does("POST", collection, body)
            if made:
                self.made[collection] = made
        if "projects" in self.made:
            self.made |= {collection: {"Id": self.filled(own)} for collection, own in MADE.items()}
            # Is refused when the process has changed.
            self.does("POST", "releases/{id}/snapshot-variables", {}, self.places("releases"))
            process = self.does(
                "PUT",
                "deploymentprocesses/{id}",
                {"Steps": self.filled([STEP]), "Version": 0},
                self.places(MADE_PROCESS),
            )
            self.made["action"] = process["Steps"][0]["Actions"][0]
            wanted = {"Variables": self.filled(VARIABLES), "Version": 0}
            self.does("PUT", "variables/{id}", wanted, self.places("variables"))
        if "users" in self.made:
            self.made["serviceaccounts"] = self.made["users"]
        if "machines" in self.made:
            # A task that runs, and waits for a person.
            working = self.ask.server.at_work(self.made["machines"]["Id"], seconds=1)
            self.made["interruptions"] = self.ask.server.interrupt(working["Id"])
            self.does("POST", "tasks/{id}/prioritize", None, {"id": working["Id"]})
            stuck = self.ask.server.at_work(self.made["machines"]["Id"])["Id"]
            self.ask.server.put_read_only(stuck, {"State": "Cancelling", "_cancelled": 0.0})
            self.does("POST", "tasks/{id}/abandon", None, {"id": stuck})
        self.make_versioned()
        if ("POST", f"{IN_SPACE}/projects/{{id}}/{EPHEMERAL}") in self.served:
            new = self.filled(NEW_EPHEMERAL)
            self.made[EPHEMERAL] = self.posted(f"projects/{{id}}/{EPHEMERAL}", new, self.places("projects"))
        # The events of the new machines.
        self.made["events"] = self.ask.get("/api/Spaces-1/events")["Items"][0]

    def posted(self, shape: str, body: Any, places: dict[str, str]) -> Any:
        """The answer of an address that exists below a space alone."""
        path = shape.replace("{id}", places["id"])
        answer = self.ask("POST", f"/api/Spaces-1/{path}", body)
        assert answer.status_code in (200, 201), (path, answer.text)
        self.done.add(("POST", f"{IN_SPACE}/{shape}"))
        return answer.json()

    def make_versioned(self) -> None:
        """Make a project whose documents are in Git."""
        if ("POST", f"{self.prefix}/{CONVERSION}") not in self.served:
            return
        own = {"Name": f"Versioned {self.number}", "ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"}
        made = self.ask.post("/api/projects", **own)
        self.made["versioned"] = made
        self.does("POST", CONVERSION, self.filled(CONVERTED), self.places("versioned"))
        self.does("POST", "projects/{id}/git/branches/v2", self.filled(NEW_BRANCH), self.places("versioned"))
        # There is no other address for a new runbook; one is removed again.
        for name in ("Removed", "Clean"):
            new = {**self.filled(NEW_RUNBOOK), "Name": name}
            answer = self.ask("POST", f"/api/Spaces-1/projects/{made['Id']}/main/runbooks/v2", new)
            assert answer.status_code == 201, answer.text
        self.done.add(("POST", f"{IN_SPACE}/projects/{{id}}/{{gitRef}}/runbooks/v2"))
        removed = {**self.places("versioned"), "runbook": "removed"}
        self.does("DELETE", "projects/{id}/{gitRef}/runbooks/{runbook}", None, removed)
        self.ask.server.tag(made["Id"], "v1", "main")
        self.made["commit"] = {"Id": self.ask.get(f"/api/projects/{made['Id']}/git/commits")["Items"][0]["Name"]}

    def places(self, collection: str) -> dict[str, str]:
        own = self.made.get(collection, {}).get("Id", "")
        channel = self.made.get("channels", {}).get("Id", "")
        trigger = self.made.get("projecttriggers", {}).get("Id", "")
        key = self.made.get("key", {}).get("Id", "")
        places = {
            "space": self.made.get("spaces", {}).get("Id", ""),
            "id": own,
            "task": own,
            "user": own,
            "account": own,
            "project": own,
            "channel": channel,
            "trigger": trigger,
            **{place: self.made.get(many, {}).get("Id", "") for place, many in CHILDREN.items()},
            "key": key,
        }
        refs = {"gitRef": "refs%2Fheads%2Fmain", "branch": "main", "tag": "v1"}
        refs["hash"] = self.made.get("commit", {}).get("Id", "")
        if collection == "versioned":
            refs |= dict.fromkeys(("runbook", "runbookProcess"), "clean")
        beside = {place: self.made.get(place, {}).get("Id", "") for place in ("invitation", "identity", "credential")}
        package = {"packageId": "Shop", "baseVersion": f"{self.number}.0.0"}
        return {**places, **beside, **refs, **package, "version": "1", "certificate": "certificate-global"}

    def send(self) -> None:
        for (method, shape), body in SENT.items():
            collection = owner_in(shape)
            answer = self.does(method, shape, self.filled(body), self.places(collection)) if self.has(shape) else None
            if shape in KEPT and answer:
                self.made[KEPT[shape]] = answer
        self.override()
        for collection in ORDERED:
            ids = [each["Id"] for each in self.does("GET", f"{collection}/all") or []]
            self.does("PUT", f"{collection}/sortorder", ids)

    def override(self) -> None:
        """Deploy although a freeze is active."""
        frozen = {"Start": "2020-01-01T00:00:00Z", "End": "2099-01-01T00:00:00Z"}
        scope = self.filled({"<projects>": ["<environments>"]})
        if ("POST", f"{self.prefix}/deployments/override") in self.served:
            made = self.ask.post("/api/deploymentfreezes", Name="Now", ProjectEnvironmentScope=scope, **frozen)
            deployment = {"ReleaseId": "<releases>", "EnvironmentId": "<environments>"}
            body = {"CreateDeploymentCommand": deployment, "FreezeIds": [made["Id"]], "Reason": "To see it"}
            self.does("POST", "deployments/override", self.filled({**body, "SpaceId": "Spaces-1"}))
            assert self.ask("DELETE", f"/api/deploymentfreezes/{made['Id']}").status_code == 200

    def has(self, shape: str) -> bool:
        collection = collection_in(shape)
        return "{" not in shape or collection in self.made

    def read(self) -> None:
        for method, path in sorted(self.served):
            shape = path.removeprefix(f"{self.prefix}/")
            mine = path.startswith(f"{self.prefix}/") and not (self.prefix == "/api" and path.startswith(IN_SPACE))
            if method == "GET" and mine and self.has(shape):
                self.does("GET", shape, None, self.places(owner_in(shape)))

    def change(self) -> None:
        """Send back each document that was read."""
        for method, path in sorted(self.served):
            shape = path.removeprefix(f"{self.prefix}/")
            if method == "PUT" and ("GET", path) in self.done and self.has(shape) and is_document(shape):
                places = self.places(owner_in(shape))
                document = self.does("GET", shape, None, places)
                if isinstance(document, str):
                    # The content of a file.
                    continue
                # Some answers wrap the document in another object.
                document = document.get("GitCredential", document)
                self.does("PUT", shape, {**document, "TaskQueueStopped": True}, places)

    def delete(self) -> None:
        if EPHEMERAL in self.made:
            self.posted(f"{EPHEMERAL}/{{id}}/deprovision", {}, self.places(EPHEMERAL))
        self.does("DELETE", "users/{id}/apikeys/{key}", None, self.places("users"))
        self.does(
            "DELETE", "serviceaccounts/{account}/oidcidentities/{identity}/v1", None, self.places("serviceaccounts")
        )
        for place in ("accounts/{account}", "git-credentials/{credential}"):
            self.does("DELETE", f"platformhub/{place}", None, self.places("platformhub"))
        self.does("DELETE", "sshknownhosts/{id}", None, self.places("sshknownhosts"))
        by_version = {"id": self.made.get("by version", {}).get("Id", "")}
        self.does("DELETE", "git-credentials/{id}/v1", None, by_version)
        nothing = {"Ids": ["packages-0"], "SpaceId": "Spaces-1"}
        for shape in ("packages/bulk", "packages/bulk/v1", "build-information/bulk"):
            self.does("DELETE", shape, nothing)
        self.does("DELETE", "packages/{id}/v1", None, self.places("by delta"))
        for collection in ("packages", "build-information"):
            self.does("DELETE", f"{collection}/{{id}}", None, self.places(collection))
        for many, place in BESIDE.items():
            beside = {**self.places("projects"), place: self.beside(many)}
            self.does("DELETE", f"projects/{{id}}/{many}/{{{place}}}", None, beside)
        if "versioned" in self.made:
            self.does("DELETE", "projects/{id}", None, self.places("versioned"))
        for collection in reversed(SAMPLES):
            if collection in self.made:
                self.does("DELETE", f"{collection}/{{id}}", None, self.places(collection))

    def beside(self, many: str) -> str:
        """The document that was made at its project's address."""
        found = self.does("GET", f"projects/{{id}}/{many}", None, self.places("projects")) or {"Items": []}
        return next((each["Id"] for each in found["Items"] if each["Name"].startswith("Beside")), "")


def collection_in(shape: str) -> str:
    """The collection that an address begins with; the address of some has two parts."""
    return next(
        (each for each in BY_COLLECTION if "/" in each and f"{shape}/".startswith(f"{each}/")), shape.partition("/")[0]
    )


def owner_in(shape: str) -> str:
    """The name of the document that was made for an address: only a version-controlled project has refs."""
    return "versioned" if "{gitRef}" in shape or "/git/" in shape else collection_in(shape)


def is_document(shape: str) -> bool:
    """Whether an address is that of one document, and not of a whole collection or its order."""
    places = {"{id}", "{identity}", "{project}", "{account}", "{credential}"}
    if shape in SENT_ALONE:
        return False
    return not places.isdisjoint(shape.split("/")) or shape in SERVICES


MADE_PROCESS = "deploymentprocesses"
EPHEMERAL = "environments/ephemeral"
# A request that has no body, but a query.
ASKED_BY_POST = ("rule-test",)
# The user who is responsible for an interruption, who is taken and not sent.
SENT_ALONE = ("interruptions/{id}/responsible",)


@pytest.mark.fact("C.1", "C.4")
@pytest.mark.parametrize(
    ("version", "release"), [("2020.5.0", (2020, 5)), ("2021.2.4488", (2021, 2)), (VERSION, release_of(VERSION))]
)
def test_every_operation(version: str, release: tuple[int, int]) -> None:
    with Emulator(server_version=version) as server:
        ask = Asker(server)
        described = Described(ask.get("/swaggerui/openapi.json"))
        ask.session.hooks["response"].append(described.hold)
        served = operations(release)
        done = {("GET", "/api"), ("GET", IN_SPACE)}
        for number, prefix in enumerate(("/api", IN_SPACE), 1):
            walk = Walk(ask, served, prefix, number)
            for part in (walk.make, walk.send, walk.read, walk.change, walk.delete):
                part()
            done |= walk.done
        ask.get("/api")
        ask.get("/api/Spaces-1")
        signed = {"Username": server.username, "Password": server.password}
        for path, body in (("/api/users/login", signed), ("/api/users/logout", {})):
            assert ask("POST", path, body).status_code == 200
            done.add(("POST", path))
    assert served - done == set(), "nothing sent these: has a new kind a sample?"
    # All answers fit the server's own description.
    assert described.wrong == set()


def test_older_servers_have_less() -> None:
    newer = operations(release_of(VERSION)) - operations((2020, 5))
    assert ("GET", "/api/capabilities") in newer
    with Emulator(server_version="2020.5.0") as server:
        ask = Asker(server)
        for method, path in newer:
            ask.refused(method, path.replace("{space}", "Spaces-1"), {} if method != "GET" else None, status=404)
