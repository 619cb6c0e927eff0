#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      @qetza/replacetokens 1.9.0, behind the tasks "Replace Tokens" of Azure Pipelines and GitHub, with its token
#            pattern octopus, which is #{...}.
# Guess:     it writes what Octopus writes. An expression that it can't evaluate stays as it is, as Octopus leaves one
#            without a value: a filter, a condition, a loop, an escaped expression, and a name that is not defined.
# Seen:      an expression with a filter, an index or an unknown name becomes an empty text. The text of a condition is
#            always written, and the one of a loop once. ##{Name} becomes # and the value. A value is not expanded.
# Effect:    a file that a pipeline fills has neither the expressions nor their values, and parts that belong to another
#            environment. Octopus, which fills the file later, finds nothing left to fill.
# Here:      docs/octostache.md says so. The filter octostache writes what Octopus does.
#
# Needs node 20 or newer and its package index. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @qetza/replacetokens@1.9.0
cat >variables.json <<'JSON'
{"Name": "Web", "Url": "https://#{Name}", "Show": "False", "Ports": "80,443", "Settings": {"Port": "8080"}}
JSON
cat >template.txt <<'TEXT'
value: #{Name}
case: #{name}
blanks: #{ Name }
missing: #{Missing}
escaped: ##{Name}
filter: #{Name | ToUpper}
condition: #{if Show}shown#{/if}
loop: #{each Port in Ports}#{Port};#{/each}
index: #{Settings[Port]}
part: #{Settings.Port}
value of others: #{Url}
TEXT
npx replacetokens --sources "template.txt => written.txt" --variables @variables.json --token-pattern octopus \
  --log-level error >said 2>&1 || { cat said >&2; exit 2; }
seen=$(cat written.txt)
expected='value: Web
case: Web
blanks: Web
missing: 
escaped: #Web
filter: 
condition: shown
loop: ;
index: 
part: 8080
value of others: https://#{Name}'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
