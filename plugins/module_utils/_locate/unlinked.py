# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documented addresses of the API to which no link leads, and documents without links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link, links_of

NOT_FOUND = 404


def where_served(found: Iterator[Document]) -> Iterator[Document]:
    """The documents at a documented address; none on a server that does not have the address."""
    try:
        yield from found
    except ServerRefused as refused:
        if refused.status != NOT_FOUND:
            raise


def put(document: Document, body: Document, context: Context, location: Location, parent_id: str = "") -> Any:
    """PUT a document, and return the server's answer, which can be an empty object.

    Some newer documents have no Self link; they go to the link of their location with their ID.
    """
    if has_link(document, "Self"):
        return context.client.modify(document, "Self", body, silent=True)
    holder, link = context.resolver.origin(location, parent_id)
    return context.client.send("PUT", holder or {}, link, body, {"id": document.get("Id")})


def with_link(document: Document | None, link: str, root: Document | None, address: str) -> Document | None:
    """The document; if it lacks the link, a copy with a link to ``address``, below the address of ``root``.

    None in place of the document stays None.
    """
    base = links_of(root).get("Self")
    if document is None or not address or not isinstance(base, str) or has_link(document, link):
        return document
    return {**document, "Links": {**links_of(document), link: f"{base.rstrip('/')}{address}"}}
