#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   cron 4.4.0 and @breejs/later 4.2.0 for JavaScript, and beside them croner 11.0.1 and cron-parser 5.10.6: they
#            compute the times of six fields, seconds first, Sunday 0.
# Guess:     if the day of the month and the day of the week are both written, a job runs on the days of either, in each
#            of the four, and only a star leaves a field open: 1-31 and 0-6 are days that are written. 7 is Sunday.
# Seen:      for cron, a field with all its values is open, so that "1-31 * MON" is each Monday, and every day for the two
#            others. later joins the fields with "and", always: "1,15 * MON" is each Monday that is the first or the
#            fifteenth. For later, 7 is Saturday, so that 5-7 is Friday and Saturday.
# Effect:    a forecast of a trigger with both fields names days on which the trigger does not run. A job for the first,
#            the fifteenth and each Monday runs a few times a year, and a job from Friday to Sunday leaves out Sunday.
# Here:      docs/api/triggers.md says that programs disagree; the collection computes no times.
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund cron@4.4.0 @breejs/later@4.2.0 croner@11.0.1 cron-parser@5.10.6

cat >days.mjs <<'NODE'
import later from "@breejs/later";
import { CronTime } from "cron";
import { CronExpressionParser } from "cron-parser";
import { Cron } from "croner";

const START = new Date("2026-03-01T00:00:00Z");
const FIVE = [0, 1, 2, 3, 4];
later.date.UTC();
const LIBRARIES = {
  cron: (expression) => {
    const time = new CronTime(expression, "UTC");
    let last = START;
    return FIVE.map(() => (last = time.getNextDateFrom(last, "UTC").toJSDate()));
  },
  later: (expression) => later.schedule(later.parse.cron(expression, true)).next(5, START),
  croner: (expression) => new Cron(expression, { timezone: "UTC" }).nextRuns(5, START),
  "cron-parser": (expression) => {
    const times = CronExpressionParser.parse(expression, { currentDate: START, tz: "UTC" });
    return FIVE.map(() => times.next().toDate());
  },
};
for (const days of ["* * MON", "1-31 * MON", "15 * 0-6", "1,15 * MON", "* * 7", "* * 5-7"]) {
  for (const [name, times] of Object.entries(LIBRARIES)) {
    console.log(`${days}: ${name}: ${times(`0 0 9 ${days}`).map((time) => time.toISOString().slice(2, 10)).join(" ")}`);
  }
}
NODE
seen=$(TZ=UTC timeout 60 node days.mjs)
expected='* * MON: cron: 26-03-02 26-03-09 26-03-16 26-03-23 26-03-30
* * MON: later: 26-03-02 26-03-09 26-03-16 26-03-23 26-03-30
* * MON: croner: 26-03-02 26-03-09 26-03-16 26-03-23 26-03-30
* * MON: cron-parser: 26-03-02 26-03-09 26-03-16 26-03-23 26-03-30
1-31 * MON: cron: 26-03-02 26-03-09 26-03-16 26-03-23 26-03-30
1-31 * MON: later: 26-03-02 26-03-09 26-03-16 26-03-23 26-03-30
1-31 * MON: croner: 26-03-01 26-03-02 26-03-03 26-03-04 26-03-05
1-31 * MON: cron-parser: 26-03-01 26-03-02 26-03-03 26-03-04 26-03-05
15 * 0-6: cron: 26-03-15 26-04-15 26-05-15 26-06-15 26-07-15
15 * 0-6: later: 26-03-15 26-04-15 26-05-15 26-06-15 26-07-15
15 * 0-6: croner: 26-03-01 26-03-02 26-03-03 26-03-04 26-03-05
15 * 0-6: cron-parser: 26-03-01 26-03-02 26-03-03 26-03-04 26-03-05
1,15 * MON: cron: 26-03-01 26-03-02 26-03-09 26-03-15 26-03-16
1,15 * MON: later: 26-06-01 26-06-15 27-02-01 27-02-15 27-03-01
1,15 * MON: croner: 26-03-01 26-03-02 26-03-09 26-03-15 26-03-16
1,15 * MON: cron-parser: 26-03-01 26-03-02 26-03-09 26-03-15 26-03-16
* * 7: cron: 26-03-01 26-03-08 26-03-15 26-03-22 26-03-29
* * 7: later: 26-03-07 26-03-14 26-03-21 26-03-28 26-04-04
* * 7: croner: 26-03-01 26-03-08 26-03-15 26-03-22 26-03-29
* * 7: cron-parser: 26-03-01 26-03-08 26-03-15 26-03-22 26-03-29
* * 5-7: cron: 26-03-01 26-03-06 26-03-07 26-03-08 26-03-13
* * 5-7: later: 26-03-06 26-03-07 26-03-13 26-03-14 26-03-20
* * 5-7: croner: 26-03-01 26-03-06 26-03-07 26-03-08 26-03-13
* * 5-7: cron-parser: 26-03-01 26-03-06 26-03-07 26-03-08 26-03-13'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
