# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The controls for tests: a log of requests, faults on demand, and events of machines."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any

import orjson

from emulator.kinds import atwork, healthchecks, interruptions, teams
from emulator.model import Document
from emulator.refusals import forbidden, invalid, not_found
from emulator.replies import Reply
from emulator.requests import parsed
from emulator.work import execution, livestatus, states
from emulator.work.mishaps import FAILED, Mishap

if TYPE_CHECKING:
    from emulator.octopus import Octopus

CONTROL = "/emulator/"
# An emulator that serves for days must not fill the memory.
LONGEST_LOG = 100_000


@dataclass(frozen=True)
class LoggedRequest:
    """A received request. ``path``: the plain path, even with scrambled links; ``raw_path``: the path as sent."""

    method: str
    path: str
    query: dict[str, str]
    status: int
    user: str
    raw_path: str


@dataclass
class Fault:
    """A fault in the answers to the next ``times`` requests that match.

    With ``status``, ``body`` or ``content_type`` the request is answered without being carried out; with ``headers``
    alone they are added to the usual answer. ``drop``: ``connect`` closes without an answer, and nothing is carried
    out; ``body`` closes in the middle of an answer. ``truncate``: the JSON breaks off although the length is right.
    """

    method: str = "*"
    path: str = "*"
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    content_type: str | None = None
    delay: float = 0.0
    drop: str = ""
    truncate: bool = False
    times: int = 1

    def __post_init__(self) -> None:
        if self.drop not in ("", "connect", "body"):
            raise ValueError(f"drop is 'connect' or 'body', not '{self.drop}'")

    def answers(self) -> bool:
        return self.status is not None or self.body is not None or self.content_type is not None

    def matches(self, method: str, path: str) -> bool:
        fits = self.method.upper() in ("*", method) and fnmatch(path.casefold(), self.path.casefold())
        return self.times > 0 and fits


@dataclass
class Control:
    """``resets``: how often the server has returned to its state at the start."""

    requests: deque[LoggedRequest] = field(default_factory=lambda: deque(maxlen=LONGEST_LOG))
    faults: list[Fault] = field(default_factory=list)
    resets: int = 0

    def fault_for(self, method: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.matches(method, path):
                fault.times -= 1
                return fault
        return None

    def answer(self, octopus: Octopus, user: str, method: str, path: str, body: bytes) -> Reply:
        """The controls over HTTP, for an administrator: GET, POST and DELETE of requests and faults."""
        if not teams.may(octopus, user, teams.ADMINISTER):
            raise forbidden(teams.ADMINISTER)
        what = path.removeprefix(CONTROL).rstrip("/")
        if method == "POST" and what in HAPPENS:
            with octopus.transaction():
                return Reply(200, orjson.dumps(HAPPENS[what](octopus, parsed(body))))
        if what not in ("requests", "faults") or (method, what) == ("POST", "requests"):
            raise not_found()
        if method == "DELETE":
            (self.requests if what == "requests" else self.faults).clear()
        if method == "POST":
            self.faults.append(fault_from(parsed(body)))
        return Reply(
            200, orjson.dumps([asdict(each) for each in (self.requests if what == "requests" else self.faults)])
        )


def at_work(octopus: Octopus, sent: Any) -> Any:
    """Start a task on targets and workers, from ``{Machines, Name, Seconds}``."""
    sent = sent if isinstance(sent, dict) else {}
    machines = sent.get("Machines")
    seconds = float(sent.get("Seconds") or 0)
    return atwork.begin(octopus, sent.get("Name") or "Deploy", machines if isinstance(machines, list) else [], seconds)


def health(octopus: Octopus, sent: Any) -> Any:
    """Record the result of a health check, now or at another time, from ``{Machine, HealthStatus, At}``."""
    sent = sent if isinstance(sent, dict) else {}
    stored = octopus.store.get(str(sent.get("Machine")))
    if not stored or stored[0] not in ("machines", "workers") or sent.get("HealthStatus") not in healthchecks.SUMMARIES:
        raise invalid(f"Machine is the ID of one, HealthStatus one of {', '.join(healthchecks.SUMMARIES)}.")
    healthchecks.found(octopus, *stored, sent["HealthStatus"], str(sent.get("At") or ""))
    return {}


def live_status(octopus: Octopus, sent: Any) -> Any:
    """Report the objects of a deployment in Kubernetes, from ``{Deployment, Machine, Objects}``."""
    sent = sent if isinstance(sent, dict) else {}
    deployment, machine = (octopus.store.get(str(sent.get(name))) for name in ("Deployment", "Machine"))
    objects = sent.get("Objects")
    if not deployment or not machine or (deployment[0], machine[0]) != ("deployments", "machines"):
        raise invalid("Deployment and Machine are the IDs of documents.")
    if not isinstance(objects, list):
        raise invalid("Objects is a list.")
    livestatus.report(octopus, deployment[1], machine[1]["Id"], objects)
    return {}


def end(octopus: Octopus, sent: Any) -> Any:
    """End a task that is not over, from ``{Task, State, ErrorMessage}``."""
    sent, task = named_task(octopus, sent)
    if sent.get("State") not in states.OVER or states.is_over(task):
        raise invalid(f"State is one of {', '.join(states.OVER)}, of a task that is not over.")
    return states.finished(octopus, task, sent["State"], str(sent.get("ErrorMessage") or ""))


def stick(octopus: Octopus, sent: Any) -> Any:
    """Let a task never end once it is cancelled, from ``{Task}``."""
    return states.save(octopus, named_task(octopus, sent)[1], **{states.STUCK: True})


def named_task(octopus: Octopus, sent: Any) -> tuple[dict[str, Any], Document]:
    """The body that was sent, and the task that it names."""
    sent = sent if isinstance(sent, dict) else {}
    stored = octopus.store.get(str(sent.get("Task")))
    if not stored or stored[0] != "tasks":
        raise invalid("Task is the ID of one.")
    return sent, stored[1]


def mishap(octopus: Octopus, sent: Any) -> Any:
    """Let a step of future runs fail, from ``{Step, Machine, Text, Times}``; a machine's name is optional."""
    sent = sent if isinstance(sent, dict) else {}
    times = sent.get("Times", 1)
    if not sent.get("Step") or not isinstance(times, int) or times < 1:
        raise invalid("Step is the name of an action, Times the number of failures, 1 or more.")
    made = Mishap(str(sent["Step"]), str(sent.get("Machine") or ""), str(sent.get("Text") or FAILED), times)
    octopus.mishaps.append(made)
    return asdict(made)


def interruption(octopus: Octopus, sent: Any) -> Any:
    """Interrupt a task that is not over, from ``{Task, Type, Title, Text, Teams}``."""
    sent, task = named_task(octopus, sent)
    title, text = str(sent.get("Title") or "Approve"), str(sent.get("Text") or "")
    sort = str(sent.get("Type") or execution.MANUAL)
    return interruptions.begin(octopus, task, sort, title, text, list(sent.get("Teams") or ()))


# The events that tests in other processes can cause.
HAPPENS: Mapping[str, Callable[[Octopus, Any], Any]] = {
    "atwork": at_work,
    "health": health,
    "interruptions": interruption,
    "livestatus": live_status,
    "ended": end,
    "mishaps": mishap,
    "stuck": stick,
}


def fault_from(sent: Any) -> Fault:
    known = {each.name for each in fields(Fault)}
    if not isinstance(sent, dict) or set(sent) - known:
        raise invalid(f"A fault is an object with some of: {', '.join(sorted(known))}.")
    try:
        return Fault(**sent)
    except ValueError as error:
        raise invalid(str(error)) from error
