#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   std-uritemplate 2.0.12 for Python and @std-uritemplate/std-uritemplate 2.0.12 for JavaScript, two parts of one
#            project, with which the clients that Kiota generates expand their addresses, and uritemplate 4.2.0 for
#            Python, which most other clients use.
# Guess:     all give the same address. {x} encodes all but letters, digits and "-._~", as RFC 6570 section 3.2.2 has
#            it. {+x} leaves reserved characters and encoded ones as they are, and encodes all others, such as quotes,
#            blanks and angle brackets (section 3.2.3).
# Seen:      {x} leaves '()* as they are in JavaScript, and encodes them in both libraries of Python. For {+x},
#            std-uritemplate encodes no quotes, angle brackets, backslashes and braces, and no blank that comes
#            right after the character behind a percent sign. uritemplate encodes them, but nothing at all in a text
#            that has one encoded character.
# Effect:    the address is not valid where {+x} stands for a link or a path with such a character. A client sends it as
#            it is, refuses it or encodes it by itself.
# Here:      the collection expands with uritemplate, and the templates of Octopus have no {+x}.
#
# Needs Python 3.11 or newer (PYTHON names another one), node 20 or newer, and their package indexes. Exits with 0 as
# long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check std-uritemplate==2.0.12 uritemplate==4.2.0
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @std-uritemplate/std-uritemplate@2.0.12

cat >cases.json <<'JSON'
[["{x}", "it's (1)*!"], ["{+x}", "a b"], ["{+x}", "a%20b c"], ["{+x}", "5% a b"], ["{+x}", "\"<a>\\^`{|}"]]
JSON
cat >expand.py <<'PYTHON'
import json

import uritemplate
from stduritemplate import StdUriTemplate

for template, text in json.load(open("cases.json")):
    print("Python:", template, StdUriTemplate.expand(template, {"x": text}))
for template, text in json.load(open("cases.json")):
    print("uritemplate:", template, uritemplate.expand(template, {"x": text}))
PYTHON
cat >expand.cjs <<'NODE'
const { StdUriTemplate } = require("@std-uritemplate/std-uritemplate");

for (const [template, text] of require("./cases.json")) {
  console.log("JavaScript:", template, StdUriTemplate.expand(template, { x: text }));
}
NODE
seen=$(venv/bin/python expand.py; node expand.cjs)
expected='Python: {x} it%27s%20%281%29%2A%21
Python: {+x} a%20b
Python: {+x} a%20b%20c
Python: {+x} 5%25 a%20b
Python: {+x} "<a>\^`{|}
uritemplate: {x} it%27s%20%281%29%2A%21
uritemplate: {+x} a%20b
uritemplate: {+x} a%20b c
uritemplate: {+x} 5%25%20a%20b
uritemplate: {+x} %22%3Ca%3E%5C%5E%60%7B%7C%7D
JavaScript: {x} it'\''s%20(1)*%21
JavaScript: {+x} a%20b
JavaScript: {+x} a%20b%20c
JavaScript: {+x} 5%25 a%20b
JavaScript: {+x} "<a>\^`{|}'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
