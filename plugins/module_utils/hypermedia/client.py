# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client for the Octopus Deploy REST API that starts at ``/api`` and goes on over links alone.

To users of Octopus.Client: ``root`` is RootDocument, ``space()`` is ForSpace, ``system()`` is ForSystem, a document's
``Links`` are its Links.
"""

from __future__ import annotations

import difflib
import importlib.util
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import links
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    Ambiguous,
    LibraryMissing,
    NoDefaultSpace,
    ServerRefused,
    SpaceNotFound,
    UnexpectedAnswer,
    UsageError,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import API
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import (
    Exchange,
    Transport,
    TransportOptions,
)

Document = links.Document
KEY_HEADER = "X-Octopus-ApiKey"
CSRF_COOKIE, CSRF_HEADER = "Octopus-Csrf-Token", "X-Octopus-Csrf-Token"
SIGN_IN = f"{API}/users/login"
SPACE_ID = re.compile(r"^Spaces-\d+$", re.IGNORECASE)
# A link that every space has and no server without one: how the root shows that a default space is there.
SPACE_LINK = "Environments"


@dataclass(frozen=True)
class Space:
    """A space: ``document`` carries the links to use in it. The default space's root does not tell its ID and name."""

    id: str | None
    name: str | None
    is_default: bool
    document: Document


class Client:
    """One user's session with one server. Nothing is sent before it is needed.

    ``url``: the server's address, with or without ``/api`` or a slash at its end. Exactly one way to sign in:
    ``api_key``, ``access_token``, or ``username`` and ``password``. Raises ``UsageError`` and ``LibraryMissing``.
    """

    def __init__(
        self,
        url: str,
        api_key: str | None = None,
        access_token: str | None = None,
        username: str | None = None,
        password: str | None = None,
        options: TransportOptions | None = None,
        transport: Transport | None = None,
    ) -> None:
        for library in ("requests", "uritemplate"):
            if importlib.util.find_spec(library) is None:
                raise LibraryMissing(library, sys.executable)
        self._base = links.base_address(url)
        self._sign_in_with = _one_way(api_key, access_token, username, password)
        self._username = username
        self._transport = transport or Transport(options or TransportOptions())
        self._transport.secrets += [each for each in (api_key, access_token, password) if each]
        if api_key:
            self._transport.headers[KEY_HEADER] = api_key
        if access_token:
            self._transport.headers["Authorization"] = f"Bearer {access_token}"
        self._password = password
        self._root: Document | None = None
        self._spaces: dict[str, Space] = {}

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Client({self._base!r}, signed in by {self._sign_in_with})"

    @property
    def exchanges(self) -> list[Exchange]:
        """Every request made so far, without secrets."""
        return self._transport.exchanges

    @property
    def root(self) -> Document:
        """The document at ``/api``."""
        if self._root is None:
            if self._password:
                self._sign_in()
            root = self._transport.send("GET", f"{self._base}{API}")
            if not isinstance(root, dict) or "Links" not in root:
                raise UnexpectedAnswer(f"{self._base}{API} answers, but not as an Octopus Server: it has no Links")
            self._root = root
        return self._root

    @property
    def version(self) -> str:
        """The server's version, e.g. ``2025.4.1000``."""
        return str(self.root.get("Version") or "unknown")

    def close(self) -> None:
        """Sign a password session out and let go of the connections."""
        try:
            if self._password and self._root is not None and "SignOut" in self._root["Links"]:
                self._transport.send("POST", self.address(self._root, "SignOut"), {}, signing=True)
        finally:
            self._root = None
            self._transport.close()

    def system(self) -> Document:
        """The document with the server's own links."""
        return self.root

    def current_user(self) -> Document:
        """The user that this client is signed in as."""
        user: Document = self.get(self.root, "CurrentUser")
        return user

    def space(self, name: str | None = None) -> Space:
        """The space with this name, slug or ID; without one, the default space.

        Raises ``SpaceNotFound``, ``Ambiguous``, and ``NoDefaultSpace`` for a server whose default space is off.
        """
        if name is None:
            if SPACE_LINK not in self.root["Links"]:
                raise NoDefaultSpace
            return Space(None, None, True, self.root)
        key = name.strip().casefold()
        if key not in self._spaces:
            found = self._find_space(name)
            home: Document = self.get(found, "SpaceHome")
            self._spaces[key] = Space(found["Id"], found.get("Name"), bool(found.get("IsDefault")), home)
        return self._spaces[key]

    def template(self, holder: Mapping[str, Any], link: str) -> str:
        """The RFC 6570 template of a document's link. Raises ``MissingLink``."""
        return links.link_template(holder, link, self.version)

    def parameters(self, holder: Mapping[str, Any], link: str) -> list[str]:
        """The parameters that a link offers."""
        return links.offered(self.template(holder, link))

    def address(self, holder: Mapping[str, Any], link: str, parameters: Mapping[str, Any] | None = None) -> str:
        """Where a link leads. Raises ``MissingLink`` and ``UnknownParameter``."""
        expanded = links.expand(self.template(holder, link), link, parameters or {})
        return links.absolute(self._base, expanded)

    def get(self, holder: Mapping[str, Any], link: str, parameters: Mapping[str, Any] | None = None) -> Any:
        """Follow a link and return what is there."""
        return self.send("GET", holder, link, None, parameters)

    def pages(
        self, holder: Mapping[str, Any], link: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[Document]:
        """The pages of a collection, one request each. A bare list is one page."""
        seen = set()
        address = self.address(holder, link, parameters)
        page = self._transport.send("GET", address)
        while True:
            seen.add(address)
            if isinstance(page, list):
                page = {"Items": page, "Links": {}}
            if not isinstance(page, dict) or not isinstance(page.get("Items"), list):
                raise UnexpectedAnswer(f"The link {link!r} does not lead to a collection ({address})")
            yield page
            if "Page.Next" not in page.get("Links", {}):
                return
            address = self.address(page, "Page.Next")
            if address in seen:
                raise UnexpectedAnswer(f"The pages of {link!r} come round again at {address}")
            page = self._transport.send("GET", address)

    def items(
        self, holder: Mapping[str, Any], link: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[Document]:
        """The documents of a collection, page after page."""
        for page in self.pages(holder, link, parameters):
            yield from page["Items"]

    def create(
        self, holder: Mapping[str, Any], link: str, body: Any, parameters: Mapping[str, Any] | None = None
    ) -> Document:
        """POST a new document to a collection and return what the server made of it."""
        created: Document = self.send("POST", holder, link, body, parameters)
        return created

    def modify(self, document: Mapping[str, Any], link: str = "Self", body: Any = None) -> Document:
        """PUT a document to its own address and return what the server made of it."""
        modified: Document = self.send("PUT", document, link, dict(document) if body is None else body)
        return modified

    def delete(self, document: Mapping[str, Any], link: str = "Self") -> Any:
        """DELETE a document."""
        return self.send("DELETE", document, link)

    def send(
        self,
        method: str,
        holder: Mapping[str, Any],
        link: str,
        body: Any = None,
        parameters: Mapping[str, Any] | None = None,
    ) -> Any:
        """Any request to where a link leads."""
        return self._transport.send(method, self.address(holder, link, parameters), body)

    def _sign_in(self) -> None:
        body = {
            "Username": self._username,
            "Password": self._password,
            "RememberMe": False,
            "State": {"UsingSecureConnection": self._base.startswith("https:")},
        }
        self._transport.send("POST", f"{self._base}{SIGN_IN}", body, signing=True)
        for name, value in self._transport.cookies.items():
            if name.startswith(CSRF_COOKIE):
                self._transport.headers[CSRF_HEADER] = value
            self._transport.secrets.append(value)

    def _find_space(self, name: str) -> Document:
        if "Spaces" not in self.root["Links"]:
            raise SpaceNotFound(name, supported=False)
        if SPACE_ID.match(name):
            try:
                space: Document = self.get(self.root, "Spaces", {"id": name})
                return space
            except ServerRefused as refused:
                if refused.status != 404:
                    raise
        everything = list(self.items(self.root, "Spaces", self._all_spaces()))
        key = name.strip().casefold()
        for prop in ("Name", "Slug"):
            matches = [each for each in everything if str(each.get(prop) or "").casefold() == key]
            if len(matches) > 1:
                raise Ambiguous(f"{len(matches)} spaces are called {name!r}", [each["Id"] for each in matches])
            if matches:
                return matches[0]
        names = {str(each.get("Name")).casefold(): str(each.get("Name")) for each in everything}
        raise SpaceNotFound(
            name, [names[each] for each in difflib.get_close_matches(key, list(names), n=5, cutoff=0.5)]
        )

    def _all_spaces(self) -> dict[str, Any]:
        # Newer servers ignore the name filter (octopus-api.md 2.4), and nobody has more spaces than fit one page.
        return {"take": 1000} if "take" in self.parameters(self.root, "Spaces") else {}


def _one_way(api_key: str | None, access_token: str | None, username: str | None, password: str | None) -> str:
    ways = {"api_key": api_key, "access_token": access_token, "username": username or password}
    given = [name for name, value in ways.items() if value]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} are both given: sign in one way only")
    if not given or bool(username) != bool(password):
        raise UsageError("Give one way to sign in, whole: api_key, access_token, or username and password")
    return given[0]
