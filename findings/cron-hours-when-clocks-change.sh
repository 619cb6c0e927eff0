#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   github.com/robfig/cron/v3 3.0.1 and github.com/adhocore/gronx 1.20.4 for Go, croner 11.0.1 and cron-parser
#            5.10.6 for JavaScript: they compute the times of six fields, seconds first.
# Guess:     with a time zone, a job at half past two runs once a day, also on the two days on which the clocks change,
#            and an hourly job runs each hour on these days.
# Seen:      in spring, when half past two does not exist, robfig/cron and gronx do not run the daily job at all; croner
#            runs it at three, and cron-parser at half past three. In autumn, robfig/cron runs it twice. In gronx, the
#            hourly job pauses for two hours in autumn. Each half hour from one to four: cron-parser, too, runs in one
#            only of the two hours that the clocks call two, and gronx in the other.
# Effect:    a forecast of when a trigger runs is wrong on two days a year, and a backup at half past two is left out.
# Here:      the collection computes no times: a trigger's document goes to the server, with its time zone.
#
# Needs go, node 20 or newer, and their package indexes. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > main.go <<'GO'
package main

import (
	"fmt"
	"time"

	"github.com/adhocore/gronx"
	"github.com/robfig/cron/v3"
)

func main() {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	parser := cron.NewParser(cron.Second | cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)
	after := map[string]func(string, time.Time) (time.Time, error){
		"robfig/cron": func(expression string, start time.Time) (time.Time, error) {
			schedule, err := parser.Parse(expression)
			return schedule.Next(start), err
		},
		"gronx": func(expression string, start time.Time) (time.Time, error) {
			return gronx.NextTickAfter(expression, start, false)
		},
	}
	for _, library := range []string{"robfig/cron", "gronx"} {
		for _, day := range []time.Time{time.Date(2027, 3, 28, 0, 59, 0, 0, zone), time.Date(2027, 10, 31, 0, 59, 0, 0, zone)} {
			for _, expression := range []string{"0 30 2 * * *", "0 0 * * * *", "0 */30 1-3 * * *"} {
				fmt.Printf("%s %s %s:", library, day.Format("01-02"), expression)
				moment, end := day, time.Date(2027, day.Month(), day.Day(), 4, 59, 0, 0, zone)
				for run := 0; run < 10; run++ {
					moment, err = after[library](expression, moment)
					if err != nil {
						panic(err)
					}
					if moment.After(end) {
						break
					}
					fmt.Print(" ", moment.Format("15:04-07"))
				}
				fmt.Println()
			}
		}
	}
}
GO
cat > times.mjs <<'NODE'
import { Cron } from "croner";
import { CronExpressionParser } from "cron-parser";

const timezone = "Europe/Berlin";
const form = { timeZone: timezone, hour: "2-digit", minute: "2-digit", timeZoneName: "longOffset" };
const shown = new Intl.DateTimeFormat("en-GB", form);
const LIBRARIES = {
  croner: (expression, start) => new Cron(expression, { timezone, paused: true }).nextRuns(10, start),
  "cron-parser": (expression, start) =>
    CronExpressionParser.parse(expression, { currentDate: start, tz: timezone }).take(10).map((each) => each.toDate()),
};
const DAYS = [
  ["03-28", "2027-03-27T23:59:00Z", "2027-03-28T02:59:00Z"],
  ["10-31", "2027-10-30T22:59:00Z", "2027-10-31T03:59:00Z"],
];
for (const [library, times] of Object.entries(LIBRARIES)) {
  for (const [day, start, end] of DAYS) {
    for (const expression of ["0 30 2 * * *", "0 0 * * * *", "0 */30 1-3 * * *"]) {
      const runs = times(expression, new Date(start)).filter((each) => each <= new Date(end));
      const texts = runs.map((each) => ` ${shown.format(each).replace(/ GMT([+-]\d\d).*/, "$1")}`);
      console.log(`${library} ${day} ${expression}:${texts.join("")}`);
    }
  }
}
NODE
{
  go mod init finding
  go get github.com/robfig/cron/v3@v3.0.1 github.com/adhocore/gronx@v1.20.4
  go mod tidy
  npm init --yes
  npm install --no-audit --no-fund croner@11.0.1 cron-parser@5.10.6
} > setup.log 2>&1 || { cat setup.log >&2; exit 2; }

seen="$(go run .)
$(node times.mjs)"
printf '%s\n' "$seen"
expected='robfig/cron 03-28 0 30 2 * * *:
robfig/cron 03-28 0 0 * * * *: 01:00+01 03:00+02 04:00+02
robfig/cron 03-28 0 */30 1-3 * * *: 01:00+01 01:30+01 03:00+02 03:30+02
robfig/cron 10-31 0 30 2 * * *: 02:30+02 02:30+01
robfig/cron 10-31 0 0 * * * *: 01:00+02 02:00+02 02:00+01 03:00+01 04:00+01
robfig/cron 10-31 0 */30 1-3 * * *: 01:00+02 01:30+02 02:00+02 02:30+02 02:00+01 02:30+01 03:00+01 03:30+01
gronx 03-28 0 30 2 * * *:
gronx 03-28 0 0 * * * *: 01:00+01 03:00+02 04:00+02
gronx 03-28 0 */30 1-3 * * *: 01:00+01 01:30+01 03:00+02 03:30+02
gronx 10-31 0 30 2 * * *: 02:30+01
gronx 10-31 0 0 * * * *: 01:00+02 02:00+01 03:00+01 04:00+01
gronx 10-31 0 */30 1-3 * * *: 01:00+02 01:30+02 02:00+01 02:30+01 03:00+01 03:30+01
croner 03-28 0 30 2 * * *: 03:00+02
croner 03-28 0 0 * * * *: 01:00+01 03:00+02 04:00+02
croner 03-28 0 */30 1-3 * * *: 01:00+01 01:30+01 03:00+02 03:30+02
croner 10-31 0 30 2 * * *: 02:30+02
croner 10-31 0 0 * * * *: 01:00+02 02:00+02 02:00+01 03:00+01 04:00+01
croner 10-31 0 */30 1-3 * * *: 01:00+02 01:30+02 02:00+02 02:30+02 02:00+01 02:30+01 03:00+01 03:30+01
cron-parser 03-28 0 30 2 * * *: 03:30+02
cron-parser 03-28 0 0 * * * *: 01:00+01 03:00+02 04:00+02
cron-parser 03-28 0 */30 1-3 * * *: 01:00+01 01:30+01 03:00+02 03:30+02
cron-parser 10-31 0 30 2 * * *: 02:30+02
cron-parser 10-31 0 0 * * * *: 01:00+02 02:00+02 02:00+01 03:00+01 04:00+01
cron-parser 10-31 0 */30 1-3 * * *: 01:00+02 01:30+02 02:00+02 02:30+02 03:00+01 03:30+01'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
