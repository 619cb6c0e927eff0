#!/usr/bin/env bash
# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Library:   python-hcl2 8.1.4, which many scripts use to read and change the OCL of projects that Octopus keeps in Git.
# Guess:     a process in OCL is read with the names that its properties have in the file
#            (Octopus.Action.Script.ScriptBody), and what the library writes from it can be read again.
# Seen:      each dotted name comes wrapped as an expression, "${Octopus.Action.Script.ScriptBody}". Writing puts a comma
#            behind each property, and behind the end marker of a heredoc as well, so that the library can't read its own
#            text. With preserve_heredocs=False, quotes within a script are escaped.
# Effect:    a script that looks for a property by its name finds nothing, and a rewritten process is not valid OCL.
# Here:      docs/api/ocl.md warns of it; the collection does not use the library.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check python-hcl2==8.1.4

"$work/venv/bin/python" - <<'PYTHON'
import sys

import hcl2
from hcl2.utils import SerializationOptions

OCL = """\
step "greet" {
    name = "Greet"

    action {
        action_type = "Octopus.Script"
        properties = {
            Octopus.Action.RunOnServer = "true"
            Octopus.Action.Script.ScriptBody = <<-EOT
                    echo "one"
                EOT
        }
    }
}
"""
BODY = "Octopus.Action.Script.ScriptBody"


def properties(process):
    (step,) = process["step"]
    (greeting,) = step.values()
    return greeting["action"][0]["properties"]


read = hcl2.loads(OCL)
written = hcl2.dumps(read)
try:
    hcl2.loads(written)
    again = "read again"
except Exception as error:
    again = type(error).__name__
plain = properties(hcl2.loads(OCL, serialization_options=SerializationOptions(preserve_heredocs=False)))

SEEN = (
    ("names of properties", sorted(properties(read)), ["${Octopus.Action.RunOnServer}", f"${{{BODY}}}"]),
    ("end of the heredoc as written", "EOT," in written, True),
    ("its own text", again, "UnexpectedToken"),
    ("a script without its heredoc", r"\"one\"" in plain[f"${{{BODY}}}"], True),
)
changed = 0
for what, found, seen in SEEN:
    print(f"{what}: {found!r}")
    changed += found != seen
sys.exit(f"{changed} of {len(SEEN)} outputs have changed" if changed else 0)
PYTHON
