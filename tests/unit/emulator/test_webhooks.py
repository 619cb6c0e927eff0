# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The webhooks of subscriptions (api: events#webhook)."""

from __future__ import annotations

import asyncio
import json
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from emulator import calls
from emulator.in_process import without_sockets
from emulator.testing import Emulator
from emulator.timespans import in_seconds
from emulator.work.webhooks import Batch

from .conftest import Asker, Clock

PLACE = "/api/Spaces-1/subscriptions"


@pytest.fixture(scope="module")
def connections() -> None:
    """These tests are about connections, and use them."""


@dataclass
class Received:
    path: str
    headers: dict[str, str]
    body: Any

    @property
    def payload(self) -> Any:
        return self.body["Payload"]


class Receiver:
    """Takes webhooks on this machine. ``answers`` gives the status for each, in its own thread."""

    def __init__(self) -> None:
        self.uri = ""
        self.taken: queue.Queue[Received] = queue.Queue()
        self.answers: Callable[[Received], int] = lambda received: 204

    def handler(self) -> type[BaseHTTPRequestHandler]:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                received = Received(self.path, dict(self.headers), json.loads(body))
                receiver.taken.put(received)
                self.send_response(receiver.answers(received))
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                """Print nothing."""

        return Handler

    def all(self) -> list[Received]:
        """The requests that have arrived."""
        return [self.taken.get_nowait() for _number in range(self.taken.qsize())]

    def categories(self) -> list[str]:
        return [each.payload["Event"]["Category"] for each in self.all()]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    with ThreadingHTTPServer(("127.0.0.1", 0), made.handler()) as server:
        made.uri = f"http://127.0.0.1:{server.server_port}/hook?a=b"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield made
        server.shutdown()
        thread.join()


@dataclass
class Shop:
    """A server with a target, and somebody who asks it without a connection: an answer comes after all calls."""

    ask: Asker
    receiver: Receiver
    machine: Any

    def subscribed(self, name: str = "Hook", disabled: bool = False, **has: Any) -> Any:
        settings = {"WebhookURI": self.receiver.uri, **has}
        return self.ask.post(PLACE, Name=name, IsDisabled=disabled, EventNotificationSubscription=settings)

    def happens(self, *statuses: str) -> None:
        """Let the target's health change, without a request between, and then sweep."""
        for each in statuses:
            self.ask.server.health(self.machine["Id"], each)
        self.ask.get("/api")

    def settings(self, subscription: Any) -> Any:
        return self.ask.get(subscription["Links"]["Self"])["EventNotificationSubscription"]


def furnished(ask: Asker, receiver: Receiver) -> Shop:
    ask.post("/api/environments", Name="Production")
    tags = ask.post("/api/tagsets", Name="Ring", Tags=[{"Name": "Early", "Color": "#333333"}])
    assert tags["Tags"]
    return Shop(ask, receiver, target(ask.server))


def target(server: Emulator) -> Any:
    place: dict[str, Any] = {"EnvironmentIds": ["Environments-1"], "Endpoint": {"CommunicationStyle": "None"}}
    return server.seed("machines", Name="web", Roles=["web"], SkipInitialHealthCheck=True, **place)


@pytest.fixture
def shop(ask: Asker, receiver: Receiver) -> Iterator[Shop]:
    with without_sockets():
        yield furnished(ask, receiver)


def test_each_event_is_a_request_of_its_own(shop: Shop, clock: Clock) -> None:
    made = shop.subscribed(WebhookHeaderKey="X-Key", WebhookHeaderValue="hunter-22")
    shop.happens("Healthy", "Unavailable")
    first, second = shop.receiver.all()
    assert (first.path, first.headers["X-Key"]) == ("/hook?a=b", "hunter-22")
    assert first.headers["Content-Type"].startswith("application/json")
    assert set(first.body) == {"Timestamp", "EventType", "Payload"}
    assert (first.body["EventType"], first.body["Timestamp"]) == ("SubscriptionPayload", clock.at(0))
    assert set(first.payload) == {
        *("ServerUri", "ServerAuditUri", "BatchProcessingDate", "Subscription", "Event"),
        *("BatchId", "TotalEventsInBatch", "EventNumberInBatch"),
    }
    assert (first.payload["ServerUri"], first.payload["ServerAuditUri"]) == (None, None)
    assert first.payload["BatchId"] == second.payload["BatchId"]
    numbers = [(each.payload["EventNumberInBatch"], each.payload["TotalEventsInBatch"]) for each in (first, second)]
    assert numbers == [("1", "2"), ("2", "2")]
    events = [each.payload["Event"] for each in (first, second)]
    assert events == [shop.ask.get(f"/api/events/{each['Id']}") for each in events]
    assert [each["Category"] for each in events] == ["MachineHealthy", "MachineUnavailable"]
    assert first.payload["Subscription"]["Id"] == made["Id"]
    assert "hunter-22" not in json.dumps(first.body)
    has = shop.settings(made)
    assert has["WebhookLastProcessed"] == clock.at(0)
    assert f"Events-{has['WebhookLastProcessedEventAutoId']}" == events[1]["Id"]
    shop.happens()
    assert shop.receiver.all() == [], "no event is sent twice"
    again = shop.ask.get(made["Links"]["Self"])
    assert again["LastModifiedOn"] == made["LastModifiedOn"], "nobody has changed it"
    assert shop.ask.put(made["Links"]["Self"], {**again, "Name": "x"})["EventNotificationSubscription"] == has


def test_the_public_address_of_the_server_is_in_the_payload(shop: Shop) -> None:
    shop.ask.put("/api/serverconfiguration", {"ServerUri": "https://octopus.example.com/"})
    shop.subscribed()
    shop.happens("Healthy")
    (received,) = shop.receiver.all()
    assert received.payload["ServerUri"] == "https://octopus.example.com"
    assert received.payload["ServerAuditUri"].startswith("https://octopus.example.com/app#/")


FILTERS: list[tuple[dict[str, list[str]], bool]] = [
    ({"Environments": ["Environments-1"]}, True),
    ({"Environments": ["Environments-2"]}, False),
    ({"EventCategories": ["MachineHealthy", "MachineAdded"]}, True),
    ({"EventCategories": ["MachineUnhealthy"]}, False),
    ({"EventGroups": ["MachineHealthChanged"]}, True),
    ({"EventGroups": ["MachineCritical"]}, False),
    ({"DocumentTypes": ["Machines"]}, True),
    ({"DocumentTypes": ["Machines-"]}, True),
    ({"DocumentTypes": ["Machine"]}, False),
    ({"EventAgents": ["Server"]}, True),
    ({"EventAgents": ["Browser"]}, False),
    ({"Users": ["Users-1"]}, False),
    ({"Projects": ["Projects-1"]}, False),
    ({"ProjectGroups": ["ProjectGroups-1"]}, False),
    ({"Tenants": ["Tenants-1"]}, False),
    ({"Tags": ["Ring/Early"]}, False),
    ({"Environments": ["Environments-1"], "EventCategories": ["MachineUnhealthy"]}, False),
]


@pytest.mark.parametrize(("chosen", "arrives"), FILTERS, ids=str)
def test_a_filter_chooses_events_as_in_the_list(shop: Shop, chosen: dict[str, list[str]], arrives: bool) -> None:
    shop.ask.post("/api/environments", Name="Test")
    shop.ask.server.seed("tenants", Name="North", TenantTags=["Ring/Early"])
    shop.ask.server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    shop.subscribed(Filter=chosen)
    shop.happens("Healthy")
    assert shop.receiver.categories() == (["MachineHealthy"] if arrives else [])
    query = "&".join(f"{name}={','.join(values)}" for name, values in chosen.items())
    found = shop.ask.get(f"/api/Spaces-1/events?{query}")["Items"]
    assert ("MachineHealthy" in [each["Category"] for each in found]) == arrives


def test_events_of_a_project_its_group_and_a_tenant(shop: Shop) -> None:
    server = shop.ask.server
    tenant = server.seed("tenants", Name="North", TenantTags=["Ring/Early"])
    project = server.seed("projects", Name="Shop", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    wanted = {"Projects": project["Id"], "ProjectGroups": "ProjectGroups-1", "Tenants": tenant["Id"]}
    for name, value in {**wanted, "Tags": "Ring/Early"}.items():
        shop.subscribed(name, Filter={name: ["x-1", value]} if name == "Tags" else {name: [value]})
    server.health(shop.machine["Id"], "Healthy")
    last = f"Events-{server.app.octopus.store.last_number('Events')}"
    server.put_read_only(last, {"RelatedDocumentIds": [project["Id"], tenant["Id"]]})
    for name, value in {**wanted, "Tags": "Ring/Early"}.items():
        assert shop.ask.get(f"/api/Spaces-1/events?{name}={value}")["TotalResults"] == 1
    names = {each.payload["Subscription"]["Name"] for each in shop.receiver.all()}
    assert names == {*wanted, "Tags"}


def test_a_call_that_fails_ends_the_batch(shop: Shop) -> None:
    """No server sends the events after it later [OctopusDeploy/Issues#7216]."""
    made = shop.subscribed()
    shop.receiver.answers = lambda received: 404
    shop.happens("Healthy", "Unhealthy", "Unavailable")
    assert shop.receiver.categories() == ["MachineHealthy"]
    shop.receiver.answers = lambda received: 200
    shop.happens("Healthy")
    (received,) = shop.receiver.all()
    assert received.payload["EventNumberInBatch"] == received.payload["TotalEventsInBatch"] == "1"
    assert shop.settings(made)["WebhookLastProcessedEventAutoId"]


def test_a_call_that_is_not_answered_in_time_is_repeated(shop: Shop) -> None:
    """The same event is sent again when its answer comes too late [OctopusDeploy/Issues#3892]."""
    waits = threading.Event()
    shop.receiver.answers = lambda received: 200 if waits.wait(10) else 500
    shop.subscribed(WebhookTimeout="00:00:00.2")
    shop.happens("Healthy", "Unavailable")
    waits.set()
    assert shop.receiver.categories() == ["MachineHealthy", "MachineHealthy"]


def test_an_answer_that_nobody_is_called_after_needs_no_event_loop(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.subscribed()
    monkeypatch.setattr(asyncio, "run", lambda coroutine: pytest.fail("an event loop takes longer than the answer"))
    shop.ask.get("/api")


def test_a_disabled_subscription_calls_nobody(shop: Shop) -> None:
    made = shop.subscribed(disabled=True)
    shop.happens("Healthy")
    enabled = shop.ask.put(made["Links"]["Self"], {**made, "IsDisabled": False})
    shop.happens("Unavailable")
    assert shop.receiver.categories() == ["MachineUnavailable"], "those from before are not sent"
    shop.ask.put(made["Links"]["Self"], {**enabled, "IsDisabled": True})
    shop.happens("Healthy")
    assert shop.receiver.all() == []


def test_only_events_of_its_space_since_its_creation_are_sent(shop: Shop) -> None:
    space = shop.ask.post("/api/spaces", Name="Other", SpaceManagersTeams=["teams-administrators"])
    has = {"WebhookURI": shop.receiver.uri}
    shop.ask.post(f"/api/{space['Id']}/subscriptions", Name="Other's", EventNotificationSubscription=has)
    shop.happens("Healthy")
    shop.subscribed()
    shop.happens()
    assert shop.receiver.all() == []
    assert shop.ask("DELETE", f"{PLACE}/Subscriptions-2").status_code == 200
    shop.happens("Unavailable")
    assert shop.receiver.all() == []


def test_no_other_machine_is_called(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []

    async def connect(host: str, *where: Any, **how: Any) -> Any:
        called.append(host)
        raise ConnectionRefusedError

    monkeypatch.setattr(asyncio, "open_connection", connect)
    elsewhere = ("http://192.0.2.1/x", "https://hook.example.com", "http://localhost.example.com", "http://[::2]/")
    made = [shop.subscribed(uri, WebhookURI=uri) for uri in (*elsewhere, "http://[", "http://127.0.0.1:x")]
    shop.happens("Healthy")
    assert called == []
    assert all(shop.settings(each)["WebhookLastProcessedEventAutoId"] for each in made), "the call has failed"
    for uri in ("http://LOCALHOST:9/", "http://[::1]:9", "https://127.1.2.3:9"):
        shop.subscribed(uri, WebhookURI=uri)
    shop.happens("Unavailable")
    assert called == ["localhost", "::1", "127.1.2.3"]


@pytest.mark.parametrize("sent", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"])
def test_an_answer_that_is_none_is_a_failure(sent: bytes) -> None:
    async def answered() -> bool:
        async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"{}")
            writer.write(sent)
            writer.close()

        server = await asyncio.start_server(speak, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server:
            batch = Batch(f"http://127.0.0.1:{port}", {}, 5.0, [])
            return await calls.arrives(batch, b"{}")

    assert asyncio.run(answered()) is False


def test_a_receiver_can_ask_the_server_before_it_answers(receiver: Receiver) -> None:
    """The server does not stand still meanwhile, and whoever caused the event does not wait."""
    with Emulator(scramble_links=True) as server:
        ask, seen = Asker(server), queue.Queue[int]()
        with without_sockets():
            server.seed("environments", Name="Production")
            machine = target(server)
            has = {"WebhookURI": receiver.uri}
            server.seed("subscriptions", Name="Hook", EventNotificationSubscription=has)

        def answers(received: Received) -> int:
            link = received.payload["Event"]["Links"]["Self"]
            seen.put(Asker(server)("GET", link).status_code)
            return 200

        receiver.answers = answers
        server.health(machine["Id"], "Unavailable")
        assert ask.get("/api")["Version"]
        assert seen.get(timeout=10) == 200


@pytest.mark.parametrize(
    ("stored", "length"),
    [("00:00:10", 10.0), ("1.02:03:04", 93784.0), ("00:00:00.2500000", 0.25), ("-00:01:00", -60.0)],
)
def test_the_length_of_a_time_span(stored: str, length: float) -> None:
    assert in_seconds(stored) == length


def test_a_text_that_is_no_time_span() -> None:
    with pytest.raises(ValueError, match="'soon'"):
        in_seconds("soon")


def test_a_receiver_hears_of_releases_and_deployments(shop: Shop) -> None:
    place = {"ProjectGroupId": "ProjectGroups-1", "LifecycleId": "Lifecycles-1"}
    project = shop.ask.server.seed("projects", Name="Shop", **place)
    shop.subscribed(Filter={"Projects": [project["Id"]]})
    shop.subscribed("Failures", Filter={"EventGroups": ["DeploymentCritical"]})
    release = shop.ask.post("/api/Spaces-1/releases", ProjectId=project["Id"], Version="1")
    shop.ask.post("/api/Spaces-1/deployments", ReleaseId=release["Id"], EnvironmentId="Environments-1")
    shop.happens()
    assert shop.receiver.categories() == [
        "ReleaseCreated",
        "DeploymentQueued",
        "DeploymentStarted",
        "DeploymentSucceeded",
    ]
