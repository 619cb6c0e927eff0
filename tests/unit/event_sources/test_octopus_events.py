# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The event source that reads the audit log: nothing is lost and nothing comes twice."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import uritemplate
import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._version import USER_AGENT
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import links
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client
from emulator.testing import Emulator

from .conftest import EVENTS, SECONDS, arguments, running, started, take

Happen = Callable[..., list[str]]
LONG_AGO = "2020-01-01T00:00:00Z"


def run(waiting: Any) -> Any:
    return asyncio.run(asyncio.wait_for(waiting, 4 * SECONDS))


def test_every_event_comes_once_and_in_order(server: Emulator, happen: Happen, tmp_path: Path) -> None:
    cursor = tmp_path / "cursor"

    async def test() -> list[str]:
        happen(3)
        async with running(arguments(server, cursor_file=str(cursor))) as queue:
            await started(cursor)
            expected = happen(2)
            assert await take(queue, 2) == expected
            # All of them happen at the same moment.
            expected = happen(5, server.document(expected[0])["Occurred"])
            return [*await take(queue, 5), "then", *expected]

    found = run(test())
    assert found[:5] == found[6:]


def test_the_collections_client_reads_the_same_events(server: Emulator, happen: Happen) -> None:
    happen(40)
    with Client(server.url, api_key=server.api_key) as client:
        home = client.space("Default").document
        expected = [each["Id"] for each in client.items(home, "Events", {"take": 7})][::-1]

    async def test() -> list[str]:
        async with running(arguments(server, since=LONG_AGO)) as queue:
            return await take(queue, len(expected))

    assert run(test()) == expected and len(expected) > 40


def test_events_that_arrive_while_pages_are_read(
    server: Emulator, happen: Happen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EVENTS["main"].__globals__, "PAGE", "4")
    first = server.app.octopus.store.last_number("Events")
    happen(20)
    once = EVENTS["Server"].get

    async def disturbed(self: Any, address: str, *more: Any) -> Any:
        answer = await once(self, address, *more)
        if first + 20 <= server.app.octopus.store.last_number("Events") < first + 40:
            happen(1)
        return answer

    monkeypatch.setattr(EVENTS["Server"], "get", disturbed)

    async def test() -> list[str]:
        async with running(arguments(server, since=LONG_AGO)) as queue:
            return await take(queue, first + 40)

    found = run(test())
    assert len(set(found)) == first + 40


@pytest.mark.parametrize("feedback", [True, False])
def test_restarts_and_faults_lose_nothing_and_repeat_nothing(
    server: Emulator, happen: Happen, tmp_path: Path, feedback: bool
) -> None:
    """The source is cancelled at random moments; with feedback the event that is being taken comes again."""
    chance, cursor, handled = random.Random(7), tmp_path / "cursor", list[str]()
    faults: tuple[dict[str, Any], ...] = (
        {"status": 429, "headers": {"Retry-After": "0.01"}},
        {"status": 503, "body": "starting", "headers": {"Retry-After": "0"}},
        {"drop": "connect"},
        {"truncate": True},
    )

    async def rules(queue: asyncio.Queue[Any], back: asyncio.Queue[Any], count: int) -> None:
        for _number in range(count):
            event = await asyncio.wait_for(queue.get(), SECONDS)
            handled.append(event["Id"])
            if feedback:
                await back.put(event)

    async def test() -> list[str]:
        back: asyncio.Queue[Any] = asyncio.Queue(1)
        args = arguments(server, cursor_file=str(cursor), feedback=feedback, eda_feedback_queue=back)
        async with running(args):
            await started(cursor)
        expected: list[str] = []
        for number in range(12):
            expected += happen(chance.randint(10, 30))
            server.fault(path="/api/*", **faults[number % len(faults)])
            async with running(args) as queue:
                await rules(queue, back, chance.randint(1, 10))
                # The queue of a rulebook that ends is empty.
                if not feedback and not queue.empty():
                    handled.append(queue.get_nowait()["Id"])
        async with running(args) as queue:
            await rules(queue, back, len(expected) - len(handled))
        return expected

    expected = run(test())
    assert handled == expected


def test_an_event_that_the_rules_do_not_take_is_logged(
    server: Emulator, happen: Happen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """ansible-rulebook, whose database fails, logs an error, gives no feedback for the event, and goes on."""
    monkeypatch.setitem(EVENTS["give"].__globals__, "PATIENCE", 0.1)
    cursor, back = tmp_path / "cursor", asyncio.Queue[Any](1)

    async def test() -> None:
        args = arguments(server, cursor_file=str(cursor), feedback=True, eda_feedback_queue=back)
        async with running(args) as queue:
            await started(cursor)
            (event,) = happen(1)
            taken = await queue.get()
            assert not caplog.messages
            async with asyncio.timeout(SECONDS):
                while not caplog.messages:
                    await asyncio.sleep(0.01)
            assert event in caplog.text and "start it again" in caplog.text
            await back.put(taken)
            (more,) = happen(1)
            assert (await queue.get())["Id"] == more

    run(test())


def test_without_feedback_a_kept_event_is_not_given_again(server: Emulator, happen: Happen, tmp_path: Path) -> None:
    """A killed source leaves whatever it had written, even half a line."""
    cursor = tmp_path / "cursor"

    async def test() -> None:
        args = arguments(server, cursor_file=str(cursor), interval=0.05)
        async with running(args):
            await started(cursor)
        expected = happen(3)
        async with running(args) as queue:
            assert await take(queue, 3) == expected
            await asyncio.sleep(0.01)
        cursor.write_text(cursor.read_text(encoding="utf-8") + '{"Id": "Eve', encoding="utf-8")
        more = happen(1)
        async with running(args) as queue:
            assert await take(queue, 1) == more

    run(test())


def test_a_file_stays_small(server: Emulator, happen: Happen, tmp_path: Path) -> None:
    cursor = tmp_path / "cursor"
    hour = timedelta(hours=1)
    for number in range(50):
        happen(1, (datetime(2026, 1, 1, tzinfo=UTC) + number * hour).isoformat())
    wanted = {"event_categories": ["MachineUnhealthy"], "since": "2026-01-01T00:00:00Z"}

    async def test() -> None:
        async with running(arguments(server, cursor_file=str(cursor), **wanted)) as queue:
            await take(queue, 50)
            async with asyncio.timeout(SECONDS):
                while len(cursor.read_text(encoding="utf-8").splitlines()) > 2:
                    await asyncio.sleep(0.01)

    run(test())


def test_a_server_restored_from_a_backup(
    server: Emulator, happen: Happen, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cursor = tmp_path / "cursor"

    async def test() -> None:
        args = arguments(server, cursor_file=str(cursor), event_categories="MachineUnhealthy")
        happen(1, "2026-01-01T00:00:00Z")
        recent = happen(1, "2026-02-01T00:00:00Z")
        async with running(args):
            await started(cursor)
        for each in recent:
            server.remove(each)
        async with running(args) as queue:
            async with asyncio.timeout(SECONDS):
                while "backup" not in caplog.text:
                    await asyncio.sleep(0.01)
            expected = happen(1, "2026-01-02T00:00:00Z")
            assert await take(queue, 1) == expected

    run(test())


class Log:
    """A server whose audit log is this list of an ID and a moment each, the newest first."""

    def __init__(self, *entries: tuple[str, str]) -> None:
        self.entries = entries

    async def events(self, since: datetime | None) -> Any:
        for event_id, occurred in self.entries:
            if since is None or datetime.fromisoformat(occurred) >= since:
                yield {"Id": event_id, "Occurred": occurred}


MINUTE = [f"2026-01-01T12:{minute:02}:{second:02}+00:00" for minute in (0, 1) for second in range(60)]
GIVEN = tuple((f"Events-{number}", MINUTE[number]) for number in range(90, 0, -10))


@pytest.mark.parametrize(
    ("log", "expected", "is_told"),
    [
        (GIVEN, [], False),
        ((("Events-91", MINUTE[91]), *GIVEN), ["Events-91"], False),
        # The server gives an ID once more, to another event.
        ((("Events-90", MINUTE[95]), *GIVEN[1:]), ["Events-90"], False),
        # The newest events are missing, but not all of those that were read again.
        (GIVEN[1:], [], True),
        (GIVEN[3:], [], True),
        ((("Events-90", MINUTE[85]), *GIVEN[1:]), ["Events-90"], True),
        (GIVEN[7:], [], True),
        ((), [], True),
    ],
)
def test_a_log_that_ends_earlier_is_told(
    log: tuple[tuple[str, str], ...],
    expected: list[str],
    is_told: bool,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """No event comes twice afterwards, and the next ones come, although the moment of the position is still to come."""
    position = EVENTS["Position"](tmp_path / "cursor", timedelta(seconds=60), {"Server": "x"})
    for event_id, occurred in GIVEN:
        position.note(event_id, datetime.fromisoformat(occurred))
    position.save()

    async def looked(entries: tuple[tuple[str, str], ...]) -> list[str]:
        events = await EVENTS["unseen"](Log(*entries), position)
        for each in events:
            position.passed(each)
        return [each["Id"] for each in events]

    assert run(looked(log)) == expected
    assert ("restored from a backup" in caplog.text) is is_told
    caplog.clear()
    assert run(looked(log)) == [] and not caplog.text
    later = ("Events-7", (datetime.fromisoformat(log[0][1] if log else MINUTE[0]) + timedelta(seconds=1)).isoformat())
    assert run(looked((later, *log))) == ["Events-7"] and not caplog.text


def test_an_event_as_rules_get_it(server: Emulator, happen: Happen) -> None:
    async def test() -> Any:
        async with running(arguments(server, since=LONG_AGO, event_categories=["machineunhealthy"])) as queue:
            happen(1)
            return await asyncio.wait_for(queue.get(), SECONDS)

    event = run(test())
    assert event["Category"] == "MachineUnhealthy" and "Links" not in event and "ChangeDetails" not in event
    assert event["Documents"]["Machines"] == event["RelatedDocumentIds"][:1]
    # An engine that keeps its state knows an event that comes again by this.
    (again, elsewhere) = (EVENTS["shaped"](event, each) for each in (server.url, "https://octopus.example.com"))
    restored = EVENTS["shaped"]({**event, "Occurred": "2026-01-01T00:00:00Z"}, server.url)
    assert again["meta"] == event["meta"] != elsewhere["meta"]
    assert restored["meta"] != event["meta"], "another event with the ID of this one"
    assert json.loads(json.dumps(event)) == event


WRONG: dict[str, dict[str, Any]] = {
    "intervall": {"intervall": 3},
    "interval": {"interval": 0},
    "timeout": {"timeout": "soon"},
    "overlap": {"overlap": -1},
    "since": {"since": "yesterday"},
    "validate_certs": {"validate_certs": "maybe"},
    "event_categories": {"event_categories": ["NoSuchCategory"]},
    "event_groups": {"event_groups": []},
    "environments": {"environments": ["Nowhere"]},
    "space": {"space": "Nowhere"},
    "octopus_url": {"octopus_url": "octopus.example.com"},
    "octopus_url is not the address": {"octopus_url": "https://octopus..example.com"},
    "octopus_url is not the address of": {"octopus_url": f"https://{'a' * 64}.example.com"},
    "octopus_api_key has a blank": {"octopus_api_key": "API-A\nB"},
    "octopus_api_key and octopus_access_token": {"octopus_access_token": "x"},
    "client_key": {"client_key": "/nowhere"},
    "client_cert": {"client_cert": "/nowhere"},
    "ca_path": {"ca_path": "/nowhere"},
    "cursor_file": {"cursor_file": "/nowhere/cursor"},
    "feedback needs cursor_file": {"feedback": True},
    # YAML reads a text of digits as a number, and 0123 as 83.
    "octopus_api_key is a number, whose spelling YAML does not keep: put it in quotes": {"octopus_api_key": 31415926},
    "octopus_access_token is a number": {"octopus_api_key": None, "octopus_access_token": 31415926},
    "space is a number": {"space": 1.1},
    "projects is a number": {"projects": [1.1]},
    "since must be a text": {"since": True},
    "since is not a moment": {"since": "2026-02-30"},
}


@pytest.mark.parametrize("named", WRONG)
def test_a_wrong_option_is_named(server: Emulator, named: str) -> None:
    with pytest.raises(EVENTS["SourceError"], match=named) as wrong:
        run(EVENTS["main"](asyncio.Queue(1), arguments(server, **WRONG[named])))
    assert "31415926" not in str(wrong.value)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-28T06:00:00Z", "2026-11-28T06:00:00+00:00"),
        ("2026-11-28 06:00:00", "2026-11-28T06:00:00+00:00"),
        ("2026-11-28T08:00:00.5+02:00", "2026-11-28T06:00:00.5+00:00"),
        ("2026-11-28", "2026-11-28T00:00:00+00:00"),
    ],
)
@pytest.mark.parametrize("quotes", ["", "'"])
def test_a_moment_without_quotes(written: str, meant: str, quotes: str) -> None:
    """YAML reads some of these texts as moments or days, and no others."""
    given = yaml.safe_load(f"since: {quotes}{written}{quotes}")
    asked = EVENTS["options"]({"octopus_url": "http://x", "octopus_api_key": "API-X", **given}, {})
    assert asked.since == datetime.fromisoformat(meant)


def test_a_file_of_another_space_is_refused(server: Emulator, tmp_path: Path) -> None:
    cursor = tmp_path / "cursor"
    server.seed("spaces", Name="Other", SpaceManagersTeams=["teams-administrators"])

    async def test() -> None:
        async with running(arguments(server, cursor_file=str(cursor))):
            await started(cursor)
        await EVENTS["main"](asyncio.Queue(1), arguments(server, cursor_file=str(cursor), space="other"))

    with pytest.raises(EVENTS["SourceError"], match="cursor_file"):
        run(test())


@pytest.mark.parametrize("feedback", [True, False])
def test_a_file_that_can_no_longer_be_written_ends_the_source(
    server: Emulator, happen: Happen, tmp_path: Path, feedback: bool
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    back: asyncio.Queue[Any] = asyncio.Queue(1)

    async def test() -> None:
        args = arguments(server, cursor_file=str(folder / "cursor"), feedback=feedback, eda_feedback_queue=back)
        queue: asyncio.Queue[Any] = asyncio.Queue(1)
        task = asyncio.create_task(EVENTS["main"](queue, args))
        await started(folder / "cursor")
        shutil.rmtree(folder)
        happen(1)
        await back.put(await asyncio.wait_for(queue.get(), SECONDS))
        await task

    with pytest.raises(EVENTS["SourceError"], match=r"cursor_file: .*folder/cursor can't be written"):
        run(test())


def test_a_file_that_can_not_be_read(server: Emulator, tmp_path: Path) -> None:
    with pytest.raises(EVENTS["SourceError"], match=f"cursor_file: {tmp_path} can't be read"):
        run(EVENTS["main"](asyncio.Queue(1), arguments(server, cursor_file=str(tmp_path))))


FITTING = '{"Of": {"Server": "SERVER", "Space": "Spaces-1"}, "Since": SINCE, "Reached": null}'


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        FITTING.replace("SINCE", "5"),
        FITTING.replace("SINCE", '"yesterday"'),
        FITTING.replace("SINCE", "null") + '\n{"Id": "Events-1"}',
        FITTING.replace("SINCE", "null") + '\n{"Id": "Events-1", "Occurred": 5}',
        FITTING.replace("SINCE", "null") + "\n{}}",
    ],
)
def test_a_file_of_something_else_is_refused(server: Emulator, tmp_path: Path, content: str) -> None:
    cursor = tmp_path / "cursor"
    cursor.write_text(content.replace("SERVER", server.url))
    with pytest.raises(EVENTS["SourceError"], match=f"cursor_file: {cursor} is not a file of this source: "):
        run(EVENTS["main"](asyncio.Queue(1), arguments(server, cursor_file=str(cursor))))


def test_a_refused_key_is_in_no_message(server: Emulator) -> None:
    key = "API-WRONGWRONGWRONGWRONGWRONGWRONG"
    with pytest.raises(EVENTS["SourceError"], match="401") as refused:
        run(EVENTS["main"](asyncio.Queue(1), arguments(server, octopus_api_key=key)))
    assert key not in str(refused.value)


def test_links_are_expanded_as_the_collection_does(server: Emulator) -> None:
    with Client(server.url, api_key=server.api_key) as client:
        templates = [*client.root["Links"].values(), *client.space("Default").document["Links"].values()]
    for template in templates:
        names = links.offered(template)
        for values in ({}, {name: f"a b&{name}/+" for name in names}, dict.fromkeys(names[:1], "ü")):
            assert EVENTS["expand"](template, values) == uritemplate.URITemplate(template).expand(dict(values))


def test_the_server_gets_the_same_name() -> None:
    assert EVENTS["USER_AGENT"] == USER_AGENT


def test_the_documentation_names_every_option() -> None:
    documented = yaml.safe_load(EVENTS["DOCUMENTATION"])["options"]
    used = [*EVENTS["TEXTS"], *EVENTS["NUMBERS"], *EVENTS["SWITCHES"], *EVENTS["FILTERS"]]
    assert sorted(documented) == sorted(used)
    defaults = {name: each["default"] for name, each in documented.items() if "default" in each}
    assert defaults == {**EVENTS["NUMBERS"], **EVENTS["SWITCHES"]}
    assert yaml.safe_load(EVENTS["EXAMPLES"])
