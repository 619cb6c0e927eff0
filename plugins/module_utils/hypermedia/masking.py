# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeps secrets out of whatever a person or a log gets to read."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, quote_plus, unquote_plus, urlsplit, urlunsplit

MASK = "********"
KEY_PARAMETER = "apikey"


@dataclass
class Mask:
    """Knows a session's secrets and takes them out of texts. Its ``repr`` shows none of them."""

    _known: set[str] = field(default_factory=set, repr=False)

    def add(self, secret: str | None) -> None:
        """Mask this text from now on, also where a server repeats it escaped for JSON, HTML or an address."""
        if secret:
            self._known |= _spellings(secret)

    def also(self, secrets: Iterable[str]) -> Mask:
        """A mask that takes out these as well, for the one request that carries them."""
        wider = Mask(set(self._known))
        for secret in secrets:
            wider.add(secret)
        return wider

    def text(self, said: str) -> str:
        """A text without the secrets."""
        for secret in sorted(self._known, key=len, reverse=True):
            said = said.replace(secret, MASK)
        return said

    def deep(self, said: Any) -> Any:
        """The same for all texts within a JSON value."""
        if isinstance(said, str):
            return self.text(said)
        if isinstance(said, dict):
            return {self.text(key): self.deep(value) for key, value in said.items()}
        return [self.deep(each) for each in said] if isinstance(said, list) else said

    def address(self, url: str) -> str:
        """An address without what may be secret in it: user, password, an ``apikey`` parameter, known secrets."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return "an address that can't be read"
        query = "&".join(_without_key(part) for part in parts.query.split("&"))
        host = parts.netloc.rpartition("@")[2]
        return self.text(urlunsplit((parts.scheme, host, parts.path, query, "")))


def new_values(body: Any) -> Iterable[str]:
    """The secrets that a request sets: every ``NewValue`` of a SensitiveValue in its body (octopus-api.md 2.7)."""
    if isinstance(body, dict):
        for key, value in body.items():
            if key == "NewValue" and isinstance(value, str) and value:
                yield value
            else:
                yield from new_values(value)
    elif isinstance(body, list):
        for each in body:
            yield from new_values(each)


def _without_key(part: str) -> str:
    name = part.partition("=")[0]
    return f"{name}={MASK}" if unquote_plus(name).casefold() == KEY_PARAMETER else part


def _spellings(secret: str) -> set[str]:
    in_json = {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    return {secret, quote(secret, safe=""), quote(secret), quote_plus(secret), html.escape(secret), *in_json}
