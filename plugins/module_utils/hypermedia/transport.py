# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends requests: one session, time-outs, TLS, retries, the request limit, and the guard of check mode."""

from __future__ import annotations

import json
import logging
import os
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

try:
    import requests
    import urllib3

    HAS_REQUESTS = True
except ImportError:  # Client() says so
    HAS_REQUESTS = False

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import answers, retry
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    UsageError,
    WriteRefused,
    carried_out,
)
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.failures import Failure, failure_of
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.links import joined, same_server
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask, property_secrets
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.pacing import Pacer, pace

if TYPE_CHECKING:
    from requests.cookies import RequestsCookieJar

REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 5
# Longer ones overflow what operating systems count seconds in.
LONGEST_TIMEOUT = 86400
log = logging.getLogger("octopus.deploy.hypermedia")


@dataclass(frozen=True)
class TransportOptions:
    """How to reach a server. Times are seconds. Raises ``UsageError`` for times and files that cannot be used.

    ``retries``: how often a request is repeated; ``validate_certs``: whether the server's certificate is checked, with
    the CAs in ``ca_path`` (file or folder) if given; ``client_cert`` and ``client_key``: a certificate of one's own;
    ``read_only``: refuse everything but GET and HEAD (signing in and out apart); ``max_retry_wait``: the longest wait
    between two attempts, whatever the server asks for; ``pace``: slow down by the ``Octopus-RateLimit`` headers before
    the server has to refuse.
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
        for option in ("connect_timeout", "read_timeout"):
            if not 0 < getattr(self, option) <= LONGEST_TIMEOUT:
                limits = f"must be more than 0 seconds and at most {LONGEST_TIMEOUT} (a day)"
                raise UsageError(f"{option.replace('read_', '')}: {limits}")
        for option in ("retries", "max_retry_wait"):
            if getattr(self, option) < 0:
                raise UsageError(f"{option}: must be 0 or more")
        for option in ("ca_path", "client_cert", "client_key"):
            path = getattr(self, option)
            if path and not os.access(path, os.R_OK):
                raise UsageError(f"{option}: {path} can't be read; is it there?")
        if self.client_key and not self.client_cert:
            raise UsageError("client_cert is missing: client_key is the key of that certificate")


@dataclass(frozen=True)
class Exchange:
    """One request as it was made: the address holds no secret; ``status`` is None where no answer came.

    ``signing``: whether it signed in or out.
    """

    method: str
    url: str
    status: int | None
    seconds: float
    attempt: int
    signing: bool = False

    @property
    def has_written(self) -> bool:
        """Whether it has changed something on the server, whatever became of the answer."""
        taken = self.status is not None and self.status < answers.REDIRECTED
        return taken and self.method not in retry.READS and not self.signing


@dataclass
class Transport:
    """A session with one server. ``headers`` go with every request; ``sleep`` and ``clock`` are a test's to replace."""

    options: TransportOptions = field(default_factory=TransportOptions)
    sleep: Callable[[float], None] = field(default=time.sleep, repr=False)
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    mask: Mask = field(default_factory=Mask, repr=False)
    exchanges: list[Exchange] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self._pacer = Pacer(self._pause, self.clock)
        self._session = requests.Session()
        # Proxies come from the environment, but a .netrc must not put its own Authorization in place of ours.
        self._session.auth = _no_auth
        # Even where it does not follow a redirect, requests reads where it leads, and fails if that is no address.
        self._session.get_redirect_target = _no_target  # type: ignore[assignment, method-assign]

    def _pause(self, seconds: float) -> None:
        # Whatever ``sleep`` is by then.
        self.sleep(seconds)

    @property
    def cookies(self) -> RequestsCookieJar:
        """The cookies of a password session."""
        return self._session.cookies

    def close(self) -> None:
        """Let go of the connections."""
        self._session.close()

    def send(self, method: str, url: str, body: Any = None, signing: bool = False, retries: int | None = None) -> Any:
        """Send a request, again where that is safe and may help, and return what the answer holds.

        ``signing``: it signs in or out, which the read-only guard lets through; ``retries``: other than the options'.
        Raises ``ServerRefused``, ``ConnectionFailed``, ``UnexpectedAnswer`` and ``WriteRefused``.
        """
        method = method.upper()
        if self.options.read_only and method not in retry.READS and not signing:
            raise WriteRefused(f"A client that may only read was asked to {method} {self.mask.address(url)}")
        mask = self.mask.also(property_secrets(body))
        most = self.options.retries if retries is None else retries
        attempt, redirects, asked = 1, 0, ""
        while True:
            outcome = self._once(method, url, body, attempt, mask, signing)
            last = attempt > most
            if isinstance(outcome, Failure):
                if last or not outcome.may_repeat(method):
                    raise outcome.error(method, attempt)
                self._pacer.hold_back(retry.wait_before(attempt, {}, self.options.max_retry_wait))
            else:
                target = self._redirected(method, url, outcome)
                if target and redirects < MOST_REDIRECTS:
                    asked, url, redirects = asked or mask.address(url), target, redirects + 1
                    continue
                if last or not retry.may_repeat(method, outcome.status_code):
                    return _content(method, mask.address(url), outcome, mask, attempt, asked)
                self._pacer.hold_back(retry.wait_before(attempt, outcome.headers, self.options.max_retry_wait))
            attempt += 1

    def _once(
        self, method: str, url: str, body: Any, attempt: int, mask: Mask, signing: bool
    ) -> requests.Response | Failure:
        self._pacer.wait_for_turn()
        started = self.clock()
        outcome = self._sent(method, url, body, mask)
        seconds = self.clock() - started
        status = None if isinstance(outcome, Failure) else outcome.status_code
        address = mask.address(url)
        self.exchanges.append(Exchange(method, address, status, seconds, attempt, signing))
        log.debug("%s %s -> %s (%.3f s, attempt %d)", method, address, status, seconds, attempt)
        return outcome

    def _sent(self, method: str, url: str, body: Any, mask: Mask) -> requests.Response | Failure:
        options = self.options
        headers = {"Accept": "application/json", "User-Agent": options.user_agent, **self.headers}
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            with _quietly(options.validate_certs):
                answer = self._session.request(
                    method,
                    url,
                    data=None if body is None else json.dumps(body).encode(),
                    headers=headers,
                    timeout=(options.connect_timeout, options.read_timeout),
                    # Given with each request: on the session, REQUESTS_CA_BUNDLE would override them.
                    verify=options.validate_certs and (options.ca_path or True),
                    cert=_pair(options.client_cert, options.client_key),
                    # requests takes X-Octopus-ApiKey along to wherever a redirect leads.
                    allow_redirects=False,
                )
        except (requests.RequestException, urllib3.exceptions.HTTPError) as raised:
            return failure_of(method, url, raised, (options.connect_timeout, options.read_timeout), mask)
        if options.pace:
            self._pacer.keep_apart(min(pace(answer.headers), options.max_retry_wait))
        if answers.is_cut_short(answer):
            return Failure(f"{method} {mask.address(url)}: the answer broke off in the middle.")
        return answer

    def _redirected(self, method: str, url: str, answer: requests.Response) -> str | None:
        """Where a read goes on: only on the same server, for what signs the request goes along."""
        location = answer.headers.get("Location")
        if method not in retry.READS or answer.status_code not in REDIRECTS or not location:
            return None
        target = joined(url, location)
        return target if same_server(url, target) else None


def _content(method: str, url: str, answer: requests.Response, mask: Mask, attempts: int, asked: str) -> Any:
    """What an answer holds; an error over that of a write tells of the write."""
    written = method not in retry.READS and answer.status_code < answers.REDIRECTED
    with carried_out(f"{method} {url}") if written else nullcontext():
        return answers.content(method, url, answer, mask, attempts, asked)


@contextmanager
def _quietly(validated: bool) -> Iterator[None]:
    """Leave out the warning about a certificate that nobody wants checked; threads share the filters of warnings."""
    if validated:
        yield
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", urllib3.exceptions.InsecureRequestWarning)
        yield


def _no_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _no_target(answer: requests.Response) -> None:
    return None


def _pair(certificate: str | None, key: str | None) -> str | tuple[str, str] | None:
    return (certificate, key) if certificate and key else certificate
