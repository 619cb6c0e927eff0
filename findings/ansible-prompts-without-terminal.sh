#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14, vars_prompt of a play. Release 2.21.5 does the same.
# Guess:     without a terminal, as in a pipeline, a prompt without a default fails, or reads the answer from the input.
# Seen:      it warns "Not prompting as we are not in interactive mode", and the play goes on: the variable is the text
#            "None", which is defined and true. The answer in the input is not read. The same holds with confirm: true.
# Effect:    a play that asks for the release deploys the release "None", or says that there is none of this name; one
#            that asks "Go on?" and checks that there is an answer goes on.
# Here:      docs/inside_octopus.md says so. The collection's playbooks and roles have no prompt.
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

cat >play.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  vars_prompt:
    - {name: release, prompt: Which release?, private: false}
    - {name: again, prompt: Which password?, confirm: true}
    - {name: channel, prompt: Which channel?, default: Beta}
  tasks:
    - ansible.builtin.debug:
        msg: "SEEN release: {{ release | to_json | replace('\"', '') }}, of the type {{ release | type_debug
          | replace('_AnsibleTagged', '') }}; again: {{ again }}; channel: {{ channel }}"
YAML
ansible-playbook -i localhost, -c local play.yml >printed 2>&1 < <(printf '1.0\nsecret\nsecret\nStable\n') || echo "status $?"
seen=$(sed -n -e 's/.*\(Not prompting as we are not in interactive mode\).*/\1/p' -e 's/.*SEEN \(.*\)".*/\1/p' printed | sort -u)
expected='Not prompting as we are not in interactive mode
release: None, of the type str; again: None; channel: Beta'
printf '%s\n' "$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s\n' "$expected" >&2
  exit 1
fi
