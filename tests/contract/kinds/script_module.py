# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples of script modules."""

from __future__ import annotations

from contract.sample import Sample

SCRIPT_MODULE = Sample(
    title="script module",
    kind="script_module",
    minimal={"name": "Say"},
    steps={
        "description": ["What scripts say", ""],
        "script": [
            {"body": "function Say { Write-Host $args }\n", "language": "PowerShell"},
            {"body": "say() { echo $*; }\n", "language": "Bash"},
            {"body": ""},
        ],
    },
)

SAMPLES = (SCRIPT_MODULE,)
