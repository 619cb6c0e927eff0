#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      the module community.general.archive 11.4.2, of ansible 12.3.0 with ansible-core 2.19.14.
# Guess:     the module says "changed" if the content of the files differs from that in the archive, and leaves the
#            archive as it is if it does not, byte for byte. Check mode predicts the same.
# Seen:      the archive is written again in each run. A .tar.gz has other bytes each time, because it contains the time
#            of the run; the task says "ok". If a file gets other content of the same length and keeps its time, the
#            task says "ok" about a .tar.gz, and "changed" about a .zip. If a file only gets another time, as in a
#            checkout, it is the other way round, and both have other bytes. Check mode always says "changed".
# Effect:    a feed that compares hashes takes the same files for another content of the same version. A push that waits
#            for "changed" leaves out a new build.
# Here:      docs/packages.md says how to pack a version once, so that octopus_package finds it unchanged.
#
# Needs Python 3.11 (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is the one
# above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile \
  ansible==12.3.0 ansible-core==2.19.14

mkdir "$work/site"
cat >"$work/pack.yml" <<'YAML'
---
- name: Pack a folder
  hosts: localhost
  connection: local
  gather_facts: false
  vars:
    ansible_python_interpreter: "{{ ansible_playbook_python }}"
  tasks:
    - name: Pack the folder
      community.general.archive:
        path: "{{ playbook_dir }}/site/"
        dest: "{{ playbook_dir }}/site.{{ format }}"
        format: "{{ format }}"
YAML

# Writes the file with a text and a time, which is a number of seconds.
file() {
  printf '%s' "$1" >"$work/site/index.html"
  touch --date="@$2" "$work/site/index.html"
}

# Prints what Ansible says about the task, and whether the archive has changed byte for byte.
pack() {
  local archive=$work/site.$1 before after said
  before=$([ ! -e "$archive" ] || sha1sum <"$archive")
  # A .tar.gz contains its time in seconds.
  sleep 1.1
  said=$(ANSIBLE_LOCALHOST_WARNING=false ANSIBLE_INVENTORY_UNPARSED_WARNING=false \
    "$work/venv/bin/ansible-playbook" "$work/pack.yml" --extra-vars "format=$1" "${@:2}" | grep -oE '^(ok|changed)')
  after=$(sha1sum <"$archive")
  if [ "$before" = "$after" ]; then echo "$said, the same bytes"; else echo "$said, other bytes"; fi
}

seen=""
for format in gz zip; do
  file hello 1767225600
  pack "$format" >/dev/null
  seen+="$format, again: $(pack "$format")"$'\n'
  seen+="$format, in check mode: $(pack "$format" --check)"$'\n'
  file world 1767225600
  seen+="$format, with other content: $(pack "$format")"$'\n'
  file world 1767225602
  seen+="$format, with another time: $(pack "$format")"$'\n'
done

printf '%s' "$seen"
expected='gz, again: ok, other bytes
gz, in check mode: changed, the same bytes
gz, with other content: ok, other bytes
gz, with another time: changed, other bytes
zip, again: ok, the same bytes
zip, in check mode: changed, the same bytes
zip, with other content: changed, other bytes
zip, with another time: ok, other bytes
'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s' "$expected" >&2
  exit 1
fi
