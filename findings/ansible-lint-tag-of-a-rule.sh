#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-lint 26.10.1 with ansible-core 2.19.14, the option --tags.
# Guess:     "-t args" checks with the rule args alone, as the help says: "only check rules whose id/tags match".
# Seen:      nothing is reported and the exit status is 0, although the rule finds a mistake without the option. Its
#            match is called args[module], and only "-t args[module]", or a tag of the rule such as syntax, shows it.
# Effect:    a pipeline with "ansible-lint -t args" passes whatever the playbooks say.
# Here:      docs/editor.md names the rule with its part: -t 'args[module]'.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check ansible-lint==26.10.1 ansible-core==2.19.14

cat >"$work/play.yml" <<'YAML'
---
- name: A play
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Look at a file
      ansible.builtin.stat:
        paht: /etc/hosts
YAML
printf -- '---\nwarn_list: []\n' >"$work/config.yml"

cd "$work"
export PATH="$work/venv/bin:$PATH" NO_COLOR=1
changed=0
# Compares the number of matches, and the exit status, with those seen.
check() {
    seen=$1
    shift
    status=0
    ansible-lint --offline --parseable -c config.yml "$@" play.yml >out 2>error || status=$?
    found="$(grep -c 'args\[module\]' out || true) matches, status $status"
    echo "ansible-lint${*:+ $*}: $found"
    if [ "$found" != "$seen" ]; then
        echo "it was: $seen" >&2
        cat out error >&2
        changed=1
    fi
}
check "1 matches, status 2"
check "0 matches, status 0" -t args
check "1 matches, status 2" -t "args[module]"
check "1 matches, status 2" -t syntax
exit "$changed"
