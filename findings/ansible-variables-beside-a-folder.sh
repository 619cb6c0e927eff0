#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, variables of groups and hosts in files. Release 2.21.5 does the same.
# Guess:     the file group_vars/prod.yml and the files of the folder group_vars/prod are both read, as the files of the
#            folder are among each other; at worst there is a warning. The same holds for host_vars.
# Seen:      as soon as there is the folder, the file beside it is silently ignored. Of prod, prod.yml and
#            prod.json, only the first is read. An empty folder takes the file away, too.
# Effect:    a folder for a vaulted file, made beside the variables that are there already, takes all of these away. A
#            variable with a default in a role then has the default.
# Here:      docs/secrets.md says so where it names vaulted files. The examples have only files.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-core==2.19.14
export PATH="$work/venv/bin:$PATH" ANSIBLE_NOCOLOR=1

mkdir -p group_vars
printf '[prod]\nhere ansible_connection=local\n' >hosts
echo 'release: "from prod.yml"' >group_vars/prod.yml
echo '{"channel": "from prod.json"}' >group_vars/prod.json
# Prints the variables of the host.
shown() {
  ansible-inventory -i hosts --host here 2>warnings | python -c 'import json, sys
known = json.load(sys.stdin)
print(*[f"{name} {known[name]}" for name in ("release", "channel", "vaulted") if name in known], sep=", ")'
  cat warnings
}
seen=$(
  echo "two files: $(shown)"
  mkdir group_vars/prod
  echo "and an empty folder: $(shown)" | sed "s, *$,,"
  echo 'vaulted: "from prod/vault.yml"' >group_vars/prod/vault.yml
  echo "and a file in it: $(shown)"
)
expected='two files: release from prod.yml
and an empty folder:
and a file in it: vaulted from prod/vault.yml'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
