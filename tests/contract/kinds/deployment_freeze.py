# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of deployment freezes: over a time, and again and again."""

from __future__ import annotations

from contract.sample import Sample
from emulator.testing import Emulator


def frozen_projects(server: Emulator) -> None:
    for name in ("Frost", "Ice"):
        server.seed("environments", Name=name)
    group, lifecycle = server.seed("projectgroups", Name="Cold"), server.seed("lifecycles", Name="Slowly")
    for name in ("Ski lift", "Ice rink"):
        server.seed("projects", Name=name, ProjectGroupId=group["Id"], LifecycleId=lifecycle["Id"])
    server.seed("tenants", Name="Penguin")


HOLIDAYS = {"start": "2099-12-20T18:00:00Z", "end": "2100-01-05T06:00:00+02:00"}
PENGUIN = {"tenant": "Penguin", "project": "Ski lift", "environment": "Frost"}
HOLIDAYS_SAMPLE = Sample(
    title="deployment freeze",
    kind="deployment_freeze",
    minimal={"name": "Holidays", **HOLIDAYS},
    prepare=frozen_projects,
    steps={
        "description": ["Nobody is there", ""],
        "start": ["2099-12-21T00:00:00Z", "2099-12-22"],
        "end": ["2100-01-06T00:00:00Z"],
        "project_environment_scope": [
            [{"project": "Ski lift", "environments": ["Frost", "Ice"]}],
            [{"project": "Ski lift", "environments": ["Ice"]}, {"project": "Ice rink", "environments": ["Frost"]}],
            [],
        ],
        "tenant_project_environment_scope": [[PENGUIN, {**PENGUIN, "environment": "Ice"}], [PENGUIN], []],
        "owner": ["Ski lift", ""],
    },
)
RECURRING = Sample(
    title="deployment freeze that recurs",
    kind="deployment_freeze",
    minimal={"name": "Weekends", **HOLIDAYS, "recurring_schedule": {"type": "Daily"}},
    prepare=frozen_projects,
    steps={
        "recurring_schedule": [
            {"type": "Weekly", "unit": 2, "days_of_week": ["Sunday", "Saturday"], "user_utc_offset_in_minutes": 60},
            {"end_type": "OnDate", "end_on_date": "2110-01-01T00:00:00Z"},
            {"type": "Monthly", "date_of_month": "L", "end_type": "AfterOccurrences", "end_after_occurrences": 3},
            {"monthly_schedule_type": "DayOfMonth", "day_number_of_month": "2", "day_of_week": "Monday"},
            {"type": "Annually", "end_type": "Never"},
            {},
        ],
    },
)
SAMPLES = (HOLIDAYS_SAMPLE, RECURRING)
