# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses: the server's address, links, and their RFC 6570 templates."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

try:
    import uritemplate

    HAS_URITEMPLATE = True
except ImportError:  # Client() says so
    HAS_URITEMPLATE = False

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    MissingLink,
    MissingParameter,
    UnexpectedAnswer,
    UnknownParameter,
    UsageError,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import described

API = "/api"
PORTS = {"http": 80, "https": 443}
# The characters of addresses and API keys. As a constant, the pattern is compiled before Ansible starts its workers.
VISIBLE = re.compile(r"[!-~]+")
# A part of a path that has no meaning without its parameters, unlike ``{/id}`` and ``{?skip,take}``.
NEEDED = re.compile(r"\{(\w[\w,]*)\}")


def base_address(url: str) -> str:
    """The server's address without ``/api``: scheme, host and virtual directory, no slash at its end.

    Raises ``UsageError`` for anything that is not a plain http or https address.
    """
    url = (url or "").strip()
    if not url:
        raise UsageError("The server's address is empty: write octopus_url like https://octopus.example.com")
    # Check this first, before a message shows the address.
    if "@" in url.partition("?")[0].partition("#")[0]:
        raise UsageError(
            "The address holds a user name or password: take them out of octopus_url, and sign in with the options"
        )
    if "?" in url or "#" in url:
        raise UsageError(
            "The address continues after ? or #: write octopus_url like https://octopus.example.com, the address alone"
        )
    try:
        parts = urlsplit(url)
        readable = parts.scheme in PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        readable = False
    if not readable or not VISIBLE.fullmatch(url):
        raise UsageError(f"{url!r} is not the address of a server: write octopus_url like https://octopus.example.com")
    path = parts.path.rstrip("/")
    if path.casefold().endswith(API):
        path = path[: -len(API)].rstrip("/")
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def address(base: str, holder: Mapping[str, Any], link: str, version: str, parameters: Mapping[str, Any]) -> str:
    """The whole address of a link.

    Raises ``MissingLink``, ``UnknownParameter``, ``MissingParameter`` and ``UnexpectedAnswer``.
    """
    return absolute(base, expand(link_template(holder, link, version), link, parameters))


def absolute(base: str, link: str) -> str:
    """A link as a whole address: ``/`` is resolved against the host, ``~/`` against the virtual directory.

    Raises ``UnexpectedAnswer`` for a link to another server, which must not get the credentials.
    """
    if link.startswith("~/"):
        return f"{base}{link[1:]}"
    if link.startswith("/"):
        parts = urlsplit(base)
        return f"{parts.scheme}://{parts.netloc}{link}"
    address = joined(f"{base}/", link)
    if not same_server(base, address):
        scheme, host, port = origin(address)
        where = f"{scheme}://{host}:{port}" if host else "an address that can't be read"
        raise UnexpectedAnswer(f"A link leads away from {base}, to {where}. Links to other servers are not followed")
    return address


def joined(base: str, link: str) -> str:
    """A relative link as a whole address; empty if it can't be parsed."""
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def same_server(known: str, asked: str) -> bool:
    """Whether both are addresses of one server. If ``known`` has https, ``asked`` must have it too."""
    scheme, host, port = origin(known)
    is_plain = (scheme, port) == ("http", PORTS["http"])
    secure = ("https", host, PORTS["https"]) if is_plain else (scheme, host, port)
    return origin(asked) in ((scheme, host, port), secure)


def origin(address: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address; the host is empty if the address can't be parsed."""
    try:
        parts = urlsplit(address)
        return parts.scheme, parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        return "", "", 0


def has_link(holder: Mapping[str, Any] | None, link: str) -> bool:
    """Whether a document has a link with an address."""
    return bool(links_of(holder).get(link))


def links_of(holder: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """The links of a document; empty if ``Links`` is not a mapping."""
    found = (holder or {}).get("Links")
    return found if isinstance(found, Mapping) else {}


def link_template(holder: Mapping[str, Any], link: str, version: str) -> str:
    """The template that ``holder`` has under ``link``. Raises ``MissingLink``."""
    links = links_of(holder)
    if not links.get(link):
        folded = {each.casefold(): each for each in links if each != link}
        near = difflib.get_close_matches(link.casefold(), list(folded), n=4, cutoff=0.5)
        raise MissingLink(link, version, [folded[each] for each in near])
    template = links[link]
    if not isinstance(template, str):
        raise UnexpectedAnswer(f"The link {link!r} is not an address: the server gave {described(template)}")
    return template


def offered(template: str) -> list[str]:
    """The parameters that a template has."""
    return list(_parsed(template).variable_names)


def needed(template: str) -> list[str]:
    """The parameters without which a template is not the address of anything: those that are parts of its path."""
    return [name for part in NEEDED.findall(template.partition("?")[0]) for name in part.split(",")]


def expand(template: str, link: str, parameters: Mapping[str, Any]) -> str:
    """The address of a template with parameters; None counts as not given.

    Raises ``UnknownParameter`` and ``MissingParameter``.
    """
    given = {name: value for name, value in parameters.items() if value is not None}
    names = list(_parsed(template).variable_names) if given else []
    for name in given:
        if name not in names:
            raise UnknownParameter(link, name, names)
    missing = [each for each in needed(template) if given.get(each, "") == ""]
    if missing:
        raise MissingParameter(link, missing)
    if not given:
        return _without_parameters(template)
    values = {name: text(value, f"the parameter {name} of the link {link}") for name, value in given.items()}
    return str(_parsed(template).expand(None, **values))


@lru_cache(maxsize=256)
def _parsed(template: str) -> uritemplate.URITemplate:
    """A template, ready to be filled in; thousands of requests go to the links of a few collections."""
    return uritemplate.URITemplate(template)


@lru_cache(maxsize=256)
def _without_parameters(template: str) -> str:
    """The address of a template, to which new documents are sent."""
    return str(_parsed(template).expand())


def text(value: Any, place: str) -> str:
    """A parameter's value as the server reads it: lists with commas, booleans in lower case.

    ``place``: the name of the value in messages. Raises ``UsageError`` for a mapping and for null in a list, for which
    uritemplate would write Python's words into the address (findings/uritemplate-null-in-list.sh).
    """
    if isinstance(value, (set, frozenset)):
        value = sorted(value)
    if isinstance(value, (list, tuple)):
        return ",".join(text(each, f"each entry of {place}") for each in value)
    if value is None or isinstance(value, Mapping):
        raise UsageError(
            f"{place} must be text, a number or a list of these, not {'null' if value is None else 'a mapping'}"
        )
    return str(value).lower() if isinstance(value, bool) else str(value)
