# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last step: sends one request with the library requests and returns its answer."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

try:
    import requests
    import urllib3

    HAS_REQUESTS = True
    # This session only reads proxies and CAs from the environment. Creating one takes as long as half a request.
    ENVIRONMENT = requests.Session()
except ImportError:  # Client() says so
    HAS_REQUESTS = False

from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import answers
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.chain import Answer, Outcome, Request
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.connections import Connections
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.failures import Failure, failure_of
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.uploads import FILES, PIECE

if TYPE_CHECKING:
    from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.transport import TransportOptions
    from requests.adapters import BaseAdapter
    from requests.cookies import RequestsCookieJar

SCHEMES_OF_PROXIES = ("http", "https", "socks4", "socks4a", "socks5", "socks5h")


class OneRequest:
    """Keeps connections and cookies from one request to the next.

    ``headers``: are sent with every request; ``adapter``: transports requests in place of an HTTP connection.
    """

    def __init__(self, options: TransportOptions, headers: dict[str, str], adapter: BaseAdapter | None = None) -> None:
        self._options = options
        self._headers = headers
        self._session = requests.Session()
        chosen = adapter or Connections()
        self._session.mount("http://", chosen)
        self._session.mount("https://", chosen)
        self._settings: dict[tuple[str, str], dict[str, Any]] = {}

    @property
    def cookies(self) -> RequestsCookieJar:
        """The cookies of a password session."""
        return self._session.cookies

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def __call__(self, request: Request) -> Outcome:
        timeouts = (self._options.connect_timeout, self._options.read_timeout)
        try:
            with _without_warnings(self._options.validate_certs), _opened(request.body) as body:
                asked = self._prepared(request, body)
                response = self._answered(asked, timeouts, request.into is not None)
                received = _received(response, request.into)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as raised:
            return failure_of(request.method, request.url, raised, timeouts, request.mask)
        if _is_cut_short(response, received):
            return Failure(f"{request}: the connection was closed in the middle of the answer.")
        if request.changes and answers.is_from_proxy(response):
            # Nobody knows whether the server got the request.
            return Failure(answers.proxy_message(request, response))
        return Answer(request, response, received)

    def _prepared(self, request: Request, body: Any) -> requests.PreparedRequest:
        """The request as an adapter sends it.

        ``Session.request`` would also look for a password in the address, for cookies and for the next redirect each
        time, which takes a quarter of the processor time of a request. It would let a .netrc replace the Authorization
        header, and would send X-Octopus-ApiKey to any server that a redirect leads to.
        """
        own = {"Accept": "application/json", "User-Agent": self._options.user_agent, **self._headers}
        headers = {**self._session.headers, **own}
        if request.body is not None:
            headers["Content-Type"] = _type_of(request.body)
        asked = requests.PreparedRequest()
        asked.method, asked.url = request.method, _quoted(request.url)
        asked.prepare_headers(headers)
        if self.cookies:
            asked.prepare_cookies(self.cookies)
        asked.prepare_body(body, None)
        return asked

    def _answered(
        self, asked: requests.PreparedRequest, timeouts: tuple[float, float], streamed: bool
    ) -> requests.Response:
        """The answer to a request. ``streamed``: whether its content is read later."""
        address = str(asked.url)
        adapter = self._session.get_adapter(address)
        response = adapter.send(asked, streamed, timeouts, **self._environment_settings(address))
        if "Set-Cookie" in response.headers:
            requests.cookies.extract_cookies_to_jar(self.cookies, asked, response.raw)  # type: ignore[no-untyped-call]
        if not streamed:
            # The first access reads the content from the connection. An error while reading is an error of the request.
            bytes(response.content)
        return response

    def _environment_settings(self, url: str) -> dict[str, Any]:
        """The proxies, the CAs and the client certificate for a server, as requests finds them.

        Raises ``InvalidProxyURL`` for a proxy whose address can't be read.
        """
        parts = urlsplit(url)
        server = (parts.scheme, parts.netloc)
        if server not in self._settings:
            options = self._options
            verify = options.validate_certs and (options.ca_path or True)
            cert = _pair(options.client_cert, options.client_key)
            found = ENVIRONMENT.merge_environment_settings(url, {}, None, verify, cert)
            proxy = requests.utils.select_proxy(url, found["proxies"])
            if proxy and not is_address_of_proxy(proxy):
                raise requests.exceptions.InvalidProxyURL
            self._settings[server] = {name: found[name] for name in ("verify", "cert", "proxies")}
        return self._settings[server]


def is_address_of_proxy(address: str) -> bool:
    """Whether requests could use the address of a proxy, which may come without its scheme."""
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        return parts.scheme in SCHEMES_OF_PROXIES and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


@contextmanager
def _without_warnings(validated: bool) -> Iterator[None]:
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


def _is_cut_short(answer: requests.Response, received: int | None) -> bool:
    """Whether an answer is shorter than its Content-Length. urllib3 2 checks that by itself, urllib3 1 does not.

    ``received``: the number of bytes, if a file has got them.
    """
    length = answer.headers.get("Content-Length", "")
    encoded = answer.headers.get("Content-Encoding", "identity") != "identity"
    head = answer.request.method == "HEAD"
    if not length.isdigit() or encoded or head:
        return False
    return (len(answer.content) if received is None else received) < int(length)


def _type_of(body: Any) -> str:
    return body.content_type if isinstance(body, FILES) else "application/json"


@contextmanager
def _opened(body: Any) -> Iterator[Any]:
    """The body to send: bytes, or a file that is read while it is sent."""
    if isinstance(body, FILES):
        with body.opened() as opened:
            yield opened
    else:
        yield None if body is None else json.dumps(body).encode()


@lru_cache(maxsize=256)
def _quoted(url: str) -> str | None:
    """An address with all special characters quoted; thousands of requests go to the same few collections."""
    asked = requests.PreparedRequest()
    asked.prepare_url(url, None)
    return asked.url


def _pair(certificate: str | None, key: str | None) -> str | tuple[str, str] | None:
    return (certificate, key) if certificate and key else certificate
