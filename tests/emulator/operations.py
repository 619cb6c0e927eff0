# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists every method and path that a server of one release serves, in the form of an API description."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from emulator.kinds.registry import KINDS
from emulator.model import MIXED, SPACE, SYSTEM, Kind, Release, Route
from emulator.services import SERVICES, Service

SERVER, IN_SPACE = "/api", "/api/{space}"
# Mixed collections have addresses of the server and of a space; for SPACE, the server's mean the default space.
PREFIXES: Mapping[str, tuple[str, ...]] = {
    SYSTEM: (SERVER,),
    MIXED: (SERVER, IN_SPACE),
    SPACE: (SERVER, IN_SPACE),
}


def is_itself_served(kind: Kind) -> bool:
    """Whether a collection has an address of its own, and not only addresses below it."""
    return kind.has_list or "" in kind.routes


ALONE = tuple(each for each in KINDS if each.only_in_a_space)
# Newer addresses, which exist below a space alone [2026.3; GO builds no others].
ONLY_IN_A_SPACE = re.compile(
    r"environments/v2|projects/[^/]+/environments/ephemeral|projects/[^/]+/(?:[^/]+/)?variables$|projects/[^/]+/[^/]+/runbooks/v2$|git-credentials/(.+/)?v\d"
    r"|projects/[^/]+/environments/[^/]+/.+/livestatus$"
    rf"|{'|'.join(each.collection if is_itself_served(each) else f'{each.collection}/' for each in ALONE)}"
)
LOGIN, LOGOUT = "users/login", "users/logout"
# Addresses without sign-in (api: transport#sign-in); the root of a space is anonymous too.
ANONYMOUS = (
    SERVER,
    IN_SPACE,
    *(f"{SERVER}/{rest}" for rest in ("authentication", LOGIN, "octopusservernodes/ping", "serverstatus/health")),
)
# The third spelling of a space's addresses is newer; the release is unverified.
SPELLED: Release = (2021, 1)


@dataclass(frozen=True)
class Operation:
    """A method and a path, of a kind, one of its routes or a service. ``rest``: the path after the prefix."""

    method: str
    prefix: str
    rest: str = ""
    kind: Kind | None = None
    route: Route | None = None
    service: Service | None = None

    @property
    def path(self) -> str:
        return f"{self.prefix}/{self.rest}" if self.rest else self.prefix


def is_below_spaces_alone(path: str) -> bool:
    """Whether an address, given without ``/api/``, always begins with a space."""
    return ONLY_IN_A_SPACE.match(path.casefold()) is not None


def operations(release: Release) -> set[tuple[str, str]]:
    """The methods and paths; HEAD is included in GET."""
    return {(each.method, each.path) for each in served(release)}


def served(release: Release, spaces: bool = True, default_space: bool = True) -> Iterator[Operation]:
    """Each operation once. ``spaces``: whether the server has spaces; ``default_space``: whether one is the default."""
    yield Operation("GET", SERVER)
    if spaces:
        yield Operation("GET", IN_SPACE)
    yield from (Operation("POST", SERVER, rest) for rest in (LOGIN, LOGOUT))
    for path, service in SERVICES.items():
        if service.is_there(release):
            for prefix in prefixes(service.scope, path, spaces, default_space):
                for method in methods(service.route, release, spaces):
                    yield Operation(method, prefix, path, route=service.route, service=service)
    for kind in KINDS:
        if not kind.hidden and release >= kind.since and (spaces or not kind.needs_spaces):
            found = of_kind(kind, release, spaces)
            for (method, shape), route in found.items():
                rest = f"{kind.collection}/{shape}" if shape else kind.collection
                beside = (IN_SPACE,) if spaces and route and route.in_spaces else ()
                for prefix in (*prefixes(kind.scope, rest, spaces, default_space), *beside):
                    yield Operation(method, prefix, rest, kind, route)


def prefixes(scope: str, rest: str, spaces: bool, default_space: bool) -> tuple[str, ...]:
    """The prefixes of the addresses of a scope."""
    if not spaces:
        return (SERVER,)
    if is_below_spaces_alone(rest) or (scope == SPACE and not default_space):
        return tuple(each for each in PREFIXES[scope] if each == IN_SPACE)
    return PREFIXES[scope]


def methods(route: Route, release: Release, spaces: bool = True) -> Iterator[str]:
    if spaces or not route.needs_spaces:
        yield from (each for each in route.methods if each != "HEAD" and route.answers(each, release))


def of_kind(kind: Kind, release: Release, spaces: bool = True) -> dict[tuple[str, str], Route | None]:
    """Methods and the paths after the collection's address, with the route if there is one; routes come first."""
    found: dict[tuple[str, str], Route | None] = {
        (method, shape): route for shape, route in kind.routes.items() for method in methods(route, release, spaces)
    }
    for method, shape in of_documents(kind):
        found.setdefault((method, shape), None)
    return found


def of_documents(kind: Kind) -> Iterator[tuple[str, str]]:
    if not kind.has_documents:
        return
    if kind.has_list:
        yield "GET", ""
        if kind.can_create:
            yield "POST", ""
    if kind.has_all:
        yield "GET", "all"
    yield "GET", "{id}"
    if kind.can_change:
        yield "PUT", "{id}"
    if kind.can_delete:
        yield "DELETE", "{id}"
