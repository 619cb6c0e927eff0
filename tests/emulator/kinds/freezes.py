# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deployment freezes, of all spaces (api: triggers#freeze)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from emulator import answers, clock, crud, shaping
from emulator.handlers import Call
from emulator.kinds import freezetimes
from emulator.kinds.common import DESCRIPTION, NAME, any_of
from emulator.kinds.schedules import DAYS_OF_WEEK, MONTHLY, check_monthly, days, instant, written
from emulator.model import EVER, SYSTEM, Document, Kind, Limit, Prop, Route
from emulator.refusals import invalid

if TYPE_CHECKING:
    from emulator.octopus import Octopus

SCHEDULE = (
    Prop("Unit", "int", default=1),
    Prop("EndType", choices=("Never", "OnDate", "AfterOccurrences"), default="Never"),
    Prop("UserUtcOffsetInMinutes", "int", default=0),
    Prop("EndOnDate", "any"),
    Prop("EndAfterOccurrences", "int"),
    Prop("StartDate", read_only=True),
    Prop("EndDate", read_only=True),
)
SCHEDULES: Mapping[str, tuple[Prop, ...]] = {
    "Daily": SCHEDULE,
    "Weekly": (*SCHEDULE, DAYS_OF_WEEK),
    "Monthly": (*SCHEDULE, *MONTHLY),
    "Annually": SCHEDULE,
}


def check(octopus: Octopus, freeze: Document, old: Document) -> None:
    start, end = (instant(freeze[name], name) for name in ("Start", "End"))
    if end <= start:
        # The refusal is confirmed, the wording is unverified.
        raise invalid("The end time of a deployment freeze must be after its start time.")
    freeze.update(Start=written(start), End=written(end))
    if freeze["RecurringSchedule"] is not None:
        freeze["RecurringSchedule"] = recurring(octopus, freeze["RecurringSchedule"])
    for project_id, environments in freeze["ProjectEnvironmentScope"].items():
        in_scope(octopus, ProjectId=project_id)
        for each in environments or []:
            in_scope(octopus, EnvironmentId=each)
    for scope in freeze["TenantProjectEnvironmentScope"]:
        in_scope(octopus, **scope)
    if freeze["OwnerId"]:
        in_scope(octopus, ProjectId=freeze["OwnerId"])


COLLECTIONS = {"ProjectId": "projects", "EnvironmentId": "environments", "TenantId": "tenants"}


def in_scope(octopus: Octopus, **scope: Any) -> None:
    """Check the scope of a freeze, whose documents belong to spaces. Unverified: they must exist."""
    for name, document_id in scope.items():
        found = octopus.store.get(str(document_id))
        if not found or found[0] != COLLECTIONS[name]:
            raise invalid(f"{name} '{document_id}' does not exist.")


def recurring(octopus: Octopus, sent: Document) -> Document:
    named = str(shaping.lookup(sent, "Type") or "")
    kind = next((each for each in SCHEDULES if each.casefold() == named.casefold()), None)
    if kind is None:
        raise invalid(f"Error converting value \"{named}\" to type 'RecurringScheduleType'. Path 'Type'.")
    schedule = {"Type": kind, **shaping.shape(octopus, SCHEDULES[kind], sent, {}, "", "RecurringSchedule.")}
    if "DaysOfWeek" in schedule:
        schedule["DaysOfWeek"] = days(schedule["DaysOfWeek"])
        if not schedule["DaysOfWeek"]:
            raise invalid("The DaysOfWeek field is required.")
    if "MonthlyScheduleType" in schedule:
        check_monthly(schedule)
    # Unverified: the rules for the end, and that a unit is at least 1.
    needed = {"OnDate": "EndOnDate", "AfterOccurrences": "EndAfterOccurrences"}.get(schedule["EndType"])
    for name in ("Unit", *([needed] if needed else [])):
        if not schedule[name]:
            raise invalid(f"The {name} field is required.")
    if schedule["EndOnDate"] is not None:
        schedule["EndOnDate"] = written(instant(schedule["EndOnDate"], "RecurringSchedule.EndOnDate"))
    return schedule


def concerned(freeze: Document, name: str) -> set[str]:
    """The projects, environments or tenants of a freeze."""
    own: dict[str, list[str]] = {
        "ProjectId": list(freeze["ProjectEnvironmentScope"]),
        "EnvironmentId": [each for ids in freeze["ProjectEnvironmentScope"].values() for each in ids or []],
    }
    return {*own.get(name, []), *(str(each[name]) for each in freeze["TenantProjectEnvironmentScope"])}


def about(name: str) -> Any:
    def matches(octopus: Octopus, freeze: Document, value: str) -> bool:
        return any_of("Ids")(octopus, {"Ids": sorted(concerned(freeze, name))}, value)

    return matches


def status_of(freeze: Document, at: float | None = None) -> str:
    """The status of a freeze at a moment in seconds since 1970, or now."""
    return freezetimes.status_at(freeze, clock.now() if at is None else clock.utc(at))


def is_at(octopus: Octopus, freeze: Document, value: str) -> bool:
    return status_of(freeze).casefold() == value.casefold()


def everything(call: Call, document: Document) -> Document:
    """The list of freezes, which has no envelope, and a count of all found documents."""
    octopus = call.octopus
    if call.method == "POST":
        return crud.posted(call, KIND, crud.document_of(call))
    found = answers.matching(octopus, KIND, octopus.visible(KIND, "", True), call.query)
    complete = call.query.get("includecomplete", "").casefold() == "true" or "status" in call.query
    found = [each for each in found if complete or status_of(each) != freezetimes.EXPIRED]
    skip, take = answers.span(octopus, call.query)
    shown_ones = [answers.document_out(octopus, KIND, each, single=False) for each in found[skip : skip + take]]
    return {"DeploymentFreezes": shown_ones, "Count": len(found)}


def forget(octopus: Octopus, gone: Document) -> None:
    """Remove a deleted project, environment or tenant from freezes (unverified)."""
    for freeze in octopus.store.all("deploymentfreezes"):
        kept = dict(without(freeze, gone["Id"]))
        if any(freeze[name] != scope for name, scope in kept.items()):
            octopus.save(KIND, {**freeze, **kept})


def without(freeze: Document, gone: str) -> Iterator[tuple[str, Any]]:
    projects = {
        project: [each for each in environments or [] if each != gone]
        for project, environments in freeze["ProjectEnvironmentScope"].items()
        if project != gone
    }
    yield "ProjectEnvironmentScope", projects
    yield (
        "TenantProjectEnvironmentScope",
        [each for each in freeze["TenantProjectEnvironmentScope"] if gone not in each.values()],
    )


KIND = Kind(
    collection="deploymentfreezes",
    link="DeploymentFreezes",
    item_type="DeploymentFreeze",
    id_prefix="DeploymentFreezes",
    scope=SYSTEM,
    permission="DeploymentFreezeAdminister",
    since=(2024, 4),
    slug_since=None,
    timed=True,
    # Unverified: several may have the same name. No source says otherwise.
    unique=False,
    order="Start",
    parameters="skip,take,ids,partialName,projectIds,tenantIds,environmentIds,includeComplete,status",
    filters={
        "projectids": about("ProjectId"),
        "tenantids": about("TenantId"),
        "environmentids": about("EnvironmentId"),
        "status": is_at,
    },
    props=(
        replace(NAME, limit=Limit(200, since=EVER)),
        DESCRIPTION,
        Prop("Start", "any", required=True),
        Prop("End", "any", required=True),
        Prop("ProjectEnvironmentScope", "dict", default={}),
        Prop(
            "TenantProjectEnvironmentScope",
            "documents",
            default=[],
            parts=tuple(Prop(name, required=True) for name in ("TenantId", "ProjectId", "EnvironmentId")),
        ),
        Prop("OwnerId"),
        Prop("RecurringSchedule", "dict"),
    ),
    routes={"": Route(everything, ("GET", "HEAD", "POST"), 201)},
    check=check,
    deleted_elsewhere=dict.fromkeys(("projects", "environments", "tenants"), forget),
    is_resource=False,
    has_list=False,
    has_all=False,
)
