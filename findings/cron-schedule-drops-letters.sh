#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   cron-schedule 6.0.0 for JavaScript, and beside it cron-parser 5.10.6: both take six fields, seconds first.
# Guess:     cron-schedule, which only promises numbers, names, lists, ranges and steps, refuses what it does not know: W,
#            L and # as in 15W, 5L and 1#5, the start of a step as in 5/15, and a time that is written into a field.
# Seen:      it reads the number in front and silently drops the rest. 15W is the fifteenth, also at a week-end, 5L
#            is each Friday, 1#5 each Monday, 5/15 once an hour at minute 5, and 9h30 is nine o'clock. It refuses MON#1,
#            FRIL and LW. For cron-parser, 5L is the last Friday, 1#5 the fifth Monday, 5/15 every 15 minutes from
#            minute 5, and 15W and 9h30 are errors.
# Effect:    a job for the last Friday of the month runs every week, and one for each quarter of an hour once an hour.
# Here:      docs/api/triggers.md says that programs disagree; the collection computes no times.
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund cron-schedule@6.0.0 cron-parser@5.10.6

cat >times.cjs <<'NODE'
const { CronExpressionParser } = require("cron-parser");
const { parseCronExpression } = require("cron-schedule");

const START = new Date("2026-03-01T00:00:00Z");
const FIRST = {
  "cron-schedule": (expression) => parseCronExpression(expression).getNextDates(3, START),
  "cron-parser": (expression) => {
    const times = CronExpressionParser.parse(expression, { currentDate: START, tz: "UTC" });
    return [1, 2, 3].map(() => times.next().toDate());
  },
};
const EXPRESSIONS = ["0 0 9 15W * *", "0 0 9 * * 5L", "0 0 9 * * 1#5", "0 5/15 * * * *", "0 0 9h30 * * *", "0 0 9 * * MON#1",
  "0 0 9 * * FRIL"];
for (const [library, first] of Object.entries(FIRST)) {
  for (const expression of EXPRESSIONS) {
    let said;
    try {
      said = first(expression).map((time) => time.toISOString().slice(5, 16).replace("T", " ")).join(", ");
    } catch {
      said = "an error";
    }
    console.log(`${library}: ${expression}: ${said}`);
  }
}
NODE
seen=$(TZ=UTC node times.cjs)
expected='cron-schedule: 0 0 9 15W * *: 03-15 09:00, 04-15 09:00, 05-15 09:00
cron-schedule: 0 0 9 * * 5L: 03-06 09:00, 03-13 09:00, 03-20 09:00
cron-schedule: 0 0 9 * * 1#5: 03-02 09:00, 03-09 09:00, 03-16 09:00
cron-schedule: 0 5/15 * * * *: 03-01 00:05, 03-01 01:05, 03-01 02:05
cron-schedule: 0 0 9h30 * * *: 03-01 09:00, 03-02 09:00, 03-03 09:00
cron-schedule: 0 0 9 * * MON#1: an error
cron-schedule: 0 0 9 * * FRIL: an error
cron-parser: 0 0 9 15W * *: an error
cron-parser: 0 0 9 * * 5L: 03-27 09:00, 04-24 09:00, 05-29 09:00
cron-parser: 0 0 9 * * 1#5: 03-30 09:00, 06-29 09:00, 08-31 09:00
cron-parser: 0 5/15 * * * *: 03-01 00:05, 03-01 00:20, 03-01 00:35
cron-parser: 0 0 9h30 * * *: an error
cron-parser: 0 0 9 * * MON#1: 03-02 09:00, 04-06 09:00, 05-04 09:00
cron-parser: 0 0 9 * * FRIL: 03-27 09:00, 04-24 09:00, 05-29 09:00'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
