#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   github.com/evanphx/json-patch/v5 5.9.11 for Go, with which Kubernetes applies merge patches (RFC 7396), and
#            beside it json8-merge-patch 1.0.4 for JavaScript.
# Guess:     a list in a patch takes the place of the old one as it is, as RFC 7396 section 2 has it: a null in an entry
#            is a value, because only the objects around the list are merged. So the patch that a library makes of two
#            documents gives the second, unless a property outside of lists is to become null.
# Seen:      evanphx/json-patch takes each property that is null out of the entries of the list, also in an object below
#            them, without an error. It leaves a null that is an entry itself. json8-merge-patch follows the RFC.
# Effect:    a program that changes the variables of a project, or the phases of a lifecycle, and sends the document
#            back, sends entries without the properties that were null, including those of all the entries that it left
#            alone.
# Here:      the modules send a document with what the server has written in it, and change single properties.
#
# Needs go, node 20 or newer, and their package indexes. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > main.go <<'GO'
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	jsonpatch "github.com/evanphx/json-patch/v5"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		before, after, _ := strings.Cut(lines.Text(), " ")
		patch, err := jsonpatch.CreateMergePatch([]byte(before), []byte(after))
		if err != nil {
			panic(err)
		}
		merged, err := jsonpatch.MergePatch([]byte(before), patch)
		if err != nil {
			panic(err)
		}
		fmt.Printf("%s\n  patch: %s\n  evanphx: %s\n", after, patch, merged)
	}
}
GO
cat > merge.cjs <<'NODE'
const { apply, diff } = require("json8-merge-patch");
const lines = require("node:fs").readFileSync(0, "utf8").trim().split("\n");
for (const [before, after] of lines.map((line) => line.split(" ").map((text) => JSON.parse(text)))) {
  console.log(`json8: ${JSON.stringify(apply(before, diff(before, after)))}`);
}
NODE
cat > documents <<'JSON'
{"Variables":[{"Name":"A","Prompt":null}]} {"Variables":[{"Name":"A","Prompt":null},{"Name":"B","Prompt":null}]}
{} {"Phases":[{"Name":"Live","ReleaseRetentionPolicy":null}]}
{"Steps":[]} {"Steps":[{"Name":"Web","Container":{"Image":null}}]}
{"Values":[1]} {"Values":[null,1]}
JSON
{
  go mod init finding
  go get github.com/evanphx/json-patch/v5@v5.9.11
  go mod tidy
  npm init --yes
  npm install --no-audit --no-fund json8-merge-patch@1.0.4
} > setup.log 2>&1 || { cat setup.log >&2; exit 2; }

seen="$(go run . < documents)
$(node merge.cjs < documents)"
printf '%s\n' "$seen"
expected='{"Variables":[{"Name":"A","Prompt":null},{"Name":"B","Prompt":null}]}
  patch: {"Variables":[{"Name":"A","Prompt":null},{"Name":"B","Prompt":null}]}
  evanphx: {"Variables":[{"Name":"A"},{"Name":"B"}]}
{"Phases":[{"Name":"Live","ReleaseRetentionPolicy":null}]}
  patch: {"Phases":[{"Name":"Live","ReleaseRetentionPolicy":null}]}
  evanphx: {"Phases":[{"Name":"Live"}]}
{"Steps":[{"Name":"Web","Container":{"Image":null}}]}
  patch: {"Steps":[{"Container":{"Image":null},"Name":"Web"}]}
  evanphx: {"Steps":[{"Container":{},"Name":"Web"}]}
{"Values":[null,1]}
  patch: {"Values":[null,1]}
  evanphx: {"Values":[null,1]}
json8: {"Variables":[{"Name":"A","Prompt":null},{"Name":"B","Prompt":null}]}
json8: {"Phases":[{"Name":"Live","ReleaseRetentionPolicy":null}]}
json8: {"Steps":[{"Name":"Web","Container":{"Image":null}}]}
json8: {"Values":[null,1]}'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
