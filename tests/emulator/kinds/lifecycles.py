# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lifecycle (api: lifecycles#lifecycle)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emulator import answers, crud
from emulator.handlers import Call
from emulator.kinds.common import DESCRIPTION, NAME, NAME_FILTER, NEWER_NAME, SLUG
from emulator.kinds.retention import STRATEGIES
from emulator.model import Document, Kind, Prop, Release, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

# The month is unverified.
PRIORITY: Release = (2023, 1)
RETENTION = (
    Prop("Strategy", choices=("Default", "Forever", "Count"), since=STRATEGIES),
    Prop("Unit", choices=("Days", "Items"), default="Days"),
    Prop("QuantityToKeep", "int", default=0),
    Prop("ShouldKeepForever", "bool", computed=True),
)
POLICIES = ("ReleaseRetentionPolicy", "TentacleRetentionPolicy")
TARGETS = ("AutomaticDeploymentTargets", "OptionalDeploymentTargets")
PHASE = (
    Prop("Id"),
    NAME,
    *(Prop(name, "list", default=[], reference="environments") for name in TARGETS),
    Prop("MinimumEnvironmentsBeforePromotion", "int", default=0),
    Prop("IsOptionalPhase", "bool", default=False),
    Prop("IsPriorityPhase", "bool", default=False, since=PRIORITY),
    *(Prop(name, "dict", parts=RETENTION) for name in POLICIES),
)


def retention(octopus: Octopus, period: Any) -> Any:
    """A retention period as the server stores it, with a derived ShouldKeepForever and a default strategy."""
    if not period:
        return None
    quantity, unit = period["QuantityToKeep"], period["Unit"]
    if quantity < 0:
        raise invalid("The quantity to keep must not be negative.")
    if octopus.release < STRATEGIES:
        return {"Unit": unit, "QuantityToKeep": quantity, "ShouldKeepForever": quantity == 0}
    strategy = period.get("Strategy") or ("Default" if (quantity, unit) == (0, "Items") else "Count")
    if strategy == "Count" and quantity == 0:
        # Servers without strategies meant forever by this; unverified: newer servers still do.
        strategy = "Forever"
    if strategy != "Count":
        quantity = 0
    return {"Strategy": strategy, "Unit": unit, "QuantityToKeep": quantity, "ShouldKeepForever": quantity == 0}


def default_retention(octopus: Octopus) -> Document:
    if octopus.release < STRATEGIES:
        return {"Unit": "Days", "QuantityToKeep": 30}
    return {"Strategy": "Default", "Unit": "Items", "QuantityToKeep": 0}


def check(octopus: Octopus, lifecycle: Document, old: Document) -> None:
    for policy in POLICIES:
        lifecycle[policy] = retention(octopus, lifecycle.get(policy) or default_retention(octopus))
    names = [phase["Name"].casefold() for phase in lifecycle["Phases"]]
    if len(set(names)) < len(names):
        raise invalid("Phase names must be unique within a lifecycle.")
    for phase in lifecycle["Phases"]:
        for policy in POLICIES:
            phase[policy] = retention(octopus, phase[policy])


def deleting(octopus: Octopus, lifecycle: Document) -> None:
    for collection in ("projects", "channels"):
        for user in octopus.store.all(collection, lifecycle.get("SpaceId") or ""):
            if user.get("LifecycleId") == lifecycle["Id"]:
                # The wording is unverified.
                raise invalid(f"This lifecycle cannot be deleted because {collection[:-1]} '{user['Name']}' uses it.")


def preview(call: Call, lifecycle: Document) -> Document:
    """The preview of a lifecycle; one without phases has all environments (api: lifecycles#lifecycle)."""
    if not lifecycle["Phases"]:
        environments = call.octopus.visible(call.octopus.kinds["environments"], call.space, False)
        phases = [implied_phase(call.octopus, each) for each in environments]
        lifecycle = {**lifecycle, "Phases": phases}
    return answers.shown(call, "lifecycles", lifecycle)


def implied_phase(octopus: Octopus, environment: Document) -> Document:
    return {
        "Id": None,
        "Name": environment["Name"],
        "AutomaticDeploymentTargets": [],
        "OptionalDeploymentTargets": [environment["Id"]],
        "MinimumEnvironmentsBeforePromotion": 0,
        "IsOptionalPhase": False,
        **({"IsPriorityPhase": False} if octopus.release >= PRIORITY else {}),
        **dict.fromkeys(POLICIES),
    }


def environments(octopus: Octopus, wanted: set[str]) -> set[str] | None:
    """The environments of the phases of lifecycles; None for all environments, as of a lifecycle without phases."""
    found: set[str] = set()
    for lifecycle in (each[1] for each in map(octopus.store.get, wanted) if each):
        if not lifecycle["Phases"]:
            return None
        for phase in lifecycle["Phases"]:
            found.update(phase["AutomaticDeploymentTargets"], phase["OptionalDeploymentTargets"])
    return found


def projects(call: Call, lifecycle: Document) -> list[Document]:
    """The projects that use a lifecycle themselves or in a channel, as a bare list (the published description)."""
    kind = call.octopus.kinds["projects"]
    follow = {
        each["ProjectId"] for each in crud.belonging(call, call.octopus.kinds["channels"], "LifecycleId", lifecycle)
    }
    found = [
        each
        for each in call.octopus.visible(kind, call.space or lifecycle.get("SpaceId"), True)
        if each["LifecycleId"] == lifecycle["Id"] or each["Id"] in follow
    ]
    skip, take = answers.span(call.octopus, call.query, answers.EVERYTHING)
    return answers.bare(call.octopus, kind, found[skip : skip + take])


KIND = Kind(
    collection="lifecycles",
    link="Lifecycles",
    item_type="Lifecycle",
    filters=NAME_FILTER,
    filters_since=NEWER_NAME,
    id_prefix="Lifecycles",
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop("Phases", "documents", default=[], parts=PHASE),
        *(Prop(name, "dict", parts=RETENTION) for name in POLICIES),
    ),
    links={"Preview": "{self}/preview", "Projects": "{self}/projects"},
    routes={
        "{id}/preview": Route(preview, gives="lifecycles"),
        "{id}/projects": Route(projects, gives="list of projects"),
    },
    check=check,
    deleting=deleting,
)
