# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The default retention periods of a space (api: lifecycles#space-retention)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from emulator import answers
from emulator.handlers import Call
from emulator.model import READS, Document, Kind, Prop, Route
from emulator.refusals import invalid, not_found

if TYPE_CHECKING:
    from emulator.octopus import Octopus

TYPES = ("LifecycleRelease", "LifecycleTentacle", "RunbookRetention", "MachinePackageCache")
STRATEGIES = (2025, 3)
# The period of runbooks in a new space is confirmed [TF datasource_space_default_runbook_retention_policy_test.go]; the
# others are unverified.
FOREVER: Document = {"Strategy": "Forever"}
BEGINS: Mapping[str, Document] = {
    "RunbookRetention": {"Strategy": "Count", "QuantityToKeep": 100, "Unit": "Items"},
}


def make_defaults(octopus: Octopus, space: str) -> None:
    if octopus.release < STRATEGIES:
        return
    for each in TYPES:
        number = octopus.store.next_number("RetentionPolicies")
        policy = {"Id": f"RetentionPolicies-{number}", "SpaceId": space, "Name": each, "RetentionType": each}
        octopus.make("retentionpolicies", {**policy, **BEGINS.get(each, FOREVER)})


def by_type(call: Call, document: Document) -> Document:
    """The policy of a type, for ``?retentionType=``; the answer without this parameter is unverified."""
    if "retentiontype" not in call.query:
        raise invalid(f"The retention type must be one of: {', '.join(TYPES)}.")
    wanted = call.query.get("retentiontype", "").casefold()
    for each in call.octopus.store.all("retentionpolicies", call.space):
        if each["RetentionType"].casefold() == wanted:
            return answers.shown(call, "retentionpolicies", each)
    raise not_found()


def check(octopus: Octopus, policy: Document, old: Document) -> None:
    if policy["Strategy"] == "Count" and policy["QuantityToKeep"] < 1:
        # The wording is unverified.
        raise invalid("The quantity to keep must be at least 1.")


def shown(octopus: Octopus, policy: Document) -> Document:
    """The policy for clients. A policy that keeps all has neither number nor unit, because Terraform would see a change
    in them [TF resource_space_default_runbook_policy.go].
    """
    counted = ("QuantityToKeep", "Unit") if policy["Strategy"] == "Forever" else ()
    return {name: value for name, value in policy.items() if name not in counted}


KIND = Kind(
    collection="retentionpolicies",
    link="",
    item_type="SpaceDefaultRetentionPolicy",
    id_prefix="RetentionPolicies",
    permission="SpaceEdit",
    since=STRATEGIES,
    unique=False,
    slug_since=None,
    props=(
        Prop("Name", read_only=True),
        Prop("RetentionType", read_only=True),
        Prop("Strategy", required=True, choices=("Forever", "Count")),
        Prop("QuantityToKeep", "int", default=0),
        Prop("Unit", choices=("Days", "Items"), default="Days"),
    ),
    root_links={"RetentionPolicies": "{?retentionType}"},
    routes={"": Route(by_type, READS, gives="retentionpolicies")},
    check=check,
    shown=shown,
    can_create=False,
    can_delete=False,
    has_all=False,
    has_list=False,
)
