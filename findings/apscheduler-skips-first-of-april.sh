#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   APScheduler 3.11.3 for Python, in which tzdata 2026.6 has the zones: its trigger for cron expressions.
# Guess:     a job at midnight runs on each day of the year, and a job on the first of the month runs in each month. At
#            most the hour that the clocks leave out in spring makes a difference.
# Seen:      "0 0 1 * *" runs eleven times a year in Berlin, London and New York: on the first of March, and then on the
#            first of May. "0 0 * * *" does not run on the day after the change to summer time in Berlin and New York.
#            At six o'clock, both run as expected, and so they do at midnight in UTC.
# Effect:    a program that starts a deployment or a runbook each month, or predicts when one starts, silently leaves April
#            out each year.
# Here:      a trigger belongs to the server: the collection sends its expression and its time zone, and computes no
#            times.
#
# Needs Python 3.11 or newer (PYTHON names another one) and its package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  APScheduler==3.11.3 tzlocal==5.4.5 tzdata==2026.6

PYTHONTZPATH="" "$work/venv/bin/python" - <<'PYTHON'
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger


def runs(expression, zone):
    """The times of 2027. As in the scheduler, the next one is asked for a moment after each."""
    trigger = CronTrigger.from_crontab(expression, timezone=zone)
    found, time = [], trigger.get_next_fire_time(None, datetime(2026, 12, 31, 12, tzinfo=zone))
    while time.year < 2028:
        found.append(time)
        moment = (time.astimezone(timezone.utc) + timedelta(milliseconds=5)).astimezone(zone)
        time = trigger.get_next_fire_time(time, moment)
    return [each for each in found if each.year == 2027]


def left_out(expression, zone, days):
    """The days of ``days`` on which the job does not run."""
    seen = {each.date() for each in runs(expression, ZoneInfo(zone))}
    return " ".join(str(day.date())[5:] for day in days if day.date() not in seen) or "none"


DAYS = [datetime(2027, 1, 1) + timedelta(days=number) for number in range(365)]
FIRSTS = [day for day in DAYS if day.day == 1]
SEEN = (
    ("0 0 1 * *", "Europe/Berlin", FIRSTS, "04-01"),
    ("0 0 1 * *", "Europe/London", FIRSTS, "04-01"),
    ("0 0 1 * *", "America/New_York", FIRSTS, "04-01"),
    ("0 0 1 * *", "UTC", FIRSTS, "none"),
    ("0 6 1 * *", "Europe/Berlin", FIRSTS, "none"),
    ("0 0 * * *", "Europe/Berlin", DAYS, "03-29"),
    ("0 0 * * *", "America/New_York", DAYS, "03-15"),
    ("0 6 * * *", "Europe/Berlin", DAYS, "none"),
)
changed = 0
for expression, zone, days, seen in SEEN:
    found = left_out(expression, zone, days)
    print(f"{expression} in {zone} leaves out: {found}")
    changed += found != seen
sys.exit(f"{changed} of {len(SEEN)} outputs have changed" if changed else 0)
PYTHON
