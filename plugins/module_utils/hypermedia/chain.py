# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The request, the answer and the steps between them: each step does one thing and passes the request on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO, Union

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask

if TYPE_CHECKING:
    import requests
    from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.failures import Failure

READS = ("GET", "HEAD")


@dataclass(frozen=True)
class Request:
    """A request to send.

    ``body``: a JSON value, or a file (``uploads.FILES``); None for no body; ``mask``: masks the secrets of the body
    too; ``retries``: how often the request may be repeated; ``signing``: whether it signs in or out; ``asks``: whether
    it changes nothing although it is a POST; ``attempt``: the number of the attempt, from 1; ``into``: the file that
    gets the content of a successful answer.
    """

    method: str
    url: str
    body: Any
    mask: Mask
    retries: int = 0
    signing: bool = False
    asks: bool = False
    attempt: int = 1
    into: BinaryIO | None = None

    @property
    def is_read(self) -> bool:
        return self.method in READS

    @property
    def changes(self) -> bool:
        """Whether the request changes documents of the server."""
        return not (self.is_read or self.signing or self.asks)

    @property
    def address(self) -> str:
        """The URL without secrets."""
        return self.mask.address(self.url)

    def __str__(self) -> str:
        return f"{self.method} {self.address}"


@dataclass(frozen=True)
class Answer:
    """The server's answer. ``request``: the answered request, with its attempt and its address after redirects.

    ``received``: the number of bytes that the file of the request got; None if the answer has its content itself.
    """

    request: Request
    response: requests.Response
    received: int | None = None


Outcome = Union[Answer, "Failure"]
Step = Callable[[Request], Outcome]
