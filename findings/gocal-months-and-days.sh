#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   github.com/apognu/gocal v0.9.1 for Go, which reads calendars and expands recurring events.
# Guess:     a rule of RFC 5545 gives the dates of the RFC, or an error if the library does not know a part of the rule.
#            A month without a 31st has no event on the 31st.
# Seen:      BYMONTH=12 is January, February and December, because the numbers are compared as texts, and BYMONTH=11,12
#            is each month. BYMONTHDAY is ignored, so that the 24th and 25th are each day. A monthly event on the 31st
#            goes to the third of March, and stays at the third. There is no error.
# Effect:    a program that reads the freezes of a team from its calendar finds a freeze in January and February, or on
#            each day, and starts no deployment.
# Here:      octopus_deployment_freeze sends the schedule to the server, and the collection computes no dates.
#
# Needs go and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > main.go <<'GO'
package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/apognu/gocal"
)

const calendar = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20261101T000000Z
DTSTART:%s
DTEND:%s
RRULE:%s
END:VEVENT
END:VCALENDAR
`

func main() {
	first, last := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2027, 6, 30, 0, 0, 0, 0, time.UTC)
	for _, each := range [][2]string{
		{"20261203T220000Z", "FREQ=MONTHLY;BYMONTH=12"},
		{"20261203T220000Z", "FREQ=MONTHLY;BYMONTH=11,12"},
		{"20261224T220000Z", "FREQ=DAILY;BYMONTHDAY=24,25"},
		{"20270131T220000Z", "FREQ=MONTHLY"},
		{"20261205T220000Z", "FREQ=WEEKLY;BYDAY=SA,SU"},
	} {
		end := strings.Replace(each[0], "T22", "T23", 1)
		parser := gocal.NewParser(strings.NewReader(fmt.Sprintf(calendar, each[0], end, each[1])))
		parser.Start, parser.End = &first, &last
		if err := parser.Parse(); err != nil {
			panic(err)
		}
		fmt.Printf("%s %s:", each[0][:8], each[1])
		for index, event := range parser.Events {
			if index < 5 {
				fmt.Print(" ", event.Start.Format("06-01-02"))
			}
		}
		fmt.Println()
	}
}
GO

{
  go mod init finding
  go get github.com/apognu/gocal@v0.9.1
  go mod tidy
} > setup.log 2>&1 || { cat setup.log >&2; exit 2; }

seen=$(go run .)
printf '%s\n' "$seen"
expected='20261203 FREQ=MONTHLY;BYMONTH=12: 26-12-03 27-01-03 27-02-03
20261203 FREQ=MONTHLY;BYMONTH=11,12: 26-12-03 27-01-03 27-02-03 27-03-03 27-04-03
20261224 FREQ=DAILY;BYMONTHDAY=24,25: 26-12-24 26-12-25 26-12-26 26-12-27 26-12-28
20270131 FREQ=MONTHLY: 27-01-31 27-03-03 27-04-03 27-05-03 27-06-03
20261205 FREQ=WEEKLY;BYDAY=SA,SU: 26-12-05 26-12-06 26-12-12 26-12-13 26-12-19'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
