#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The official Go client takes a variable with a wider scope for an exact match.
#
# Version:   github.com/OctopusDeploy/go-octopusdeploy/v2 v2.115.0, run with Go 1.26
# Guess:     variables.MatchesScopeStrict, whose documentation says "match exactly", is true for two scopes with the
#            same values in every kind, and false for all others
# Behaviour: the function is true as soon as the variable's scope has every value that is asked for. Values and whole
#            kinds that the variable has beside them do not count, so a program that looks for the value of one
#            environment with it can find, and then change, the value of two
# Output:    same values in another order: true
#            the variable has an environment more: true
#            the variable has a tag more: true
#            the variable has an environment less: false
# Here:      octopus_variables compares scopes as sets, in every kind and in both directions
#
# Needs go and a way to download the module. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > main.go <<'GO'
package main

import (
	"fmt"

	"github.com/OctopusDeploy/go-octopusdeploy/v2/pkg/variables"
)

func main() {
	for _, pair := range []struct {
		what       string
		has, asked variables.VariableScope
	}{
		{
			"same values in another order",
			variables.VariableScope{Environments: []string{"Environments-1", "Environments-2"}},
			variables.VariableScope{Environments: []string{"Environments-2", "Environments-1"}},
		},
		{
			"the variable has an environment more",
			variables.VariableScope{Environments: []string{"Environments-1", "Environments-2"}},
			variables.VariableScope{Environments: []string{"Environments-1"}},
		},
		{
			"the variable has a tag more",
			variables.VariableScope{Environments: []string{"Environments-1"}, Roles: []string{"web"}},
			variables.VariableScope{Environments: []string{"Environments-1"}},
		},
		{
			"the variable has an environment less",
			variables.VariableScope{Environments: []string{"Environments-1"}},
			variables.VariableScope{Environments: []string{"Environments-1", "Environments-2"}},
		},
	} {
		matches, err := variables.MatchesScopeStrict(&pair.has, &pair.asked)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s: %t\n", pair.what, matches)
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
expected='same values in another order: true
the variable has an environment more: true
the variable has a tag more: true
the variable has an environment less: false'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
