#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   deps.dev/util/semver v0.0.0-20260727054525-2946ae4a6141 for Go, which reads the ranges of NuGet and Maven.
# Guess:     1.0 and [1.0,) are the same range, as NuGet's documentation says, so that 1.5-rc.1 is in both or in
#            neither. Whether it is in [1.0,2.0) does not depend on the bound that is further away, and a range ends
#            before its end: 2.0-rc.1 is in [1.0,2.0) or not, whatever begins the range.
# Seen:      1.5-rc.1 is in 1.0, and not in [1.0,). It is not in [1.0,2.0), but in [1.0,2.0-0) and in [1.0-0,2.0).
#            2.0-rc.1 is in [1.0-0,2.0), and not in [1.0,2.0). For Maven, each range has the pre-releases between its
#            bounds.
# Effect:    a program that tries out the rule of a channel with the library does not find the packages that Octopus finds.
# Here:      a pre-release is in a range by its place in the order, as for Octopus Server (docs/api/lifecycles.md).
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

	"deps.dev/util/semver"
)

func main() {
	systems := []struct {
		name   string
		system semver.System
		ranges []string
	}{
		{"NuGet", semver.NuGet, []string{"1.0", "[1.0,)", "[1.0,2.0)", "[1.0,2.0-0)", "[1.0-0,2.0)"}},
		{"Maven", semver.Maven, []string{"[1.0,)", "[1.0,2.0)"}},
	}
	for _, each := range systems {
		for _, text := range each.ranges {
			constraint, err := each.system.ParseConstraint(text)
			if err != nil {
				panic(err)
			}
			fmt.Printf("%s %s:", each.name, text)
			for _, version := range []string{"1.5", "1.5-rc.1", "2.0-rc.1"} {
				if constraint.Match(version) {
					fmt.Print(" ", version)
				}
			}
			fmt.Println()
		}
	}
}
GO

{
  go mod init finding
  go get deps.dev/util/semver@v0.0.0-20260727054525-2946ae4a6141
  go mod tidy
} > setup.log 2>&1 || { cat setup.log >&2; exit 2; }

seen=$(go run .)
printf '%s\n' "$seen"
expected='NuGet 1.0: 1.5 1.5-rc.1 2.0-rc.1
NuGet [1.0,): 1.5
NuGet [1.0,2.0): 1.5
NuGet [1.0,2.0-0): 1.5 1.5-rc.1
NuGet [1.0-0,2.0): 1.5 1.5-rc.1 2.0-rc.1
Maven [1.0,): 1.5 1.5-rc.1 2.0-rc.1
Maven [1.0,2.0): 1.5 1.5-rc.1 2.0-rc.1'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
