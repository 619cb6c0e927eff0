#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-inventory of ansible-core 2.19.14, with its own plugin ansible.builtin.constructed. 2.21.5 does
#            the same.
# Guess:     a keyed group of a boolean divides the hosts into two groups, as text does. If not, strict: false, which
#            is the default, passes over the hosts whose value is not a group, as it does for an expression that fails.
# Seen:      false gives a host no group, without a message. A single true makes the whole source fail, with strict:
#            false, too: the hosts that come after it get none of the source's groups, and those before it keep theirs.
#            The exit status is 0. The same true in a list gives a group.
# Effect:    an inventory with a keyed group of is_disabled, for example, works as long as all machines are in use. The
#            first one that somebody disables takes others out of groups that have nothing to do with it, and a play
#            for such a group leaves them out.
# Here:      the variables of the collection's inventory have words, such as enabled and disabled, in place of
#            booleans. If a keyed group of its file fails anyway, no host of the file is taken
#            (docs/inventory.md).
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14

cat >"$work/more.constructed.yml" <<'YAML'
plugin: ansible.builtin.constructed
strict: false
keyed_groups:
  - key: place
    prefix: in
  - key: no_such_variable | length
    prefix: never
  - key: disabled
    prefix: disabled
YAML
# groups VALUE: the groups of three hosts, of which the second has VALUE for the variable and the others have false, the
# exit status, and the error
groups() {
  cat >"$work/hosts.yml" <<YAML
all:
  hosts:
    web-1: {place: oslo, disabled: false}
    web-2: {place: rome, disabled: $1}
    web-3: {place: paris, disabled: false}
YAML
  local status=0
  "$work/venv/bin/ansible-inventory" -i "$work/hosts.yml" -i "$work/more.constructed.yml" --list \
    >"$work/list" 2>"$work/errors" || status=$?
  "$work/venv/bin/python" - "$work/list" <<'PYTHON'
import json
import sys

found = json.load(open(sys.argv[1]))
print(*(name for name in sorted(found) if name not in ("_meta", "all", "ungrouped")), end=" ")
PYTHON
  echo "status $status $(grep -o -m 1 'Invalid group name format.*' "$work/errors" || true)"
}
wrong=0
expect() {
  local seen
  seen=$(groups "$1")
  echo "$1: $seen"
  if [ "$seen" != "$2" ]; then
    echo "expected: $2"
    wrong=1
  fi
}
error="Invalid group name format, expected a string or a list of them or dictionary, got: <class 'bool'>"
expect enabled "disabled_enabled in_oslo in_paris in_rome status 0 "
expect false "in_oslo in_paris in_rome status 0 "
expect true "in_oslo in_rome status 0 $error"
expect '[true]' "disabled_True in_oslo in_paris in_rome status 0 "
exit "$wrong"
