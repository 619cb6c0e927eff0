# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends requests: one session, time-outs, TLS, retries, the request limit, and the guard of check mode."""

from __future__ import annotations

import json
import logging
import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit, urlunsplit

try:
    import requests
    import urllib3
except ImportError:  # pragma: no cover - Client() says which library is missing
    requests = None  # type: ignore[assignment]
    urllib3 = None  # type: ignore[assignment]

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import retry
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import (
    ConnectionFailed,
    ServerRefused,
    UnexpectedAnswer,
    WriteRefused,
)

MASK = "********"
SHOWN = 200
log = logging.getLogger("octopus.deploy.hypermedia")


@dataclass(frozen=True)
class TransportOptions:
    """How to reach a server. Times are seconds.

    ``retries``: how often a request is repeated; ``read_only``: refuse everything but GET and HEAD (signing in and out
    apart); ``pace``: slow down by the ``Octopus-RateLimit`` headers before the server has to refuse.
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


@dataclass(frozen=True)
class Exchange:
    """One request as it was made: the address holds no secret; ``status`` is None where no answer came."""

    method: str
    url: str
    status: int | None
    seconds: float
    attempt: int


@dataclass
class Transport:
    """A session with one server. ``secrets``: texts that are masked wherever a server's answer repeats them."""

    options: TransportOptions
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    secrets: list[str] = field(default_factory=list, repr=False)
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    exchanges: list[Exchange] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self._session = requests.Session()
        # Proxies come from the environment, but a .netrc must not put its own Authorization in ours.
        self._session.auth = _no_auth
        self._session.verify = self.options.ca_path or True if self.options.validate_certs else False
        if self.options.client_cert:
            both = (self.options.client_cert, self.options.client_key)
            self._session.cert = both if self.options.client_key else self.options.client_cert  # type: ignore[assignment]
        self._hold = 0.0

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies of a password session."""
        return {cookie.name: cookie.value or "" for cookie in self._session.cookies}

    def close(self) -> None:
        self._session.close()

    def send(self, method: str, url: str, body: Any = None, signing: bool = False) -> Any:
        """Send a request and return the parsed answer (None for an empty one).

        ``signing``: it signs in or out, which the read-only guard lets through. Raises ``ServerRefused``,
        ``ConnectionFailed``, ``UnexpectedAnswer`` and ``WriteRefused``.
        """
        if self.options.read_only and method not in retry.READS and not signing:
            raise WriteRefused(f"A client that may only read was asked to {method} {shown(url)}")
        attempt = 1
        while True:
            headers: Any = {}
            try:
                answer = self._once(method, url, body, attempt)
                if not retry.may_repeat(method, answer.status_code) or attempt > self.options.retries:
                    return self._parsed(method, url, answer)
                headers = answer.headers
            except _Unanswered as unanswered:
                if not self._may_repeat(method, unanswered) or attempt > self.options.retries:
                    raise unanswered.error from unanswered.cause
            self.sleep(retry.wait_before(attempt, headers, self.options.max_retry_wait, retry.chance))
            attempt += 1

    @staticmethod
    def _may_repeat(method: str, unanswered: _Unanswered) -> bool:
        return not unanswered.final and (method in retry.READS or unanswered.never_connected)

    def _once(self, method: str, url: str, body: Any, attempt: int) -> Any:
        if self._hold:
            self.sleep(self._hold)
            self._hold = 0.0
        started = self.clock()
        status = None
        try:
            with warnings.catch_warnings():
                if not self.options.validate_certs:
                    warnings.simplefilter("ignore", urllib3.exceptions.InsecureRequestWarning)
                answer = self._session.request(
                    method,
                    url,
                    data=None if body is None else json.dumps(body).encode(),
                    headers=self._all_headers(body),
                    timeout=(self.options.connect_timeout, self.options.read_timeout),
                    # The API does not redirect; following one would take the key to wherever it leads.
                    allow_redirects=False,
                )
            status = answer.status_code
            if self.options.pace:
                self._hold = retry.pace(answer.headers)
            if method in retry.READS:
                self._whole(method, url, answer)
            return answer
        except requests.RequestException as failure:
            raise self._unanswered(method, url, failure) from failure
        finally:
            seconds = self.clock() - started
            self.exchanges.append(Exchange(method, shown(url), status, seconds, attempt))
            log.debug("%s %s -> %s (%.3f s, attempt %d)", method, shown(url), status, seconds, attempt)

    def _all_headers(self, body: Any) -> dict[str, str]:
        headers = {"Accept": "application/json", "User-Agent": self.options.user_agent, **self.headers}
        return {**headers, "Content-Type": "application/json"} if body is not None else headers

    def _whole(self, method: str, url: str, answer: Any) -> None:
        """A read whose JSON breaks off is worth another try."""
        if answer.ok and answer.content and "json" in answer.headers.get("Content-Type", ""):
            try:
                answer.json()
            except ValueError as broken:
                error = UnexpectedAnswer(f"{self._came(method, url, answer)}: the JSON in it breaks off or is damaged")
                raise _Unanswered(error, broken) from broken

    def _parsed(self, method: str, url: str, answer: Any) -> Any:
        is_json = "json" in answer.headers.get("Content-Type", "")
        content = None
        if answer.content and (is_json or answer.status_code >= 400):
            try:
                content = answer.json()
            except ValueError:
                is_json = False
        if answer.status_code >= 400:
            said = content if isinstance(content, dict) else {"ErrorMessage": self._beginning(answer)}
            raise ServerRefused(answer.status_code, method, shown(url), self._masked(said))
        if answer.status_code >= 300:
            target = shown(answer.headers.get("Location", ""))
            raise UnexpectedAnswer(
                f"{method} {shown(url)} is redirected to {target}, which is not followed: use the address it leads to"
            )
        if answer.content and not is_json:
            if "json" not in answer.headers.get("Content-Type", "") and "html" not in answer.headers.get(
                "Content-Type", ""
            ):
                return self._masked(answer.text)
            raise UnexpectedAnswer(
                f"{self._came(method, url, answer)} instead of JSON: {self._beginning(answer)!r}. "
                "Is this the address of an Octopus Server, with its virtual directory if it has one?"
            )
        return content

    def _came(self, method: str, url: str, answer: Any) -> str:
        kind = answer.headers.get("Content-Type", "no content type")
        return f"{method} {shown(url)} answered {answer.status_code} with {kind}"

    def _beginning(self, answer: Any) -> str:
        return str(self._masked(" ".join(answer.text.split())[:SHOWN]))

    def _masked(self, said: Any) -> Any:
        """What the server said, without the secrets that it may repeat."""
        if isinstance(said, str):
            for secret in self.secrets:
                said = said.replace(secret, MASK)
            return said
        if isinstance(said, dict):
            return {key: self._masked(value) for key, value in said.items()}
        return [self._masked(each) for each in said] if isinstance(said, list) else said

    def _unanswered(self, method: str, url: str, failure: Exception) -> _Unanswered:
        where = f"{method} {shown(url)}"
        host = urlsplit(url).netloc
        reason = str(self._masked(_innermost(failure)))
        if isinstance(failure, requests.exceptions.SSLError):
            hint = "give the CA that signed its certificate as ca_path, or validate_certs: false to trust it unseen"
            error = ConnectionFailed(f"{where}: {host} is not trusted ({reason}). To mend it, {hint}")
            return _Unanswered(error, failure, final=True)
        if isinstance(failure, requests.exceptions.ConnectTimeout):
            text = f"{where}: {host} did not accept a connection in {self.options.connect_timeout:g} seconds"
            return _Unanswered(
                ConnectionFailed(f"{text}. Is it up, and is a proxy or firewall between?"), failure, True
            )
        if isinstance(failure, requests.exceptions.ReadTimeout):
            text = f"{where}: no answer came within {self.options.read_timeout:g} seconds. Raise timeout to wait longer"
            return _Unanswered(ConnectionFailed(text), failure)
        if isinstance(failure, requests.exceptions.ProxyError):
            return _Unanswered(
                ConnectionFailed(f"{where}: the proxy failed ({reason}). See HTTPS_PROXY"), failure, True
            )
        never = _has_cause(failure, urllib3.exceptions.NewConnectionError)
        what = "can't be reached" if never else "broke the connection off"
        text = f"{where}: {host} {what} ({reason}). Is octopus_url right, and is the server up?"
        return _Unanswered(ConnectionFailed(text), failure, never)


class _Unanswered(Exception):
    """No usable answer came. ``never_connected``: so a write cannot have happened either."""

    def __init__(self, error: Exception, cause: Exception, never_connected: bool = False, final: bool = False) -> None:
        super().__init__(str(error))
        self.error = error
        self.cause = cause
        self.never_connected = never_connected
        self.final = final


def shown(url: str) -> str:
    """An address without what may be secret in it: user, password, the ``apikey`` parameter."""
    parts = urlsplit(url)
    query = "&".join(
        f"{name}={MASK}" if name.casefold() == "apikey" else part
        for part in parts.query.split("&")
        for name in [part.partition("=")[0]]
    )
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))


def _no_auth(request: Any) -> Any:
    return request


def _causes(failure: BaseException) -> Iterable[BaseException]:
    seen: list[BaseException] = []
    todo: list[Any] = [failure]
    while todo:
        current = todo.pop(0)
        if isinstance(current, BaseException) and current not in seen:
            seen.append(current)
            todo += [current.__cause__, current.__context__, getattr(current, "reason", None), *current.args]
    return seen


def _has_cause(failure: BaseException, kind: type[BaseException]) -> bool:
    return any(isinstance(each, kind) for each in _causes(failure))


def _innermost(failure: BaseException) -> str:
    """The plainest words for a failure: those of the operating system, where it was that."""
    causes = list(_causes(failure))
    system = [each for each in causes if isinstance(each, OSError) and each.strerror]
    return str(system[-1].strerror if system else causes[0])[:SHOWN]
