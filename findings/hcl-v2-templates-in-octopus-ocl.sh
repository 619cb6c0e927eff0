#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   github.com/hashicorp/hcl/v2 v2.24.0 for Go, the parser of Terraform, run with Go 1.26.
# Guess:     a heredoc of OCL, in which Octopus keeps the scripts of a project in Git, is the same text to HCL: both take
#            away the indentation of the end tag, and the newline before it. Nothing within a script is an expression.
# Seen:      HCL keeps the newline, and does not look at the end tag: a text of which each line is indented loses that.
#            In a heredoc as in quotes, ${…} and %{…} are templates: the %{http_code} of curl and the ${1:-x} of bash
#            make the whole file invalid, ${HOME} can't be evaluated, and of $${HOME}, which OCL takes as it is, HCL
#            silently drops a dollar sign.
# Effect:    a tool that reads OCL as HCL reads each script with a newline more. It works for months, until one script
#            with curl takes away the whole process.
# Here:      docs/api/ocl.md says so; the collection does not read OCL.
#
# Needs go and a way to download the module. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > main.go <<'GO'
package main

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

func read(text string) string {
	file, problems := hclsyntax.ParseConfig([]byte(text), "deployment_process.ocl", hcl.InitialPos)
	if problems.HasErrors() {
		return "can't be parsed: " + problems[0].Summary
	}
	attributes, problems := file.Body.JustAttributes()
	if problems.HasErrors() {
		return "has no attributes: " + problems[0].Summary
	}
	value, problems := attributes["script"].Expr.Value(nil)
	if problems.HasErrors() {
		return "can't be evaluated: " + problems[0].Summary
	}
	return fmt.Sprintf("%q", value.AsString())
}

func main() {
	lines := []string{"echo hello", "    indented", "curl -w '%{http_code}'", "echo ${1:-x}", "echo ${HOME}", "echo $${HOME}"}
	for _, line := range lines {
		fmt.Printf("%s: %s\n", line, read("script = <<-EOT\n    "+line+"\n    EOT\n"))
	}
	fmt.Printf("in quotes: %s\n", read("script = \"curl -w '%{http_code}'\"\n"))
}
GO

{
  go mod init finding
  go get github.com/hashicorp/hcl/v2@v2.24.0
  go mod tidy
} > setup.log 2>&1 || { cat setup.log >&2; exit 2; }

seen=$(go run .)
printf '%s\n' "$seen"
expected=$(
  cat <<'TEXT'
echo hello: "echo hello\n"
    indented: "indented\n"
curl -w '%{http_code}': can't be parsed: Invalid template control keyword
echo ${1:-x}: can't be parsed: Extra characters after interpolation expression
echo ${HOME}: can't be evaluated: Variables not allowed
echo $${HOME}: "echo ${HOME}\n"
in quotes: can't be parsed: Invalid template control keyword
TEXT
)
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
