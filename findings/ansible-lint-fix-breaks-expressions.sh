#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-lint 26.10.1 with --fix.
# Guess:     comments stay as they are. To YAML, an expression of Octopus without quotes, as in tag: #{Tag}, is a comment,
#            so that the file is still the template that it was.
# Seen:      a blank comes behind the number sign: tag: # {Tag}. An expression in quotes stays.
# Effect:    Octopus, which fills the file, finds no expression there, and the value stays empty.
# Here:      docs/octostache.md says to write quotes.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-lint==26.10.1 ansible-core==2.19.14
export PATH="$work/venv/bin:$PATH" ANSIBLE_NOCOLOR=1

mkdir -p project/vars
cat >project/vars/main.yml <<'YAML'
---
tag: #{Tag}
quoted: "#{Tag}"
# {Tag} and #{Tag}
YAML
cd project
status=0
ansible-lint --offline --fix vars/main.yml >../said 2>&1 || status=$?
seen=$(
  cat vars/main.yml
  echo "status $status"
)
expected='---
tag: # {Tag}
quoted: "#{Tag}"
# {Tag} and #{Tag}
status 8'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
