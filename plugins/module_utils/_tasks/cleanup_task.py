# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The task of octopus_machine_cleanup: removes machines or workers that have been in a bad state for too long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    MACHINES,
    SCOPES,
    TENANTS,
    WORKER_POOLS,
    WORKERS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolvers import Resolvers
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context, Notes
from ansible_collections.octopus.deploy.plugins.module_utils._model.effects import look_again
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError, listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Argument
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import instant
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.durations import readable, time_of
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import resolved
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.timespans import SECOND
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request, Result, Task
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import space_name, space_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    AnswerLost,
    OctopusError,
    ServerRefused,
    SpaceNotFound,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded

MACHINE, WORKER = "machine", "worker"
KINDS = {MACHINE: MACHINES, WORKER: WORKERS}
UNKNOWN, UNAVAILABLE = "Unknown", "Unavailable"
# The category of the event for each health status (api: events#metadata). A machine that was never checked has been
# Unknown since it was added.
ADDED = "MachineAdded"
CATEGORIES = {
    "Healthy": "MachineHealthy",
    "HasWarnings": "MachineHasWarnings",
    "Unhealthy": "MachineUnhealthy",
    UNAVAILABLE: "MachineUnavailable",
    UNKNOWN: ADDED,
}
NOT_FOUND = 404
LIST: Argument = {"type": "list", "elements": "str"}
ARGUMENTS: dict[str, Argument] = {
    "kind": {"type": "str", "choices": list(KINDS), "default": MACHINE},
    "health_statuses": {**LIST, "choices": list(CATEGORIES), "default": [UNAVAILABLE]},
    "longer_than": {"type": "str", "required": True},
    **dict.fromkeys(("environments", "roles", "tenants", "tenant_tags", "worker_pools"), LIST),
    "is_disabled": {"type": "bool"},
    "prune_limit": {"type": "int", "default": 20},
}
# Options that select machines by references: the kind, the property of the machine, and the location.
REFERRING: Mapping[str, tuple[str, str, Location]] = {
    "environments": (MACHINE, "EnvironmentIds", SCOPES),
    "tenants": (MACHINE, "TenantIds", TENANTS),
    "worker_pools": (WORKER, "WorkerPoolIds", WORKER_POOLS),
}
A_MACHINE = shapes.Shape(
    "an object",
    (dict,),
    tuple((prop, shapes.TEXTS) for prop in ("EnvironmentIds", "TenantIds", "WorkerPoolIds", "Roles", "TenantTags")),
    needs=("Name",),
)
EVENT = shapes.Shape("an object", (dict,), (("RelatedDocumentIds", shapes.TEXTS), ("Category", shapes.TEXT)))
NAMING = {"roles": (MACHINE, "Roles"), "tenant_tags": (MACHINE, "TenantTags")}


@dataclass(frozen=True)
class Found:
    """A machine that the options select. ``since``: when it got into its state; None if no event shows that."""

    document: Document
    since: datetime | None
    now: datetime

    def report(self) -> dict[str, Any]:
        """The machine's entry in the result, with the reason for its removal."""
        health = self.document.get("HealthStatus")
        entry: dict[str, Any] = {"id": self.document["Id"], "name": self.document["Name"], "health_status": health}
        if self.since is None:
            return {**entry, "reason": f"{health}, but no event shows for how long"}
        return {
            **entry,
            "since": self.since.isoformat(),
            "reason": f"{health} for {in_words(self.now - self.since)}",
        }


def clean_up(session: Session, request: Request) -> Result:
    """Remove the machines that have been in a bad state for too long; in check mode only report them."""
    options = request.parameters
    least = time_of(options["longer_than"], "longer_than")
    refuse_options_of_the_other_kind(options)
    try:
        space, resolver = session.kept(Resolvers).enter(space_name(options, request.environment))
    except SpaceNotFound as missing:
        if not request.check:
            raise
        return {**outcome(options["kind"], (), ()), "warnings": [space_to_come(missing)]}
    context = Context(session.client, resolver, request.check, notes=Notes(request.warnings))
    holder = resolver.holder(KINDS[options["kind"]]) or {}
    now = session.client.utc_now()
    found = [
        Found(each, in_this_state_since(each, options["health_statuses"], holder, session.client), now)
        for each in candidates(options, holder, context)
    ]
    due = [each for each in found if each.since is not None and now - each.since >= least]
    undecided = [each for each in found if each.since is None]
    if len(due) > options["prune_limit"]:
        names = listed([each.document["Name"] for each in due])
        raise OptionError(
            "prune_limit",
            f"{len(due)} {options['kind']}s would be removed, more than {options['prune_limit']}; "
            f"nothing was changed: {names}",
        )
    if not request.check:
        due = removed(due, options, session.client)
    result = outcome(options["kind"], due, undecided)
    result["space"] = space.described()
    return {**result, "warnings": context.notes.warnings} if context.notes.warnings else result


def outcome(kind: str, due: Sequence[Found], undecided: Sequence[Found]) -> Result:
    """The task's result: removed machines, and machines that were kept because no event shows for how long."""
    names = [each.document["Name"] for each in due]
    return {
        "changed": bool(due),
        "removed": [each.report() for each in due],
        "undecided": [each.report() for each in undecided],
        "diff": {"before": {f"{kind}s": names}, "after": {f"{kind}s": []}},
    }


def refuse_options_of_the_other_kind(options: Mapping[str, Any]) -> None:
    """Raise ``OptionError`` for an option about a property that the kind does not have."""
    kinds = {
        **{each: kind for each, (kind, _prop, _of) in REFERRING.items()},
        **{each: kind for each, (kind, _prop) in NAMING.items()},
    }
    for option, kind in kinds.items():
        if options.get(option) is not None and options["kind"] != kind:
            raise OptionError(option, f"can only be used with kind {kind}, not with {options['kind']}")


def candidates(options: Mapping[str, Any], holder: Document, context: Context) -> Iterator[Document]:
    """The machines with one of the health statuses that all other options select too."""
    location, statuses = KINDS[options["kind"]], options["health_statuses"]
    wanted = {
        prop: {resolved(of, each, context, option) for each in options[option]}
        for option, (_kind, prop, of) in REFERRING.items()
        if options.get(option) is not None
    }
    named = {
        prop: {folded(each) for each in options[option]}
        for option, (_kind, prop) in NAMING.items()
        if options.get(option) is not None
    }
    client = context.client
    asked = {"healthStatuses": ",".join(statuses), "take": 500}
    for machine in client.documents(holder, location.link, client.offered(holder, location.link, asked)):
        shapes.fitting(machine, A_MACHINE, f"The link {location.link!r}")
        if (
            machine.get("HealthStatus") in statuses
            and options.get("is_disabled") in (None, bool(machine.get("IsDisabled")))
            and all(values & set(machine.get(prop) or ()) for prop, values in wanted.items())
            and all(values & {folded(each) for each in machine.get(prop) or ()} for prop, values in named.items())
        ):
            yield machine


def in_this_state_since(
    machine: Document, statuses: Iterable[str], holder: Document, client: Client
) -> datetime | None:
    """The time since which a machine has had one of these health statuses all along, by its events.

    Events come newest first. None if the newest one is not about the machine's present status, e.g. because the server
    has removed older events.
    """
    bad = {CATEGORIES[each] for each in statuses}
    categories = [each for each in CATEGORIES.values() if each != ADDED or ADDED in bad]
    asked = {"regarding": machine["Id"], "eventCategories": ",".join(categories), "take": 100}
    since, expected = None, CATEGORIES.get(str(machine.get("HealthStatus")))
    for event in client.documents(holder, "Events", client.offered(holder, "Events", asked)):
        category = shapes.fitting(event, EVENT, "The link 'Events'").get("Category")
        if category not in categories or machine["Id"] not in (event.get("RelatedDocumentIds") or ()):
            continue
        if (since is None and category != expected) or category not in bad:
            break
        since = instant(event.get("Occurred"))
        if since is None:
            break
    return since


def in_words(length: timedelta) -> str:
    """A length of time for messages, in whole seconds."""
    return readable(max(int(length.total_seconds()), 0) * SECOND)


def removed(due: Sequence[Found], options: Mapping[str, Any], client: Client) -> list[Found]:
    """Remove the machines whose health is still bad, and return them. Raises ``OctopusError`` with all failures."""
    done, failures = [], []
    unread: list[str] = []
    for each in due:
        try:
            if client.document(each.document, "Self").get("HealthStatus") not in options["health_statuses"]:
                continue
            _remove(client, each.document, options["kind"])
            done.append(each)
        except OctopusError as error:
            if not isinstance(error, ServerRefused) or error.status != NOT_FOUND:
                failures.append(f"{each.document['Name']}: {error}")
                unread += error.done
    if failures:
        names = listed([each.document["Name"] for each in done]) or "none"
        failed = OctopusError(f"Some machines could not be removed (removed: {names}): {'; '.join(failures)}")
        failed.done = [f"removed {options['kind']} {each.document['Name']!r} ({each.document['Id']})" for each in done]
        failed.done += unread
        raise failed
    return done


def _remove(client: Client, machine: Document, kind: str) -> None:
    """DELETE a machine. If the answer is lost, the error says whether the machine still exists."""

    def is_gone() -> bool:
        try:
            client.document(machine, "Self")
        except ServerRefused as refused:
            if refused.status == NOT_FOUND:
                return True
            raise
        return False

    try:
        client.delete(machine)
    except AnswerLost as lost:
        look_again(lost, is_gone, f"removed {kind} {machine['Name']!r} ({machine['Id']})")
        raise


CLEANUP = Task(name="octopus_machine_cleanup", arguments=ARGUMENTS, perform=clean_up)
