#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   recurring-ical-events 3.8.2 for Python, ical-expander 3.2.0 (on ical.js) and node-ical 0.27.2 for
#            JavaScript, which expand the recurring events of a calendar.
# Guess:     an event each night from 22:00 to 06:00, with a time zone, ends at 06:00 in each, also in the night in
#            which the clocks change. With a duration of eight hours, it ends at 07:00 in that night in spring. The
#            three agree.
# Seen:      recurring-ical-events ends each night at 06:00, also with a duration of eight hours. node-ical gives each
#            night the exact length of the first, as RFC 5545 section 3.8.5.3 has it for an event with an end: 07:00 in
#            that night in spring, and 05:00 in all later ones if that night is the first. ical-expander ends at 05:00
#            in the latter case, and at 06:00 in the others.
# Effect:    a program that takes its freezes from a calendar deploys an hour before their end, or an hour after it.
# Here:      octopus_deployment_freeze sends start, end and schedule to the server, and computes no dates.
#
# Needs Python 3.11 or newer (PYTHON names another one), node 20 or newer, and their package indexes. Exits with 0 as
# long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check recurring-ical-events==3.8.2 icalendar==7.3.0
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ical-expander@3.2.0 node-ical@0.27.2

calendar() {
  cat <<TEXT | sed 's/$/\r/' > "$1.ics"
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:1
DTSTAMP:20261101T000000Z
DTSTART;TZID=Europe/Berlin:$2
$3
RRULE:FREQ=DAILY;COUNT=3
END:VEVENT
END:VCALENDAR
TEXT
}
# The clocks change in the night from the 27th to the 28th of March: the second night, and the first.
calendar "end, second night" 20270326T220000 "DTEND;TZID=Europe/Berlin:20270327T060000"
calendar "length, second night" 20270326T220000 DURATION:PT8H
calendar "end, first night" 20270327T220000 "DTEND;TZID=Europe/Berlin:20270328T060000"

cat >ends.cjs <<'NODE'
const { readFileSync, readdirSync } = require("node:fs");
const IcalExpander = require("ical-expander");
const ical = require("node-ical");

const FROM = new Date("2027-03-01T00:00:00Z");
const TO = new Date("2027-05-01T00:00:00Z");
const shown = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Berlin", timeStyle: "short" });
const LIBRARIES = {
  "ical-expander": (ics) => {
    const { occurrences } = new IcalExpander({ ics }).between(FROM, TO);
    return occurrences.map((each) => each.endDate.toJSDate());
  },
  "node-ical": (ics) => {
    const event = Object.values(ical.sync.parseICS(ics)).find((each) => each.type === "VEVENT");
    return ical.expandRecurringEvent(event, { from: FROM, to: TO }).map((each) => each.end);
  },
};
for (const file of readdirSync(".").filter((name) => name.endsWith(".ics")).sort()) {
  for (const [library, ends] of Object.entries(LIBRARIES)) {
    const times = ends(readFileSync(file, "utf8")).map((end) => shown.format(end));
    console.log(`${file.slice(0, -4)}: ${library}: ${times.join(" ")}`);
  }
}
NODE
cat >ends.py <<'PYTHON'
from datetime import date
from pathlib import Path

import recurring_ical_events
from icalendar import Calendar

for file in sorted(Path().glob("*.ics")):
    calendar = Calendar.from_ical(file.read_bytes())
    events = recurring_ical_events.of(calendar).between(date(2027, 3, 1), date(2027, 5, 1))
    print(f"{file.stem}: recurring-ical-events:", *[f"{each['DTEND'].dt:%H:%M}" for each in events])
PYTHON
seen=$(node ends.cjs; venv/bin/python ends.py)
printf '%s\n' "$seen"
expected='end, first night: ical-expander: 05:00 05:00 05:00
end, first night: node-ical: 06:00 05:00 05:00
end, second night: ical-expander: 06:00 06:00 06:00
end, second night: node-ical: 06:00 07:00 06:00
length, second night: ical-expander: 06:00 06:00 06:00
length, second night: node-ical: 06:00 07:00 06:00
end, first night: recurring-ical-events: 06:00 06:00 06:00
end, second night: recurring-ical-events: 06:00 06:00 06:00
length, second night: recurring-ical-events: 06:00 06:00 06:00'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
