#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-galaxy of ansible-core 2.19.14 with "manifest: {}" in galaxy.yml, and ansible-builder 3.2.0.
# Guess:     the default directives take all that a collection has in the usual places and leave out the rest, such as a
#            folder of notes.
# Seen:      the folder of notes is left out, as are the whole folder extensions, with the event sources of
#            ansible-rulebook, the requirements that meta/execution-environment.yml names, guides in Markdown, and a
#            shell script among the files of a role. The build succeeds without a warning. With build_ignore in place of
#            "manifest", all of them are in the archive. ansible-builder fails on the installed collection.
# Effect:    the collection works from its checkout, and its users can build no execution environment with it.
# Here:      galaxy.yml has build_ignore. tests/unit/test_project_files.py finds a folder that nobody has decided about,
#            and asks ansible-builder.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check \
  ansible-core==2.19.14 ansible-builder==3.2.0 distlib==0.4.0
export PATH="$work/venv/bin:$PATH"

checkout=$work/checkout
mkdir -p "$checkout"/{meta,docs,notes,extensions/eda/plugins/event_source,playbooks,roles/web/{tasks,files}}
cd "$checkout"
echo "# Example" | tee README.md docs/guide.md notes/note.md >/dev/null
echo "[]" | tee playbooks/site.yml roles/web/tasks/main.yml >/dev/null
echo "async def main(queue, args): pass" >extensions/eda/plugins/event_source/events.py
echo "echo hello" >roles/web/files/hello.sh
echo "requests>=2.31" >meta/ee-requirements.txt
echo 'requires_ansible: ">=2.19.0"' >meta/runtime.yml
cat >meta/execution-environment.yml <<'YAML'
version: 1
dependencies:
  python: meta/ee-requirements.txt
YAML

built() {
  printf '%s\n' "namespace: example" "name: example" "version: 1.0.0" "authors: [me]" "readme: README.md" "$1" \
    >galaxy.yml
  ansible-galaxy collection build --force --output-path "$work" >/dev/null
  rm -rf "$work/installed"
  mkdir -p "$work/installed/ansible_collections/example/example"
  tar -xzf "$work/example-example-1.0.0.tar.gz" -C "$work/installed/ansible_collections/example/example"
  echo "with $1:"
  (cd "$work/installed/ansible_collections/example/example" && find . -type f | grep -v '\./[A-Z]*\.' | LC_ALL=C sort)
  if ansible-builder introspect "$work/installed" >"$work/printed" 2>&1; then
    echo "ansible-builder reads it"
  else
    sed -n "s#^Expected requirements file not present at: .*/meta/#ansible-builder lacks meta/#p" "$work/printed"
  fi
}
seen=$(built "manifest: {}" && built "build_ignore: [notes]")
expected="with manifest: {}:
./meta/execution-environment.yml
./meta/runtime.yml
./playbooks/site.yml
./roles/web/tasks/main.yml
ansible-builder lacks meta/ee-requirements.txt
with build_ignore: [notes]:
./docs/guide.md
./extensions/eda/plugins/event_source/events.py
./meta/ee-requirements.txt
./meta/execution-environment.yml
./meta/runtime.yml
./playbooks/site.yml
./roles/web/files/hello.sh
./roles/web/tasks/main.yml
ansible-builder reads it"
echo "$seen"
if [ "$seen" != "$expected" ]; then
  echo "an output other than: $expected"
  exit 1
fi
