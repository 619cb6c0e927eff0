#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   uritemplate 4.2.0 for Python.
# Guess:     a null among the members of a list or a mapping is left out, as RFC 6570 section 2.3 has it: an undefined
#            member is ignored, and a value with no defined member is undefined itself.
# Seen:      path segments leave a null out ({/x*} gives /b), query strings write Python's word for it ({?x*} gives
#            ?x=None&x=b). A mapping with nothing but a null becomes ?a=None instead of nothing.
# Effect:    a filter that YAML leaves empty asks the server for documents called "None"; the answer is an empty list,
#            not an error.
# Here:      the collection refuses a null inside a list, and any mapping, before a template is expanded.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check uritemplate==4.2.0

"$work/venv/bin/python" - <<'PYTHON'
import sys

import uritemplate

SEEN = (
    ("{/x*}", {"x": [None, "b"]}, "/b"),
    ("{?x*}", {"x": [None, "b"]}, "?x=None&x=b"),
    ("{?x}", {"x": [None]}, "?x=None"),
    ("{?d*}", {"d": {"a": None}}, "?a=None"),
)
changed = 0
for template, values, seen in SEEN:
    expanded = uritemplate.expand(template, values)
    print(f"{template:8} {values!r:24} -> {expanded!r}")
    changed += expanded != seen
sys.exit(f"{changed} of {len(SEEN)} outputs have changed" if changed else 0)
PYTHON
