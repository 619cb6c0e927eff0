# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills ansible-rulebook at random moments during thousands of events, and counts the events that it acted on."""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from emulator.kinds import events as audit
from emulator.model import Document
from emulator.testing import Emulator
from interop.postgres import database
from interop.rulebook_program import HERE, Rulebook

SEED = 7
# How many events happen after the last kill.
LAST = 100
FEEDBACK = "        feedback: true\n"
TAKEN = re.compile(r"^taken (Events-\d+)$", re.MULTILINE)
# ansible-rulebook stops reading events while more than ten actions wait. Also, one action runs, the engine has one
# event, and the queue of the source has one.
AHEAD = 14


def target(server: Emulator) -> Document:
    environment = server.seed("environments", Name="Production")
    place: Document = {"EnvironmentIds": [environment["Id"]], "Endpoint": {"CommunicationStyle": "None"}}
    return server.seed("machines", Name="web-1", Roles=["web"], SkipInitialHealthCheck=True, **place)


def happen(server: Emulator, machine: Document, count: int) -> list[str]:
    """Let some events happen; returns their IDs."""
    octopus = server.app.octopus
    with octopus.transaction():
        before = octopus.store.last_number("Events")
        for _number in range(count):
            audit.record(octopus, audit.OF_HEALTH["Unhealthy"], machine)
    return [f"Events-{before + 1 + number}" for number in range(count)]


def happen_in_bursts(server: Emulator, machine: Document, count: int, chance: random.Random) -> list[str]:
    """Let events happen, some hundreds in a second."""
    happened: list[str] = []
    while len(happened) < count:
        happened += happen(server, machine, min(chance.randint(1, 60), count - len(happened)))
        time.sleep(chance.uniform(0, 0.2))
    return happened


def acted_on(book: Rulebook) -> list[str]:
    """The IDs of the events with an action so far, in order."""
    return TAKEN.findall(book.printed)


def has_acted(book: Rulebook, enough: int, happening: Future[list[str]]) -> bool:
    """Whether there were enough actions, or the action of the last event so far."""
    acted = acted_on(book)
    return len(acted) >= enough or (happening.done() and happening.result()[-1] in acted)


@dataclass(frozen=True)
class Kills:
    """``state``: words for where ansible-rulebook keeps its state."""

    state: str
    events: int
    kills: int

    def __str__(self) -> str:
        return f"{self.events} events, killed {self.kills} times, {self.state}"


KEPT, ALONE = Kills("its state in a file", 10_000, 8), Kills("cursor_file alone", 1_000, 3)
IN_DATABASE = Kills("its state in PostgreSQL", 1_000, 4)
# The variables for the database with the state of ansible-rulebook.
State = Mapping[str, object]


def killed(java: str, folder: Path, of: Kills, state: State) -> tuple[list[str], list[str], list[str]]:
    """The IDs of all events, of the events with an action in order, and of the last ones before each kill."""
    rulebook = (HERE / "every_event.yml").read_text(encoding="utf-8")
    options: tuple[str, ...] = ()
    if state:
        (folder / "vars.yml").write_text(json.dumps(state), encoding="utf-8")
        options = ("--persistence-id", "every-event", "--vars", "vars.yml")
    else:
        rulebook = rulebook.replace(FEEDBACK, "")
    chance = random.Random(SEED)
    with Emulator() as server, ThreadPoolExecutor(1) as pool:
        book, machine = Rulebook(server, folder, java, rulebook, options), target(server)
        with book.running() as process:
            book.wait(process, "the first position", (folder / "cursor").exists)
        happening = pool.submit(happen_in_bursts, server, machine, of.events - LAST, random.Random(SEED))
        last: list[str] = []
        for number in range(of.kills):
            enough = len(acted_on(book)) + chance.randint(1, (of.events - LAST) // of.kills)
            with book.running() as process:
                # Every fourth kill comes while ansible-rulebook starts or takes its first events.
                if number % 4:
                    book.wait(process, "more events", partial(has_acted, book, enough, happening))
                time.sleep(chance.uniform(0, 1 if number % 4 else 5))
            last += acted_on(book)[-1:]
        happened = happening.result()
        happened += happen(server, machine, LAST)
        with book.running() as process:
            book.wait(process, "the last event", lambda: happened[-1] in book.printed)
            if state:
                book.wait(process, "every event", lambda: missing(happened, acted_on(book)) == [])
        return happened, acted_on(book), last


def missing(happened: Iterable[str], taken: Iterable[str]) -> list[str]:
    known = set(taken)
    return [each for each in happened if each not in known]


def twice(taken: Iterable[str]) -> set[str]:
    return {each for each, count in Counter(taken).items() if count > 1}


def kept_in_file(java: str, folder: Path) -> None:
    # Without this setting, the file lags by half a second, so actions are lost and repeated.
    kept(java, folder, KEPT, {"drools_db_file_path": f"{folder / 'state'};WRITE_DELAY=0"})


def kept_in_database(java: str, folder: Path) -> None:
    with database() as found:
        kept(java, folder, IN_DATABASE, {f"drools_db_{name}": value for name, value in asdict(found).items()})


def kept(java: str, folder: Path, of: Kills, state: State) -> None:
    """No event is lost. Only an action that a kill interrupted may run again, at most once for each kill."""
    happened, taken, last = killed(java, folder, of, state)
    lost, repeated = missing(happened, taken), twice(taken)
    assert not lost, f"lost: {lost}"
    assert repeated <= set(last), f"not interrupted, and twice: {sorted(repeated - set(last))}"
    assert len(taken) - len(happened) <= of.kills, f"too often: {Counter(taken).most_common(of.kills)}"


def cursor_alone(java: str, folder: Path) -> None:
    """No event is repeated. Only the next few after the last action before a kill are lost."""
    happened, taken, last = killed(java, folder, ALONE, {})
    repeated, lost = twice(taken), set(missing(happened, taken))
    assert not repeated, f"twice: {repeated}"
    places = {each: place for place, each in enumerate(happened)}
    ahead = {happened[place] for each in last for place in range(places[each] + 1, places[each] + 1 + AHEAD)}
    assert lost <= ahead, f"not waiting, and lost: {sorted(lost - ahead)}"
