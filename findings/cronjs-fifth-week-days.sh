#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   @datasert/cronjs-matcher 1.4.0 for JavaScript, and beside it croner 11.0.1: both compute the times of six
#            fields, seconds first, Sunday 0, with ? L W #.
# Guess:     FRI#5 is each fifth Friday of a month, and a month without it has none. 31W is a day of the months that have
#            a 31st, as the number 31 alone is.
# Seen:      cronjs leaves out the fifth Friday if it is the 31st: it finds four of five in 2027, and two of the four
#            fifth Sundays. For cronjs, 31W is the last working day of each month, although seven months have a 31st.
# Effect:    a forecast of a trigger leaves out days at the end of a year or a quarter, or adds some.
# Here:      the collection sends an expression to the server as it is, and computes no times.
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @datasert/cronjs-matcher@1.4.0 croner@11.0.1

cat > days.mjs <<'NODE'
import { getFutureMatches } from "@datasert/cronjs-matcher";
import { Cron } from "croner";

const [startAt, endAt, timezone] = ["2026-12-31T12:00:00Z", "2027-12-31T12:00:00Z", "UTC"];
const LIBRARIES = {
  cronjs: (expression) =>
    getFutureMatches(expression, { startAt, endAt, timezone, matchCount: 12, hasSeconds: true }),
  croner: (expression) =>
    new Cron(expression, { timezone, paused: true, stopAt: endAt }).nextRuns(12, startAt).map((each) => each.toISOString()),
};
for (const expression of ["0 0 6 ? * FRI#5", "0 0 6 ? * SUN#5", "0 0 6 ? * FRI#4", "0 0 6 31W * ?", "0 0 6 31 * ?"]) {
  for (const [library, times] of Object.entries(LIBRARIES)) {
    console.log(`${expression}, ${library}: ${times(expression).map((each) => each.slice(5, 10)).join(" ")}`);
  }
}
NODE
seen=$(timeout 60 node days.mjs)
printf '%s\n' "$seen"
expected='0 0 6 ? * FRI#5, cronjs: 01-29 04-30 07-30 10-29
0 0 6 ? * FRI#5, croner: 01-29 04-30 07-30 10-29 12-31
0 0 6 ? * SUN#5, cronjs: 05-30 08-29
0 0 6 ? * SUN#5, croner: 01-31 05-30 08-29 10-31
0 0 6 ? * FRI#4, cronjs: 01-22 02-26 03-26 04-23 05-28 06-25 07-23 08-27 09-24 10-22 11-26 12-24
0 0 6 ? * FRI#4, croner: 01-22 02-26 03-26 04-23 05-28 06-25 07-23 08-27 09-24 10-22 11-26 12-24
0 0 6 31W * ?, cronjs: 01-29 02-26 03-31 04-30 05-31 06-30 07-30 08-31 09-30 10-29 11-30 12-31
0 0 6 31W * ?, croner: 01-29 03-31 05-31 07-30 08-31 10-29 12-31
0 0 6 31 * ?, cronjs: 01-31 03-31 05-31 07-31 08-31 10-31 12-31
0 0 6 31 * ?, croner: 01-31 03-31 05-31 07-31 08-31 10-31 12-31'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
