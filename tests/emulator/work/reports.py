# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How often a project was deployed, by week (api: dashboards#dashboard)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from emulator import clock
from emulator.handlers import Call
from emulator.model import Document
from emulator.refusals import Refusal
from emulator.work import boards

# The last 6 months.
WEEKS = 26


def counted_by_week(call: Call, nothing: Document) -> list[Document]:
    """``reporting/deployments-counted-by-week{?projectIds}``: a report for each project.

    Unverified: the labels are the Mondays on which the weeks begin, and there is a single series.
    """
    asked = [each.strip() for each in call.query.get("projectids", "").split(",") if each.strip()]
    if not asked:
        text = "A projectIds query string parameter is required."
        raise Refusal(400, text, text)
    projects = [call.octopus.must_exist("projects", each, call.space, "projectIds") for each in asked]
    today = clock.now().date()
    monday = today - timedelta(days=today.weekday())
    weeks = [monday - timedelta(weeks=number) for number in reversed(range(WEEKS))]
    made = boards.deployments(call.octopus, call.space)
    return [
        report(project["Id"], weeks_of(made, project["Id"]), [each.isoformat() for each in weeks])
        for project in projects
    ]


def weeks_of(made: list[Document], project: str) -> list[str]:
    """The Monday of each deployment of a project."""
    days = [
        datetime.fromisoformat(each["Created"]).astimezone(UTC).date() for each in made if each["ProjectId"] == project
    ]
    return [(day - timedelta(days=day.weekday())).isoformat() for day in days]


def report(project: str, deployed: list[str], weeks: list[str]) -> Document:
    counts = [float(deployed.count(week)) for week in weeks]
    series = [{"Label": "Deployments", "Data": counts}]
    return {"Id": None, "ProjectId": project, "ReportData": {"Labels": weeks, "Series": series}, "Links": {}}
