# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's own description in OpenAPI 3.1, generated from kinds, routes and services for its release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from emulator.model import Document
from emulator.octopus import Octopus
from emulator.openapi.paths import IDENTIFIED, REFUSALS, SPACE, described
from emulator.openapi.schemas import ERROR, Schemas, reference
from emulator.operations import IN_SPACE, SERVER, SPELLED, Operation, served
from emulator.roots import default_space

# The names are those of servers of 2020.5 and 2021.2.
SECURITY: Document = {
    "APIKeyHeader": {"type": "apiKey", "in": "header", "name": "X-Octopus-ApiKey"},
    "APIKeyQuery": {"type": "apiKey", "in": "query", "name": "ApiKey"},
    "NugetApiKeyHeader": {"type": "apiKey", "in": "header", "name": "X-NuGet-ApiKey"},
}
TITLE = "Octopus Server API"
ABOUT = "An emulator of Octopus Server. It serves what is listed here and nothing else."
SIGNED: Document = {"security": [{name: []} for name in SECURITY]}


def openapi(octopus: Octopus, prefix: str = "") -> Document:
    """The whole document. ``prefix``: the virtual directory."""
    schemas = Schemas(octopus.release, octopus.has_spaces, octopus.kinds)
    paths: dict[str, Document] = {}
    for each in operations(octopus):
        path = each.path.removeprefix(SERVER).replace("{space}", f"{{{SPACE}}}", each.prefix == IN_SPACE) or "/"
        paths.setdefault(path, {})[each.method.lower()] = described(octopus, schemas, each)
    refused = {"application/json": {"schema": reference(ERROR)}}
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": octopus.version, "description": ABOUT},
        "servers": [{"url": f"{prefix}{SERVER}"}],
        **SIGNED,
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": dict(sorted(schemas.made.items())),
            "responses": {status: {"description": text, "content": refused} for status, text in REFUSALS.items()},
            "securitySchemes": SECURITY,
        },
    }


def operations(octopus: Octopus) -> Iterator[Operation]:
    """All operations that a server of this release and these settings serves, in every spelling."""
    for each in served(octopus.release, octopus.has_spaces, default_space(octopus) is not None):
        yield each
        # The root of a space has no such spelling.
        if each.prefix == IN_SPACE and each.rest and octopus.release >= SPELLED:
            yield replace(each, prefix=IDENTIFIED)
