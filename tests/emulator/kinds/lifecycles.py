# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lifecycle (octopus-api.md 3.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from emulator.kinds.common import DESCRIPTION, NAME, SLUG
from emulator.model import Document, Kind, Prop, invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

STRATEGIES = (2025, 3)
RETENTION = (
    Prop("Strategy", choices=("Default", "Forever", "Count"), since=STRATEGIES),
    Prop("Unit", default="Days"),
    Prop("QuantityToKeep", "int", default=0),
)
POLICIES = ("ReleaseRetentionPolicy", "TentacleRetentionPolicy")
PHASE = (
    Prop("Id"),
    NAME,
    Prop("AutomaticDeploymentTargets", "list", default=[], reference="environments"),
    Prop("OptionalDeploymentTargets", "list", default=[], reference="environments"),
    Prop("MinimumEnvironmentsBeforePromotion", "int", default=0),
    Prop("IsOptionalPhase", "bool", default=False),
    Prop("IsPriorityPhase", "bool", default=False, since=(2023, 1)),
    *(Prop(name, "dict", parts=RETENTION) for name in POLICIES),
)


def retention(octopus: Octopus, period: Any) -> Any:
    """A period as the server writes it: the unit capitalised, keeping forever derived."""
    if not period:
        return None
    quantity = period["QuantityToKeep"] or 0
    unit = str(period["Unit"] or "Days").capitalize()
    if octopus.release < STRATEGIES:
        return {"Unit": unit, "QuantityToKeep": quantity, "ShouldKeepForever": quantity == 0}
    strategy = period.get("Strategy") or ("Default" if (quantity, unit) == (0, "Items") else "Count")
    if strategy == "Count" and quantity == 0:
        strategy = "Forever"
    if strategy != "Count":
        quantity = 0
    return {"Strategy": strategy, "Unit": unit, "QuantityToKeep": quantity, "ShouldKeepForever": quantity == 0}


def check(octopus: Octopus, lifecycle: Document, old: Document) -> None:
    for policy in POLICIES:
        default = {"Strategy": "Default", "Unit": "Items", "QuantityToKeep": 0}
        if octopus.release < STRATEGIES:
            default = {"Unit": "Days", "QuantityToKeep": 30}
        lifecycle[policy] = retention(octopus, lifecycle.get(policy) or default)
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


KIND = Kind(
    collection="lifecycles",
    link="Lifecycles",
    item_type="Lifecycle",
    id_prefix="Lifecycles",
    props=(
        NAME,
        SLUG,
        DESCRIPTION,
        Prop("Phases", "list", default=[], parts=PHASE),
        *(Prop(name, "dict", parts=RETENTION) for name in POLICIES),
    ),
    links={"Preview": "{self}/preview", "Projects": "{self}/projects{?skip,take}"},
    check=check,
    deleting=deleting,
)
