# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Deployment freeze: a document of the server for projects and tenants of spaces (api: triggers#freeze)."""

from __future__ import annotations

from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import ENVIRONMENTS, PROJECTS, TENANTS
from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.fields import given_fields
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Hooks, Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Lists, Location, Naming
from ansible_collections.octopus.deploy.plugins.module_utils._model.moments import instant
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Published, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.connections import Connections
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import Reference
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.schedules import (
    OF_ANOTHER_DAY,
    WEEK,
    DayOfMonth,
    Days,
    Moment,
    Schedule,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.unkeyed_list import UnkeyedList
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document

# The list leaves out freezes that are over, unless a filter asks for them.
DEPLOYMENT_FREEZES = Location(
    "DeploymentFreezes",
    "deployment freeze",
    system=True,
    naming=Naming(longest=200, unique=False),
    lists=Lists(filters=(("includeComplete", "true"),)),
    since=(2024, 4),
)

TENANT_SCOPE = UnkeyedList(
    Nested(
        (
            Field("tenant", "TenantId", Reference(TENANTS), required="always"),
            Field("project", "ProjectId", Reference(PROJECTS), required="always"),
            Field("environment", "EnvironmentId", Reference(ENVIRONMENTS), required="always"),
        )
    )
)

# The properties that only one type of schedule has (api: triggers#freeze).
OF_TYPE = {
    "DaysOfWeek": "Weekly",
    **dict.fromkeys(("MonthlyScheduleType", "DateOfMonth", "DayNumberOfMonth", "DayOfWeek"), "Monthly"),
}


def without_other_types(schedule: Document) -> Document:
    """A schedule without properties of other types, which remain after a change of the type."""
    of_another = {prop for prop, of_type in OF_TYPE.items() if of_type != schedule.get("Type")}
    return {prop: value for prop, value in schedule.items() if prop not in of_another}


class RecurringSchedule(Schedule):
    """The dates on which a freeze begins again. A type of schedule has properties that the server ignores in others."""

    def wanted(self, given: Any, current: Any, context: Context, option: str) -> dict[str, Any] | None:
        asked = super().wanted(given, current, context, option)
        if asked and not self.same(current, asked):
            for each in given_fields(self.fields, given):
                of_type = OF_TYPE.get(each.api, asked.get("Type"))
                if of_type != asked.get("Type") and given[each.option]:
                    problem = f"belongs to the type {of_type}, and this schedule has the type {asked.get('Type')}"
                    raise OptionError(f"{option}.{each.option}", problem)
        return asked

    def exported(self, value: Any, context: Context, place: str) -> Any:
        return super().exported(without_other_types(value) if isinstance(value, dict) else value, context, place)


RECURRING_SCHEDULE = RecurringSchedule(
    (
        Field("type", "Type", Choice(("Daily", "Weekly", "Monthly", "Annually")), required="for_new"),
        Field("unit", "Unit", Number(minimum=1)),
        Field("end_type", "EndType", Choice(("Never", "OnDate", "AfterOccurrences"))),
        Field("end_on_date", "EndOnDate", Moment()),
        Field("end_after_occurrences", "EndAfterOccurrences", Number(minimum=1)),
        Field("user_utc_offset_in_minutes", "UserUtcOffsetInMinutes", Number()),
        Field("days_of_week", "DaysOfWeek", Days()),
        Field("monthly_schedule_type", "MonthlyScheduleType", Choice(("DateOfMonth", "DayOfMonth"))),
        Field("date_of_month", "DateOfMonth", DayOfMonth()),
        Field("day_number_of_month", "DayNumberOfMonth", Choice(("1", "2", "3", "4", "L"))),
        Field("day_of_week", "DayOfWeek", Choice(WEEK)),
    ),
    void={**dict.fromkeys(("EndOnDate", "EndAfterOccurrences"), ("EndType",)), **OF_ANOTHER_DAY},
)


def with_matching_schedule(freeze: Document) -> Document:
    """The body of a PUT: its schedule lacks the properties of other types, which a change of the type leaves behind."""
    schedule = freeze.get("RecurringSchedule")
    if not schedule:
        return freeze
    return {**freeze, "RecurringSchedule": without_other_types(schedule)}


def require_end_after_start(freeze: Document, parameters: Parameters, context: Context) -> None:
    """Raise ``OptionError`` for a freeze that ends before it starts, which the server refuses."""
    if parameters.get("state") == "absent" or not (parameters.get("start") or parameters.get("end")):
        return
    start = instant(parameters.get("start") or freeze.get("Start"))
    end = instant(parameters.get("end") or freeze.get("End"))
    if start and end and end <= start:
        raise OptionError("end", f"must be after the start, {start.isoformat()}, not {end.isoformat()}")


DEPLOYMENT_FREEZE = Resource(
    kind="deployment_freeze",
    location=DEPLOYMENT_FREEZES,
    fields=(
        Field("description", "Description", Text()),
        Field("start", "Start", Moment(), required="for_new"),
        Field("end", "End", Moment(), required="for_new"),
        Field("recurring_schedule", "RecurringSchedule", RECURRING_SCHEDULE),
        # Sent with every write: the server clears the scope of a freeze that is sent without it (api: traps#5.34).
        Field(
            "project_environment_scope",
            "ProjectEnvironmentScope",
            Connections("project", PROJECTS, "environments", ENVIRONMENTS),
            shared="project_environment_scope_mode",
        ),
        Field(
            "tenant_project_environment_scope",
            "TenantProjectEnvironmentScope",
            TENANT_SCOPE,
            shared="tenant_project_environment_scope_mode",
        ),
        Field("owner", "OwnerId", Reference(PROJECTS)),
    ),
    hooks=Hooks(sent=with_matching_schedule, complete=require_end_after_start, guard=require_end_after_start),
    published=Published(
        definition="DeploymentFreeze",
        read_only=("RecurringSchedule.StartDate", "RecurringSchedule.EndDate"),
        unmanaged={
            "RecurringSchedule:Weekly": "the option recurring_schedule.type chooses it",
            "RecurringSchedule:Monthly": "the option recurring_schedule.type chooses it",
        },
    ),
)
