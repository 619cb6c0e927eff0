# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets go to the server and nowhere else: by placeholders and ``secrets``, in the configuration, in files."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
from config.driving import asked, configure, export, task, writes
from emulator.testing import Emulator

FIRST, SECOND, DROP = "hunter-22-first", "hunter-23-second", "hunter-24-drop"
SECRETS = (FIRST, SECOND, DROP)
PLACE = "projects.Shop.templates.Key.sensitive_default_value"


def space(key: str, drop: str, **more: Any) -> dict[str, Any]:
    template = {"name": "Key", "sensitive_default_value": key, "display_settings": {"control_type": "Sensitive"}}
    offline = {"destination": {"destination_type": "FileSystem", "drop_folder_path": "/drop"}}
    return {
        "environments": [{"name": "Here"}],
        "project_groups": [{"name": "Web"}],
        "lifecycles": [{"name": "Standard"}],
        "projects": [
            {"name": "Shop", "project_group": "Web", "lifecycle": "Standard", "templates": [template], **more}
        ],
        "machines": [
            {
                "name": "m",
                "environments": ["Here"],
                "roles": ["web"],
                "offline_drop": {**offline, "sensitive_variables_encryption_password": drop},
                **more,
            }
        ],
    }


def stored(server: Emulator) -> str:
    """The secret as the emulator keeps it."""
    return json.dumps([server.document("Projects-1")["Templates"], server.document("Machines-1")["Endpoint"]])


def ways(folder: Path) -> dict[str, dict[str, Any]]:
    """The same space, with its secrets handed over in every way that there is."""
    folder.mkdir()
    (folder / "space.yml").write_text(json.dumps(space(FIRST, DROP)), encoding="utf-8")
    return {
        "placeholders": {
            "config": space("<secret a>", "<secret b>"),
            "secrets": {"a": FIRST, "b": DROP},
        },
        "config": {"config": space(FIRST, DROP)},
        "src": {"src": [str(folder)]},
    }


@pytest.mark.parametrize("way", ["placeholders", "config", "src"])
@pytest.mark.parametrize("refused", [False, True], ids=["done", "refused"])
def test_no_secret_is_shown(
    server: Emulator, way: str, refused: bool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The secret is in no plan, in no result, and in no repeated message of the server."""
    options = ways(tmp_path / "config")[way]
    lines: list[str] = []
    caplog.set_level(logging.DEBUG)
    if refused:
        for path in ("projects", "machines"):
            body = {"ErrorMessage": f"{FIRST} and {DROP} are bad", "Errors": [FIRST, DROP]}
            server.fault(method="POST", path=f"/api/*/{path}", status=400, body=body)
    for check in (True, False, False):
        result = task(server, "octopus_config", check=check, verbosity=4, progress=lines.append, **options)
        text = json.dumps(result) + "\n".join(lines) + caplog.text
        for secret in (*SECRETS, server.api_key):
            assert secret not in text, (secret, check)
    assert all(secret in stored(server) for secret in (FIRST, DROP)), "the server got them"


@pytest.mark.parametrize("update_secrets", ["on_create", "always"])
def test_a_placeholder_keeps_what_the_server_has(server: Emulator, update_secrets: str) -> None:
    configure(server, space(FIRST, DROP))
    kept = stored(server)
    config = space("<secret a>", "<secret b>", update_secrets=update_secrets)
    result, _asked = asked(server, lambda: configure(server, config))
    assert (result["changed"], writes(server), stored(server)) == (False, [], kept)
    assert result["secrets_not_compared"] == [
        "projects[0].templates[0].sensitive_default_value",
        "machines[0].offline_drop.sensitive_variables_encryption_password",
    ]
    config["projects"][0]["description"] = "Changed"
    assert configure(server, config)["updated"] == {"projects": ["Shop"]}
    assert stored(server) == kept


def test_always_sends_what_secrets_give(server: Emulator) -> None:
    configure(server, space(FIRST, DROP))
    config = space("<secret a>", "<secret b>", update_secrets="always")
    given = {"a": SECOND, "b": DROP}
    predicted = configure(server, config, secrets=given, check=True)
    done = configure(server, config, secrets=given)
    assert predicted["changes"] == done["changes"]
    assert done["counts"]["updated"] == 2
    assert SECOND in stored(server) and FIRST not in stored(server)
    assert not any(secret in json.dumps([predicted, done]) for secret in SECRETS)


def test_on_create_leaves_a_secret_alone(server: Emulator) -> None:
    configure(server, space(FIRST, DROP))
    config = space("<secret a>", "<secret b>")
    assert configure(server, config, secrets={"a": SECOND, "b": DROP})["changed"] is False
    assert SECOND not in stored(server)


def test_nothing_that_is_read_has_a_secret(server: Emulator, tmp_path: Path) -> None:
    configure(server, space(FIRST, DROP))
    result = export(server, dest=str(tmp_path), verbosity=4)
    assert result["secrets"] == sorted([PLACE, "machines.m.offline_drop.sensitive_variables_encryption_password"])
    files = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
    assert f"<secret {PLACE}>" in files
    assert not any(secret in files + json.dumps(result) for secret in (*SECRETS, server.api_key))


def test_a_placeholder_can_be_any_text(server: Emulator) -> None:
    """Names with blanks and signs of their own."""
    config = space("<secret the shop's key: {{ 1 }} > 0>", "<secret b>")
    result = configure(server, config, secrets={"the shop's key: {{ 1 }} > 0": FIRST, "b": DROP})
    assert result["changed"] and FIRST in stored(server)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("", "is empty"),
        (" ", "is empty"),
        (None, "has no value"),
        (3.5, "must be text, not a number; put it in quotes"),
        (123456789, "must be text, not a number; put it in quotes"),
        (True, "must be text, not true or false; put it in quotes"),
        ([FIRST], "must be text, not a list"),
        ({"key": FIRST}, "must be text, not a mapping"),
        ("<secret>", "looks like a placeholder"),
        ("<Secret b>", "looks like a placeholder"),
        (" <secret b> ", "looks like a placeholder"),
        ("<secret b>", "is a placeholder itself"),
    ],
)
@pytest.mark.parametrize("check", [True, False])
def test_a_wrong_value_of_secrets_is_refused(server: Emulator, value: Any, problem: str, check: bool) -> None:
    """Values of other types and variables that are not set are refused; the server's secret stays."""
    configure(server, space(FIRST, DROP))
    kept = stored(server)
    config = space("<secret a>", "<secret b>", update_secrets="always")
    server.clear_requests()
    result = task(server, "octopus_config", config=config, secrets={"a": value, "b": DROP}, check=check, verbosity=4)
    assert result.get("failed") and f"secrets.a: {problem}" in result["msg"], result["msg"]
    assert server.requests == [] and stored(server) == kept
    assert FIRST not in json.dumps(result) and "123456789" not in json.dumps(result)


def test_a_word_of_its_own_clears(server: Emulator) -> None:
    """The word clears a secret both in ``secrets`` and in the configuration."""
    configure(server, space(FIRST, DROP))
    config = space("<secret a>", "<no secret>")
    for check in (True, False):
        assert configure(server, config, secrets={"a": "<no secret>"}, check=check)["counts"]["updated"] == 2
    assert FIRST not in stored(server) and DROP not in stored(server)
    assert configure(server, config, secrets={"a": "<no secret>"})["changed"] is False


def test_a_secret_goes_into_no_option_that_shows_it(server: Emulator) -> None:
    config = {"environments": [{"name": "Here", "description": "<secret a>"}]}
    result = task(server, "octopus_config", config=config, secrets={"a": FIRST})
    assert "environments[0].description: <secret a> is a placeholder" in result["msg"]
    assert server.requests == []
