# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every mistake of ``bad_input.yml`` gets the message that stands beside it, and nothing is written for it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from contract.conftest import Octopus
from emulator.testing import Emulator

pytestmark = pytest.mark.both_doors

TABLE: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "bad_input.yml").read_text(encoding="utf-8"))
# The server itself finds these mistakes, when it is asked to write.
FOUND_BY_THE_SERVER = {each["mistake"] for each in TABLE if each.get("found_by") == "the server"}


def surroundings(server: Emulator) -> None:
    """The documents that the mistakes are about."""
    for name in ("Production", "Staging"):
        server.seed("environments", Name=name)
    server.seed("projects", Name="Storefront", ProjectGroupId="ProjectGroups-1", LifecycleId="Lifecycles-1")
    region = {"CommunicationStyle": "None"}
    server.seed("machines", Name="region", EnvironmentIds=["Environments-1"], Roles=["web"], Endpoint=region)


def matches(message: str, pattern: str) -> bool:
    """``...`` stands for text that differs between releases of ansible-core, or from run to run."""
    return re.fullmatch(".*".join(re.escape(part) for part in pattern.split("...")), message, re.DOTALL) is not None


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["mistake"])
def test_mistake(octopus: Octopus, row: dict[str, Any]) -> None:
    surroundings(octopus.server)
    octopus.server.clear_requests()
    octopus.server.on_purpose(*row.get("on_purpose", "").split())
    result = octopus(row["module"], row["options"])
    message = str(result.get("msg")).replace(octopus.server.url, "<server>")
    assert result.get("failed") is True
    assert matches(message, row["message"]), f"{message}\nis not\n{row['message']}"
    assert "Traceback" not in str(result) and "hunter-22" not in str(result)
    if row["mistake"] not in FOUND_BY_THE_SERVER:
        assert octopus.writes() in ([], ["POST /api/users/login"])


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 40
    assert len({row["mistake"] for row in TABLE}) == len(TABLE)
