# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends requests along a chain of steps: the guard of check mode, retries, redirects, the request limit, the record."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import field
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, BinaryIO

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import answers
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.attempts import Guard, Redirects, Retry
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import (
    READS,
    Answer,
    Outcome,
    Request,
    Step,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import UsageError, after_write
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask, property_secrets
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.one_request import OneRequest
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.pacing import AtOnce, Paced, Pacer, Together

if TYPE_CHECKING:
    from requests.adapters import BaseAdapter
    from requests.cookies import RequestsCookieJar

# Longer timeouts, in seconds, overflow in operating systems.
LONGEST_TIMEOUT = 86400
log = logging.getLogger("octopus.deploy.hypermedia")


@dataclass(frozen=True)
class TransportOptions:
    """Options for reaching a server. Times are in seconds. Raises ``UsageError`` for invalid times and files.

    ``retries``: how often a request is repeated; ``validate_certs``: whether the server's certificate is checked, with
    the CAs in ``ca_path`` (file or folder) if given; ``client_cert`` and ``client_key``: the client's certificate;
    ``read_only``: refuse everything except GET, HEAD, and signing in and out; ``max_retry_wait``: the longest pause
    between two attempts, even if the server asks for more; ``pace``: slow down by the ``Octopus-RateLimit`` headers
    before the server refuses requests.
    """

    connect_timeout: float = 10
    read_timeout: float = 60
    retries: int = 5
    validate_certs: bool = True
    ca_path: str | None = None
    client_cert: str | None = None
    client_key: str | None = None
    read_only: bool = False
    user_agent: str = "octopus.deploy"
    max_retry_wait: float = 60
    pace: bool = True

    def __post_init__(self) -> None:
        for option, seconds in {"connect_timeout": self.connect_timeout, "timeout": self.read_timeout}.items():
            if not 0 < seconds <= LONGEST_TIMEOUT:
                raise UsageError(f"{option}: must be more than 0 seconds and at most {LONGEST_TIMEOUT} (a day)")
        for option, number in {"retries": self.retries, "max_retry_wait": self.max_retry_wait}.items():
            if number < 0:
                raise UsageError(f"{option}: must be 0 or more")
        files = {"ca_path": self.ca_path, "client_cert": self.client_cert, "client_key": self.client_key}
        for option, path in files.items():
            if path and not os.access(path, os.R_OK):
                raise UsageError(f"{option}: {path} can't be read; does it exist?")
        if self.client_key and not self.client_cert:
            raise UsageError("client_cert is missing: client_key is the key of that certificate")


@dataclass(frozen=True)
class Exchange:
    """One request that was sent: the address holds no secret; ``status`` is None if there was no answer.

    ``signing``: whether it signed in or out; ``asks``: whether it was a POST that changes nothing.
    """

    method: str
    url: str
    status: int | None
    seconds: float
    attempt: int
    signing: bool = False
    asks: bool = False

    @property
    def has_written(self) -> bool:
        """Whether the request has changed something on the server."""
        return self.may_have_written and self.status is not None

    @property
    def may_have_written(self) -> bool:
        """Whether the request has changed something on the server, or may have, as no answer came."""
        taken = self.status is None or self.status < answers.REDIRECTED
        return taken and self.method not in READS and not self.signing and not self.asks


@dataclass(frozen=True)
class Recorded:
    """Records every request with its outcome and its duration."""

    onward: Step
    exchanges: list[Exchange]
    clock: Callable[[], float]

    def __call__(self, request: Request) -> Outcome:
        started, status = self.clock(), None
        try:
            outcome = self.onward(request)
            status = outcome.response.status_code if isinstance(outcome, Answer) else None
            return outcome
        finally:
            # A request that is interrupted may have reached the server.
            seconds, which = self.clock() - started, (request.attempt, request.signing, request.asks)
            self.exchanges.append(Exchange(request.method, request.address, status, seconds, *which))
            log.debug("%s -> %s (%.3f s, attempt %d)", request, status, seconds, request.attempt)


@dataclass
class Transport:
    """A session with one server.

    ``headers``: are sent with every request. ``sleep`` (takes seconds), ``clock`` (returns seconds) and ``wall_clock``
    (returns the time of day, in UTC): tests replace them.
    ``adapter``: an adapter of the library requests, which transports requests in place of HTTP over a socket.
    """

    options: TransportOptions = field(default_factory=TransportOptions)
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    mask: Mask = field(default_factory=Mask, repr=False)
    exchanges: list[Exchange] = field(default_factory=list, repr=False)
    adapter: BaseAdapter | None = field(default=None, repr=False)
    wall_clock: Callable[[], datetime] = field(default=lambda: datetime.now(timezone.utc), repr=False)

    def __post_init__(self) -> None:
        options = self.options
        pacer = Pacer(self._pause, self.clock)
        self._last = OneRequest(options, self.headers, self.adapter)
        recorded = Recorded(self._last, self.exchanges, self.clock)
        together = Together(recorded, AtOnce(), self.clock)
        paced = Paced(together, pacer, options.pace, options.max_retry_wait)
        retried = Retry(Redirects(paced), pacer.hold_back, options.max_retry_wait, self._now)
        self._first = Guard(retried, options.read_only)

    def _pause(self, seconds: float) -> None:
        # Look ``time.sleep`` up now and not at import: a test may have replaced it.
        self.sleep(seconds)

    def _now(self) -> datetime:
        return self.wall_clock()

    @property
    def cookies(self) -> RequestsCookieJar:
        """The cookies of a password session."""
        return self._last.cookies

    def close(self) -> None:
        """Close the connections."""
        self._last.close()

    def send(
        self,
        method: str,
        url: str,
        body: Any = None,
        signing: bool = False,
        retries: int | None = None,
        into: BinaryIO | None = None,
        asks: bool = False,
    ) -> Any:
        """Send a request, repeat it if that is safe and may help, and return the content of the answer.

        ``signing``: whether it signs in or out, which a read-only client may do; ``retries``: overrides the options;
        ``into``: a file that gets the content, whose size is returned; ``asks``: whether it changes nothing although
        it is a POST; a read-only client refuses it too.

        Raises ``ServerRefused``, ``ConnectionFailed``, ``UnexpectedAnswer`` and ``WriteRefused``.
        """
        most = self.options.retries if retries is None else retries
        mask = self.mask if body is None else self.mask.also(property_secrets(body))
        request = Request(method.upper(), url, body, mask, most, signing, asks, into=into)
        outcome = self._first(request)
        if isinstance(outcome, Answer):
            return _content(request, outcome)
        raise outcome.error(request.method, request.attempt)


def _content(request: Request, answer: Answer) -> Any:
    """The content of an answer; an error about the answer to a write mentions that the write was done."""
    if answer.received is not None:
        return answer.received
    written = not request.is_read and not request.asks and answer.response.status_code < answers.REDIRECTED
    with after_write(str(request)) if written else nullcontext():
        return answers.content(request, answer.request, answer.response)
