# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schemathesis makes up requests from the emulator's own description, and holds the answers against it.

A few hundred here, the same every time. ``OCTOPUS_SCHEMATHESIS_EXAMPLES=10``: so many of each operation and
whatever its values border on, tens of thousands, others every time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from emulator.server import VERSION
from emulator.testing import Emulator

PROGRAM = Path(sys.executable).parent / "schemathesis"
EXAMPLES = os.environ.get("OCTOPUS_SCHEMATHESIS_EXAMPLES")
# Not asked: servers take null for a default and ignore what they do not know, they refuse what no schema could tell,
# such as an ID that leads nowhere, and where a document has no such method they may as well say that it is not there.
UNASKED = ("negative_data_rejection", "positive_data_acceptance", "unsupported_method")
ALWAYS = (
    *("--no-color", "--warnings", "off", "--suppress-health-check", "all", "--generation-database", "none"),
    *("--continue-on-failure", "--request-timeout", "30", "--exclude-checks", ",".join(UNASKED)),
)
# The third spelling of a space's addresses comes to the same as the second.
FEW = (
    *("--phases", "examples,fuzzing", "--max-examples", "1", "--seed", "1"),
    *("--exclude-path-regex", r"^/spaces/\{spaceIdentifier"),
)
MANY = ("--phases", "examples,coverage,fuzzing", "--max-examples", str(EXAMPLES))
LONGEST = 240


@pytest.mark.parametrize("version", [VERSION, *(["2021.2.4488", "2020.5.0"] if EXAMPLES else [])])
def test_answers_are_as_described(version: str, tmp_path: Path) -> None:
    with Emulator(server_version=version) as server:
        # Most of the generated requests make no sense.
        server.on_purpose("*")
        command = [str(PROGRAM), "run", f"{server.url}/swaggerui/openapi.json", *ALWAYS, *(MANY if EXAMPLES else FEW)]
        judged = subprocess.run(
            [*command, "--header", f"X-Octopus-ApiKey: {server.api_key}"],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=None if EXAMPLES else LONGEST,
        )
        sent = len(server.requests)
    print(judged.stdout)
    assert judged.returncode == 0, judged.stdout
    assert sent > 500
