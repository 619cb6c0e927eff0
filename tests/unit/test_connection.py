# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of a connection are the same, whether options or environment variables give them."""

from __future__ import annotations

from typing import Any

import pytest
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import (
    CONNECTION_ARGUMENTS,
    Connection,
    connection,
    space_name,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import UsageError

DEFAULTS = {option: argument.get("default") for option, argument in CONNECTION_ARGUMENTS.items()}
USER = {"octopus_url": "http://127.0.0.1", "octopus_username": "ann"}


def by_options(given: dict[str, Any]) -> Connection:
    return connection({**DEFAULTS, **given}, False, {})


def by_environment(given: dict[str, Any]) -> Connection:
    return connection(DEFAULTS, False, {option.upper(): value for option, value in given.items()})


WAYS = pytest.mark.parametrize("connected", [by_options, by_environment])


@WAYS
@pytest.mark.parametrize("password", [" of blanks ", "of blanks ", "\tx"])
def test_a_password_keeps_its_blanks(connected: Any, password: str) -> None:
    assert connected({**USER, "octopus_password": password}).password == password


@WAYS
def test_a_password_from_a_file_loses_the_end_of_its_line(connected: Any) -> None:
    assert connected({**USER, "octopus_password": "secret \r\n"}).password == "secret "


@WAYS
def test_other_values_lose_their_blanks(connected: Any) -> None:
    found = connected({"octopus_url": " http://127.0.0.1\n", "octopus_api_key": " API-1\n"})
    assert (found.url, found.api_key) == ("http://127.0.0.1", "API-1")
    assert connected({**USER, "octopus_username": " ann\n", "octopus_password": "x"}).username == "ann"


@WAYS
def test_a_blank_value_is_not_given(connected: Any) -> None:
    found = connected({**USER, "octopus_password": "x", "octopus_api_key": " \n"})
    assert (found.username, found.password, found.api_key) == ("ann", "x", None)


@pytest.mark.parametrize("given", ["", " ", "\n"])
def test_an_empty_space_is_not_the_default_one(given: str) -> None:
    """A variable that is not set must not send a task, or its removals, to another space."""
    with pytest.raises(UsageError, match="space: is empty, maybe because a variable is not set"):
        space_name({"space": given}, {"OCTOPUS_SPACE": "Web team"})


@pytest.mark.parametrize(
    ("parameters", "environment", "name"),
    [
        ({}, {}, None),
        ({"space": None}, {"OCTOPUS_SPACE": ""}, None),
        ({"space": None}, {"OCTOPUS_SPACE": "Web team"}, "Web team"),
        ({"space": " Ours "}, {"OCTOPUS_SPACE": "Web team"}, "Ours"),
    ],
)
def test_the_space_of_a_task(parameters: dict[str, Any], environment: dict[str, str], name: str | None) -> None:
    assert space_name(parameters, environment) == name


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        (
            {"OCTOPUS_CLI_SERVER": "https://one.example.com"},
            "OCTOPUS_URL; set, but read by other tools only: OCTOPUS_CLI_SERVER",
        ),
        ({"OCTOPUS_HOST": " "}, "OCTOPUS_URL"),
        (
            {"OCTOPUS_URL": "https://one.example.com", "OCTOPUS_APIKEY": "API-OFANOTHERTOOL"},
            "octopus_password; set, but read by other tools only: OCTOPUS_APIKEY",
        ),
    ],
)
def test_a_variable_of_another_tool_is_named_and_not_used(environment: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as error:
        connection(DEFAULTS, False, environment)
    assert message in str(error.value) and "API-OF" not in str(error.value)
    assert ("other tools" in str(error.value)) == ("other tools" in message)
