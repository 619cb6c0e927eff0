# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last step: sends one request with the library requests and returns its answer."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

try:
    import requests
    import urllib3

    HAS_REQUESTS = True
    # Reads proxies and CAs from the environment, and sends no request. To create it takes as long as half a request.
    ENVIRONMENT = requests.Session()
except ImportError:  # Client() says so
    HAS_REQUESTS = False

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import answers
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import Answer, Outcome, Request
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.failures import Failure, failure_of
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.uploads import FILES, PIECE

if TYPE_CHECKING:
    from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import TransportOptions
    from requests.adapters import BaseAdapter
    from requests.cookies import RequestsCookieJar


# The most connections that are kept. An option of the modules could ask for more threads, which then open their own.
CONNECTIONS = 64


class OneRequest:
    """Keeps connections and cookies from one request to the next.

    ``headers``: are sent with every request; ``adapter``: transports requests in place of an HTTP connection.
    """

    def __init__(self, options: TransportOptions, headers: dict[str, str], adapter: BaseAdapter | None = None) -> None:
        self._options = options
        self._headers = headers
        self._session = requests.Session()
        # Each thread keeps a connection; requests itself keeps ten, and opens the others anew each time.
        chosen = adapter or requests.adapters.HTTPAdapter(pool_maxsize=CONNECTIONS)
        self._session.mount("http://", chosen)
        self._session.mount("https://", chosen)
        # ``_surroundings`` reads proxies and CAs from the environment, once for each server. A .netrc must not replace
        # the Authorization header.
        self._session.trust_env = False
        # Even without following a redirect, requests parses its target, and fails if that is not an address.
        self._session.get_redirect_target = _no_target  # type: ignore[assignment, method-assign]
        self._known: dict[tuple[str, str], dict[str, Any]] = {}

    @property
    def cookies(self) -> RequestsCookieJar:
        """The cookies of a password session."""
        return self._session.cookies

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def __call__(self, request: Request) -> Outcome:
        options = self._options
        own = {"Accept": "application/json", "User-Agent": options.user_agent, **self._headers}
        headers = {**self._session.headers, **own}
        if request.body is not None:
            headers["Content-Type"] = _type_of(request.body)
        timeouts = (options.connect_timeout, options.read_timeout)
        try:
            with _quietly(options.validate_certs), _opened(request.body) as body:
                # Session.request would merge the same settings again for each request, which takes long.
                asked = requests.Request(request.method, request.url, headers, data=body, cookies=self.cookies)
                response = self._session.send(
                    asked.prepare(),
                    timeout=timeouts,
                    # The library requests would send X-Octopus-ApiKey to any server that a redirect leads to.
                    allow_redirects=False,
                    **{**self._surroundings(request.url), "stream": request.into is not None},
                )
                received = _received(response, request.into)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as raised:
            return failure_of(request.method, request.url, raised, timeouts, request.mask)
        if answers.is_cut_short(response, received):
            return Failure(f"{request}: the answer broke off in the middle.")
        if request.changes and answers.is_of_a_proxy(response):
            # Nobody knows whether the server got the request.
            return Failure(answers.from_a_proxy(request.method, request.address, response, request.mask))
        return Answer(request, response, received)

    def _surroundings(self, url: str) -> dict[str, Any]:
        """The proxies, the CAs and the client certificate for a server, as requests finds them."""
        parts = urlsplit(url)
        place = (parts.scheme, parts.netloc)
        if place not in self._known:
            options = self._options
            verify = options.validate_certs and (options.ca_path or True)
            cert = _pair(options.client_cert, options.client_key)
            self._known[place] = {**ENVIRONMENT.merge_environment_settings(url, {}, None, verify, cert)}
        return self._known[place]


@contextmanager
def _quietly(validated: bool) -> Iterator[None]:
    """Suppress the warning about an unchecked certificate if checking is off; threads share warning filters."""
    if validated:
        yield
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", urllib3.exceptions.InsecureRequestWarning)
        yield


def _received(response: requests.Response, into: BinaryIO | None) -> int | None:
    """Write the content of a successful answer into a file; returns its size, and None without a file."""
    if into is None or response.status_code >= answers.REDIRECTED:
        return None
    # An earlier attempt may have left its part.
    into.seek(0)
    into.truncate()
    for piece in response.iter_content(PIECE):
        into.write(piece)
    return into.tell()


def _type_of(body: Any) -> str:
    return body.content_type if isinstance(body, FILES) else "application/json"


@contextmanager
def _opened(body: Any) -> Iterator[Any]:
    """The body as it is sent: bytes, or a file that is read meanwhile."""
    if isinstance(body, FILES):
        with body.opened() as opened:
            yield opened
    else:
        yield None if body is None else json.dumps(body).encode()


def _no_target(response: requests.Response) -> None:
    return None


def _pair(certificate: str | None, key: str | None) -> str | tuple[str, str] | None:
    return (certificate, key) if certificate and key else certificate
