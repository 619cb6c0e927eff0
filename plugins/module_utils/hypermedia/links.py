# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses: what a user gives, what links say, and what their RFC 6570 templates expand to."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

try:
    import uritemplate
except ImportError:  # pragma: no cover - Client() says which library is missing
    uritemplate = None  # type: ignore[assignment]

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    MissingLink,
    UnknownParameter,
    UsageError,
)

Document = dict[str, Any]
API = "/api"


def base_address(url: str) -> str:
    """The server's address without ``/api``: scheme, host and virtual directory, no slash at its end.

    Raises ``UsageError`` for anything that is no plain http or https address.
    """
    parts = urlsplit(url.strip())
    if parts.username or parts.password:
        raise UsageError("The address holds a user name or password: take them out, and sign in with the options")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{url!r} is no address of a server: write it like https://octopus.example.com")
    path = parts.path.rstrip("/")
    if path.casefold().endswith(API):
        path = path[: -len(API)].rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def absolute(base: str, link: str) -> str:
    """A link as a whole address: ``/`` is resolved against the host, ``~/`` against the virtual directory."""
    if link.startswith("~/"):
        return f"{base}{link[1:]}"
    if link.startswith("/"):
        parts = urlsplit(base)
        return f"{parts.scheme}://{parts.netloc}{link}"
    return link


def link_template(holder: Mapping[str, Any], link: str, version: str) -> str:
    """The template that ``holder`` has under ``link``. Raises ``MissingLink``."""
    links: Mapping[str, str] = holder.get("Links") or {}
    if link not in links:
        folded = {each.casefold(): each for each in links}
        near = difflib.get_close_matches(link.casefold(), list(folded), n=4, cutoff=0.5)
        raise MissingLink(link, version, [folded[each] for each in near])
    return links[link]


def offered(template: str) -> list[str]:
    """The parameters that a template has."""
    return list(uritemplate.variables(template))


def expand(template: str, link: str, parameters: Mapping[str, Any]) -> str:
    """A template with its parameters put in; None counts as not given. Raises ``UnknownParameter``."""
    names = offered(template)
    given = {name: text(value) for name, value in parameters.items() if value is not None}
    for name in given:
        if name not in names:
            raise UnknownParameter(link, name, names)
    return str(uritemplate.expand(template, None, **given))


def text(value: Any) -> str:
    """A parameter's value the way the server reads it: lists with commas, booleans in lower case."""
    if isinstance(value, (list, tuple, set, frozenset)):
        return ",".join(text(each) for each in value)
    return str(value).lower() if isinstance(value, bool) else str(value)
