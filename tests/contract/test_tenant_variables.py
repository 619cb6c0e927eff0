# Copyright: (c) 2026, The octopus.deploy maintainers
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The values of tenants, on servers with each of the two forms of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from contract.conftest import Octopus, on
from contract.doors import Door
from contract.kinds.tenant_variables import a_tenant_with_templates
from emulator.testing import Emulator

OLDER, NEWER = "2024.4.1", "2026.3.15581"
MODULE = "octopus_tenant_variables"


@pytest.fixture(params=[OLDER, NEWER])
def acme(request: pytest.FixtureRequest, door: Door) -> Iterator[Octopus]:
    """A server with the tenant Acme, whose project and library variable set have templates."""
    with Emulator(server_version=request.param) as server:
        a_tenant_with_templates(server)
        yield on(server, door)


def values(octopus: Octopus, *project: dict[str, Any], common: Any = None, **more: Any) -> dict[str, Any]:
    asked = [{"project": "Web shop", **each} for each in project]
    options: dict[str, Any] = {"tenant": "Acme", **more}
    options.update({"project_variables": asked} if asked or common is None else {})
    if common is not None:
        options["common_variables"] = [{"library_variable_set": "Customers", **each} for each in common]
    return options


def stored(octopus: Octopus) -> dict[str, Any]:
    """By the names of templates, the values that the server shows in the older form, which every server has."""
    tenant = octopus.server.document("Tenants-1")
    found = octopus.server.get(f"/api/tenants/{tenant['Id']}/variables")
    (project,) = found["ProjectVariables"].values()
    (library,) = found["LibraryVariables"].values()
    names = {each["Id"]: each["Name"] for part in (project, library) for each in part["Templates"]}
    here = {
        environment: {names[template]: value for template, value in part.items()}
        for environment, part in project["Variables"].items()
    }
    return {**here, "common": {names[template]: value for template, value in library["Variables"].items()}}
