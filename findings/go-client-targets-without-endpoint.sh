#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The official Go client reads targets of Amazon ECS without their endpoint.
#
# Version:   github.com/OctopusDeploy/go-octopusdeploy/v2 v2.115.0, run with Go 1.26
# Guess:     the client can't read a target with an endpoint of a type that it does not know, and says so, or keeps the
#            endpoint as JSON
# Behaviour: the target is read without an error, and its endpoint is nil. The client writes null in place of the
#            endpoint. Targets of Amazon ECS are such targets, the older ones (StepPackage) and the newer ones
#            (AwsEcsCluster). A program that renames such a target, or gives it a role, sends it without its cluster
# Output:    None: error <nil>, written {"DefaultWorkerPoolId":"WorkerPools-1","CommunicationStyle":"None"}
#            StepPackage: error <nil>, written null
#            AwsEcsCluster: error <nil>, written null
# Here:      docs/api/machines.md says so
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

	"github.com/OctopusDeploy/go-octopusdeploy/v2/pkg/machines"
)

func main() {
	for _, endpoint := range [][2]string{
		{"None", `"DefaultWorkerPoolId": "WorkerPools-1"`},
		{"StepPackage", `"DeploymentTargetTypeId": "aws-ecs-target", "StepPackageVersion": "1.0.0", "Inputs": {}`},
		{"AwsEcsCluster", `"ClusterName": "shop", "Region": "eu-west-1", "AccountId": "Accounts-1"`},
	} {
		sent := fmt.Sprintf(
			`{"Name": "shop", "Roles": ["web"], "Endpoint": {"CommunicationStyle": %q, %s}}`, endpoint[0], endpoint[1])
		var target machines.DeploymentTarget
		problem := json.Unmarshal([]byte(sent), &target)
		written, err := json.Marshal(&target)
		if err != nil {
			panic(err)
		}
		var back struct{ Endpoint json.RawMessage }
		if err := json.Unmarshal(written, &back); err != nil {
			panic(err)
		}
		fmt.Printf("%s: error %v, written %s\n", endpoint[0], problem, back.Endpoint)
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
expected='None: error <nil>, written {"DefaultWorkerPoolId":"WorkerPools-1","CommunicationStyle":"None"}
StepPackage: error <nil>, written null
AwsEcsCluster: error <nil>, written null'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
