#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# ansible-doc of ansible-core 2.19 fails on a module whose RETURN uses a documentation fragment.
#
# Version:   ansible-core 2.19.0 and 2.20.0, with Python 3.12
# Guess:     a fragment in RETURN, which ansible-core has had since 2.20, is ignored by the releases before it, so that
#            a collection can use it and only loses a part of its documentation there
# Behaviour: ansible-doc of 2.19 shows nothing of such a module and ends with an error; with --json it only leaves out
#            what the fragment has. 2.20 shows the whole module
# Output:    2.19.0: fails
#            2.20.0: shows shared
# Here:      make kinds writes the return values that modules share into each module, as long as the collection
#            promises 2.19
# Reported:  https://github.com/ansible/ansible/issues/85644
#
# Needs Python 3.12 (PYTHON names another one) and a package index. Exits with 0 as long as the behaviour is the one
# above.
set -euo pipefail

python=${PYTHON:-python3.12}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

collection=collections/ansible_collections/example/example
mkdir -p "$collection/plugins/modules" "$collection/plugins/doc_fragments"
cat > "$collection/galaxy.yml" <<'YAML'
namespace: example
name: example
version: 1.0.0
readme: README.md
authors: [nobody]
YAML
cat > "$collection/plugins/doc_fragments/values.py" <<'PYTHON'
class ModuleDocFragment:
    RETURN = """
shared:
  description: A value that several modules have.
  returned: always
  type: str
"""
PYTHON
cat > "$collection/plugins/modules/try_it.py" <<'PYTHON'
DOCUMENTATION = """
module: try_it
short_description: Tries it
description: Tries it.
options: {}
author: nobody
"""
EXAMPLES = ""
RETURN = """
extends_documentation_fragment:
  - example.example.values.return
own:
  description: A value of its own.
  returned: always
  type: str
"""
PYTHON

seen=""
for version in 2.19.0 2.20.0; do
  "$python" -m venv "$version"
  "$version/bin/pip" install --quiet --disable-pip-version-check "ansible-core==$version" >&2
  if ANSIBLE_COLLECTIONS_PATH=$folder/collections "$version/bin/ansible-doc" -t module example.example.try_it \
    > shown.txt 2> error.txt; then
    if grep -q shared shown.txt; then said="shows shared"; else said="shows no shared"; fi
  else
    said="fails"
    cat error.txt >&2
  fi
  seen+="$version: $said"$'\n'
done
printf '%s' "$seen"
expected='2.19.0: fails
2.20.0: shows shared
'
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:" >&2
  printf '%s' "$expected" >&2
  exit 1
fi
