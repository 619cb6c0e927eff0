# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Schemathesis makes up requests from the emulator's own description, and holds the answers against it.

A few hundred here, the same every time. ``OCTOPUS_SCHEMATHESIS_EXAMPLES=10``: so many of each operation and
whatever its values border on, tens of thousands, others every time.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import requests
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
# The addresses of a space have three spellings, of which one is enough here.
SPACE, ALSO_SPACE = "/{baseSpaceId}", "/spaces/{spaceIdentifier}"
FEW = ("--phases", "examples,fuzzing", "--max-examples", "1", "--seed", "1")
MANY = ("--phases", "examples,coverage,fuzzing", "--max-examples", str(EXAMPLES))
# Seconds, for a machine that does many other things as well; on an idle one, the few requests take half a minute.
LONGEST = 1200


def without_repetition(paths: Mapping[str, Mapping[str, Any]]) -> tuple[str, str]:
    """The option that leaves out the paths whose operations another spelling of the same address has.

    It is one expression, because Schemathesis holds each operation against each option, again and again.
    """
    others = {path: f"{SPACE}{path.removeprefix(ALSO_SPACE)}" for path in paths if not path.startswith(SPACE)}
    repeated = [path for path, other in others.items() if paths[path].keys() <= paths.get(other, {}).keys()]
    return "--exclude-path-regex", f"^({'|'.join(map(re.escape, repeated))})$"


@pytest.mark.parametrize("version", [VERSION, *(["2021.2.4488", "2020.5.0"] if EXAMPLES else [])])
def test_answers_are_as_described(version: str, tmp_path: Path) -> None:
    with Emulator(server_version=version) as server:
        # Most of the generated requests make no sense.
        server.on_purpose("*")
        address = f"{server.url}/swaggerui/openapi.json"
        chosen = MANY if EXAMPLES else (*FEW, *without_repetition(requests.get(address, timeout=10).json()["paths"]))
        command = [str(PROGRAM), "run", address, *ALWAYS, *chosen]
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
