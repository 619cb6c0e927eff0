# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every mistake of ``mistakes.yml`` gets the message that stands beside it, and nothing is written for it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import WrongOptions
from config.driving import task, writes
from emulator.testing import Emulator

TABLE: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "mistakes.yml").read_text(encoding="utf-8"))
SECRETS = ("hunter-22", "hunter-23")


def matches(message: str, pattern: str) -> bool:
    """``...`` stands for any text; line breaks in a message do not matter."""
    words = [" ".join(part.split()) for part in pattern.split("...")]
    return re.fullmatch(".*".join(re.escape(part) for part in words), " ".join(message.split())) is not None


def given(row: dict[str, Any], folder: Path) -> dict[str, Any]:
    for name, content in row.get("files", {}).items():
        (folder / name).write_text(content, encoding="utf-8")
    source = {"src": row.get("src") or sorted(row["files"])} if "config" not in row else {"config": row["config"]}
    return {**source, **row.get("options", {})}


@pytest.mark.parametrize("check", [True, False], ids=["check", "run"])
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["mistake"])
def test_mistake(
    server: Emulator, row: dict[str, Any], check: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    server.seed("environments", Name="Here")
    server.clear_requests()
    result = task(server, "octopus_config", check=check, verbosity=4, **given(row, tmp_path))
    message = json.dumps(result)
    assert not [each for each in (*SECRETS, server.api_key, "Traceback") if each in message]
    assert writes(server) == []
    if not row.get("requests"):
        assert server.requests == [], "it is found out before the first request"
    if check and row.get("check") == "warned":
        lines = row["message"].splitlines()[1:]
        assert not result.get("failed")
        assert len(result["warnings"]) == len(lines)
        for place, _colon, problem in (line.strip().partition(": ") for line in lines):
            message = f"{place.replace('.', ': ', 1)}: {problem.split('.')[0]} yet"
            assert [warning for warning in result["warnings"] if warning.startswith(message)], message
        return
    assert result.get("failed") is True
    assert matches(result["msg"], row["message"]), f"{result['msg']}\nis not\n{row['message']}"


def test_the_table_is_long_enough() -> None:
    assert len(TABLE) >= 25
    assert len({row["mistake"] for row in TABLE}) == len(TABLE)


def test_neither_and_both(server: Emulator) -> None:
    with pytest.raises(WrongOptions, match="one of the following is required: config, src"):
        task(server, "octopus_config")
    with pytest.raises(WrongOptions, match="src: can't be given together with config; leave one of them out"):
        task(server, "octopus_config", config={}, src=["x"])


def test_a_name_that_two_documents_bear(server: Emulator) -> None:
    """A server of old may have let that happen; a guess would change the wrong one."""
    first = server.seed("environments", Name="Production")
    server.seed("environments", Name="Production 2")
    items = [{**server.document(first["Id"]), "Id": f"Environments-{number}"} for number in (1, 2)]
    page = {"Items": items, "TotalResults": 2, "ItemsPerPage": 30, "Links": {}}
    server.fault(method="GET", path="/api/*/environments", status=200, body=page)
    result = task(server, "octopus_config", config={"environments": [{"name": "production"}]})
    assert "environments[0]: 2 environments are called 'production'" in result["msg"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kinds": ["machine"]}, "kinds: there is no kind 'machine'; did you mean machines?"),
        ({"space": "Nowhere"}, "Nowhere"),
    ],
)
def test_mistakes_of_reading(server: Emulator, options: dict[str, Any], message: str) -> None:
    result = task(server, "octopus_config_info", **options)
    assert result["failed"] is True
    assert message in result["msg"]
