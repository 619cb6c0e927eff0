# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Removes a document; where the server refuses, adds the documents that still use it to the error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import listed
from ansible_collections.octopus.deploy.plugins.module_utils._model.resource import Resource, called
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import OctopusError, ServerRefused
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import has_link

IN_USE = (400, 409)
# The links that lead to the users of a document; the name depends on the kind
# (api: variables#library-set, accounts#account, accounts#certificate, step-templates#template).
USAGE_LINKS = ("Usages", "Usage")


def remove(client: Client, document: Document, holder: Document | None = None, link: str = "") -> None:
    """DELETE a document. Raises ``ServerRefused`` with the names of the document's users in its message.

    ``holder`` and ``link``: the link to its collection, for a document without a Self link.
    """
    try:
        if holder is None or has_link(document, "Self"):
            client.delete(document)
        else:
            client.send("DELETE", holder, link, None, {"id": document.get("Id")})
    except ServerRefused as refused:
        # The server's refusal is the error to report, not the failure to find the users.
        with suppress(OctopusError):
            users = users_of(client, document) if refused.status in IN_USE else []
            if users:
                refused.add(f"It is used by {listed(users)}.")
        raise


def warn_of_users(
    resource: Resource, document: Document, context: Context, may_change: Callable[[str], bool] = lambda name: False
) -> None:
    """Warn that the server may refuse to remove a document, because others use it.

    ``may_change``: whether the run itself may change the documents with a name, so that they do not count.
    """
    users = [each for each in users_of(context.client, document) if not may_change(each)]
    if users:
        context.warn(
            f"state: {called(resource, document)} is used by {listed(users)}; the server may refuse to remove it"
        )


def users_of(client: Client, document: Document) -> list[str]:
    """The names of the documents that use a document; none for a kind whose users the server does not list."""
    return list(dict.fromkeys(_users(client, document)))


def _users(client: Client, document: Document) -> Iterator[str]:
    for link in USAGE_LINKS:
        if has_link(document, link):
            yield from _names(client.get(document, link))


def _names(usage: Any) -> Iterator[str]:
    """The outermost names in an answer about usage, whose shape differs from kind to kind."""
    if isinstance(usage, list):
        for each in usage:
            yield from _names(each)
    elif isinstance(usage, dict):
        named = next((usage[key] for key in usage if key == "Name" or key.endswith("Name")), None)
        if isinstance(named, str) and named:
            yield named
            return
        for key, part in usage.items():
            if isinstance(part, (list, dict)) and key != "Links":
                yield from _names(part)
