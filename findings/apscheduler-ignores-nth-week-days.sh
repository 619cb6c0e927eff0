#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   APScheduler 3.11.3 for Python: its trigger for cron expressions.
# Guess:     the library, which has words of its own for the first Monday of a month, refuses the MON#1 of Octopus and
#            of other cron dialects, as it refuses L, 15W and 1#1.
# Seen:      MON#1 is each Monday, MON#1,WED#3 is each Monday and Wednesday, MON-FRI#1 is each day from Monday to Friday,
#            and FRI-SUN/2 is each day from Friday to Sunday: everything behind the name of a day is silently
#            ignored. The same holds for months: JAN#2 and JAN/2 are each January.
# Effect:    a job that is to start a runbook on the first Monday of the month starts it each week.
# Here:      the collection checks an expression as Octopus reads it, in which # and L count, and sends it as it is.
#
# Needs Python 3.11 or newer (PYTHON names another one) and its package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check APScheduler==3.11.3 tzlocal==5.4.5

"$work/venv/bin/python" - <<'PYTHON'
import sys
from datetime import datetime, timedelta, timezone

from apscheduler.triggers.cron import CronTrigger


def days(expression):
    """The first four days of 2027 on which the expression runs, or "refused"."""
    try:
        trigger = CronTrigger.from_crontab(expression, timezone=timezone.utc)
    except ValueError:
        return "refused"
    found, time = [], datetime(2026, 12, 31, 12, tzinfo=timezone.utc)
    for _ in range(4):
        time = trigger.get_next_fire_time(None, time + timedelta(seconds=1))
        found.append(f"{time:%a %m-%d}")
    return ", ".join(found)


SEEN = (
    ("0 6 * * MON", "Mon 01-04, Mon 01-11, Mon 01-18, Mon 01-25"),
    ("0 6 * * MON#1", "Mon 01-04, Mon 01-11, Mon 01-18, Mon 01-25"),
    ("0 6 * * MON#1,WED#3", "Mon 01-04, Wed 01-06, Mon 01-11, Wed 01-13"),
    ("0 6 * * MON-FRI#1", "Fri 01-01, Mon 01-04, Tue 01-05, Wed 01-06"),
    ("0 6 * * FRI-SUN/2", "Fri 01-01, Sat 01-02, Sun 01-03, Fri 01-08"),
    ("0 6 * JAN#2 *", "Fri 01-01, Sat 01-02, Sun 01-03, Mon 01-04"),
    ("0 6 * * 1#1", "refused"),
    ("0 6 * * FRIL", "refused"),
    ("0 6 15W * *", "refused"),
)
changed = 0
for expression, seen in SEEN:
    found = days(expression)
    print(f"{expression}: {found}")
    changed += found != seen
sys.exit(f"{changed} of {len(SEEN)} outputs have changed" if changed else 0)
PYTHON
