# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An emulator for a test: a context manager that serves from a thread of its own."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, ClassVar
from urllib.parse import urlsplit

import orjson

from emulator import clock
from emulator.app import App
from emulator.control import Fault, LoggedRequest
from emulator.git import checkout, conversion, repository
from emulator.kinds import atwork, healthchecks, interruptions, packagenames, packagestore
from emulator.kinds.registry import KINDS
from emulator.kinds.runbookprocesses import process_id
from emulator.model import Document
from emulator.roots import default_space
from emulator.server import VERSION, Settings, build, listening_socket, version_without
from emulator.serving import Server
from emulator.store import Rows
from emulator.work import execution, livestatus
from emulator.work.mishaps import Mishap

HOST = "127.0.0.1"


@dataclass(frozen=True)
class State:
    """The parts of a server that requests change, except the files of packages and artifacts.

    ``planted``: the mistakes that were made on purpose.
    """

    documents: Rows
    pending: Mapping[str, float]
    unfurnished: frozenset[str]
    planted: frozenset[str]


class Emulator:
    """Serves inside its ``with`` block. ``tls``: paths of a certificate and its key.

    ``rate_limit``: requests a minute and burst. ``delay``: the delay of every answer, in seconds.
    ``furnish_seconds``: how long a new space lacks its first documents.
    ``read_only_user`` has no effect: there is always a user who may only read, with the key ``read_only_api_key``.

    ``serving``: the emulators that this process serves, by host and port.
    """

    serving: ClassVar[dict[str, Emulator]] = {}

    def __init__(
        self,
        scramble_links: bool = False,
        virtual_directory: str = "",
        default_space: bool = True,
        spaces: bool = True,
        rate_limit: tuple[int, int] | None = None,
        read_only_user: bool = False,
        database: str | None = None,
        task_seconds: float = 0.0,
        server_version: str = VERSION,
        tls: tuple[str, str] | None = None,
        traffic: str | None = None,
        delay: float = 0.0,
        furnish_seconds: float = 0.0,
        feature_toggles: Mapping[str, bool] | None = None,
    ) -> None:
        self._settings = Settings(
            database=database,
            scramble_links=scramble_links,
            virtual_directory=virtual_directory,
            default_space=default_space,
            spaces=spaces,
            rate_limit=rate_limit,
            task_seconds=task_seconds,
            delay=delay,
            furnish_seconds=furnish_seconds,
            server_version=version_without(spaces, server_version),
            tls_certificate=tls[0] if tls else None,
            tls_key=tls[1] if tls else None,
            traffic=traffic,
            feature_toggles=feature_toggles or {},
        )
        self._running = build(self._settings)
        self._at_the_start = self.state()
        self._stocks: dict[Callable[..., object], State] = {}
        self.api_key = self._running.api_key
        self.read_only_api_key = self._running.read_only_api_key
        self.access_token = self._running.access_token
        self.username = self._running.username
        self.password = self._running.password
        self.url = ""

    def __enter__(self) -> Emulator:
        bound = listening_socket(HOST, 0)
        self.url = self._running.address(HOST, bound.getsockname()[1], bool(self._settings.tls_key))
        self._server = Server(self._running.app, self._settings.tls_certificate, self._settings.tls_key)
        self._thread = self._server.run_in_thread(bound)
        self.serving[urlsplit(self.url).netloc] = self
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del self.serving[urlsplit(self.url).netloc]
        self._server.stop()
        self._thread.join(5)
        self._running.app.octopus.store.close()

    @property
    def app(self) -> App:
        """The application itself, for requests without a connection."""
        return self._running.app

    @property
    def requests(self) -> list[LoggedRequest]:
        """The requests since the log was cleared."""
        return list(self._running.app.control.requests)

    def clear_requests(self) -> None:
        self._running.app.control.requests.clear()

    def fault(self, **what: Any) -> None:
        """Let the next requests that match fail; see ``control.Fault``."""
        self._running.app.control.faults.append(Fault(**what))

    def clear_faults(self) -> None:
        self._running.app.control.faults.clear()

    def on_purpose(self, *what: str) -> None:
        """Name mistakes that a test makes on purpose until the next reset, which the judge of the traffic ignores.

        A mistake is ``Definition.Property`` or ``status 500``, as the judge names it, a property, or ``*`` for all.
        """
        if self._running.app.traffic:
            self._running.app.traffic.planted.update(what)

    def reset(self) -> None:
        """Return to the state at the start: that of a new server, unless the database had documents already."""
        self.return_to(self._at_the_start)

    def state(self) -> State:
        """The present state."""
        octopus, traffic = self._running.app.octopus, self._running.app.traffic
        planted = frozenset(traffic.planted if traffic else ())
        return State(octopus.store.dump(), dict(octopus.pending), frozenset(octopus.unfurnished), planted)

    def stock(self, stock: Callable[..., object], *how: Any) -> None:
        """Return to the state in which ``stock`` leaves a server that has just started, with an empty log of requests.

        Only the first call runs ``stock``, with the arguments ``how``. Raises ``ValueError`` if ``stock`` stores a
        file, because a state has no files, or leaves a task at work.
        """
        if stock not in self._stocks:
            self.reset()
            stock(*how)
            made = self.state()
            is_at_work = any(moment > clock.seconds() for moment in made.pending.values())
            if is_at_work or not self._running.app.octopus.store.files.is_empty():
                raise ValueError(f"{stock} stores a file or leaves a task at work")
            self._stocks[stock] = made
        self.return_to(self._stocks[stock])

    def return_to(self, state: State) -> None:
        """Return to an earlier state, without faults, mishaps and sessions, and with an empty log of requests."""
        octopus = self._running.app.octopus
        self._running.app.control.resets += 1
        with octopus.transaction():
            octopus.acting = self.username
            octopus.pending, octopus.unfurnished = dict(state.pending), set(state.unfurnished)
            octopus.mishaps.clear()
            octopus.store.restore(state.documents)
        self._running.app.addresses.forget()
        self._running.app.identity.sessions.clear()
        self.clear_requests()
        self.clear_faults()
        if self._running.app.traffic:
            self._running.app.traffic.planted = {*state.planted}

    def seed(self, collection: str, space: str | None = None, **fields: Any) -> Document:
        """Create a document as a POST does, in the default space unless ``space`` names another."""
        octopus = self._running.app.octopus
        with octopus.transaction():
            octopus.acting = self.username
            made = octopus.create(
                collection, spelled_out(collection, fields), space or default_space(octopus) or "Spaces-1"
            )
        return self.document(made["Id"])

    def at_work(self, *machines: str, name: str = "Deploy", seconds: float = 3600.0) -> Document:
        """A task that runs on these targets and workers for some seconds, like a task of a deployment."""
        octopus = self._running.app.octopus
        with octopus.transaction():
            return atwork.begin(octopus, name, list(machines), seconds)

    def interrupt(
        self, task_id: str, sort: str = execution.MANUAL, title: str = "Approve", text: str = "", *teams: str
    ) -> Document:
        """Let a task that is not over wait for a person; ``teams``: the IDs of those that may answer."""
        octopus = self._running.app.octopus
        with octopus.transaction():
            return interruptions.begin(octopus, self._stored(task_id)[1], sort, title, text, list(teams))

    def fail(self, step: str, **more: Any) -> None:
        """Let a step of runs to come fail; see ``mishaps.Mishap``."""
        octopus = self._running.app.octopus
        with octopus.store.lock:
            octopus.mishaps.append(Mishap(step, **more))

    def health(self, machine_id: str, status: str, at: str = "") -> None:
        """Record the result of a health check of a machine, now or at another time."""
        octopus = self._running.app.octopus
        with octopus.transaction():
            collection, machine = self._stored(machine_id)
            healthchecks.found(octopus, collection, machine, status, at)

    def report(self, deployment_id: str, machine_id: str, *objects: Document) -> None:
        """Report the live status of a deployment's objects in Kubernetes; see ``livestatus.completed``."""
        octopus = self._running.app.octopus
        with octopus.transaction():
            livestatus.report(octopus, self._stored(deployment_id)[1], machine_id, objects)

    def push(self, file_name: str, content: bytes = b"a package", space: str | None = None) -> Document:
        """Store a package in the built-in feed, in the default space unless ``space`` names another."""
        octopus = self._running.app.octopus
        with octopus.transaction():
            space, name = space or default_space(octopus) or "Spaces-1", packagenames.read(file_name)
            old = packagestore.find(octopus, space, name.package_id, name.version)
            return packagestore.keep(octopus, space, name, content, old)

    def remove(self, document_id: str) -> None:
        """Remove a document without any check."""
        octopus = self._running.app.octopus
        with octopus.store.lock:
            octopus.store.delete(document_id)

    def document(self, document_id: str) -> Document:
        """A document as the server stores it."""
        found = self._stored(document_id)[1]
        return {**found, **(found.get("_unknown") or {})}

    def everything(self) -> dict[str, tuple[str, Document]]:
        """The collection and the stored document of every ID, without the time and the author of the last change."""
        octopus = self._running.app.octopus
        stamp = {"LastModifiedOn", "LastModifiedBy"}
        with octopus.store.lock:
            rows = octopus.store.dump()["documents"]
        found: dict[str, tuple[str, Document]] = {}
        for document_id, collection, _space, _name, _number, body, _slug in rows:
            if collection in octopus.kinds:
                document = orjson.loads(body)
                found[document_id] = (collection, {prop: document[prop] for prop in document if prop not in stamp})
        return found

    def _stored(self, document_id: str) -> tuple[str, Document]:
        octopus = self._running.app.octopus
        with octopus.store.lock:
            found = octopus.store.get(document_id)
        if found is None:
            raise KeyError(document_id)
        return found

    def left_by_older(self, document_id: str, **properties: Any) -> Document:
        """Give a document properties that an older server accepted, and that this one refuses."""
        octopus = self._running.app.octopus
        with octopus.transaction():
            collection, document = self._stored(document_id)
            octopus.save(octopus.kinds[collection], {**document, **properties})
        return self.document(document_id)

    def put_unknown(self, document_id: str, properties: Document) -> None:
        """Give a document properties that this version's kinds do not know, as a newer server would."""
        octopus = self._running.app.octopus
        with octopus.transaction():
            collection, document = self._stored(document_id)
            octopus.save(octopus.kinds[collection], {**document, "_unknown": properties})
        self.on_purpose(*properties)

    def put_read_only(self, document_id: str, properties: Document) -> None:
        """Give a document properties that no request can set; on a server, parts that are not emulated set them."""
        octopus = self._running.app.octopus
        with octopus.transaction():
            collection, document = self._stored(document_id)
            octopus.save(octopus.kinds[collection], {**document, **properties})

    def convert(self, project_id: str, **settings: Any) -> Document:
        """Move a project to Git."""
        octopus = self._running.app.octopus
        wanted = {"Url": f"https://git.example.com/{project_id}", "DefaultBranch": "main", **settings}
        with octopus.transaction():
            conversion.converted(octopus, self._stored(project_id)[1], wanted)
        return self.document(project_id)

    def tag(self, project_id: str, name: str, ref: str) -> None:
        """Give a commit of a project's repository a tag, as somebody who pushes to it does."""
        octopus = self._running.app.octopus
        with octopus.transaction():
            project = self._stored(project_id)[1]
            commit = repository.located(octopus, project, ref).commit
            repository.point(octopus, project, f"{repository.TAGS}{name}", commit)

    def branch(self, project_id: str, name: str, ref: str) -> None:
        """Give a project's repository a new branch, which begins at a ref."""
        octopus = self._running.app.octopus
        with octopus.transaction():
            project = self._stored(project_id)[1]
            commit = repository.located(octopus, project, ref).commit
            repository.point(octopus, project, f"{repository.BRANCHES}{name}", commit)

    def put_runbook_process(self, project_id: str, branch: str, slug: str, steps: list[Document]) -> None:
        """Commit the steps of a runbook to a branch."""
        self._put_steps(project_id, branch, checkout.RUNBOOK_PROCESSES, process_id(slug), steps)

    def put_process_at(self, project_id: str, branch: str, steps: list[Document]) -> None:
        """Commit the steps of a deployment process to a branch."""
        self._put_steps(project_id, branch, checkout.PROCESS, f"deploymentprocess-{project_id}", steps)

    def _put_steps(self, project_id: str, branch: str, collection: str, identity: str, steps: list[Document]) -> None:
        octopus = self._running.app.octopus
        with octopus.transaction():
            project = self._stored(project_id)[1]
            work = checkout.work(octopus, project, repository.located(octopus, project, branch))
            found = work.octopus.store.get(identity)
            assert found is not None, identity
            process = found[1]
            work.octopus.modify(octopus.kinds[collection], process, {"Steps": steps, "Version": process["Version"]})
            work.commit("Steps")

    def put_process(self, project_id: str, steps: list[Document]) -> None:
        """Give a project the steps of its deployment process."""
        octopus = self._running.app.octopus
        with octopus.transaction():
            process = self._stored(f"deploymentprocess-{project_id}")[1]
            sent = {"Steps": steps, "Version": process["Version"]}
            octopus.modify(octopus.kinds["deploymentprocesses"], process, sent)


def spelled_out(collection: str, fields: Document) -> Document:
    """The body for a new document, with the defaults of properties that newer servers demand."""
    demanded = (prop for kind in KINDS if kind.collection == collection for prop in kind.props if prop.demanded)
    return {**{prop.name: copy.deepcopy(prop.default) for prop in demanded}, **fields}


def collection_at(path: str) -> str:
    """The collection whose address a path ends with; some addresses have two parts."""
    two = "/".join(path.rsplit("/", 2)[1:])
    return two if any(kind.collection == two for kind in KINDS) else path.rpartition("/")[2]


def created_status(collection: str) -> int:
    """The status of the answer to a POST to a collection."""
    routes = (kind.routes[""] for kind in KINDS if kind.collection == collection and "" in kind.routes)
    return next((route.status for route in routes if "POST" in route.methods), 201)
