# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The adapter of the library requests that keeps the connections to a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import requests
    from requests.adapters import HTTPAdapter
else:
    try:
        from requests.adapters import HTTPAdapter
    except ImportError:  # Client() says so
        HTTPAdapter = object

# The most connections that are kept. An option of the modules could ask for more threads, which then open their own.
CONNECTIONS = 64


class Connections(HTTPAdapter):
    """Connections of one client, whose requests all have the same proxies, CAs and client certificate.

    For each request, the library would compare these with the ones that it knows, which takes a tenth of the processor
    time of a request.
    """

    def __init__(self) -> None:
        # Each thread keeps a connection; by default, requests keeps ten and opens the others for each request.
        super().__init__(pool_maxsize=CONNECTIONS)
        self._known: dict[tuple[str, str], Any] = {}

    def close(self) -> None:
        """Close the connections. A later request opens new ones."""
        self._known.clear()
        super().close()

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> Any:
        """The pool of urllib3 with the connections to the server of a request. requests calls it since version 2.32."""
        parts = urlsplit(str(request.url))
        place = (parts.scheme, parts.netloc)
        if place not in self._known:
            self._known[place] = super().get_connection_with_tls_context(request, verify, proxies, cert)
        return self._known[place]

    def request_url(self, request: requests.PreparedRequest, proxies: Any) -> str:
        """The address in the first line of a request, which only a proxy needs in full."""
        return super().request_url(request, proxies) if proxies else request.path_url
