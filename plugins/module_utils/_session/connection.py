# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options for the connection of a task to the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any
from urllib.parse import urlsplit

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, UsageError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import key_in_address
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.surrogates import lone_surrogate

CONNECTION_ARGUMENTS: dict[str, dict[str, Any]] = {
    "octopus_url": {"type": "str"},
    "octopus_api_key": {"type": "str", "no_log": True},
    "octopus_access_token": {"type": "str", "no_log": True},
    "octopus_username": {"type": "str"},
    "octopus_password": {"type": "str", "no_log": True},
    "space": {"type": "str"},
    "validate_certs": {"type": "bool", "default": True},
    "ca_path": {"type": "path"},
    "client_cert": {"type": "path"},
    "client_key": {"type": "path", "no_log": False},
    "timeout": {"type": "int", "default": 60},
    "retries": {"type": "int", "default": 5},
}

PASSWORD = "octopus_password"
SIGN_IN_WAYS: tuple[tuple[str, ...], ...] = (
    ("octopus_api_key",),
    ("octopus_access_token",),
    ("octopus_username", PASSWORD),
)
# The names by which other tools know the address and the key: Octopus's MCP server, its old command line and its Go
# client; its provider for Terraform, and its old command line.
OTHER_ADDRESSES = ("OCTOPUS_SERVER_URL", "OCTOPUS_CLI_SERVER", "OCTOPUS_HOST")
OTHER_KEYS = ("OCTOPUS_APIKEY", "OCTOPUS_CLI_API_KEY")


@dataclass(frozen=True)
class Connection:
    """The values that distinguish sessions. The space is chosen within a session."""

    url: str
    api_key: str | None = field(default=None, repr=False)
    access_token: str | None = field(default=None, repr=False)
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    validate_certs: bool = True
    ca_path: str | None = None
    client_cert: str | None = None
    client_key: str | None = None
    timeout: int = 60
    retries: int = 5
    read_only: bool = False


def connection(parameters: Mapping[str, Any], read_only: bool, environment: Mapping[str, str]) -> Connection:
    """The connection that a task's options describe.

    An option that is not given comes from the environment, where its name is in capitals (``OCTOPUS_URL``). A way to
    sign in that is given as an option overrides the environment; of several ways in the environment, the API key comes
    first, then the access token. Raises ``UsageError`` if the address or the way to sign in is missing, or if the
    options give two ways to sign in.
    """
    url = _text(parameters, "octopus_url") or _text(environment, "OCTOPUS_URL")
    if not url:
        raise UsageError(
            "octopus_url is not set: give the server's address there or in the environment as OCTOPUS_URL"
            f"{_of_another_tool(environment, OTHER_ADDRESSES)}"
        )
    sign_in = _sign_in(parameters, environment)
    for option, value in {"octopus_url": url, **sign_in}.items():
        _refuse_unsendable(option, option.upper(), value)
    return Connection(
        url=url,
        api_key=sign_in.get("octopus_api_key"),
        access_token=sign_in.get("octopus_access_token"),
        username=sign_in.get("octopus_username"),
        password=sign_in.get("octopus_password"),
        validate_certs=parameters["validate_certs"],
        ca_path=_text(parameters, "ca_path"),
        client_cert=_text(parameters, "client_cert"),
        client_key=_text(parameters, "client_key"),
        # Ansible accepts true and false as whole numbers, and the libraries below do not.
        timeout=int(parameters["timeout"]),
        retries=int(parameters["retries"]),
        read_only=read_only,
    )


def _sign_in(parameters: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, str]:
    as_options = [way for way in SIGN_IN_WAYS if any(_text(parameters, option) for option in way)]
    if len(as_options) > 1:
        names = " and ".join(way[0] for way in as_options)
        raise UsageError(f"{names} are both given: sign in one way only")
    if as_options:
        given = {option: _text(parameters, option) for option in as_options[0]}
    else:
        variables = {option: _text(environment, option.upper()) for way in SIGN_IN_WAYS for option in way}
        complete = [way for way in SIGN_IN_WAYS if all(variables[option] for option in way)]
        given = {option: variables[option] for option in complete[0]} if complete else {}
    lacking = [option for option, value in given.items() if not value]
    if lacking or not given:
        raise UsageError(
            f"{lacking[0]} is missing: octopus_username and octopus_password go together"
            if lacking
            else "no way to sign in is given: set octopus_api_key (or OCTOPUS_API_KEY in the environment), "
            "octopus_access_token, or octopus_username and octopus_password"
            f"{_of_another_tool(environment, OTHER_KEYS)}"
        )
    return {option: str(value) for option, value in given.items()}


def _of_another_tool(environment: Mapping[str, str], names: tuple[str, ...]) -> str:
    """The end of a message: the variables of other tools that are set; empty if there are none."""
    found = [name for name in names if _text(environment, name)]
    return f"; set, but read by other tools only: {', '.join(found)}" if found else ""


def _text(values: Mapping[str, Any], name: str) -> str | None:
    """An option or an environment variable without surrounding blanks; None if nothing is left.

    The blanks of a password belong to it, except for the end of a line, with which some files end.
    """
    given = values.get(name)
    value = "" if given is None else str(given)
    if not value.strip():
        return None
    return value.strip("\r\n") if name.casefold() == PASSWORD else value.strip()


def _refuse_unsendable(option: str, variable: str, value: str | None) -> None:
    """Raise ``UsageError`` for a value that can't be sent; a variable of the environment may hold any bytes."""
    problem = lone_surrogate(value) if value else ""
    if problem:
        raise UsageError(f"{option} (or {variable} in the environment): {problem}, in UTF-8")


def secrets_in_address(url: str | None) -> list[str]:
    """The password and the API key in an address, which is refused; messages must not repeat them."""
    try:
        found = urlsplit(url or "").password, key_in_address(url or "")
    except ValueError:
        return []
    return [each for each in found if each]


def connection_secrets(parameters: Mapping[str, Any], environment: Mapping[str, str]) -> list[str]:
    """The secrets of a connection that its options do not mark as such: in the environment and in the address."""
    return environment_secrets(environment) + secrets_in_address(parameters.get("octopus_url"))


def environment_secrets(environment: Mapping[str, str]) -> list[str]:
    """The secrets that a task may have from the environment."""
    names = [option.upper() for option, argument in CONNECTION_ARGUMENTS.items() if argument.get("no_log")]
    return [environment[name] for name in names if environment.get(name)]


def space_name(parameters: Mapping[str, Any], environment: Mapping[str, str]) -> str | None:
    """The space that a task asks for; None for the default one.

    Raises ``UsageError`` for an empty option: a variable that is not set must not mean the default space.
    """
    if parameters.get("space") is not None and not _text(parameters, "space"):
        raise UsageError("space: is empty, maybe because a variable is not set; leave it out to use the default space")
    name = _text(parameters, "space") or _text(environment, "OCTOPUS_SPACE")
    _refuse_unsendable("space", "OCTOPUS_SPACE", name)
    return name


def space_to_come(missing: OctopusError) -> str:
    """The warning of check mode for a space that does not exist."""
    return f"space: {missing} Check mode assumes that an earlier task creates it, with what every new space has."


def no_document_of_the_space(missing: OctopusError) -> str:
    """The warning of a task that names documents of the server or of a space, if the space does not exist."""
    return f"space: {missing} Until it exists, the names in this task mean documents of the server only."
