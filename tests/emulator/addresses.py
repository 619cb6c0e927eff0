# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses that go out in links, and what those that come in stand for: virtual directory and scrambled links."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Any

API = "/api"
# The paths that a client may know by heart: the root, and the sign-in that precedes any link.
KNOWN = (API, f"{API}/users/login", f"{API}/users/logout")
TOKEN = re.compile(r"^/api/x([0-9a-f]{24})(/.*)?$")
TAIL = re.compile(r"[{?]")


class Addresses:
    """``virtual_directory``: goes before every path; ``scramble``: every path but the known ones is unguessable."""

    def __init__(self, virtual_directory: str = "", scramble: bool = False) -> None:
        self.prefix = f"/{virtual_directory.strip('/')}" if virtual_directory.strip("/") else ""
        self.scrambles = scramble
        self._salt = secrets.token_bytes(16)
        self._plain: dict[str, str] = {}

    def out(self, link: str) -> str:
        """A plain link, possibly a template, as it goes to clients."""
        if not link.startswith("/"):
            return link
        match = TAIL.search(link)
        path, tail = (link[: match.start()], link[match.start() :]) if match else (link, "")
        return f"{self.prefix}{self._scrambled(path)}{tail}"

    def _scrambled(self, path: str) -> str:
        if not self.scrambles or path in KNOWN or not path.startswith(API):
            return path
        if path.endswith("/"):
            # A template goes on within the path, as in /api/{spaceId}.
            return f"{self._token(path[:-1])}/"
        return self._token(path)

    def _token(self, path: str) -> str:
        token = hashlib.blake2b(path.encode(), key=self._salt, digest_size=12).hexdigest()
        self._plain[token] = path
        return f"{API}/x{token}"

    def into(self, path: str) -> str | None:
        """The plain path of a request; None for one that leads nowhere."""
        if self.prefix:
            if not path.casefold().startswith(self.prefix.casefold()):
                return None
            path = path[len(self.prefix) :]
        path = path.rstrip("/") or "/"
        if not self.scrambles or path.casefold() in KNOWN or not path.casefold().startswith(API):
            return path
        match = TOKEN.match(path)
        known = self._plain.get(match[1]) if match else None
        return f"{known}{match[2] or ''}" if known is not None and match else None

    def all_out(self, value: Any) -> Any:
        """A copy of an answer in which every ``Links`` has gone out."""
        if isinstance(value, dict):
            return {
                key: {name: self.out(link) for name, link in each.items()}
                if key == "Links" and isinstance(each, dict)
                else self.all_out(each)
                for key, each in value.items()
            }
        return [self.all_out(each) for each in value] if isinstance(value, list) else value
