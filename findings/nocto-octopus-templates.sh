#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   nocto 1.1.0 for Python, which replaces the #{…} of Octopus in files, run with typer 0.9.4 and click 8.1.7.
# Guess:     it writes what Octopus writes: ##{Name} becomes #{Name}, and a value is expanded like the text around it.
#            Conditions and loops are left unchanged.
# Seen:      an escaped expression keeps both of its marks, and the value of a variable is never expanded, both
#            silently. A condition is taken for two variables, called "if Name" and "/if".
# Effect:    a file that was tried out with nocto differs from the one that a deployment writes: in what is escaped, and
#            in every variable that is made of others.
# Here:      the filter octostache of the collection writes what Octopus does, by the rules in docs/api/octostache.md.
#
# Needs Python 3.11 and a way to download the packages. Exits with 0 as long as the behaviour is the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check nocto==1.1.0 typer==0.9.4 click==8.1.7

# written TEXT: what nocto makes of a text, or says of it
written() {
  printf '%s\n' "$1" > "$work/text"
  "$work/venv/bin/nocto" --stdout --no-dotenv --var Name=web --var "Address=#{Name}.example.com" "$work/text" 2>&1 |
    head -n 1 || true
}

seen=$(
  written 'plain: #{Name}'
  written 'escaped: ##{Name}'
  written 'made of others: #{Address}'
  written 'condition: #{if Name}yes#{/if}'
)
printf '%s\n' "$seen"
expected="plain: web
escaped: ##{Name}
made of others: #{Name}.example.com
Missing environment variables: ['/if', 'if Name']"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
