#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The official Go client loses the days of the durations that it reads.
#
# Version:   github.com/OctopusDeploy/go-octopusdeploy/v2 v2.115.0, run with Go 1.26
# Guess:     the client reads a machine policy as the server writes it: "7.02:00:00" is 7 days and 2 hours, and
#            what it writes back is the same length of time
# Behaviour: the days are dropped, and from ten days on, or with parts of a second, the hours, minutes and seconds
#            are cut out of the wrong places. A program that reads a policy with it and writes it back, as the
#            Terraform provider does, silently shortens such durations
# Output:    DeleteMachinesElapsedTimeSpan 7.02:00:00 -> 02:00:00
#            DeleteMachinesElapsedTimeSpan 1.00:00:00 -> 00:00:00
#            DeleteMachinesElapsedTimeSpan 14.06:30:00 -> 00:00:00
#            DeleteMachinesElapsedTimeSpan 00:00:01.5000000 -> 00:00:00
#            DeleteMachinesElapsedTimeSpan 23:59:59 -> 23:59:59
# Here:      the documentation of octopus_machine_policy says so to those who use such programs beside it
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

	"github.com/OctopusDeploy/go-octopusdeploy/v2/pkg/machinepolicies"
)

func main() {
	for _, span := range []string{"7.02:00:00", "1.00:00:00", "14.06:30:00", "00:00:01.5000000", "23:59:59"} {
		sent := fmt.Sprintf(`{
			"Name": "Patient",
			"ConnectionConnectTimeout": "00:01:00",
			"ConnectionRetryCountLimit": 5,
			"ConnectionRetrySleepInterval": "00:00:01",
			"ConnectionRetryTimeLimit": "00:05:00",
			"PollingRequestMaximumMessageProcessingTimeout": "00:10:00",
			"PollingRequestQueueTimeout": "00:02:00",
			"MachineCleanupPolicy": {
				"DeleteMachinesBehavior": "DeleteUnavailableMachines",
				"DeleteMachinesElapsedTimeSpan": %q
			}
		}`, span)
		var policy machinepolicies.MachinePolicy
		if err := json.Unmarshal([]byte(sent), &policy); err != nil {
			panic(err)
		}
		written, err := json.Marshal(&policy)
		if err != nil {
			panic(err)
		}
		var back struct {
			MachineCleanupPolicy struct{ DeleteMachinesElapsedTimeSpan string }
		}
		if err := json.Unmarshal(written, &back); err != nil {
			panic(err)
		}
		fmt.Printf("DeleteMachinesElapsedTimeSpan %s -> %s\n", span, back.MachineCleanupPolicy.DeleteMachinesElapsedTimeSpan)
	}
}
GO

{
  go mod init finding
  go get github.com/OctopusDeploy/go-octopusdeploy/v2@v2.115.0
  go mod tidy
} > setup.log 2>&1 || { cat setup.log >&2; exit 2; }

seen=$(go run .)
printf '%s\n' "$seen"
expected='DeleteMachinesElapsedTimeSpan 7.02:00:00 -> 02:00:00
DeleteMachinesElapsedTimeSpan 1.00:00:00 -> 00:00:00
DeleteMachinesElapsedTimeSpan 14.06:30:00 -> 00:00:00
DeleteMachinesElapsedTimeSpan 00:00:01.5000000 -> 00:00:00
DeleteMachinesElapsedTimeSpan 23:59:59 -> 23:59:59'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
