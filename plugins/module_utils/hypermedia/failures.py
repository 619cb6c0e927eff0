# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Explains why there was no answer, what to check, and whether a request can be repeated."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from ansible_collections.octopus.deploy.plugins.module_utils._dataclasses import dataclass

try:
    import requests
    import urllib3
except ImportError:  # Client() says so
    pass

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import READS
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import AnswerLost, ConnectionFailed
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask

LONGEST_REASON = 200
FIRST_AND_INSECURE = re.compile("GET http://.*/api")
SETTINGS = "Look at HTTPS_PROXY, HTTP_PROXY and NO_PROXY in the environment."


@dataclass(frozen=True)
class Failure:
    """A request without an answer. ``never_sent``: the server can't have seen it; ``final``: it would fail again."""

    text: str
    never_sent: bool = False
    final: bool = False

    def may_repeat(self, method: str) -> bool:
        """Whether to repeat the request: a read, or a write that the server has not seen."""
        return not self.final and (method in READS or self.never_sent)

    def error(self, method: str, attempts: int) -> ConnectionFailed:
        """The error after this number of attempts."""
        text = self.text
        if attempts > 1:
            text += f" Tried {attempts} times."
        is_lost = method not in READS and not self.never_sent and not self.final
        return AnswerLost(text, method) if is_lost else ConnectionFailed(text)


@dataclass(frozen=True)
class _Case:
    """The known facts about one failed request; ``where`` and ``reason`` hold no secret."""

    where: str
    host: str
    reason: str
    timeouts: tuple[float, float]
    causes: Sequence[BaseException]

    def is_from(self, *kinds: type[BaseException]) -> bool:
        return any(isinstance(each, kinds) for each in self.causes)


def failure_of(method: str, url: str, raised: BaseException, timeouts: tuple[float, float], mask: Mask) -> Failure:
    """The failure that an exception of requests or urllib3 means. The exception is not kept: it holds the headers.

    ``timeouts``: for connecting and for reading, in seconds.
    """
    host = urlsplit(mask.address(url)).netloc
    if isinstance(raised, requests.exceptions.InvalidProxyURL):
        text = f"{method} {mask.address(url)}: the address of the proxy on the way to {host} can't be read. {SETTINGS}"
        return Failure(text, never_sent=True, final=True)
    if isinstance(raised, ValueError):
        text = (
            f"{method} {mask.address(url)}: the request can't be sent ({type(raised).__name__}). Is octopus_url right?"
        )
        return Failure(text, never_sent=True, final=True)
    causes = list(_causes(raised))
    reason = mask.text(_reason(causes))[:LONGEST_REASON]
    case = _Case(f"{method} {mask.address(url)}", host, reason, timeouts, causes)
    return _at_the_proxy(case) or _at_tls(case) or _timed_out(case) or _not_connected(case)


def _at_the_proxy(case: _Case) -> Failure | None:
    if not case.is_from(requests.exceptions.ProxyError, urllib3.exceptions.ProxyError):
        return None
    # A proxy that answers 4xx needs other settings; a proxy that is down or answers 5xx may recover.
    refused = any(re.search(r"Tunnel connection failed: 4\d\d", str(each)) for each in case.causes)
    text = f"{case.where}: the proxy on the way to {case.host} failed ({case.reason}). {SETTINGS}"
    return Failure(text, never_sent=True, final=refused)


def _at_tls(case: _Case) -> Failure | None:
    if case.is_from(ssl.SSLCertVerificationError):
        hint = "Give the CA that signed the certificate as ca_path, or validate_certs: false to trust it unchecked."
        text = f"{case.where}: the certificate of {case.host} is not trusted ({case.reason}). {hint}"
        return Failure(text, never_sent=True, final=True)
    if case.is_from(requests.exceptions.SSLError, ssl.SSLError):
        hint = "Does the server use https on this port, and are ca_path, client_cert and client_key right?"
        text = f"{case.where}: no secure connection to {case.host} was made ({case.reason}). {hint}"
        # A connection that was closed may work the next time; a failed handshake fails again.
        return Failure(text, final=not case.is_from(ssl.SSLEOFError, ssl.SSLZeroReturnError))
    return None


def _timed_out(case: _Case) -> Failure | None:
    if case.is_from(requests.exceptions.ConnectTimeout):
        text = f"{case.where}: {case.host} did not accept a connection within {case.timeouts[0]:g} seconds"
        return Failure(f"{text}. Is octopus_url right, or does a firewall or proxy block the way?", never_sent=True)
    if case.is_from(requests.exceptions.ReadTimeout, urllib3.exceptions.ReadTimeoutError):
        text = f"{case.where}: no answer came within {case.timeouts[1]:g} seconds"
        return Failure(f"{text}. To wait longer, raise timeout (read_timeout in Python).")
    return None


def _not_connected(case: _Case) -> Failure:
    never = case.is_from(urllib3.exceptions.NewConnectionError)
    # A host name that does not exist is final; a busy name server may answer the next time.
    unknown = any(isinstance(each, socket.gaierror) and each.errno == socket.EAI_NONAME for each in case.causes)
    problem = "can't be reached" if never else "closed the connection"
    # A port for https closes an insecure connection without an answer. Only the first request can meet such a port.
    secure = "" if never or not FIRST_AND_INSECURE.fullmatch(case.where) else "Does the server use https on this port? "
    text = f"{case.where}: {case.host} {problem} ({case.reason}). {secure}Is octopus_url right, and is the server up?"
    return Failure(text, never_sent=never, final=unknown)


def _causes(raised: BaseException) -> Iterator[BaseException]:
    """An exception and its causes.

    ``__context__`` is not followed, as it may be an exception that the caller handles. A failed connection is the only
    case in which it is, because urllib3 1 keeps the reason nowhere else.
    """
    seen: list[int] = []
    todo: list[object] = [raised]
    while todo:
        current = todo.pop(0)
        if isinstance(current, BaseException) and id(current) not in seen:
            seen.append(id(current))
            yield current
            if isinstance(current, urllib3.exceptions.NewConnectionError):
                todo.append(current.__context__)
            if isinstance(current, urllib3.exceptions.MaxRetryError):
                todo.append(current.reason)
            todo += [current.__cause__, *current.args]


def _reason(causes: list[BaseException]) -> str:
    """The message of the operating system or the TLS library, else of the innermost cause."""
    for each in causes:
        if isinstance(each, ssl.SSLCertVerificationError):
            return str(each.verify_message)
    system = [each.strerror for each in causes if isinstance(each, OSError) and each.strerror]
    return str(system[-1] if system else causes[-1])
