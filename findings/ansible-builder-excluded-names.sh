#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tool:      ansible-builder 3.2.0, the Python requirements of collections and their exclusion.
# Guess:     a name is compared as pip and the package index do it, so that typing-extensions excludes
#            typing_extensions, and ansible_core is left out like ansible-core. A file of constraints that a collection
#            names is either read or refused.
# Seen:      only case is ignored. Another spelling of "-", "_" and "." silently excludes nothing, and
#            ansible_core is installed. "-c constraints.txt" becomes a line of the image's requirements as it is,
#            although the path does not lead to the collection's file from there. The exit status is 0.
# Effect:    a library that the definition of an image excludes is installed anyway, and ansible-core may be
#            installed a second time, over the chosen one.
# Here:      meta/ee-requirements.txt has two names without such signs and no option, and a test asks ansible-builder
#            what it would install.
#
# Needs Python 3.11 or newer (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is
# the one above.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check ansible-builder==3.2.0

collection=collections/ansible_collections/example/example
meta=$collection/meta
mkdir -p "$meta"
printf '%s\n' "namespace: example" "name: example" "version: 1.0.0" "readme: README.md" "authors: [me]" \
  >"$collection/galaxy.yml"
printf '%s\n' "version: 1" "dependencies: {python: meta/requirements.txt}" >"$meta/execution-environment.yml"
echo "urllib3<2" >"$meta/constraints.txt"
cat >"$meta/requirements.txt" <<'TEXT'
-c constraints.txt
Requests>=2.31
typing_extensions>=4
ruamel.yaml>=0.18
ansible-core>=2.19
ansible_core>=2.19
TEXT
printf '%s\n' requests typing-extensions ruamel-yaml >excluded.txt
venv/bin/ansible-builder introspect collections --exclude-pip-reqs excluded.txt --write-pip seen >printed 2>&1
cat >expected <<'TEXT'
-c constraints.txt
typing_extensions>=4  # from collection example.example
ruamel.yaml>=0.18  # from collection example.example
ansible_core>=2.19  # from collection example.example
TEXT
cat seen
if ! diff expected <(grep -v '^$' seen); then
  cat printed
  echo "an output other than expected"
  exit 1
fi
