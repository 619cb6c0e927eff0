#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   cron-descriptor 2.2.1 for Python and cronstrue 3.39.0 for JavaScript, both ports of the .NET library that
#            puts a cron expression into words. cron-parser 5.10.6 for JavaScript, which computes the times.
# Guess:     both describe the six fields of Octopus, seconds first and Sunday 0, with # and L, in the same sense, or
#            refuse an expression. In a list, each entry keeps its own # or L.
# Seen:      single entries are described rightly. In a list, cron-descriptor silently drops each #: the first and
#            third Monday have the description of the second and fourth. "Each Monday, and the last Friday" becomes
#            "on the last Monday and Friday". For a day of the month with a day of the week, cron-descriptor says "or",
#            and cronstrue "and". For cron-parser 1/2 includes Sunday, although 0 to 6 are the days of the week.
# Effect:    a report in words about the triggers of a space names days on which they don't run.
# Here:      the collection shows an expression as it is, and checks each entry of a list by itself: a test has these.
#
# Needs Python 3.11 or newer (PYTHON names another one), node 20 or newer, and their package indexes. Exits with 0 as
# long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check cron-descriptor==2.2.1
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund cronstrue@3.39.0 cron-parser@5.10.6

cat >describe.py <<'PYTHON'
import sys

from cron_descriptor import get_description

for expression in sys.argv[1:]:
    print(f"{expression}: {get_description(expression)}")
PYTHON
cat >describe.cjs <<'NODE'
const cronstrue = require("cronstrue");

for (const expression of process.argv.slice(2)) {
  console.log(`${expression}: ${cronstrue.toString(expression)}`);
}
NODE
cat >days.cjs <<'NODE'
const { CronExpressionParser } = require("cron-parser");

const monday = { currentDate: "2026-12-07T00:00:00Z", tz: "UTC" };
for (const expression of process.argv.slice(2)) {
  const times = CronExpressionParser.parse(expression, monday);
  const days = times.take(4).map((each) => each.toDate().toUTCString().slice(0, 3));
  console.log(`${expression}: ${days.join(" ")}`);
}
NODE

single=("0 0 6 ? * MON#1" "0 0 6 ? * FRIL" "0 0 6 15W * ?")
lists=("0 0 6 ? * MON#1,MON#3" "0 0 6 ? * MON#2,MON#4" "0 0 6 ? * MON,FRIL" "0 0 6 15 * MON")
seen="cron-descriptor
$(venv/bin/python describe.py "${single[@]}" "${lists[@]}")
cronstrue
$(node describe.cjs "${single[@]}" "${lists[@]}")
cron-parser
$(node days.cjs "0 0 6 ? * 1-6/2" "0 0 6 ? * 1/2")"

expected="cron-descriptor
0 0 6 ? * MON#1: At 06:00 AM, on the first Monday of the month
0 0 6 ? * FRIL: At 06:00 AM, on the last Friday of the month
0 0 6 15W * ?: At 06:00 AM, on the weekday nearest day 15 of the month
0 0 6 ? * MON#1,MON#3: At 06:00 AM, on the  Monday and Monday of the month
0 0 6 ? * MON#2,MON#4: At 06:00 AM, on the  Monday and Monday of the month
0 0 6 ? * MON,FRIL: At 06:00 AM, on the last Monday and Friday of the month
0 0 6 15 * MON: At 06:00 AM, on day 15 of the month, or on Monday
cronstrue
0 0 6 ? * MON#1: At 06:00 AM, on the first Monday of the month
0 0 6 ? * FRIL: At 06:00 AM, on the last Friday of the month
0 0 6 15W * ?: At 06:00 AM, on the weekday nearest day 15 of the month
0 0 6 ? * MON#1,MON#3: At 06:00 AM, on the first Monday and third Monday of the month
0 0 6 ? * MON#2,MON#4: At 06:00 AM, on the second Monday and fourth Monday of the month
0 0 6 ? * MON,FRIL: At 06:00 AM, only on Monday and on the last Friday of the month
0 0 6 15 * MON: At 06:00 AM, on day 15 of the month, and on Monday
cron-parser
0 0 6 ? * 1-6/2: Mon Wed Fri Mon
0 0 6 ? * 1/2: Mon Wed Fri Sun"
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
