# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents with the first links: ``/api`` and the root of a space (api: roots#server, roots#space)."""

from __future__ import annotations

from emulator import answers
from emulator.answers import base
from emulator.model import MIXED, SPACE, SYSTEM, Document, Kind
from emulator.octopus import Octopus
from emulator.services import SERVICES

INSTALLATION = "8b5a1e0c-3c5f-4f4e-9d3a-0f5d2a7f6b11"
SERVER_LINKS = {
    "Self": "/api",
    "CurrentUser": "/api/users/me",
    "SignIn": "/api/users/login{?returnUrl}",
    "SignOut": "/api/users/logout",
    "Web": "/app",
}


def root(octopus: Octopus) -> Document:
    """``GET /api``: the links of the server, and of the default space if there is one."""
    space = default_space(octopus)
    links = {**SERVER_LINKS, **links_of(octopus, "/api", (SYSTEM, MIXED))}
    if octopus.has_spaces:
        links["SpaceHome"] = "/api/{spaceId}"
    if space is not None:
        links.update(links_of(octopus, base(octopus, space), (SPACE,)))
    return {
        "Application": "Octopus Deploy",
        "Version": octopus.version,
        "ApiVersion": "3.0.0",
        "InstallationId": INSTALLATION,
        "IsEarlyAccessProgram": False,
        "HasLongTermSupport": False,
        "Links": links,
    }


def space_root(octopus: Octopus, space: str) -> Document:
    """``GET /api/{spaceId}``: links alone."""
    own = f"/api/{space}"
    return {"Id": space, "Links": {"Self": own, **links_of(octopus, own, (SPACE, MIXED))}}


def links_of(octopus: Octopus, prefix: str, scopes: tuple[str, ...]) -> dict[str, str]:
    """The links to all that the server serves in these scopes."""
    key = (prefix, *scopes)
    if key not in octopus.root_links:
        octopus.root_links[key] = linked(octopus, prefix, scopes)
    return octopus.root_links[key]


def linked(octopus: Octopus, prefix: str, scopes: tuple[str, ...]) -> dict[str, str]:
    links = {}
    for kind in octopus.kinds.values():
        if kind.scope in scopes and octopus.served(kind):
            links.update(kind_links(octopus, kind, f"{prefix}/{kind.collection}"))
    for path, service in SERVICES.items():
        if service.scope in scopes and service.link and service.is_there(octopus.release):
            links[service.link] = f"{prefix}/{path}{service.template}"
    return links


def kind_links(octopus: Octopus, kind: Kind, own: str) -> dict[str, str]:
    links = {name: f"{own}{path}" for name, path in kind.root_links.items()}
    for release, newer in kind.newer_root_links.items():
        links.update({name: f"{own}{path}" for name, path in newer.items()} if octopus.release >= release else {})
    if kind.link:
        links[kind.link] = f"{own}{{/id}}{answers.query_template(octopus, kind)}"
    return links


def default_space(octopus: Octopus) -> str | None:
    """The ID of the default space, if it is switched on."""

    def found() -> str | None:
        return next((each["Id"] for each in octopus.store.all("spaces") if each.get("IsDefault")), None)

    return octopus.store.remembered(("default space",), ("spaces",), found)
