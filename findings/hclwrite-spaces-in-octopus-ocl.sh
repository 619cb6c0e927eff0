#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   github.com/hashicorp/hcl/v2 v2.24.0 for Go, the function Format of its package hclwrite, with which
#            "terraform fmt" lays out a file, run with Go 1.26.
# Guess:     Format changes blanks between names and values and at the beginning of lines, and no text: a script in a
#            heredoc of OCL stays as it is. A file that is valid HCL is laid out without a risk.
# Seen:      between the braces of ${…}, which are a template for HCL and plain text for OCL, blanks are put around each
#            sign. ${NAME%suffix} becomes ${NAME % suffix}, and ${path/old/new} becomes ${path / old / new}, which bash
#            refuses as a "bad substitution". Of text that is not valid HCL, ${NAME:-text} becomes ${NAME : -text}.
#            There is no error and no diagnostic.
# Effect:    an editor or a hook that lays out .ocl files as HCL breaks the scripts of a process, and the deployment
#            fails.
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
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
)

func main() {
	lines := []string{
		"echo ${HOME}", "echo ${NAME%suffix}", "echo ${path/old/new}", "echo ${NAME:-text}", "echo ${list[0]}",
		"  echo %PATH%",
	}
	for _, line := range lines {
		text := "action {\n    script = <<-EOT\n            " + line + "\n        EOT\n}\n"
		_, problems := hclsyntax.ParseConfig([]byte(text), "deployment_process.ocl", hcl.InitialPos)
		written := strings.Split(string(hclwrite.Format([]byte(text))), "\n")
		script := strings.TrimPrefix(written[2], "            ")
		fmt.Printf("%s: valid HCL %t, written: %s\n", line, !problems.HasErrors(), script)
	}
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
echo ${HOME}: valid HCL true, written: echo ${HOME}
echo ${NAME%suffix}: valid HCL true, written: echo ${NAME % suffix}
echo ${path/old/new}: valid HCL true, written: echo ${path / old / new}
echo ${NAME:-text}: valid HCL false, written: echo ${NAME : -text}
echo ${list[0]}: valid HCL true, written: echo ${list[0]}
  echo %PATH%: valid HCL true, written:   echo %PATH%
TEXT
)
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
