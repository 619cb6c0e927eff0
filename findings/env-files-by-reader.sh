#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Libraries: that read files .env: dotenv 17.2.3 for JavaScript, and the one of node, python-dotenv 1.2.1, and
#            joho/godotenv 1.5.1 and compose-spec/compose-go 2.10.0 for Go.
# Guess:     a value without quotes, which is what Octopus writes for PASSWORD=#{Password}, is read as it is: a number
#            sign begins a comment only behind a blank, and a dollar sign means something only with braces.
# Seen:      for dotenv and node, each number sign begins a comment: of pa#ss they read pa. godotenv and compose-go read
#            pa$ORIGIN as a variable, and compose-go makes one sign of two. With apostrophes, all read the value.
# Effect:    a password that Octopus puts into such a file is cut off, and only the sign-in fails.
# Here:      docs/octostache.md says to write apostrophes.
#
# Needs Python 3.11 or newer (PYTHON names another one), node 20 or newer, Go 1.24 or newer, and their package indexes.
# Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check python-dotenv==1.2.1
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund dotenv@17.2.3
cat >.env <<'ENV'
NUMBER=pa#ss
FIRST=#pass
BLANK=pa #ss
DOLLARS=pa$$ss
NAME=pa$ORIGIN
BRACES=pa${ORIGIN}
APOSTROPHE=it's
BACKSLASH=C:\new\temp
BLANKS=a b
EQUALS=a=b
COLON=a: b
QUOTED='pa#ss $ORIGIN'
ENV

cat >read.cjs <<'NODE'
const { parse } = require("dotenv");
const { parseEnv } = require("node:util");
const { readFileSync } = require("node:fs");

const text = readFileSync(".env", "utf8");
console.log(JSON.stringify(["dotenv", parse(text)]));
console.log(JSON.stringify(["node", { ...parseEnv(text) }]));
NODE
cat >read.py <<'PYTHON'
import json

from dotenv import dotenv_values

print(json.dumps(["python-dotenv", dotenv_values(".env")]))
PYTHON
mkdir go
cat >go/main.go <<'GO'
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	compose "github.com/compose-spec/compose-go/v2/dotenv"
	"github.com/joho/godotenv"
)

// Reads each line by itself, so that one which is refused does not hide the others.
func show(name string, read func(string) (map[string]string, error)) {
	text, _ := os.ReadFile("../.env")
	all := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		found, err := read(line)
		if err != nil {
			key, _, _ := strings.Cut(line, "=")
			all[key] = "(error)"
		}
		for key, value := range found {
			all[key] = value
		}
	}
	written, _ := json.Marshal([]any{name, all})
	fmt.Println(string(written))
}

func main() {
	show("godotenv", godotenv.Unmarshal)
	show("compose-go", func(line string) (map[string]string, error) { return compose.Parse(strings.NewReader(line)) })
}
GO
{
  cd go
  go mod init finding
  go get github.com/joho/godotenv@v1.5.1 github.com/compose-spec/compose-go/v2@v2.10.0
  go mod tidy
  cd ..
} >said 2>&1 || { cat said >&2; exit 2; }
export ORIGIN=word
{
  node read.cjs
  venv/bin/python read.py
  (cd go && go run . 2>/dev/null)
} >read.jsonl
seen=$(venv/bin/python - <<'PYTHON'
import json
import pathlib

wanted = dict(line.split("=", 1) for line in pathlib.Path(".env").read_text().splitlines())
wanted["QUOTED"] = wanted["QUOTED"].strip("'")
for line in pathlib.Path("read.jsonl").read_text().splitlines():
    name, read = json.loads(line)
    wrong = [f"{value} is {read.get(key)}" for key, value in wanted.items() if read.get(key) != value]
    print(f"{name}: {'; '.join(wrong) or 'as written'}")
PYTHON
)
expected=$(cat <<'TEXT'
dotenv: pa#ss is pa; #pass is ; pa #ss is pa
node: pa#ss is pa; #pass is ; pa #ss is pa
python-dotenv: pa #ss is pa; pa${ORIGIN} is paword
godotenv: pa #ss is pa; pa$ORIGIN is pa; pa${ORIGIN} is pa
compose-go: pa #ss is pa; pa$$ss is pa$ss; pa$ORIGIN is pa; pa${ORIGIN} is pa
TEXT
)
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
