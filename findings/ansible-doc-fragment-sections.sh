#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A documentation fragment with the name of a section takes the section's place, in any other fragment.
#
# Version:   ansible-core 2.19.14 and 2.21.0, with Python 3.12
# Guess:     "example.example.server.proxy" is the section PROXY of the fragment server, whatever other fragments the
#            collection has, as long as server has such a section
# Behaviour: as soon as the collection has a fragment in proxy.py, its DOCUMENTATION is taken instead, and the options
#            of the section are lost from the documentation. For a plugin, which gets its options from there, they are
#            no options any more. There is no warning
# Output:    2.19.14: ['proxy_url'], with proxy.py: ['proxy_policy']
#            2.21.0: ['proxy_url'], with proxy.py: ['proxy_policy']
# Here:      no section of a fragment has the name of a fragment's file
#
# Needs Python 3.12 (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is the one
# above.
set -euo pipefail

python=${PYTHON:-python3.12}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

collection=collections/ansible_collections/example/example
fragments="$collection/plugins/doc_fragments"
mkdir -p "$collection/plugins/lookup" "$fragments"
cat > "$collection/galaxy.yml" <<'YAML'
namespace: example
name: example
version: 1.0.0
readme: README.md
authors: [nobody]
YAML
cat > "$fragments/server.py" <<'PYTHON'
class ModuleDocFragment:
    PROXY = """
options:
  proxy_url:
    description: An option of the section.
    type: str
"""
PYTHON
cat > "$collection/plugins/lookup/try_it.py" <<'PYTHON'
DOCUMENTATION = """
name: try_it
short_description: Tries it
description: Tries it.
author: nobody
extends_documentation_fragment:
  - example.example.server.proxy
"""
from ansible.plugins.lookup import LookupBase


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        return []
PYTHON
cat > options.py <<'PYTHON'
import json
import sys

print(sorted(json.load(sys.stdin)["example.example.try_it"]["doc"]["options"]), end="")
PYTHON

shown() {
  ANSIBLE_COLLECTIONS_PATH=collections "./$1/bin/ansible-doc" -t lookup --json example.example.try_it | "$python" options.py
}

seen=""
for version in 2.19.14 2.21.0; do
  "$python" -m venv "$version"
  "./$version/bin/pip" install --quiet --disable-pip-version-check "ansible-core==$version"
  rm -f "$fragments/proxy.py"
  seen+="$version: $(shown "$version"), with proxy.py: "
  cat > "$fragments/proxy.py" <<'PYTHON'
class ModuleDocFragment:
    DOCUMENTATION = """
options:
  proxy_policy:
    description: An option of another fragment.
    type: str
"""
PYTHON
  seen+="$(shown "$version")"$'\n'
done

printf '%s' "$seen"
expected="2.19.14: ['proxy_url'], with proxy.py: ['proxy_policy']
2.21.0: ['proxy_url'], with proxy.py: ['proxy_policy']
"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s' "$expected" >&2
  exit 1
fi
