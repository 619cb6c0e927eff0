# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the official CLI from the Go module proxy, whose newest version is old; OCTOPUS_CLI names another one."""

from __future__ import annotations

import os
from pathlib import Path

from interop.go_build import WORK, go, skipped

# The Go module that requires the CLI.
MODULE = Path(__file__).resolve().parent / "cli"
PROGRAM = "github.com/OctopusDeploy/cli/cmd/octopus"


def cli(wanted_by: str) -> str | None:
    """The path of the CLI. None without OCTOPUS_CLI and go, after a message that ``wanted_by`` is skipped."""
    given = os.environ.get("OCTOPUS_CLI", "")
    if given:
        return str(Path(given).resolve())
    if skipped(wanted_by):
        return None
    built = WORK / "octopus"
    go(MODULE, "build", "-o", str(built), PROGRAM)
    return str(built)
