# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

import orjson

from emulator.addresses import Addresses
from emulator.refusals import Refusal

OVERRIDE = "x-http-method-override"


@dataclass(frozen=True)
class Request:
    """``path``: the plain path; None for an unknown address. ``parts``: the texts between its slashes; a slash within a
    part is ``%2F`` in ``path``. ``filled_in``: whether the end of the path filled a template.
    """

    method: str
    raw_path: str
    path: str | None
    parts: tuple[str, ...]
    filled_in: bool
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def cookies(self) -> dict[str, str]:
        if "cookie" not in self.headers:
            return {}
        # Imported here, because few clients send cookies, and the emulator starts sooner without it.
        from http.cookies import CookieError, SimpleCookie

        try:
            return {name: morsel.value for name, morsel in SimpleCookie(self.headers["cookie"]).items()}
        except CookieError:
            return {}


async def received(
    scope: MutableMapping[str, Any], receive: Callable[[], Awaitable[MutableMapping[str, Any]]], addresses: Addresses
) -> Request | None:
    """A request with its whole body; None if the client closed the connection before the end of the body."""
    # A package may have hundreds of megabytes, so the chunks are joined once.
    chunks: list[bytes] = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunks.append(message.get("body", b""))
        if not message.get("more_body"):
            break
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    raw_path = scope.get("raw_path", b"").decode("latin-1") or scope["path"]
    # The path is divided before it is decoded, because the name of a branch has slashes (api: clients#git-projects).
    plain, filled_in = addresses.into(raw_path) or (None, False)
    parts = tuple(unquote(part) for part in plain.split("/")) if plain is not None else ()
    path = "/".join(part.replace("/", "%2F") for part in parts) if parts else None
    method = scope["method"].upper()
    if method == "POST" and headers.get(OVERRIDE):
        method = headers[OVERRIDE].upper()
    query = read_query(scope["query_string"])
    return Request(method, raw_path, path, parts, filled_in, query, headers, b"".join(chunks))


def read_query(text: bytes) -> dict[str, str]:
    """The parameters by lower-case name; a repeated parameter is one list (api: collections#templates)."""
    query: dict[str, str] = {}
    for name, value in parse_qsl(text.decode("latin-1"), keep_blank_values=True) if text else ():
        name = name.casefold()
        query[name] = f"{query[name]},{value}" if name in query else value
    return query


def parsed(body: bytes) -> Any:
    if not body:
        return None
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Refusal(400, "There was a problem with your request.", f"The body is not JSON: {error}") from error
