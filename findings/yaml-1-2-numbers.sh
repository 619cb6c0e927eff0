#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   ruamel.yaml 0.19.1 for Python, and yaml 2.8.3 for JavaScript. The first is the reader of check-jsonschema,
#            the second the one of yaml-language-server, which editors use.
# Guess:     both read YAML 1.2 by default, so they agree about texts without quotes: by the core schema of YAML 1.2,
#            1_000 and 0b11 are texts, because only YAML 1.1 has numbers with underscores and in the binary system.
# Seen:      for the reader in Python, these texts are the numbers 1000 and 3. For 0o17 and 1e3 the two agree.
# Effect:    a name such as 1_000 has no mark in the editor and is refused in the pipeline, by the same schema.
# Here:      docs/editor.md has a table of such texts, and octopus_config_info writes them in quotes.
#
# Needs Python 3.11 or newer (PYTHON names another one), node 20 or newer, and their package indexes. Exits with 0 as
# long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ruamel.yaml==0.19.1
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund yaml@2.8.3

printf '%s\n' '- 1_000' '- 0b11' '- 1_0.5' '- 0o17' '- 1e3' '- 10:00' '- no' >texts.yml
cat >read.cjs <<'NODE'
const { readFileSync } = require("node:fs");
console.log(JSON.stringify(require("yaml").parse(readFileSync("texts.yml", "utf8"))));
NODE
cat >read.py <<'PYTHON'
import json
import pathlib

from ruamel.yaml import YAML

print(json.dumps(YAML(typ="safe").load(pathlib.Path("texts.yml")), separators=(",", ":")))
PYTHON
python=$(venv/bin/python read.py)
javascript=$(node read.cjs)
printf 'python: %s\njavascript: %s\n' "$python" "$javascript"
if [ "$python" != '[1000,3,10.5,15,1000.0,"10:00","no"]' ] ||
    [ "$javascript" != '["1_000","0b11","1_0.5",15,1000,"10:00","no"]' ]; then
    echo "The behaviour has changed" >&2
    exit 1
fi
