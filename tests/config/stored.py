# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the documents that a server stores before and after a run with the changes that the run reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._config.items import CONFIGURED as KINDS
from ansible_collections.octopus.deploy.plugins.module_utils._config.named_in_plans import texts
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.naming import folded
from config.driving import Result
from contract.test_other_values_stay import DERIVED, NOTHING, RECORDS, Everything, Path, differing, reaches
from emulator.kinds.registry import KINDS as SERVED
from emulator.model import Document

# A change as it is reported: its action, the kind's plural, and the name of the document.
Reported = tuple[str, str, str]
CREATED, UPDATED, DELETED = "created", "updated", "deleted"
OF_LINK = {(each.link or each.collection.replace("/", "")).casefold(): each.collection for each in SERVED}
# The properties, at any depth, with the ID of a document that a document comes or goes with.
OWNERS = (
    *("SpaceId", "ProjectId", "RunbookId", "OwnerId", "TeamId", "ServiceAccountId", "_template"),
    # A trigger goes with its only environment.
    *("EnvironmentId", "DestinationEnvironmentId"),
)
# The kinds of documents that are reported as others, by their collection, and the property with the ID of the other.
PARTS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "actiontemplateversions": ("_template", ("step_templates",)),
    "certificates": ("ReplacedBy", ("certificates",)),
    "configuration": ("", ("server_settings",)),
    "deploymentprocesses": ("ProjectId", ("deployment_processes",)),
    "deploymentsettings": ("ProjectId", ("projects",)),
    "retentionpolicies": ("SpaceId", ("retention_policies",)),
    "runbookprocesses": ("RunbookId", ("runbook_processes",)),
    "scopeduserroles": ("TeamId", ("teams",)),
    "settings": ("", ("server_settings",)),
    "variables": ("OwnerId", ("variables", "script_modules")),
    # The documents that a list of the space or of the server has.
    **{
        OF_LINK[each.location.link.casefold()]: ("", (each.plural,))
        for each in KINDS
        if each.singleton and each.location.link
    },
}
# The properties that the server changes by itself.
BY_ITSELF: Mapping[str, tuple[Path, ...]] = {
    "machines": (("HealthStatus",), ("HasLatestCalamari",), ("_checked",)),
    "workers": (("HealthStatus",), ("HasLatestCalamari",), ("_checked",)),
    "subscriptions": tuple(
        ("EventNotificationSubscription", f"{way}LastProcessed{what}")
        for way in ("Webhook", "Email")
        for what in ("", "EventAutoId")
    ),
}
# The values of a tenant are kept with the tenant.
VALUES = ("_variables",)


def named_kinds() -> dict[str, list[Resource]]:
    """The kinds of the documents of each collection."""
    found: dict[str, list[Resource]] = {}
    for each in KINDS:
        if not each.is_owned:
            found.setdefault(OF_LINK[each.location.link.casefold()], []).append(each)
    return found


NAMED = named_kinds()


@dataclass(frozen=True)
class Change:
    """A document that differs; ``old`` or ``new`` is empty where the document did not exist."""

    collection: str
    old: Document
    new: Document

    @property
    def action(self) -> str:
        return UPDATED if self.old and self.new else CREATED if self.new else DELETED

    @property
    def states(self) -> list[Document]:
        return [each for each in (self.old, self.new) if each]

    @cached_property
    def paths(self) -> list[Path]:
        return list(differing(self.old, self.new))


class Comparison:
    """The stored changes between two states of a server."""

    def __init__(self, before: Everything, after: Everything) -> None:
        self._before, self._after = before, after
        pairs = {each: (before.get(each, NOTHING), after.get(each, NOTHING)) for each in {**before, **after}}
        self.changes = {
            identity: Change(old[0] or new[0], old[1], new[1])
            for identity, (old, new) in pairs.items()
            if old[1] != new[1] and (old[0] or new[0]) not in RECORDS
        }

    def unreported(self, result: Result) -> list[tuple[str, str, Any]]:
        """The stored changes that a result does not report."""
        reports = reported(result)
        return [
            (each.action, identity, each.paths)
            for identity, each in self.changes.items()
            if not reports & {*self.meant(each)} and not self.follows(each, reports)
        ]

    def unfounded(self, result: Result) -> set[Reported]:
        """The reported changes that the server has not stored."""
        return reported(result) - {report for each in self.changes.values() for report in self.meant(each)}

    def follows(self, change: Change, reported_changes: set[Reported]) -> bool:
        """Whether the server itself changes a document, because others change."""
        if change.action != UPDATED:
            owners = {value for each in change.states for value in values(each, OWNERS)} - {change.states[0]["Id"]}
            return any(self.changes[each].action == change.action for each in owners if each in self.changes)
        kinds = {plural for dummy, plural, dummy_name in reported_changes}
        derived = [
            path[1:] for each in KINDS if each.plural in kinds for path in DERIVED.get(each.kind, ()) if path[1:]
        ]
        removed = {identity for identity, each in self.changes.items() if each.action == DELETED}
        return all(
            any(reaches(each, path) for each in (*derived, *BY_ITSELF.get(change.collection, ())))
            or removed & {*path, str(at(change.old, path))}
            or without(at(change.old, path), removed) == at(change.new, path)
            or has_lost(at(change.old, path), at(change.new, path), removed)
            for path in change.paths
        )

    def meant(self, change: Change) -> Iterator[Reported]:
        """The reports that can be about a stored change."""
        for kind in NAMED.get(change.collection, ()):
            constants = kind.creation.constants.items()
            if all(each.get(prop) == value for each in change.states for prop, value in constants):
                yield from ((change.action, kind.plural, name) for name in self.titles(kind, change.states))
        if change.collection in PARTS:
            prop, plurals = PARTS[change.collection]
            names = list(self.owner_titles(change.states[0].get(prop)))
            yield from ((action, each, name) for action in (CREATED, UPDATED) for each in plurals for name in names)
        if change.collection == "tenants" and VALUES in {path[:1] for path in change.paths}:
            yield from ((UPDATED, "tenant_variables", name) for name in self.owner_titles(change.states[0]["Id"]))

    def owner_titles(self, owner: str | None) -> Iterator[str]:
        """The names under which a part of an owner can be reported."""
        if owner is None:
            yield "of the server"
            return
        for kind in NAMED.get(self.collection(owner), ()):
            for name in self.titles(kind, self.states(owner)):
                yield name
                yield f"of {kind.label} {name}"
        yield "of the space"

    def titles(self, kind: Resource, states: list[Document]) -> Iterator[str]:
        """The name of a document before and after, with the name of its parent in front."""
        for each in states:
            name = folded(each[kind.location.naming.prop])
            if not kind.location.parent:
                yield name
                continue
            parent = each[kind.location.parent.prop]
            above = NAMED[self.collection(parent)][0]
            yield from (f"{one}: {name}" for one in self.titles(above, self.states(parent)))

    def collection(self, identity: str) -> str:
        return (self._before.get(identity) or self._after.get(identity, NOTHING))[0]

    def states(self, identity: str) -> list[Document]:
        return [each[identity][1] for each in (self._before, self._after) if identity in each]


def reported(result: Result) -> set[Reported]:
    return {(each["action"], each["kind"], folded(each["name"])) for each in result.get("changes", ())}


def at(document: Any, path: Path) -> Any:
    for each in path:
        document = document.get(each) if isinstance(document, dict) else None
    return document


def values(value: Any, props: tuple[str, ...]) -> Iterator[str]:
    """The texts of these properties, at any depth."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key in props and isinstance(part, str):
                yield part
            yield from values(part, props)
    elif isinstance(value, list):
        for part in value:
            yield from values(part, props)


def without(value: Any, removed: set[str]) -> Any:
    """A value without the IDs of removed documents."""
    if isinstance(value, dict):
        return {key: without(part, removed) for key, part in value.items() if key not in removed}
    if isinstance(value, list):
        return [without(part, removed) for part in value if not isinstance(part, str) or part not in removed]
    return value


def has_lost(old: Any, new: Any, removed: set[str]) -> bool:
    """Whether a list of documents differs only in removed IDs, and in documents that had one of these."""
    if not isinstance(old, list) or not isinstance(new, list):
        return False
    kept = [without(each, removed) for each in old]
    lost = [before for before, each in zip(old, kept, strict=True) if each not in new]
    return all(each in kept for each in new) and all(removed & set(texts(each)) for each in lost)
