# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A client for the Octopus Deploy REST API that starts at ``/api`` and then only follows links.

For users of Octopus.Client: ``root`` is RootDocument, ``space()`` is ForSpace, ``system()`` is ForSystem, and the
``Links`` of a document are its Links.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import Any, BinaryIO

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import links, one_request, shapes, sign_in
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import Request
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    LibraryMissing,
    UnexpectedAnswer,
    after_write,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.root import (
    read,
    read_public,
    sign_in_address,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.spaces import Space, Spaces
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import (
    Exchange,
    Transport,
    TransportOptions,
)

Document = shapes.Document
GIT_REF = "gitRef"


class Client:
    """One user's session with one server. No request is sent before it is needed.

    ``url``: the server's address, with or without ``/api`` or a slash at its end. Give exactly one way to sign in:
    ``api_key``, ``access_token``, or ``username`` and ``password``. ``transport``: replaces the default one, and
    brings its own clock, for tests. Raises ``UsageError`` and ``LibraryMissing``.
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
        _require_libraries()
        self._base = links.base_address(url)
        self._credentials = sign_in.one_way(api_key, access_token, username, password)
        self._transport = transport or Transport(options or TransportOptions())
        self._transport.headers.update(self._credentials.headers)
        for secret in self._credentials.secrets():
            self._transport.mask.add(secret)
        self._root: Document | None = None
        self._signed_in = False
        # The spaces that this client has entered, with their links.
        self.spaces = Spaces(self)

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Client({self._base!r}, signed in by {self._credentials.way})"

    @property
    def exchanges(self) -> list[Exchange]:
        """Every request sent so far, without secrets."""
        return self._transport.exchanges

    def changed_nothing(self, holder: Mapping[str, Any], link: str) -> None:
        """Note that POSTs to a link, although the server has accepted them, have changed nothing."""
        address = self.address(holder, link)
        self.exchanges[:] = [
            replace(each, asks=True) if (each.method, each.url) == ("POST", address) else each
            for each in self.exchanges
        ]

    @property
    def root(self) -> Document:
        """The document at ``/api``, read once; a client with a user name and password signs in at the same time."""
        if self._root is None:
            self._root = self._open()
        return self._root

    @property
    def version(self) -> str:
        """The server's version, e.g. ``2025.4.1000``."""
        return str(self.root.get("Version") or "unknown")

    def now(self) -> float:
        """The time of the clock that measures requests, in seconds."""
        return self._transport.clock()

    def utc_now(self) -> datetime:
        """The date and the time of day, in UTC, for comparisons with moments that the server names."""
        return self._transport.wall_clock()

    def wait(self, seconds: float) -> None:
        """Wait for some seconds, by the clock that measures requests."""
        if seconds > 0:
            self._transport.sleep(seconds)

    def close(self) -> None:
        """Sign out of a password session and close the connections. A later request opens them again."""
        root, self._root = self._root, None
        self.spaces.forget()
        try:
            if self._signed_in:
                sign_in.sign_out(self._transport, self._base, links.links_of(root).get("SignOut"))
        finally:
            self._signed_in = False
            self._transport.close()

    def system(self) -> Document:
        """The document with the server's own links."""
        return self.root

    def signs_in_with(self, hint: str) -> bool:
        """Whether this client signs in with the API key whose masked form is ``hint``."""
        return self._credentials.is_key(hint)

    def current_user(self) -> Document:
        """The user that this client is signed in as."""
        return self.document(self.root, "CurrentUser")

    def space(self, name: str | None = None) -> Space:
        """The space with this name, else with this ID, else with this slug; without one, the default space.

        Raises ``SpaceNotFound``, ``Ambiguous``, and ``NoDefaultSpace`` for a server whose default space is off.
        """
        return self.spaces.default() if name is None else self.spaces.named(name)

    def template(self, holder: Mapping[str, Any], link: str) -> str:
        """The RFC 6570 template of a document's link. Raises ``MissingLink``."""
        return links.link_template(holder, link, self.version)

    def parameters(self, holder: Mapping[str, Any], link: str) -> list[str]:
        """The parameters that a link offers."""
        return links.offered(self.template(holder, link))

    def offered(self, holder: Mapping[str, Any], link: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """The entries of ``parameters`` that the link offers; older and newer servers may not offer all of them."""
        names = self.parameters(holder, link)
        return {name: value for name, value in parameters.items() if name in names}

    def is_in_git(self, holder: Mapping[str, Any], link: str) -> bool:
        """Whether a link leads to documents in a Git repository: it then asks for a ref (api: projects#refs)."""
        if not links.has_link(holder, link):
            return False
        # Parsing a template takes long, each document has one of its own, and few documents are in Git.
        return GIT_REF in self.template(holder, link) and GIT_REF in self.parameters(holder, link)

    def address(self, holder: Mapping[str, Any], link: str, parameters: Mapping[str, Any] | None = None) -> str:
        """The address of a link. Raises ``MissingLink``, ``UnknownParameter`` and ``MissingParameter``."""
        return links.address(self._base, holder, link, self.version, parameters or {})

    def get(self, holder: Mapping[str, Any], link: str, parameters: Mapping[str, Any] | None = None) -> Any:
        """Follow a link and return the answer."""
        return self.send("GET", holder, link, None, parameters)

    def document(self, holder: Mapping[str, Any], link: str, parameters: Mapping[str, Any] | None = None) -> Document:
        """Follow a link that leads to one document. Raises ``UnexpectedAnswer`` for anything else."""
        found, asked = self.get(holder, link, parameters), self._asked("GET", holder, link, parameters)
        return self._expected(found, holder, link, asked)

    def pages(
        self, holder: Mapping[str, Any], link: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[Document]:
        """The pages of a collection, one request each. A bare list is one page.

        Some newer collections do not have links between pages, but give the total number of documents. Raises
        ``UnexpectedAnswer`` for an answer that is not a page, for an empty page of documents that are counted, and for
        pages that repeat.
        """
        return (page for _asked, page in self._pages(holder, link, parameters))

    def _pages(
        self, holder: Mapping[str, Any], link: str, parameters: Mapping[str, Any] | None
    ) -> Iterator[tuple[Request, Document]]:
        """``pages``, each with the request for it, which messages name."""
        seen = set()
        read = int((parameters or {}).get("skip") or 0)
        asked = self._asked("GET", holder, link, parameters)
        previous: list[Any] | None = None
        while True:
            seen.add(asked.url)
            page = shapes.page(self._transport.send("GET", asked.url), link, asked)
            if previous is None and not page["Items"] and shapes.total(page) > read:
                raise UnexpectedAnswer(
                    f"{asked} answered with an empty page, although it counts {shapes.total(page)} documents. "
                    "May this user see them, and does a proxy in front of the server change its answers?"
                )
            yield asked, page
            items = page["Items"]
            read += len(items)
            if links.has_link(page, "Page.Next"):
                following = self._asked("GET", page, "Page.Next")
            elif items and shapes.has_more(page, read) and "skip" in self.parameters(holder, link):
                following = self._asked("GET", holder, link, {**(parameters or {}), "skip": read})
            else:
                return
            if following.url in seen or items == previous:
                raise UnexpectedAnswer(f"The pages of {link!r} repeat from {asked.address} on")
            asked, previous = following, items

    def items(
        self, holder: Mapping[str, Any], link: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[Document]:
        """The entries of a collection, page after page."""
        for page in self.pages(holder, link, parameters):
            yield from page["Items"]

    def documents(
        self, holder: Mapping[str, Any], link: str, parameters: Mapping[str, Any] | None = None
    ) -> Iterator[Document]:
        """The documents of a collection, each with its ``Id``. Raises ``UnexpectedAnswer`` for anything else."""
        for asked, page in self._pages(holder, link, parameters):
            for each in page["Items"]:
                yield shapes.identified(each, asked)

    def create(
        self, holder: Mapping[str, Any], link: str, body: Any, parameters: Mapping[str, Any] | None = None
    ) -> Document:
        """POST a new document to a collection and return the server's document."""
        created = self.send("POST", holder, link, body, parameters)
        asked = self._asked("POST", holder, link, parameters)
        with after_write(str(asked)):
            return shapes.identified(created, asked)

    def modify(
        self, document: Mapping[str, Any], link: str = "Self", body: Any = None, silent: bool = False
    ) -> Document:
        """PUT a document to its own address and return the server's document.

        ``silent``: whether an empty object is accepted as the answer, as newer servers give it for some kinds.
        """
        modified = self.send("PUT", document, link, dict(document) if body is None else body)
        if silent and modified == {}:
            return {}
        asked = self._asked("PUT", document, link)
        with after_write(str(asked)):
            return self._expected(modified, document, link, asked)

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
        """Send any request to the address of a link."""
        return self._transport.send(method, self.address(holder, link, parameters), body)

    def ask(self, holder: Mapping[str, Any], link: str, body: Any) -> Any:
        """POST a question, which changes nothing on the server. A read-only client raises ``WriteRefused``."""
        return self._transport.send("POST", self.address(holder, link), body, asks=True)

    def download(
        self, holder: Mapping[str, Any], link: str, into: BinaryIO, parameters: Mapping[str, Any] | None = None
    ) -> int:
        """Download the file behind a link into an open file, and return its size. The content is not masked."""
        return int(self._transport.send("GET", self.address(holder, link, parameters), into=into))

    @staticmethod
    def _expected(found: Any, holder: Mapping[str, Any], link: str, asked: Request) -> Document:
        """The answer as a document; an answer to a Self link must have the same ID."""
        if link == "Self" and holder.get("Id"):
            return shapes.same(found, holder, asked)
        return shapes.document(found, asked)

    def _asked(
        self, method: str, holder: Mapping[str, Any], link: str, parameters: Mapping[str, Any] | None = None
    ) -> Request:
        """The request to the address of a link, for messages. Its address is masked only when a message needs it."""
        return Request(method, self.address(holder, link, parameters), None, self._transport.mask)

    def _open(self) -> Document:
        """Read the root, and sign in first if a password is given."""
        if not self._credentials.password:
            return read(self._transport, self._base)
        public = read_public(self._transport, self._base)
        sign_in.sign_in(self._transport, self._credentials, sign_in_address(public, self._base))
        self._signed_in = True
        return public or read(self._transport, self._base)


def _require_libraries() -> None:
    for library, is_here in (("requests", one_request.HAS_REQUESTS), ("uritemplate", links.HAS_URITEMPLATE)):
        if not is_here:
            raise LibraryMissing(library, sys.executable)
