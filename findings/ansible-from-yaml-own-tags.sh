#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-core 2.19.14 and 2.21.0, the filters to_yaml and from_yaml.
# Guess:     from_yaml reads what to_yaml writes, and Ansible's own filter knows Ansible's own tags, as include_vars
#            does: a value with !vault is decrypted, and one with !unsafe is a text.
# Seen:      from_yaml refuses both: "could not determine a constructor for the tag '!vault'". In 2.19, to_yaml writes a
#            value that came from !vault with this tag, still encrypted, so that from_yaml can't read it back; in 2.21 it
#            writes the decrypted text. include_vars reads both tags.
# Effect:    a file with a single vaulted value can't be read with lookup('file') and from_yaml. With 2.19, variables
#            with such a value don't survive to_yaml and from_yaml.
# Here:      the message for vaulted files that a module can't read proposes include_vars.
#
# Needs Python 3.12 (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is the one
# above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >play.yml <<'YAML'
- hosts: localhost
  gather_facts: false
  tasks:
    - ansible.builtin.include_vars:
        file: data.yml
        name: data
    - ansible.builtin.debug:
        msg: "{{ lookup('ansible.builtin.file', 'data.yml') | from_yaml }}"
      register: vaulted
      ignore_errors: true
    - ansible.builtin.debug:
        msg: "{{ 'text: !unsafe hello' | from_yaml }}"
      register: unsafe
      ignore_errors: true
    - ansible.builtin.debug:
        msg: "{{ data | to_yaml | from_yaml }}"
      register: round
      ignore_errors: true
    - ansible.builtin.copy:
        content: |
          include_vars: {{ data.secret }}, {{ data.text }}
          from_yaml of !vault: {{ vaulted.msg | regex_search(wrong) }}
          from_yaml of !unsafe: {{ unsafe.msg | regex_search(wrong) }}
          from_yaml of to_yaml: {{ (round.msg | string | regex_search(wrong)) or 'read' }}
        dest: seen
        mode: "0600"
      vars:
        wrong: could not determine a constructor for the tag '![a-z]+'
YAML
echo "open sesame" >password
touch ansible.cfg
export ANSIBLE_CONFIG=$work/ansible.cfg ANSIBLE_VAULT_PASSWORD_FILE=$work/password
changed=0
# Compares the outcome of to_yaml and from_yaml with the one seen, and the others.
check() {
    "${PYTHON:-python3.12}" -m venv "venv-$1"
    "venv-$1/bin/python" -m pip install --quiet --disable-pip-version-check "ansible-core==$1"
    {
        "venv-$1/bin/ansible-vault" encrypt_string hidden --name secret 2>/dev/null
        printf '\ntext: !unsafe hello\n'
    } >data.yml
    rm -f seen
    "venv-$1/bin/ansible-playbook" -i localhost, -c local -e "ansible_python_interpreter=$work/venv-$1/bin/python" \
        play.yml >out 2>&1 || cat out >&2
    cat >expected <<SEEN
include_vars: hidden, hello
from_yaml of !vault: could not determine a constructor for the tag '!vault'
from_yaml of !unsafe: could not determine a constructor for the tag '!unsafe'
from_yaml of to_yaml: $2
SEEN
    echo "$1:"
    cat seen
    diff expected seen >&2 || changed=1
}
check 2.19.14 "could not determine a constructor for the tag '!vault'"
check 2.21.0 read
exit "$changed"
