# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The requests that handlers get, and the answers that they give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from emulator.octopus import Octopus


@dataclass(frozen=True)
class Content:
    """The body of a request as it was sent, for handlers that take files."""

    body: bytes = b""
    content_type: str = ""


@dataclass(frozen=True)
class Call:
    """A request for a handler. ``query``: by lower-case name; ``values``: by the placeholder of the route.

    ``read`` returns the body, and refuses a body that is not JSON. Only handlers that need the body call it, so that
    the answer for an unknown address does not depend on the body.
    """

    octopus: Octopus
    method: str
    query: Mapping[str, str]
    read: Callable[[], Any]
    user: str
    space: str = ""
    own: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    content: Content = Content()

    @property
    def body(self) -> Any:
        return self.read()


@dataclass(frozen=True)
class Answer:
    """The result of a request. A handler returns one to set the status itself.

    ``content_type``: the type of a body of bytes. ``lasting``: whether the answer to this request of this user stays
    the same until something is written.
    """

    status: int
    body: Any
    content_type: str = "application/octet-stream"
    lasting: bool = False
