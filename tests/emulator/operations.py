# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every method and path that a server of one release serves, the way an API's description would name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from emulator.kinds.registry import KINDS
from emulator.model import MIXED, SPACE, SYSTEM, Kind, Release
from emulator.services import SERVICES

IN_SPACE = "/api/{space}"
# Mixed collections are at the server and in a space, a space's own also at the default space's address.
PREFIXES: Mapping[str, tuple[str, ...]] = {
    SYSTEM: ("/api",),
    MIXED: ("/api", IN_SPACE),
    SPACE: ("/api", IN_SPACE),
}
# Newer addresses, which are there below a space alone [2026.3; GO builds no others].
ONLY_IN_A_SPACE = ("parentenvironments", "environments/v2", "workertaskleases")
APART = (("GET", "/api"), ("GET", IN_SPACE), ("POST", "/api/users/login"), ("POST", "/api/users/logout"))


def is_below_spaces_alone(path: str) -> bool:
    """Whether what follows ``/api/`` has no form without a space in front."""
    return path.casefold().startswith(ONLY_IN_A_SPACE)


def operations(release: Release) -> set[tuple[str, str]]:
    """Methods and paths; HEAD goes with GET."""
    served = set(APART)
    for path, service in SERVICES.items():
        if release >= service.since:
            methods = [
                each for each in service.route.methods if each != "HEAD" and service.route.answers(each, release)
            ]
            served |= {(method, f"{prefix}/{path}") for prefix in PREFIXES[service.scope] for method in methods}
    for kind in KINDS:
        if not kind.hidden and release >= kind.since:
            for prefix in PREFIXES[kind.scope]:
                served |= {(method, f"{prefix}/{kind.collection}{rest}") for method, rest in of_kind(kind, release)}
    return {(method, path) for method, path in served if not is_below_spaces_alone(path.removeprefix("/api/"))}


def of_kind(kind: Kind, release: Release) -> Iterator[tuple[str, str]]:
    """Methods, and what follows the collection's address."""
    for shape, route in kind.routes.items():
        rest = f"/{shape}" if shape else ""
        yield from ((method, rest) for method in route.methods if method != "HEAD" and route.answers(method, release))
    if not kind.has_documents:
        return
    if kind.has_list:
        yield "GET", ""
        if kind.can_create:
            yield "POST", ""
    if kind.has_all:
        yield "GET", "/all"
    yield "GET", "/{id}"
    if kind.can_change:
        yield "PUT", "/{id}"
    if kind.can_delete:
        yield "DELETE", "/{id}"
