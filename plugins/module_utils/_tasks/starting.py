# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starting points for tasks that follow any link, not only links to kinds that the collection manages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils._locate.resolvers import Resolvers
from ansible_collections.octopus.deploy.plugins.module_utils._run import Request
from ansible_collections.octopus.deploy.plugins.module_utils._session.connection import space_name, space_to_come
from ansible_collections.octopus.deploy.plugins.module_utils._session.session import Session
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Client, Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    MissingLink,
    NoDefaultSpace,
    SpaceNotFound,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import links_of
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.shapes import document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.spaces import Space, no_space


@dataclass(frozen=True)
class StartingPoint:
    """A document with all links that a task can begin with, and the space that they belong to.

    ``document`` is None in check mode for a space that does not exist yet, with a ``warning``. ``lacks_space``: the
    server does not have a default space, and the task does not name a space.
    """

    document: Document | None
    space: Space
    warning: str = ""
    lacks_space: bool = False

    def result(self) -> dict[str, Any]:
        """The entries for the task's result."""
        return {"space": self.space.described(), **({"warnings": [self.warning]} if self.warning else {})}


def starting_point(session: Session, request: Request) -> StartingPoint:
    """The starting point of a task: the links of the space, and the links of the server that the space does not have.

    On a server without a default space, a task that names no space has only the links of the server.
    """
    root = session.client.system()
    name = space_name(request.parameters, request.environment)
    nowhere = no_space(name)
    try:
        space = session.kept(Resolvers).enter(name)[0]
    except NoDefaultSpace:
        return StartingPoint(root, nowhere, lacks_space=True)
    except SpaceNotFound as missing:
        if not request.check:
            raise
        return StartingPoint(None, nowhere, space_to_come(missing))
    links = {**links_of(root), **links_of(space.document)}
    return StartingPoint({**root, "Links": links}, space)


@contextmanager
def explained(start: StartingPoint) -> Iterator[None]:
    """Add a hint to the error about a missing link if the task lacks a space."""
    try:
        yield
    except MissingLink as missing:
        if start.lacks_space:
            raise NoDefaultSpace from missing
        raise


def documents(client: Client, holder: Document, link: str, parameters: Mapping[str, Any] | None = None) -> Any:
    """The documents behind a link: an iterator over a collection, or a list of one document."""
    if {"skip", "take"} & set(client.parameters(holder, link)) and "id" not in (parameters or {}):
        return client.items(holder, link, parameters)
    answer = client.get(holder, link, parameters)
    if isinstance(answer, list):
        return answer
    if isinstance(answer, dict) and isinstance(answer.get("Items"), list):
        return answer["Items"]
    return [document(answer, f"The link {link!r}")]
