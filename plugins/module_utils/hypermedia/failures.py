# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why no answer came, in words that say what to check, and whether to try again."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

try:
    import requests
    import urllib3
except ImportError:  # pragma: no cover - Client() says which library is missing
    requests = None  # type: ignore[assignment]
    urllib3 = None  # type: ignore[assignment]

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import retry
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ConnectionFailed
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.masking import Mask

LONGEST_REASON = 200


@dataclass(frozen=True)
class Failure:
    """A request without an answer. ``never_sent``: the server cannot have seen it; ``final``: it would fail again."""

    text: str
    never_sent: bool = False
    final: bool = False

    def may_repeat(self, method: str) -> bool:
        """Reads may, and writes that no server has seen."""
        return not self.final and (method in retry.READS or self.never_sent)

    def error(self, method: str, attempts: int) -> ConnectionFailed:
        """The error for it, after so many attempts."""
        text = self.text
        if attempts > 1:
            text += f" Tried {attempts} times."
        if method not in retry.READS and not self.never_sent and not self.final:
            text += " The server may have carried the request out all the same: look before repeating it."
        return ConnectionFailed(text)


def failure_of(
    method: str, url: str, raised: BaseException, connect_timeout: float, read_timeout: float, mask: Mask
) -> Failure:
    """What an exception of requests or urllib3 means. Nothing of the exception itself is kept: it holds the headers."""
    causes = list(_causes(raised))
    where, host = f"{method} {mask.address(url)}", urlsplit(url).netloc.rpartition("@")[2]
    reason = mask.text(_plainest(causes))[:LONGEST_REASON]

    def is_from(*kinds: type[BaseException]) -> bool:
        return any(isinstance(each, kinds) for each in causes)

    if is_from(requests.exceptions.ProxyError, urllib3.exceptions.ProxyError):
        # A proxy that answers 4xx wants another set-up; one that is down or answers 5xx may come back.
        refused = any(re.search(r"Tunnel connection failed: 4\d\d", str(each)) for each in causes)
        hint = "Look at HTTPS_PROXY, HTTP_PROXY and NO_PROXY in the environment."
        return Failure(f"{where}: the proxy on the way to {host} failed ({reason}). {hint}", True, refused)
    if is_from(ssl.SSLCertVerificationError):
        hint = "give the CA that signed its certificate as ca_path, or validate_certs: false to trust it unseen."
        return Failure(f"{where}: the certificate of {host} is not trusted ({reason}). To mend it, {hint}", True, True)
    if is_from(requests.exceptions.SSLError, ssl.SSLError):
        hint = "Does it speak https on this port, and do ca_path, client_cert and client_key hold what they should?"
        return Failure(f"{where}: there is no secure connection to {host} ({reason}). {hint}", final=True)
    if is_from(requests.exceptions.ConnectTimeout, urllib3.exceptions.ConnectTimeoutError):
        text = f"{where}: {host} did not accept a connection within {connect_timeout:g} seconds"
        return Failure(f"{text}. Is the address right, and does a firewall or proxy stand between?", True)
    if is_from(requests.exceptions.ReadTimeout, urllib3.exceptions.ReadTimeoutError):
        text = f"{where}: no answer came within {read_timeout:g} seconds"
        return Failure(f"{text}. To wait longer, raise timeout (read_timeout in Python).")
    unknown = any(isinstance(each, socket.gaierror) and each.errno == socket.EAI_NONAME for each in causes)
    if is_from(urllib3.exceptions.NewConnectionError):
        text = f"{where}: {host} can't be reached ({reason})"
        return Failure(f"{text}. Is octopus_url right, and is the server up?", True, unknown)
    if isinstance(raised, ValueError):
        return Failure(f"{where}: this can't be sent ({type(raised).__name__}). Is octopus_url right?", True, True)
    return Failure(f"{where}: {host} broke the connection off ({reason}). Is octopus_url right, and is the server up?")


def _causes(raised: BaseException) -> Iterator[BaseException]:
    """An exception and what it names as its causes. ``__context__`` may be what the caller is busy with: not that."""
    seen: list[int] = []
    todo: list[object] = [raised]
    while todo:
        current = todo.pop(0)
        if isinstance(current, BaseException) and id(current) not in seen:
            seen.append(id(current))
            yield current
            todo += [current.__cause__, getattr(current, "reason", None), *current.args]


def _plainest(causes: list[BaseException]) -> str:
    """The plainest words there are: those of the operating system or the TLS library, else the innermost."""
    for each in causes:
        if isinstance(each, ssl.SSLCertVerificationError):
            return str(each.verify_message)
    system = [each.strerror for each in causes if isinstance(each, OSError) and each.strerror]
    return str(system[-1] if system else causes[-1])
