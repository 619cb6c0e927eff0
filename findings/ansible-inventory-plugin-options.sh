#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-inventory of ansible-core 2.19.14, with its own plugin ansible.builtin.constructed.
# Guess:     the options of an inventory plugin are checked like those of a module: a key that the plugin does not have,
#            and a word that is not a boolean, are errors.
# Seen:      a misspelt key is silently ignored. "perhaps" for the boolean strict is false, so that an error in
#            an expression is passed over; "true" makes the same error fail. The exit status is 0.
# Effect:    a misspelt filter gives an inventory of all hosts, and a misspelt "true" switches an option off.
# Here:      the inventory of this collection checks its file as modules check their options (docs/inventory.md).
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14

touch "$work/ansible.cfg"
export ANSIBLE_CONFIG="$work/ansible.cfg" ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED=true
echo "web-1 note=hello" >"$work/hosts.ini"

# Prints the variables of the host, or the first line of the error, with the exit status.
shown() {
    printf 'plugin: ansible.builtin.constructed\n%s\n' "$1" >"$work/more.constructed.yml"
    status=0
    "$work/venv/bin/ansible-inventory" -i "$work/hosts.ini" -i "$work/more.constructed.yml" --host web-1 \
        >"$work/out" 2>"$work/error" || status=$?
    echo "$status $(tr -d ' \n' <"$work/out")"
}

changed=0
expect() {
    found=$(shown "$2")
    echo "$1: $found"
    if [[ $found != "$3" ]]; then changed=$((changed + 1)); fi
}
expect "compose" $'compose:\n  greeting: note' '0 {"greeting":"hello","note":"hello"}'
expect "a misspelt key" $'compos:\n  greeting: note' '0 {"note":"hello"}'
expect "strict: perhaps, with an error" $'strict: perhaps\ncompose:\n  greeting: missing' '0 {"note":"hello"}'
expect "strict: true, with an error" $'strict: true\ncompose:\n  greeting: missing' '1 '
if ((changed)); then
    echo "$changed outputs have changed" >&2
    exit 1
fi
