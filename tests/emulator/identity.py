# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the user who sends a request: by key, token, or session with cookies (api: transport#sign-in)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from emulator.model import READS, Document
from emulator.octopus import Octopus
from emulator.refusals import Refusal
from emulator.roots import INSTALLATION

IDENTIFICATION_COOKIE = f"OctopusIdentificationToken_{INSTALLATION}"
CSRF_COOKIE = f"Octopus-Csrf-Token_{INSTALLATION}"
NOBODY = "You must be logged in to request this resource. Please provide a valid API key or log in again."
# Octopus's own build agents expect this exact text, and the .NET client's tests expect it at the root, too.
UNKNOWN_KEY = (
    "The API key you provided was not valid. Please double-check your API key and try again. "
    "For instructions on finding your API key, please visit: https://oc.to/ApiKey"
)


class WrongKey(Refusal):
    """An unknown API key. The server refuses it even at addresses that need no sign-in."""

    def __init__(self) -> None:
        super().__init__(401, UNKNOWN_KEY)


@dataclass
class Identity:
    """Tokens and sessions, each with the ID of its user; keys and passwords are in the store."""

    octopus: Octopus
    keys: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, tuple[str, str]] = field(default_factory=dict)

    def user(
        self, method: str, headers: Mapping[str, str], cookies: Mapping[str, str], query: Mapping[str, str]
    ) -> Document:
        """The user who sends a request. Refuses a request without a way to sign in."""
        key = headers.get("x-octopus-apikey") or query.get("apikey") or headers.get("x-nuget-apikey")
        scheme, token = [*headers.get("authorization", "").split(" ", 1), ""][:2]
        session = self.sessions.get(cookies.get(IDENTIFICATION_COOKIE, ""))
        if key:
            user = self._owner(key)
            if user is None:
                raise WrongKey
        elif scheme.casefold() == "bearer":
            user = self.tokens.get(token.strip())
        elif session:
            if method not in READS and headers.get("x-octopus-csrf-token") != session[1]:
                # The need for the header is confirmed, the wording is unverified.
                raise Refusal(401, "A valid CSRF token is needed for this request.")
            user = session[0]
        else:
            user = None
        found = self._known(user) if user else None
        if not found or not found["IsActive"]:
            raise Refusal(401, NOBODY)
        return found

    def _known(self, user: str) -> Document | None:
        """A user, for reading only; remembered, because every request asks for one."""
        store = self.octopus.store

        def read() -> Document | None:
            found = store.get(user)
            return found[1] if found else None

        return store.remembered(("signed in", user), ("users",), read)

    def _owner(self, key: str) -> str | None:
        if key in self.keys:
            return self.keys[key]
        for known in self.octopus.store.named("apikeys", "", key):
            expires = known.get("Expires")
            if known["_key"] == key and (not expires or expires > self.octopus.now()):
                return str(known["UserId"])
        return None

    def login(self, body: Document) -> tuple[Document, dict[str, str]]:
        """A user and the cookies of a new session."""
        known = self.octopus.store.named("users", "", str(body.get("Username") or ""))
        password = known[0].get("Password") if known else None
        if not known or not password or password != body.get("Password") or not known[0]["IsActive"]:
            raise Refusal(401, "Invalid username or password.")
        token, csrf = secrets.token_hex(16), secrets.token_hex(16)
        self.sessions[token] = (known[0]["Id"], csrf)
        return known[0], {IDENTIFICATION_COOKIE: token, CSRF_COOKIE: csrf}

    def logout(self, cookies: Mapping[str, str]) -> None:
        self.sessions.pop(cookies.get(IDENTIFICATION_COOKIE, ""), None)
