#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   crontzconvert 1.1.1 and local-crontab 0.1.8 for JavaScript, which convert a cron expression from one time
#            zone to another, the second one to UTC.
# Guess:     the result runs at the same moments, with the day of the week or of the month moved where a time moves over
#            midnight, or is refused where one expression can't say it.
# Seen:      local-crontab never moves a day: Monday at two in Tokyo becomes Monday at 17:00 UTC, which is Tuesday at
#            two. In Kolkata, a time in the second half of an hour becomes one that is an hour too early. crontzconvert
#            moves all hours by the first: Monday at 0:00 and 12:00 in Lagos becomes Sunday at 23:00 and 11:00. L
#            becomes 1 even if nothing moves, so that noon on the last day is noon on the first. There is no error.
# Effect:    a deployment runs on another day, or an hour early, than the person who wrote the expression meant.
# Here:      a trigger has a time zone of its own, so that no expression needs a conversion (docs/api/triggers.md).
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund crontzconvert@1.1.1 local-crontab@0.1.8

cat >convert.cjs <<'NODE'
const { convert } = require("crontzconvert");
const { localCrontabToUtcCrontabs } = require("local-crontab");

// None of these zones changes its clocks.
for (const [expression, zone] of [
  ["0 10 * * *", "Asia/Tokyo"],
  ["0 2 * * 1", "Asia/Tokyo"],
  ["0 2 1 * *", "Asia/Tokyo"],
  ["15 10 * * *", "Asia/Kolkata"],
  ["45 10 * * *", "Asia/Kolkata"],
]) {
  console.log(`local-crontab: ${expression} in ${zone}: ${localCrontabToUtcCrontabs(expression, zone).join(" and ")}`);
}
for (const [expression, zone] of [
  ["0 0 0 * * 1", "Africa/Lagos"],
  ["0 0 0,12 * * 1", "Africa/Lagos"],
  ["0 0 12 L * *", "Africa/Lagos"],
  ["0 0,45 10 * * *", "Asia/Kolkata"],
]) {
  console.log(`crontzconvert: ${expression} in ${zone}: ${convert(expression, zone, "UTC")}`);
}
NODE
seen=$(node convert.cjs)
printf '%s\n' "$seen"
expected='local-crontab: 0 10 * * * in Asia/Tokyo: 0 1 * * *
local-crontab: 0 2 * * 1 in Asia/Tokyo: 0 17 * * 1
local-crontab: 0 2 1 * * in Asia/Tokyo: 0 17 1 * *
local-crontab: 15 10 * * * in Asia/Kolkata: 45 4 * * *
local-crontab: 45 10 * * * in Asia/Kolkata: 15 4 * * *
crontzconvert: 0 0 0 * * 1 in Africa/Lagos: 0 0 23 * * 0
crontzconvert: 0 0 0,12 * * 1 in Africa/Lagos: 0 0 11,23 * * 0
crontzconvert: 0 0 12 L * * in Africa/Lagos: 0 0 11 1 * *
crontzconvert: 0 0,45 10 * * * in Asia/Kolkata: 0 15,30 4 * * *'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
