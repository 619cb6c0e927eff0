# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The types of filters, which start a project's trigger, and of its actions (api: triggers#trigger)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from emulator.kinds.common import OF_ANY_TYPE, PACKAGE, TENANT_IDS, TENANT_TAGS
from emulator.kinds.schedules import (
    DAYS_OF_WEEK,
    MONTHLY,
    WEEK,
    check_cron,
    check_interval,
    check_monthly,
)
from emulator.model import DESCRIBED, Document, Prop, Release

ZONE = Prop("Timezone", default="UTC")
INTERVALS = ("OnceHourly", "OnceEveryMinute", "OnceDaily")
EVERY = (
    Prop("Interval", choices=INTERVALS, default="OnceHourly"),
    Prop("HourInterval", "int"),
    Prop("MinuteInterval", "int"),
)
DAILY = (
    Prop("StartTime", "any"),
    Prop("RunType", choices=("ScheduledTime", "Continuously"), default="ScheduledTime"),
    *EVERY,
    ZONE,
)
SLUG_PACKAGE = (Prop("DeploymentActionSlug"), Prop("PackageReference"))
SOURCE = (
    Prop("DeploymentActionSlug"),
    Prop("GitDependencyName", default=""),
    Prop("IncludeFilePaths", "list", default=[]),
    Prop("ExcludeFilePaths", "list", default=[]),
)
# The server chooses the webhook's ID; the secret or RequireApiKey says how the caller is recognised [GO
# pkg/filters/webhook_trigger_filter.go]. Unverified: one of the two is required; the emulator requires neither.
FILTERS: Mapping[str, tuple[Prop, ...]] = {
    "MachineFilter": (
        Prop("EnvironmentIds", "list", default=[], reference=OF_ANY_TYPE),
        Prop("Roles", "list", default=[]),
        Prop("EventGroups", "list", default=[]),
        Prop("EventCategories", "list", default=[]),
    ),
    "OnceDailySchedule": (Prop("StartTime", "any", required=True), DAYS_OF_WEEK, ZONE),
    "ContinuousDailySchedule": (
        Prop("RunAfter", "any", required=True),
        Prop("RunUntil", "any", required=True),
        *EVERY,
        DAYS_OF_WEEK,
        ZONE,
    ),
    "DaysPerMonthSchedule": (Prop("StartTime", "any", required=True), *MONTHLY, ZONE),
    "DaysPerWeekSchedule": (*DAILY, *(Prop(day, "bool", default=False) for day in WEEK)),
    "DailySchedule": DAILY,
    "CronExpressionSchedule": (Prop("CronExpression", required=True, trim=True), ZONE),
    "FeedFilter": (Prop("Packages", "documents", default=[], parts=SLUG_PACKAGE),),
    "ArcFeedFilter": (Prop("Packages", "documents", default=[], parts=PACKAGE),),
    "WebhookFilter": (
        Prop("WebhookId"),
        Prop("Secret", "secret"),
        Prop("RequireApiKey", "bool", default=False),
    ),
    "GitFilter": (Prop("Sources", "documents", default=[], parts=SOURCE),),
}
# The filters with moments, each with further checks.
MOMENTS = ("StartTime", "RunAfter", "RunUntil")
CHECKS: Mapping[str, Callable[[Document], None]] = {
    "ContinuousDailySchedule": check_interval,
    "DaysPerMonthSchedule": check_monthly,
    "CronExpressionSchedule": check_cron,
}
# The release that brought it is unverified; that 2020.5's client has none of these is known (SW's list of words was
# added to by hand).
NEWER_FILTERS: Mapping[str, Release] = {
    "FeedFilter": (2023, 4),
    "ArcFeedFilter": (2023, 4),
    "GitFilter": (2024, 1),
    "WebhookFilter": DESCRIBED,
}
SCOPE = (Prop("ChannelId"), TENANT_IDS, TENANT_TAGS)
VARIABLES = Prop("Variables")
REDEPLOY = Prop("ShouldRedeployWhenReleaseIsCurrent", "bool", default=True)
# Unverified: an environment is required.
ENVIRONMENT = Prop("EnvironmentId", required=True, reference=OF_ANY_TYPE)
GIT_REFERENCE = Prop("VersionControlReference", "dict", parts=(Prop("GitRef"), Prop("GitCommit")), since=(2021, 2))
ACTIONS: Mapping[str, tuple[Prop, ...]] = {
    "AutoDeploy": (Prop("ShouldRedeployWhenMachineHasBeenDeployedTo", "bool", default=False),),
    "DeployLatestRelease": (
        VARIABLES,
        Prop("SourceEnvironmentIds", "list", default=[], reference=OF_ANY_TYPE),
        Prop("DestinationEnvironmentId", required=True, reference=OF_ANY_TYPE),
        REDEPLOY,
        *SCOPE,
    ),
    "DeployNewRelease": (VARIABLES, ENVIRONMENT, GIT_REFERENCE, *SCOPE),
    "DeployLatestReleaseToEnvironment": (VARIABLES, ENVIRONMENT, REDEPLOY, *SCOPE),
    "RunRunbook": (
        Prop("RunbookId", reference="runbooks"),
        Prop("RunbookTags", "list", default=[], since=(2025, 1)),
        Prop("EnvironmentIds", "list", default=[], reference=OF_ANY_TYPE),
        TENANT_IDS,
        TENANT_TAGS,
        Prop("FormValues", "dict", default={}, since=(2021, 1)),
    ),
    "CreateRelease": (Prop("ChannelId"),),
}
NEWER_ACTIONS: Mapping[str, Release] = {"DeployLatestReleaseToEnvironment": (2023, 4), "CreateRelease": (2023, 4)}
