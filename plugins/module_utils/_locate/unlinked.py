# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documented addresses of the API to which no link leads."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link, links_of

NOT_FOUND = 404


def none_if_not_found(found: Iterator[Document]) -> Iterator[Document]:
    """The documents at a documented address; none on a server that does not have the address."""
    try:
        yield from found
    except ServerRefused as refused:
        if refused.status != NOT_FOUND:
            raise


def with_link(document: Document | None, link: str, root: Document | None, address: str) -> Document | None:
    """The document; if it lacks the link, a copy with a link to ``address``, below the address of ``root``.

    None in place of the document stays None.
    """
    base = links_of(root).get("Self")
    if document is None or not address or not isinstance(base, str) or has_link(document, link):
        return document
    return {**document, "Links": {**links_of(document), link: f"{base.rstrip('/')}{address}"}}
