# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps that a request passes on its way: each does one thing and hands the request on to the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Union

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask

if TYPE_CHECKING:
    import requests
    from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.failures import Failure

READS = ("GET", "HEAD")


@dataclass(frozen=True)
class Request:
    """A request that is to be sent.

    ``body``: a value for JSON, None for no body; ``mask`` hides the secrets of the body as well; ``retries``: how often
    the request may be repeated; ``signing``: whether it signs in or out; ``attempt`` counts from 1.
    """

    method: str
    url: str
    body: Any
    mask: Mask
    retries: int = 0
    signing: bool = False
    attempt: int = 1

    @property
    def is_read(self) -> bool:
        return self.method in READS

    @property
    def address(self) -> str:
        """The URL without secrets."""
        return self.mask.address(self.url)

    def __str__(self) -> str:
        return f"{self.method} {self.address}"


@dataclass(frozen=True)
class Answer:
    """What the server said. ``request``: the one that was answered, with its attempt, and where redirects led it."""

    request: Request
    response: requests.Response


Outcome = Union[Answer, "Failure"]
Step = Callable[[Request], Outcome]
