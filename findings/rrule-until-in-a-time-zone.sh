#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   rrule 2.8.1 for JavaScript, the one that most programs use, and beside it rrule-temporal 2.2.8, and
#            dateutil 2.9.0 for Python.
# Guess:     where a rule begins in a time zone, its UNTIL is a moment in UTC, as RFC 5545 section 3.3.10 demands, and
#            the last date is the one that is not later than this moment. An EXDATE in UTC excludes the date that is
#            this moment.
# Seen:      rrule compares UNTIL with the local time as if both were in one zone. East of Greenwich, a rule that ends
#            with a date at midnight loses this date, and west of it a rule gets one more. An EXDATE in UTC excludes
#            nothing. The two others do as the RFC says.
# Effect:    the last day of a freeze over the holidays is missing in a calendar, a freeze lasts a day longer, or a date
#            that was taken out is there again.
# Here:      the collection computes no dates: EndOnDate of a recurring schedule goes to the server
#            (docs/api/triggers.md).
#
# Needs Python 3.11 or newer (PYTHON names another one), node 20 or newer, and their package indexes. Exits with 0 as
# long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check python-dateutil==2.9.0.post0 tzdata==2025.2
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund rrule@2.8.1 rrule-temporal@2.2.8

cat >rules <<'TEXT'
DTSTART;TZID=Europe/Berlin:20261224T000000 RRULE:FREQ=DAILY;UNTIL=20261225T230000Z
DTSTART;TZID=America/New_York:20261224T200000 RRULE:FREQ=DAILY;UNTIL=20261226T203000Z
DTSTART;TZID=Europe/Berlin:20261224T220000 RRULE:FREQ=DAILY;COUNT=3 EXDATE:20261225T210000Z
DTSTART:20261224T000000Z RRULE:FREQ=DAILY;UNTIL=20261226T000000Z
TEXT
cat >dates.mjs <<'NODE'
import { readFileSync } from "node:fs";
import rrule from "rrule";
import { RRuleTemporal } from "rrule-temporal";

for (const line of readFileSync("rules", "utf8").trim().split("\n")) {
  const text = line.replaceAll(" ", "\n");
  const dates = rrule.rrulestr(text).all().map((date) => date.toISOString().slice(5, 16));
  const others = new RRuleTemporal({ rruleString: text }).all().map((date) => date.toInstant().toString().slice(5, 16));
  console.log(`rrule: ${line.split(" ")[0]}: ${dates.join(" ")}`);
  console.log(`rrule-temporal: ${line.split(" ")[0]}: ${others.join(" ")}`);
}
NODE
cat >dates.py <<'PYTHON'
from datetime import UTC
from pathlib import Path

from dateutil.rrule import rrulestr

for line in Path("rules").read_text().splitlines():
    dates = rrulestr(line.replace(" ", "\n"))
    print(f"dateutil: {line.split()[0]}:", *[f"{date.astimezone(UTC):%m-%dT%H:%M}" for date in dates])
PYTHON
seen=$(TZ=UTC node dates.mjs; venv/bin/python dates.py)
printf '%s\n' "$seen"
expected='rrule: DTSTART;TZID=Europe/Berlin:20261224T000000: 12-23T23:00 12-24T23:00
rrule-temporal: DTSTART;TZID=Europe/Berlin:20261224T000000: 12-23T23:00 12-24T23:00 12-25T23:00
rrule: DTSTART;TZID=America/New_York:20261224T200000: 12-25T01:00 12-26T01:00 12-27T01:00
rrule-temporal: DTSTART;TZID=America/New_York:20261224T200000: 12-25T01:00 12-26T01:00
rrule: DTSTART;TZID=Europe/Berlin:20261224T220000: 12-24T21:00 12-25T21:00 12-26T21:00
rrule-temporal: DTSTART;TZID=Europe/Berlin:20261224T220000: 12-24T21:00 12-26T21:00
rrule: DTSTART:20261224T000000Z: 12-24T00:00 12-25T00:00 12-26T00:00
rrule-temporal: DTSTART:20261224T000000Z: 12-24T00:00 12-25T00:00 12-26T00:00
dateutil: DTSTART;TZID=Europe/Berlin:20261224T000000: 12-23T23:00 12-24T23:00 12-25T23:00
dateutil: DTSTART;TZID=America/New_York:20261224T200000: 12-25T01:00 12-26T01:00
dateutil: DTSTART;TZID=Europe/Berlin:20261224T220000: 12-24T21:00 12-26T21:00
dateutil: DTSTART:20261224T000000Z: 12-24T00:00 12-25T00:00 12-26T00:00'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
