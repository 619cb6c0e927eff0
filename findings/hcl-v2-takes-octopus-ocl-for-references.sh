#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   github.com/hashicorp/hcl/v2 v2.24.0 for Go, the parser of Terraform.
# Guess:     OCL is a part of HCL, so that a process which parses without a diagnostic can be evaluated, too.
# Seen:      it parses without a diagnostic, but evaluating `properties` fails: a name with dots that is not in quotes
#            is an "Ambiguous attribute key", once for each property.
# Effect:    a tool that checks OCL by parsing it says that all is well, and none of the steps' properties can be read.
# Here:      docs/api/ocl.md says that OCL's names with dots are not HCL's.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > go.mod <<'MOD'
module example.com/ocl

go 1.24

require github.com/hashicorp/hcl/v2 v2.24.0
MOD
cat > main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

const ocl = `step "greet" {
    action {
        properties = {
            Octopus.Action.RunOnServer = "true"
            Octopus.Action.Script.Syntax = "Bash"
        }
    }
}
`

func main() {
	file, parsing := hclsyntax.ParseConfig([]byte(ocl), "deployment_process.ocl", hcl.InitialPos)
	action := file.Body.(*hclsyntax.Body).Blocks[0].Body.Blocks[0].Body
	_, evaluating := action.Attributes["properties"].Expr.Value(nil)
	fmt.Printf("parsing: %d diagnostics, evaluating: %d\n", len(parsing), len(evaluating))
	ambiguous := 0
	for _, each := range evaluating {
		fmt.Println(each.Summary)
		if each.Summary == "Ambiguous attribute key" {
			ambiguous++
		}
	}
	if len(parsing) != 0 || ambiguous != 2 {
		fmt.Println("the behaviour has changed")
		os.Exit(1)
	}
}
GO
GOFLAGS=-mod=mod go run .
