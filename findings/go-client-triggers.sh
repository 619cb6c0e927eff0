#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The official Go client can't read some scheduled triggers, and changes others by writing back what it has read.
#
# Version:   github.com/OctopusDeploy/go-octopusdeploy/v2 v2.115.0, run with Go 1.26
# Guess:     a trigger that is read and written back is the same trigger. Times without a zone, which servers send and
#            for which the client's comments say that it has code, are read in all schedules
# Behaviour: a schedule that repeats within a day can't be read at all, because its two times are read by other code. A
#            start time comes back with a Z, in UTC, whatever the trigger's time zone is. The values of prompted
#            variables of a trigger that creates releases are dropped
# Output:    hourly: parsing time "2026-11-28T09:00:00.000" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "Z07:00"
#            once a day: StartTime 2026-11-28T09:00:00.000 -> 2026-11-28T09:00:00Z
#            creates a release: Variables {"Name":"x"} -> <nil>
# Here:      docs/api/triggers.md says so. octopus_project_trigger compares the time of day alone, so that a start time
#            which such a program has written is not a difference
#
# Needs go and a way to download the module. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > main.go <<'GO'
package main

import (
	"encoding/json"
	"fmt"

	"github.com/OctopusDeploy/go-octopusdeploy/v2/pkg/triggers"
)

type document = map[string]any

// writtenBack returns a part of a trigger after the client has read and written it.
func writtenBack(filter, action document, part, property string) any {
	sent, _ := json.Marshal(document{"Name": "Nightly", "ProjectId": "Projects-1", "Filter": filter, "Action": action})
	var trigger triggers.ProjectTrigger
	if err := json.Unmarshal(sent, &trigger); err != nil {
		return err
	}
	written, _ := json.Marshal(&trigger)
	var found map[string]json.RawMessage
	var inner document
	_ = json.Unmarshal(written, &found)
	_ = json.Unmarshal(found[part], &inner)
	return inner[property]
}

func main() {
	zone := "AUS Eastern Standard Time"
	start := "2026-11-28T09:00:00.000"
	repeats := document{
		"FilterType": "ContinuousDailySchedule", "Timezone": zone, "DaysOfWeek": []string{"Monday"},
		"RunAfter": start, "RunUntil": "2026-11-28T17:00:00.000", "Interval": "OnceHourly", "HourInterval": 2,
	}
	daily := document{
		"FilterType": "OnceDailySchedule", "Timezone": zone, "DaysOfWeek": []string{"Monday"}, "StartTime": start,
	}
	deploys := document{
		"ActionType": "DeployNewRelease", "EnvironmentId": "Environments-1", "Variables": `{"Name":"x"}`,
	}
	fmt.Println("hourly:", writtenBack(repeats, deploys, "Filter", "RunAfter"))
	fmt.Println("once a day: StartTime", start, "->", writtenBack(daily, deploys, "Filter", "StartTime"))
	kept := writtenBack(daily, deploys, "Action", "Variables")
	fmt.Println("creates a release: Variables", deploys["Variables"], "->", kept)
}
GO

{
  go mod init finding
  go get github.com/OctopusDeploy/go-octopusdeploy/v2@v2.115.0
  go mod tidy
} > setup.log 2>&1 || { cat setup.log >&2; exit 2; }

seen=$(go run .)
printf '%s\n' "$seen"
expected='hourly: parsing time "2026-11-28T09:00:00.000" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "Z07:00"
once a day: StartTime 2026-11-28T09:00:00.000 -> 2026-11-28T09:00:00Z
creates a release: Variables {"Name":"x"} -> <nil>'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
