#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   crontab 1.0.5 for Python, and beside it croniter 7.0.0 with second_at_beginning.
# Guess:     six fields begin with the seconds, as in Quartz and Octopus, or are refused.
# Seen:      the sixth field is the year, and seconds come first only if there are seven. The daily "0 0 9 * * *" is
#            midnight of the ninth of each month, and the quarters of an hour of "0 0/15 * * * *" are midnight and three in
#            the afternoon. Only a week day at the end, as in "0 0 9 * * MON", is refused.
# Effect:    an expression for Octopus is accepted, and runs twelve times a year instead of each day.
# Here:      docs/api/triggers.md says that the six fields of Octopus begin with the seconds.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check crontab==1.0.5 croniter==7.0.0

cat >"$work/times.py" <<'PYTHON'
from datetime import datetime

from croniter import croniter
from crontab import CronTab

START = datetime(2026, 3, 1)


def by_crontab(expression: str) -> list[datetime]:
    tab, times = CronTab(expression), [START]
    for _each in range(3):
        times.append(tab.next(times[-1], default_utc=True, return_datetime=True))
    return times[1:]


def by_croniter(expression: str) -> list[datetime]:
    times = croniter(expression, START, second_at_beginning=True)
    return [times.get_next(datetime) for _each in range(3)]


for first in (by_croniter, by_crontab):
    for expression in ("0 0 9 * * *", "0 0/15 * * * *", "0 0 9 * * * *", "0 0 9 * * MON"):
        try:
            said = ", ".join(f"{time:%m-%d %H:%M}" for time in first(expression))
        except ValueError:
            said = "an error"
        print(f"{first.__name__}: {expression}: {said}")
PYTHON
seen=$("$work/venv/bin/python" "$work/times.py")
expected='by_croniter: 0 0 9 * * *: 03-01 09:00, 03-02 09:00, 03-03 09:00
by_croniter: 0 0/15 * * * *: 03-01 00:15, 03-01 00:30, 03-01 00:45
by_croniter: 0 0 9 * * * *: 03-01 09:00, 03-02 09:00, 03-03 09:00
by_croniter: 0 0 9 * * MON: 03-02 09:00, 03-09 09:00, 03-16 09:00
by_crontab: 0 0 9 * * *: 03-09 00:00, 04-09 00:00, 05-09 00:00
by_crontab: 0 0/15 * * * *: 03-01 15:00, 03-02 00:00, 03-02 15:00
by_crontab: 0 0 9 * * * *: 03-01 09:00, 03-02 09:00, 03-03 09:00
by_crontab: 0 0 9 * * MON: an error'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
