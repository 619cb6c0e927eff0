# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The three ways to sign in, of which a client uses exactly one (api: transport#sign-in)."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Mapping
from dataclasses import field
from typing import Any
from urllib.parse import urlsplit

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import links
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, UsageError
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Transport

KEY_HEADER = "X-Octopus-ApiKey"
KEY_PREFIX = "API-"
CSRF_COOKIE, CSRF_HEADER = "Octopus-Csrf-Token", "X-Octopus-Csrf-Token"
# The known path for signing in, for a server that does not show its root before that.
SIGN_IN = f"{links.API}/users/login"
log = logging.getLogger("octopus.deploy.hypermedia")


@dataclass(frozen=True)
class Credentials:
    """One way to sign in. ``headers``: authenticate every request; a password is exchanged for cookies first."""

    way: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    username: str = ""
    password: str = field(default="", repr=False)

    def is_key(self, shown: str) -> bool:
        """Whether the server shows this API key as ``shown``: its first characters, followed by dots or stars."""
        beginning = shown.rstrip(".*")
        return len(beginning) > len(KEY_PREFIX) and self.headers.get(KEY_HEADER, "").startswith(beginning)

    def secrets(self) -> list[str]:
        """Every text that must not be shown."""
        values = [*self.headers.values(), self.password]
        return [each.replace("Bearer ", "", 1) for each in values if each]


def one_way(api_key: str | None, access_token: str | None, username: str | None, password: str | None) -> Credentials:
    """The given credentials; empty ones count as not given. Raises ``UsageError`` for no way to sign in or several."""
    api_key, access_token = (api_key or "").strip(), (access_token or "").strip()
    ways = {"api_key": api_key, "access_token": access_token, "username": username or password}
    given = [name for name, value in ways.items() if value]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} are both given: sign in one way only")
    if not given:
        raise UsageError("Give one complete way to sign in: api_key, access_token, or username and password")
    if api_key:
        return Credentials("api_key", {KEY_HEADER: _sendable("API key", api_key)})
    if access_token:
        return Credentials("access_token", {"Authorization": f"Bearer {_sendable('access token', access_token)}"})
    if not username or not password:
        lacking = "password" if username else "username"
        raise UsageError(f"{lacking} is missing: username and password go together")
    return Credentials("username", {}, username, password)


def sign_in(transport: Transport, credentials: Credentials, address: str) -> None:
    """Exchange user name and password for cookies, and keep the token that every write has to send."""
    body = {
        "Username": credentials.username,
        "Password": credentials.password,
        "RememberMe": False,
        "State": {"UsingSecureConnection": address.startswith("https:")},
    }
    transport.send("POST", address, body, signing=True)
    for cookie in transport.cookies:
        transport.mask.add(cookie.value)
        if cookie.name.startswith(CSRF_COOKIE):
            transport.headers[CSRF_HEADER] = cookie.value or ""
        if _is_loopback(address):
            # A server can be set to mark cookies Secure even if it is reached without TLS on its own machine.
            cookie.secure = False


def sign_out(transport: Transport, base: str, link: Any) -> None:
    """Sign out of a password session, if the root has a link for that, and forget its cookies.

    A failure is only logged: it must not hide an earlier error, and the session expires by itself.
    """
    try:
        if link and isinstance(link, str):
            transport.send("POST", links.absolute(base, link), {}, signing=True, retries=0)
    except OctopusError as error:
        log.debug("not signed out: %s", error)
    transport.cookies.clear()
    transport.headers.pop(CSRF_HEADER, None)


def _sendable(label: str, secret: str) -> str:
    if not links.VISIBLE.fullmatch(secret):
        raise UsageError(
            f"The {label} has a blank, a line break or another character that no {label} has: copy it again"
        )
    return secret


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
