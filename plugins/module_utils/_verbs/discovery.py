# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks the server for the thumbprint or the fingerprint of a new machine (api: machines#target)."""

from __future__ import annotations

from typing import Any, Callable
from urllib.parse import urlsplit

from ansible_collections.octopus.deploy.plugins.module_utils._model.context import Context
from ansible_collections.octopus.deploy.plugins.module_utils._model.errors import OptionError
from ansible_collections.octopus.deploy.plugins.module_utils._model.hooks import Parameters
from ansible_collections.octopus.deploy.plugins.module_utils._model.location import Location
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia import shapes
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.client import Document
from ansible_collections.octopus.deploy.plugins.module_utils.hypermedia.errors import ServerRefused

LISTENING_PORT = 10933
# The status of a server that can't reach the machine; other statuses are errors of the request.
UNREACHABLE = 400
MACHINE = shapes.Shape("an object", (dict,), (("Endpoint", shapes.OBJECT),))
Complete = Callable[[Document, Parameters, Context], None]


def discovered_by(link: str, location: Location) -> Complete:
    """A hook for new machines at ``location``: fills in properties that no option gives from the answer at ``link``."""

    def discover_fingerprint(machine: Document, parameters: Parameters, context: Context) -> None:
        endpoint: dict[str, Any] = machine.get("Endpoint") or {}
        style, space = endpoint.get("CommunicationStyle"), context.resolver.holder(location)
        if style == "TentaclePassive" and endpoint.get("Uri") and not endpoint.get("Thumbprint"):
            address = urlsplit(endpoint["Uri"])
            place = "listening_tentacle.thumbprint"
            endpoint["Thumbprint"] = _seen(context, space, link, endpoint, place, address.hostname, address.port)
        elif style == "Ssh" and endpoint.get("Host") and not endpoint.get("Fingerprint"):
            host, port = endpoint["Host"], endpoint.get("Port")
            endpoint["Fingerprint"] = _seen(context, space, link, endpoint, "ssh.fingerprint", host, port)

    return discover_fingerprint


def _seen(
    context: Context,
    space: Document | None,
    link: str,
    endpoint: Document,
    option: str,
    host: str | None,
    port: int | None,
) -> str:
    prop = "Fingerprint" if endpoint["CommunicationStyle"] == "Ssh" else "Thumbprint"
    unknown = "(to be discovered)"
    if space is None:
        return unknown
    asked = {
        "host": host,
        "port": port or LISTENING_PORT,
        "type": endpoint["CommunicationStyle"],
        "proxyId": endpoint.get("ProxyId"),
    }
    try:
        found = context.client.document(space, link, {key: value for key, value in asked.items() if value})
    except ServerRefused as refused:
        if refused.status != UNREACHABLE:
            raise
        if not context.check:
            problem = f"was not given, and the server could not get it from {host}: {refused}. Give the option"
            raise OptionError(option, problem) from refused
        context.warn(f"{option}: was not given, and the server can't get it from {host} yet: {refused}")
        return unknown
    shapes.fitting(found, MACHINE, f"The link {link!r}")
    return str((found.get("Endpoint") or {}).get(prop) or found.get(prop) or "")
