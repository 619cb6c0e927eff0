# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who sends a request, and whether they may write (octopus-api.md 1.2)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from emulator import api_keys
from emulator.model import Document, Refusal
from emulator.octopus import Octopus
from emulator.roots import INSTALLATION

IDENTIFICATION_COOKIE = f"OctopusIdentificationToken_{INSTALLATION}"
CSRF_COOKIE = f"Octopus-Csrf-Token_{INSTALLATION}"
READS = ("GET", "HEAD")


@dataclass
class Identity:
    """Keys, tokens and sessions, each with the ID of its user."""

    octopus: Octopus
    keys: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    passwords: dict[str, tuple[str, str]] = field(default_factory=dict)
    sessions: dict[str, tuple[str, str]] = field(default_factory=dict)
    read_only: set[str] = field(default_factory=set)

    def user(
        self, method: str, headers: Mapping[str, str], cookies: Mapping[str, str], query: Mapping[str, str]
    ) -> str:
        """The ID of the user who sends a request. Refuses one that nobody has signed."""
        key = headers.get("x-octopus-apikey") or query.get("apikey") or headers.get("x-nuget-apikey")
        scheme, token = [*headers.get("authorization", "").split(" ", 1), ""][:2]
        session = self.sessions.get(cookies.get(IDENTIFICATION_COOKIE, ""))
        if key:
            user = self.keys.get(key) or api_keys.owner(self.octopus, key)
        elif scheme.casefold() == "bearer":
            user = self.tokens.get(token)
        elif session:
            if method not in READS and headers.get("x-octopus-csrf-token") != session[1]:
                # That the header is needed is known, the wording is unverified.
                raise Refusal(401, "A valid CSRF token is needed for this request.")
            user = session[0]
        else:
            user = None
        if user is None:
            raise Refusal(
                401,
                "You must be logged in to request this resource. Please provide a valid API key or log in again.",
            )
        return user

    def may_write(self, user: str, method: str, what: str) -> None:
        """Refuses a write by a user who may only read."""
        if user in self.read_only and method not in READS:
            permission = f"{what}{'Delete' if method == 'DELETE' else 'Create' if method == 'POST' else 'Edit'}"
            raise Refusal(
                403,
                "You do not have permission to perform this action. Please contact your Octopus administrator. "
                f"Missing permission: {permission}",
                help_text="A team that grants this permission is needed; this user only views.",
            )

    def login(self, body: Document) -> tuple[str, dict[str, str]]:
        """A user's ID and the cookies of a new session."""
        name = str(body.get("Username") or "").casefold()
        known = self.passwords.get(name)
        if not known or known[1] != body.get("Password"):
            raise Refusal(401, "Invalid username or password.")
        token, csrf = secrets.token_hex(16), secrets.token_hex(16)
        self.sessions[token] = (known[0], csrf)
        return known[0], {IDENTIFICATION_COOKIE: token, CSRF_COOKIE: csrf}

    def logout(self, cookies: Mapping[str, str]) -> None:
        self.sessions.pop(cookies.get(IDENTIFICATION_COOKIE, ""), None)
