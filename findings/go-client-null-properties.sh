#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The official Go client makes a secret of a property that is null.
#
# Version:   github.com/OctopusDeploy/go-octopusdeploy/v2 v2.115.0, run with Go 1.26
# Guess:     a property of a step that is null in the JSON is an empty text to the client, and is written back as one
# Behaviour: it is read as a sensitive value, and is written back as an object that says that no secret is set. A
#            program that reads a process and writes it back turns a text that everybody can see into a secret
# Output:    read null: sensitive true, written {"HasValue":false,"Hint":null,"NewValue":null}
#            read "": sensitive false, written ""
#            read "x": sensitive false, written "x"
# Here:      docs/api/processes.md says so
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

	"github.com/OctopusDeploy/go-octopusdeploy/v2/pkg/core"
)

func main() {
	for _, value := range []string{`null`, `""`, `"x"`} {
		var properties map[string]core.PropertyValue
		if err := json.Unmarshal([]byte(`{"Octopus.Action.RunOnServer":`+value+`}`), &properties); err != nil {
			panic(err)
		}
		property := properties["Octopus.Action.RunOnServer"]
		written, err := json.Marshal(property)
		if err != nil {
			panic(err)
		}
		fmt.Printf("read %s: sensitive %t, written %s\n", value, property.IsSensitive, written)
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
expected='read null: sensitive true, written {"HasValue":false,"Hint":null,"NewValue":null}
read "": sensitive false, written ""
read "x": sensitive false, written "x"'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
