# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of project triggers: one for each type of filter, with the types of actions in turn."""

from __future__ import annotations

from typing import Any

from contract.sample import Sample
from emulator.testing import Emulator


def triggered_project(server: Emulator) -> None:
    for name in ("Nightly", "Stable"):
        server.seed("environments", Name=name)
    group, lifecycle = server.seed("projectgroups", Name="Jobs"), server.seed("lifecycles", Name="By night")
    project = server.seed("projects", Name="Night shift", ProjectGroupId=group["Id"], LifecycleId=lifecycle["Id"])
    server.seed("channels", Name="Unripe", ProjectId=project["Id"])
    for name in ("Tidy up", "Rotate"):
        server.seed("runbooks", Name=name, ProjectId=project["Id"])
    server.seed("tenants", Name="Sleeper")
    server.seed("tagsets", Name="Hours", Tags=[{"Name": "Late", "Color": "#333333"}])


SCOPE: dict[str, Any] = {"channel": "Unripe", "tenants": ["Sleeper"], "tenant_tags": ["Hours/Late"]}
NO_SCOPE: dict[str, Any] = {"channel": "", "tenants": [], "tenant_tags": []}
VARIABLES = {"variables": '{"Region": "eu"}'}
AGAIN: dict[str, Any] = {"auto_deploy": {"should_redeploy_when_machine_has_been_deployed_to": True}}
RELEASE: dict[str, Any] = {"create_release": {"channel": "Unripe"}}


def sample(title: str, action: dict[str, Any], **steps: list[dict[str, Any]]) -> Sample:
    """The trigger is created with the first value of each option."""
    first = {option: values[0] for option, values in steps.items()}
    return Sample(
        title=f"project trigger: {title}",
        kind="project_trigger",
        minimal={"name": title.capitalize(), "project": "Night shift", **action, **first},
        identified_by=("name", "project"),
        prepare=triggered_project,
        steps={option: values[1:] for option, values in steps.items()},
    )


MACHINE = sample(
    "new machines",
    {},
    machine_filter=[
        {"environments": ["Stable"], "event_groups": ["MachineAvailableForDeployment"]},
        {"environments": ["Nightly", "Stable"], "roles": ["web", "api"], "event_categories": ["MachineHealthy"]},
        {"environments": [], "roles": [], "event_groups": [], "event_categories": ["MachineHealthy"]},
    ],
    auto_deploy=[
        {"should_redeploy_when_machine_has_been_deployed_to": False},
        {"should_redeploy_when_machine_has_been_deployed_to": True},
    ],
)
MACHINE.steps.update(description=["As they come", ""], is_disabled=[True, False])
ONCE_DAILY = sample(
    "once a day",
    {},
    once_daily_schedule=[
        {"start_time": "18:30"},
        {"start_time": "18:30:15", "days_of_week": ["Monday", "Friday"], "timezone": "Europe/Berlin"},
        {"start_time": "06:00", "days_of_week": ["Sunday"]},
    ],
    deploy_latest_release=[
        {"destination_environment": "Stable"},
        {"source_environments": ["Nightly"], **SCOPE, **VARIABLES, "should_redeploy_when_release_is_current": False},
        {"destination_environment": "Nightly", "source_environments": ["Stable"], **NO_SCOPE, "variables": ""},
    ],
)
CONTINUOUS = sample(
    "all day",
    {},
    continuous_daily_schedule=[
        {"run_after": "08:00", "run_until": "17:00", "interval": "OnceHourly", "hour_interval": 2},
        {"interval": "OnceEveryMinute", "minute_interval": 30, "days_of_week": ["Tuesday"], "timezone": "UTC"},
        {"run_after": "09:15", "run_until": "16:45"},
    ],
    deploy_latest_release_to_environment=[
        {"environment": "Stable"},
        {**SCOPE, **VARIABLES, "should_redeploy_when_release_is_current": False},
        {"environment": "Nightly", **NO_SCOPE, "variables": ""},
    ],
)
DAILY = sample(
    "daily",
    {},
    daily_schedule=[
        {"start_time": "04:00", "run_type": "ScheduledTime"},
        {"run_type": "Continuously", "interval": "OnceEveryMinute", "minute_interval": 20, "timezone": "Asia/Tokyo"},
        {"interval": "OnceHourly", "hour_interval": 3},
    ],
    deploy_new_release=[
        {"environment": "Stable"},
        {**SCOPE, **VARIABLES, "version_control_reference": {"git_ref": "refs/heads/main", "git_commit": "abc"}},
        {"environment": "Nightly", **NO_SCOPE, "variables": "", "version_control_reference": {"git_commit": ""}},
    ],
)
WEEKLY = sample(
    "days of the week",
    {},
    days_per_week_schedule=[
        {"start_time": "04:00", "monday": True},
        {
            "run_type": "Continuously",
            "interval": "OnceHourly",
            "hour_interval": 4,
            "minute_interval": 10,
            "timezone": "Europe/Paris",
            "monday": False,
            "tuesday": True,
            "wednesday": True,
            "thursday": True,
            "friday": True,
            "saturday": True,
            "sunday": True,
        },
    ],
    run_runbook=[
        {"runbook": "Tidy up", "environments": ["Stable"]},
        {
            "runbook": "",
            "runbook_tags": ["Hours/Late"],
            "environments": ["Nightly", "Stable"],
            "tenants": ["Sleeper"],
            "tenant_tags": ["Hours/Late"],
            "form_values": {"Reason": "It is late"},
        },
        {"runbook": "Rotate", "runbook_tags": [], "tenants": [], "tenant_tags": [], "form_values": {}},
    ],
)
MONTHLY = sample(
    "once a month",
    AGAIN,
    days_per_month_schedule=[
        {"start_time": "23:59", "monthly_schedule_type": "DateOfMonth", "date_of_month": "L"},
        {"monthly_schedule_type": "DayOfMonth", "day_number_of_month": "2", "day_of_week": "Sunday"},
        {"start_time": "00:00", "day_number_of_month": "L", "timezone": "Europe/Rome"},
    ],
)
CRON = sample(
    "cron expression",
    {},
    cron_expression_schedule=[
        {"cron_expression": "0 0 6 * * Mon-Fri"},
        {"cron_expression": "0 30 6 * * *", "timezone": "Europe/Madrid"},
    ],
    create_release=[{"channel": "Unripe"}, {"channel": "Default"}],
)
FEED = sample(
    "new packages",
    RELEASE,
    feed_filter=[
        {"packages": [{"deployment_action_slug": "deploy"}]},
        {
            "packages": [
                {"deployment_action_slug": "deploy", "package_reference": "tool"},
                {"deployment_action_slug": "x"},
            ]
        },
    ],
)
BUILT_IN_FEED = sample(
    "new packages of the built-in feed",
    RELEASE,
    arc_feed_filter=[
        {"packages": [{"deployment_action": "Deploy"}]},
        {"packages": [{"deployment_action": "Deploy", "package_reference": "tool"}, {"deployment_action": "More"}]},
    ],
)
GIT = sample(
    "new commits",
    RELEASE,
    git_filter=[
        {"sources": [{"deployment_action_slug": "configure"}]},
        {
            "sources": [
                {
                    "deployment_action_slug": "configure",
                    "git_dependency_name": "settings",
                    "include_file_paths": ["web/**", "api/**"],
                    "exclude_file_paths": ["**/*.md"],
                },
                {"deployment_action_slug": "check"},
            ]
        },
    ],
)
SAMPLES = (MACHINE, ONCE_DAILY, CONTINUOUS, DAILY, WEEKLY, MONTHLY, CRON, FEED, BUILT_IN_FEED, GIT)
