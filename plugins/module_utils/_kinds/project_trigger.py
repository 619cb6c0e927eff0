# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Project trigger: its filter and its action (api: triggers#trigger)."""

from __future__ import annotations

from collections.abc import Mapping

from ansible_collections.octopus.deploy.plugins.module_utils._kinds.general import AFTER_2020_5
from ansible_collections.octopus.deploy.plugins.module_utils._kinds.locations import (
    CHANNELS,
    PROJECTS,
    RUNBOOKS,
    SCOPES,
    TAG_SETS,
    TENANTS,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.field import Field
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Lists, Location, Parent
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Creation, Resource
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.cron import Cron
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.free_maps import TextMap
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.nested import Nested, Variant
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.number import Flag, Number
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.references import (
    Reference,
    ReferenceList,
    VitalReference,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.schedules import (
    OF_ANOTHER_DAY,
    WEEK,
    DayOfMonth,
    Days,
    Schedule,
    TimeOfDay,
)
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.tags import TagList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.text import Choice, Text, TextList
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.time_zones import TimeZone
from ansible_collections.octopus.deploy.plugins.module_utils._model.types.unkeyed_list import UnkeyedList

PROJECT_TRIGGERS = Location(
    "ProjectTriggers",
    "project trigger",
    parent=Parent(PROJECTS, "ProjectId", "Triggers"),
    lists=Lists(seen_with="TriggerView"),
)

ZONE = Field("timezone", "Timezone", TimeZone())
START = Field("start_time", "StartTime", TimeOfDay(), required="for_new")
EVERY = (
    Field("interval", "Interval", Choice(("OnceHourly", "OnceEveryMinute", "OnceDaily"))),
    Field("hour_interval", "HourInterval", Number(minimum=1)),
    Field("minute_interval", "MinuteInterval", Number(minimum=1)),
)
DAYS = Field("days_of_week", "DaysOfWeek", Days())
DAILY = (
    Field("start_time", "StartTime", TimeOfDay()),
    Field("run_type", "RunType", Choice(("ScheduledTime", "Continuously"))),
    *EVERY,
    ZONE,
)
REFERENCE = Field("package_reference", "PackageReference", Text())


def starts(
    option: str,
    filter_type: str,
    *fields: Field,
    void: Mapping[str, tuple[str, ...]] | None = None,
    since: tuple[int, int] | None = None,
) -> Field:
    """One of the filters that start a trigger."""
    variant = Variant("FilterType", filter_type, option)
    return Field(option, "Filter", Schedule(fields, variant, void=void or {}), since=since)


FILTERS = (
    starts(
        "machine_filter",
        "MachineFilter",
        Field("environments", "EnvironmentIds", ReferenceList(SCOPES)),
        Field("roles", "Roles", TextList()),
        Field("event_groups", "EventGroups", TextList()),
        Field("event_categories", "EventCategories", TextList()),
    ),
    starts("once_daily_schedule", "OnceDailySchedule", START, DAYS, ZONE),
    starts(
        "continuous_daily_schedule",
        "ContinuousDailySchedule",
        Field("run_after", "RunAfter", TimeOfDay(), required="for_new"),
        Field("run_until", "RunUntil", TimeOfDay(), required="for_new"),
        *EVERY,
        DAYS,
        ZONE,
    ),
    starts("daily_schedule", "DailySchedule", *DAILY),
    starts(
        "days_per_week_schedule",
        "DaysPerWeekSchedule",
        *DAILY,
        *(Field(day.lower(), day, Flag()) for day in WEEK),
    ),
    starts(
        "days_per_month_schedule",
        "DaysPerMonthSchedule",
        START,
        Field("monthly_schedule_type", "MonthlyScheduleType", Choice(("DateOfMonth", "DayOfMonth"))),
        Field("date_of_month", "DateOfMonth", DayOfMonth()),
        Field("day_number_of_month", "DayNumberOfMonth", Choice(("1", "2", "3", "4", "L"))),
        Field("day_of_week", "DayOfWeek", Choice(WEEK)),
        ZONE,
        void=OF_ANOTHER_DAY,
    ),
    starts(
        "cron_expression_schedule",
        "CronExpressionSchedule",
        Field("cron_expression", "CronExpression", Cron(clearable=False), required="for_new"),
        ZONE,
    ),
    starts(
        "feed_filter",
        "FeedFilter",
        Field(
            "packages",
            "Packages",
            UnkeyedList(
                Nested((Field("deployment_action_slug", "DeploymentActionSlug", Text(), required="always"), REFERENCE))
            ),
        ),
    ),
    starts(
        "arc_feed_filter",
        "ArcFeedFilter",
        Field(
            "packages",
            "Packages",
            UnkeyedList(Nested((Field("deployment_action", "DeploymentAction", Text(), required="always"), REFERENCE))),
        ),
        since=AFTER_2020_5,
    ),
    starts(
        "git_filter",
        "GitFilter",
        Field(
            "sources",
            "Sources",
            UnkeyedList(
                Nested(
                    (
                        Field("deployment_action_slug", "DeploymentActionSlug", Text(), required="always"),
                        Field("git_dependency_name", "GitDependencyName", Text()),
                        Field("include_file_paths", "IncludeFilePaths", TextList()),
                        Field("exclude_file_paths", "ExcludeFilePaths", TextList()),
                    )
                )
            ),
        ),
        since=AFTER_2020_5,
    ),
)

CHANNEL = Field("channel", "ChannelId", Reference(CHANNELS))
TENANTED = (
    Field("tenants", "TenantIds", ReferenceList(TENANTS)),
    Field("tenant_tags", "TenantTags", TagList(TAG_SETS)),
)
ENVIRONMENT = Field("environment", "EnvironmentId", Reference(SCOPES), required="for_new")
VARIABLES = Field("variables", "Variables", Text())
REDEPLOY = Field("should_redeploy_when_release_is_current", "ShouldRedeployWhenReleaseIsCurrent", Flag())
GIT_REFERENCE = Nested((Field("git_ref", "GitRef", Text()), Field("git_commit", "GitCommit", Text())))


def does(option: str, action_type: str, *fields: Field, since: tuple[int, int] | None = None) -> Field:
    """One of the actions of a trigger."""
    return Field(option, "Action", Nested(fields, Variant("ActionType", action_type, option)), since=since)


ACTIONS = (
    does(
        "auto_deploy",
        "AutoDeploy",
        Field(
            "should_redeploy_when_machine_has_been_deployed_to", "ShouldRedeployWhenMachineHasBeenDeployedTo", Flag()
        ),
    ),
    does(
        "deploy_latest_release",
        "DeployLatestRelease",
        Field("source_environments", "SourceEnvironmentIds", ReferenceList(SCOPES)),
        Field("destination_environment", "DestinationEnvironmentId", Reference(SCOPES), required="for_new"),
        CHANNEL,
        *TENANTED,
        REDEPLOY,
        VARIABLES,
    ),
    does(
        "deploy_latest_release_to_environment",
        "DeployLatestReleaseToEnvironment",
        ENVIRONMENT,
        CHANNEL,
        *TENANTED,
        REDEPLOY,
        VARIABLES,
        since=AFTER_2020_5,
    ),
    does(
        "deploy_new_release",
        "DeployNewRelease",
        ENVIRONMENT,
        CHANNEL,
        *TENANTED,
        Field("version_control_reference", "VersionControlReference", GIT_REFERENCE, since=AFTER_2020_5),
        VARIABLES,
    ),
    does(
        "run_runbook",
        "RunRunbook",
        Field("runbook", "RunbookId", VitalReference(RUNBOOKS)),
        Field("runbook_tags", "RunbookTags", TagList(TAG_SETS), since=(2025, 1)),
        Field("environments", "EnvironmentIds", ReferenceList(SCOPES)),
        *TENANTED,
        Field("form_values", "FormValues", TextMap()),
    ),
    does("create_release", "CreateRelease", CHANNEL),
)
FILTER_OPTIONS = tuple(each.option for each in FILTERS)
ACTION_OPTIONS = tuple(each.option for each in ACTIONS)

PROJECT_TRIGGER = Resource(
    kind="project_trigger",
    location=PROJECT_TRIGGERS,
    fields=(
        Field("project", "ProjectId", Reference(PROJECTS), required="always", change="on_create"),
        Field("description", "Description", Text()),
        Field("is_disabled", "IsDisabled", Flag()),
        *FILTERS,
        *ACTIONS,
    ),
    exclusive=(FILTER_OPTIONS, ACTION_OPTIONS),
    creation=Creation(one_of=(FILTER_OPTIONS, ACTION_OPTIONS)),
)
