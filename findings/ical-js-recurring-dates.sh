#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   ical.js 2.2.1 for JavaScript, the library of Thunderbird's calendar, and beside it rrule 2.8.1.
# Guess:     a recurring event has the same dates in both. RFC 5545 leaves open only whether the start counts if the
#            rule does not match it, and a library answers this in one way for all rules.
# Seen:      ical.js leaves out a start that the rule does not match for weekly rules and for the last Friday of the
#            month, as rrule always does, but it counts the start for the last working day of the month (BYSETPOS) and
#            for a daily rule with BYDAY or BYMONTHDAY. An event on 29 February is on 1 March in other years, where RFC
#            5545 has no event at all. BYWEEKNO is ignored: the Monday of the first week is each Monday.
# Effect:    the recurring freezes of a space, written into a calendar, have another number of days, or other days, in
#            one calendar than in the next.
# Here:      octopus_deployment_freeze sends the schedule to the server, and the collection computes no dates.
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ical.js@2.2.1 rrule@2.8.1

cat > dates.mjs <<'NODE'
import ICAL from "ical.js";
import rrule from "rrule";

const RULES = [
  ["2026-12-01", "FREQ=WEEKLY;BYDAY=SA,SU;COUNT=3"],
  ["2026-12-01", "FREQ=DAILY;BYDAY=SA,SU;COUNT=3"],
  ["2026-12-01", "FREQ=DAILY;BYMONTHDAY=24,25;COUNT=3"],
  ["2026-12-01", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3"],
  ["2026-12-01", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3"],
  ["2024-02-29", "FREQ=YEARLY;COUNT=3"],
  ["2026-01-01", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;COUNT=3"],
];

function icalDates(start, rule) {
  const event = new ICAL.Component(["vevent", [], []]);
  event.addPropertyWithValue("dtstart", ICAL.Time.fromDateTimeString(`${start}T22:00:00`));
  event.addPropertyWithValue("rrule", ICAL.Recur.fromString(rule));
  const dates = new ICAL.Event(event).iterator();
  return Array.from({ length: 3 }, () => dates.next().toString().slice(0, 10));
}

function rruleDates(start, rule) {
  const text = `DTSTART:${start.replaceAll("-", "")}T220000Z\nRRULE:${rule}`;
  return rrule.rrulestr(text).all().map((date) => date.toISOString().slice(0, 10));
}

for (const [start, rule] of RULES) {
  const [ical, other] = [icalDates(start, rule).join(" "), rruleDates(start, rule).join(" ")];
  console.log(`${start} ${rule}: ${ical === other ? "both" : "ical.js"} ${ical}${ical === other ? "" : `, rrule ${other}`}`);
}
NODE
seen=$(timeout 60 node dates.mjs)
printf '%s\n' "$seen"
expected='2026-12-01 FREQ=WEEKLY;BYDAY=SA,SU;COUNT=3: both 2026-12-05 2026-12-06 2026-12-12
2026-12-01 FREQ=DAILY;BYDAY=SA,SU;COUNT=3: ical.js 2026-12-01 2026-12-05 2026-12-06, rrule 2026-12-05 2026-12-06 2026-12-12
2026-12-01 FREQ=DAILY;BYMONTHDAY=24,25;COUNT=3: ical.js 2026-12-01 2026-12-24 2026-12-25, rrule 2026-12-24 2026-12-25 2027-01-24
2026-12-01 FREQ=MONTHLY;BYDAY=-1FR;COUNT=3: both 2026-12-25 2027-01-29 2027-02-26
2026-12-01 FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3: ical.js 2026-12-01 2026-12-31 2027-01-29, rrule 2026-12-31 2027-01-29 2027-02-26
2024-02-29 FREQ=YEARLY;COUNT=3: ical.js 2024-02-29 2025-03-01 2026-03-01, rrule 2024-02-29 2028-02-29 2032-02-29
2026-01-01 FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;COUNT=3: ical.js 2026-01-05 2026-01-12 2026-01-19, rrule 2027-01-04 2028-01-03 2029-01-01'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
