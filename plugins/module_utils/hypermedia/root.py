# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The document at ``/api`` and its link for signing in; the document is public (api: transport#addresses)."""

from __future__ import annotations

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import links, sign_in
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.answers import CHECK_THE_ADDRESS
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused, UnexpectedAnswer
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import Transport

NOT_SIGNED_IN, NOT_FOUND = 401, 404


def read_public(transport: Transport, base: str) -> Document | None:
    """The root for somebody who has not signed in; None if the server shows it only after signing in."""
    try:
        return read(transport, base)
    except ServerRefused as refused:
        if refused.status != NOT_SIGNED_IN:
            raise
        return None


def sign_in_address(root: Document | None, base: str) -> str:
    """The address for signing in: that of the root's link, or else the known one."""
    if root and links.has_link(root, "SignIn"):
        return links.address(base, root, "SignIn", "unknown", {})
    return links.absolute(base, f"~{sign_in.SIGN_IN}")


def read(transport: Transport, base: str) -> Document:
    """The root. ``base``: the server's address without ``/api``.

    Raises ``UnexpectedAnswer`` if there is no Octopus Server at this address.
    """
    address = f"{base}{links.API}"
    problem = ""
    try:
        root = transport.send("GET", address)
    except ServerRefused as refused:
        if refused.status != NOT_FOUND:
            raise
        # The advice for a document that is not found does not fit here.
        problem = f"GET {address} answered {NOT_FOUND}: {refused.error_message or 'no reason is given'}"
    if problem:
        raise UnexpectedAnswer(f"There is no Octopus Server at {base}. {problem.rstrip('.')}. {CHECK_THE_ADDRESS}")
    if not isinstance(root, dict) or not isinstance(root.get("Links"), dict):
        raise UnexpectedAnswer(f"{address} answers, but not as an Octopus Server: it has no Links. {CHECK_THE_ADDRESS}")
    return root
